import ArgumentParser
import Foundation
import PulseAnalytics
import PulseCore
import PulseResearch
import PulseStore
import PulseStrategy

struct IndicatorsCompute: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compute", abstract: "Compute indicators over a series of the store, one row a candle.",
        discussion: """
            Values are empty before an indicator is warm. Candles before --from are used to warm up, as far as the store has them.
            Example: alphapulse indicators compute binance:BTCUSDT --timeframe 1h --indicator rsi:14 --indicator macd:8,24,9 --output csv
            """)

    enum Output: String, ExpressibleByArgument, CaseIterable {
        case csv, json
    }

    @OptionGroup var options: GlobalOptions

    @Argument(help: ArgumentHelp("The instrument.", valueName: "venue:SYMBOL"))
    var instrument: String

    @Option(help: "The series to read.")
    var timeframe: String

    @Option(help: ArgumentHelp("An indicator with its arguments; may be given several times.", valueName: "NAME[:ARGS]"))
    var indicator: [String]

    @OptionGroup var span: RangeOptions

    @Option(help: "Form of the output.")
    var output = Output.csv

    private struct Document: Encodable {
        var schema = "alphapulse.indicator-values.v1"
        var instrument: String
        var timeframe: String
        var openTime: [Int64]
        var columns: [String: [Double?]]
    }

    func run() throws {
        let settings = try Settings(options: options)
        var selections: [IndicatorSelection] = []
        for text in indicator { selections.append(try IndicatorSelection(text)) }
        let set = try IndicatorSet(selections)
        var inputs = try RunInputs.parse([])
        inputs.instrument = [instrument]
        inputs.span = span
        inputs.base = timeframe
        let length = try RunInputs.timeframe(timeframe, option: "--timeframe")
        let store = try CandleStore.existing(at: settings.storeURL)
        // Recursive averages forget their start only slowly: four times the warm-up leaves less than a thousandth of it.
        let market = try MarketLoader(store: store, inputs: inputs).load(timeframe: length, funding: .none) { _ in 4 * set.warmup }
        let candles = market.series[0].candles
        let start = market.starts[0]
        let columns = set.compute(candles)
        let names = selections.flatMap(\.columns)
        guard output == .csv, !options.json else {
            let values = zip(names, columns).map { ($0, $1[start...].map { $0.isNaN ? nil : $0 } as [Double?]) }
            return try JSONOutput.print(
                Document(
                    instrument: market.series[0].instrument.id.description, timeframe: timeframe,
                    openTime: Array(candles.openTime[start...]),
                    columns: Dictionary(values, uniquingKeysWith: { first, _ in first })))
        }
        try writeCSV(names: names, columns: columns, openTime: candles.openTime, from: start)
    }

    /// A name with a comma in it (`macd:8,24,9`) is quoted, as RFC 4180 says.
    private func writeCSV(names: [String], columns: [[Double]], openTime: [Int64], from start: Int) throws {
        var bytes = Array(("open_time," + names.map { $0.contains(",") ? "\"\($0)\"" : $0 }.joined(separator: ",") + "\n").utf8)
        for index in start..<openTime.count {
            bytes.append(contentsOf: String(openTime[index]).utf8)
            for column in columns {
                bytes.append(UInt8(ascii: ","))
                if !column[index].isNaN { bytes.append(contentsOf: "\(column[index])".utf8) }
            }
            bytes.append(UInt8(ascii: "\n"))
            if bytes.count > 1 << 20 {
                try Console.write(bytes)
                bytes.removeAll(keepingCapacity: true)
            }
        }
        try Console.write(bytes)
    }
}
