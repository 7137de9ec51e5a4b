import Foundation
import PulseReport
import PulseTesting
import Testing

/// P6: the same id, the same bytes, on any number of threads; another candle, another id.
@Suite struct RunIdentityTests {
    private static let instruments = ["binance-um:DEMOUSDT", "binance-um:OTHERUSDT"]

    private func program() throws -> Program {
        let program = try Program()
        try program.synthesise(Self.instruments[0])
        try program.synthesise(Self.instruments[1], seed: 8)
        return program
    }

    private func backtest(_ program: Program, _ more: String...) throws -> [String: Any] {
        let arguments = ["backtest", Program.strategy("trend-following"), "--timeframe", "1h", "--json", "--instrument"] + Self.instruments
        let outcome = try program.run(arguments + more)
        try #require(outcome.status == 0, "\(outcome.errors)")
        return outcome.json
    }

    private func files(_ json: [String: Any]) throws -> [String: Data] {
        let folder = try #require(json["folder"] as? String)
        var files: [String: Data] = [:]
        for name in RunFolder.files { files[name] = try Data(contentsOf: URL(fileURLWithPath: folder).appendingPathComponent(name)) }
        return files
    }

    @Test func p6SameIdSameBytesOnAnyNumberOfThreads() throws {
        let program = try program()
        let one = try backtest(program, "--threads", "1", "--out", "a")
        let many = try backtest(program, "--threads", "5", "--out", "b")
        let other = try self.program()
        let elsewhere = try backtest(other, "--threads", "2")
        #expect(one["run"] as? String == many["run"] as? String && one["run"] as? String == elsewhere["run"] as? String)
        #expect((one["trades"] as? Int ?? 0) > 10)
        let bytes = try files(one)
        #expect(try files(many) == bytes)
        #expect(try files(elsewhere) == bytes)
        withExtendedLifetime(other) {}
    }

    @Test func p6OneChangedCandleChangesTheId() throws {
        let program = try program()
        let before = try backtest(program)
        // One volume of one candle, one lot more.
        let exported = try program.run("data", "export", Self.instruments[0], "--timeframe", "5m").output
        var lines = exported.split(separator: "\n").map(String.init)
        let middle = lines.count / 2
        var fields = lines[middle].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        fields[5] = "123.45678"
        for index in 7...10 { fields[index] = "0" }
        lines[middle] = fields.joined(separator: ",")
        let file = try program.folder.write(lines.joined(separator: "\n") + "\n", to: "DEMOUSDT-5m-changed.csv")
        let changed = try program.run("data", "import", file.path, "--instrument", Self.instruments[0], "--timeframe", "5m", "--json")
        #expect(changed.status == 0, "\(changed.errors)")
        let after = try backtest(program)
        #expect(before["run"] as? String != after["run"] as? String)
        #expect(after["cached"] as? Bool == false)
    }

    @Test func p6EveryPartOfTheIdentityCounts() throws {
        let program = try program()
        let base = try backtest(program)["run"] as? String
        let variants = [["--timeframe", "2h"], ["--from", "2024-01-05"], ["--fill", "close"], ["--base", "5m", "--to", "2024-04-01"]]
        var ids: Set<String?> = [base]
        for variant in variants {
            let outcome = try program.run(
                ["backtest", Program.strategy("trend-following"), "--json", "--instrument"] + Self.instruments + variant)
            #expect(outcome.status == 0, "\(outcome.errors)")
            ids.insert(outcome.json["run"] as? String)
        }
        let other = try program.run(["backtest", Program.strategy("four-heads"), "--json", "--instrument"] + Self.instruments)
        ids.insert(other.json["run"] as? String)
        #expect(ids.count == variants.count + 2)
    }

    @Test func theSameRunIsAnsweredFromItsFolderAndADamagedFolderIsNot() throws {
        let program = try program()
        let first = try backtest(program)
        #expect(first["cached"] as? Bool == false)
        let second = try backtest(program)
        #expect(second["cached"] as? Bool == true)
        for key in ["run", "folder", "votesDigest", "ledgerDigest"] { #expect(first[key] as? String == second[key] as? String) }
        let folder = try #require(first["folder"] as? String)
        try FileManager.default.removeItem(atPath: folder + "/trades.csv")
        #expect(try backtest(program)["cached"] as? Bool == false)
        #expect(FileManager.default.fileExists(atPath: folder + "/trades.csv"))
    }
}
