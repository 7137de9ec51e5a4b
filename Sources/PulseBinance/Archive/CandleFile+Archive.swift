import Foundation
import PulseCore
import PulseStore

extension CandleFile {
    /// What a user may say about files to import in place of what their names say.
    public struct Overrides: Hashable, Sendable {
        public var instrument: InstrumentID?
        public var timeframe: Timeframe?
        /// For files that are not the archive's.
        public var mapping: ColumnMapping?

        public init(instrument: InstrumentID? = nil, timeframe: Timeframe? = nil, mapping: ColumnMapping? = nil) {
            self.instrument = instrument
            self.timeframe = timeframe
            self.mapping = mapping
        }
    }

    /// A file whose instrument, market and timeframe are told by its name, its folders and its header, unless the user says otherwise.
    ///
    /// Throws `PulseError(.badData)` for a file that holds no candles or does not say which.
    public init(archive url: URL, _ overrides: Overrides = Overrides()) throws {
        let path = url.path
        let location = SourceLocation(file: path)
        let name = ArchiveFileName(path: path)
        if path.lowercased().hasSuffix(".jsonl") || path.lowercased().hasSuffix(".jsonl.gz") {
            throw PulseError(.badData, "holds JSON messages, not candles", at: location)
        }
        if let refusal = name.refusal { throw PulseError(.badData, refusal, at: location) }
        guard let timeframe = overrides.timeframe ?? name.timeframe else {
            let message = name.interval.map { "candles of \($0) are not supported" } ?? "the name does not tell the timeframe"
            throw PulseError(.badData, message, at: location, hint: "say it with --timeframe")
        }
        guard overrides.instrument != nil || name.symbol != nil else {
            throw PulseError(.badData, "the name does not tell the instrument", at: location, hint: "say it with --instrument")
        }
        if overrides.instrument == nil, name.venue == "binance-cm" {
            throw PulseError(.badData, "futures of COIN-M count contracts, not coins: they are not supported", at: location)
        }
        self.init(url: url, timeframe: timeframe) { firstLine in
            let layout =
                try overrides.mapping?.layout(firstLine: firstLine, file: path) ?? BinanceKlines.layout(firstLine: firstLine, file: path)
            if let instrument = overrides.instrument { return (layout, instrument) }
            // Where no folder tells: only files of futures have a header.
            let venue = name.venue ?? (layout.hasHeader ? InstrumentID.binanceUSDM : InstrumentID.binanceSpot)
            guard let symbol = name.symbol, let instrument = InstrumentID(venue: venue, symbol: symbol) else {
                throw PulseError(.badData, "the name does not tell the instrument", at: location, hint: "say it with --instrument")
            }
            return (layout, instrument)
        }
    }
}
