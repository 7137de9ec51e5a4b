import Foundation
import PulseReport
import PulseTesting
import Testing

/// Funding from the command line: what perpetuals pay, what the report says of it, what it makes of a run's identity.
@Suite struct FundingCommandTests {
    private static let instrument = "binance-um:DEMOUSDT"

    private func program(side: Bool = true) throws -> Program {
        let program = try Program()
        let made = try program.run(
            ["data", "synth", "--instrument", Self.instrument, "--timeframe", "15m", "--count", "12000", "--seed", "7"]
                + (side ? ["--side"] : []))
        try #require(made.status == 0, "\(made.errors)")
        return program
    }

    private func document(_ json: [String: Any]) throws -> [String: Any] {
        let folder = try #require(json["folder"] as? String)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: folder + "/run.json"))
        return try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    }

    private func run(_ program: Program, _ arguments: [String]) throws -> (json: [String: Any], document: [String: Any]) {
        let outcome = try program.run(arguments + ["--instrument", Self.instrument, "--json"])
        try #require(outcome.status == 0, "\(outcome.errors)")
        return (outcome.json, try document(outcome.json))
    }

    private func assumption(_ document: [String: Any]) -> String? {
        (document["assumptions"] as? [[String: String]])?.first { $0["topic"] == "Funding" }?["text"]
    }

    private func funding(_ document: [String: Any]) throws -> (strategy: Double, hold: Double) {
        let metric = (document["figures"] as? [[String: Any]])?.first { $0["key"] as? String == "funding" }
        return (try #require(metric?["value"] as? Double), try #require(metric?["benchmark"] as? Double))
    }

    private func strategy(_ program: Program, funding: String) throws -> String {
        let text = try String(contentsOfFile: Program.strategy("four-heads"), encoding: .utf8)
        return try program.folder.write(text + "\nvenue:\n  funding: \(funding)\n", to: "with-\(funding).yaml").path
    }

    /// A long position over all of the market, checked by hand against the exported rates.
    @Test func aReplayedPositionPaysTheExportedRates() throws {
        let program = try program()
        let signals = try program.folder.write("time,instrument,direction,size\n2024-01-02,\(Self.instrument),long,2\n", to: "s.csv")
        let simulate = [
            "simulate", "--signals", signals.path, "--cash", "1000000", "--fees", "0,0", "--slippage", "0", "--range-share", "0",
        ]
        let paid = try run(program, simulate)

        var opens: [Int64: Double] = [:]
        for line in try program.run("data", "export", Self.instrument, "--timeframe", "15m").output.split(separator: "\n") {
            let cells = line.split(separator: ",")
            if let time = Int64(cells[0]), let open = Double(cells[1]) { opens[time] = open }
        }
        var owed = 0.0
        var settlements = 0
        let exported = try program.run("data", "export", Self.instrument, "--side", "fundingRate").output
        for line in exported.split(separator: "\n").dropFirst() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            let time = try #require(Int64(cells[2]) ?? Self.milliseconds(String(cells[2])))
            guard time > 1_704_153_600_000, let open = opens[time], let rate = Double(cells[4]) else { continue }
            owed += 2 * open * rate
            settlements += 1
        }
        #expect(settlements > 300)
        #expect(abs(try funding(paid.document).strategy - owed) < 1e-5 && abs(owed) > 1)
        let costs = try #require(paid.document["costs"] as? [String: Any])
        #expect(abs((costs["funding"] as? Double ?? 0) - owed) < 1e-5)
        let folder = try #require(paid.json["folder"] as? String)
        let lines = try String(contentsOfFile: folder + "/trades.csv", encoding: .utf8).split(separator: "\n")
        let names = lines[0].split(separator: ",")
        let cells = lines[1].split(separator: ",", omittingEmptySubsequences: false)
        let column = try #require(names.firstIndex(of: "funding"))
        #expect(abs((Double(cells[column]) ?? 0) - owed) < 1e-5)

        let fixed = try run(program, simulate + ["--funding", "0.01"])
        let none = try run(program, simulate + ["--funding", "none"])
        #expect(try funding(none.document) == (0, 0) && funding(fixed.document).strategy > 0)
        #expect(Set([paid, fixed, none].compactMap { $0.json["run"] as? String }).count == 3)
        #expect(try program.run(simulate + ["--funding", "often"]).status == 64)
        #expect(try program.run(simulate + ["--funding", "6"]).status == 64)
    }

    private static func milliseconds(_ text: String) -> Int64? {
        ISO8601DateFormatter().date(from: text).map { Int64($0.timeIntervalSince1970 * 1_000) }
    }

    @Test func aStrategySaysWhatIsPaid() throws {
        let program = try program()
        let series = try run(program, ["backtest", Program.strategy("four-heads")])
        let text = try #require(assumption(series.document))
        #expect(text.hasPrefix("the rates of the imported settlements") && text.contains("375 settlements"), "\(text)")
        let paid = try funding(series.document)
        #expect(paid.hold > 0 && paid.strategy != 0)
        #expect(!"\(series.document["warnings"] ?? "")".contains("unding"))
        let table = try program.run("backtest", Program.strategy("four-heads"), "--instrument", Self.instrument)
        #expect(table.output.contains("Funding"))

        let fixed = try run(program, ["backtest", strategy(program, funding: "0.0001")])
        #expect(assumption(fixed.document)?.contains("a fixed 0.0100 % at 00:00") == true)
        let none = try run(program, ["backtest", strategy(program, funding: "none")])
        #expect(assumption(none.document)?.hasPrefix("not paid") == true)
        #expect("\(none.document["warnings"] ?? "")".contains("Funding is not paid, as asked for"))
        #expect(Set([series, fixed, none].compactMap { $0.json["run"] as? String }).count == 3)
        // What is paid changes no vote.
        #expect(Set([series, fixed, none].compactMap { $0.json["votesDigest"] as? String }).count == 1)
        #expect(Set([series, fixed, none].compactMap { $0.json["ledgerDigest"] as? String }).count == 3)
    }

    @Test func p6AnyRateOfTheRangeRenamesTheRunAndWhatIsMissingIsTold() throws {
        let program = try program(side: false)
        let backtest = ["backtest", Program.strategy("four-heads")]
        let without = try run(program, backtest)
        #expect("\(without.document["warnings"] ?? "")".contains("(100 %) is paid"))
        func rates(_ count: Int, _ last: String) throws {
            let rows = (0..<count).map { "\(1_704_067_200_000 + $0 * 28_800_000),8,\($0 == count - 1 ? last : "0.0001")" }
            let file = try program.folder.write(rows.joined(separator: "\n") + "\n", to: "DEMOUSDT-fundingRate-2024-01.csv")
            #expect(try program.run("data", "import", file.path).status == 0)
        }
        try rates(301, "0.0001")
        let some = try run(program, backtest)
        #expect("\(some.document["warnings"] ?? "")".contains("lacks about 74 of 374 funding settlements of the range (19.8 %)"))
        try rates(301, "0.00010001")
        let changed = try run(program, backtest)
        #expect(Set([without, some, changed].compactMap { $0.json["run"] as? String }).count == 3)
        // Beyond the last candle nobody pays.
        try rates(376, "0.0003")
        let whole = try run(program, backtest)
        #expect(!"\(whole.document["warnings"] ?? "")".contains("unding"))
        try rates(390, "0.0004")
        #expect(try run(program, backtest).json["run"] as? String == whole.json["run"] as? String)
    }

    /// Ten bitcoins from 2025-03-06 16:00 to 2025-06-03 on the venue's own mark prices: the golden sum was made of the two files with exact
    /// fractions, payment by payment, by another program.
    @Test("real rates on real mark prices", .enabled(if: SharedData.has("data/candles/mit/um-funding")))
    func realRates() throws {
        let root = try #require(SharedData.url("data/candles/mit"))
        let id = "binance-um:BTCUSDT"
        let program = try Program()
        let rates = try program.run("data", "import", root.appendingPathComponent("um-funding/BTCUSDT-fundingRate.csv.gz").path)
        let marks = root.appendingPathComponent("um-mark/BTCUSDT-8h-20250306_20250603.csv.gz").path
        let candles = try program.run("data", "import", marks, "--instrument", id)
        try #require(rates.status == 0 && candles.status == 0, "\(rates.errors) \(candles.errors)")
        let signals = try program.folder.write("time,instrument,direction,size\n2025-03-06T16:00:00Z,\(id),long,10\n", to: "s.csv")
        let outcome = try program.run(
            "simulate", "--signals", signals.path, "--cash", "1000000", "--fees", "0,0", "--slippage", "0", "--range-share", "0", "--json")
        try #require(outcome.status == 0, "\(outcome.errors)")
        let paid = try funding(try document(outcome.json))
        // Buy & hold buys eleven.
        #expect(paid == (7_941.47635533, 8_735.62399124))
    }
}
