import ArgumentParser
import Foundation
import PulseCore
import PulseReport
import PulseStore

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check that everything is in place: settings, store, charts, strategies, room on the disk.")

    @OptionGroup var options: GlobalOptions

    private struct Check: Encodable {
        var name: String
        var isFine: Bool
        var text: String
    }

    private struct Document: Encodable {
        var schema = "alphapulse.doctor.v1"
        var version = EngineVersion.current
        var checks: [Check]
    }

    func run() throws {
        var checks: [Check] = []
        func check(_ name: String, _ body: () throws -> String) {
            do {
                checks.append(Check(name: name, isFine: true, text: try body()))
            } catch {
                checks.append(Check(name: name, isFine: false, text: (error as? PulseError)?.description ?? error.localizedDescription))
            }
        }
        let settings = try Settings(options: options)
        check("settings") { "home \(settings["home"]), reports \(settings["reports"]), \(try settings.threads()) threads" }
        check("store") {
            guard FileManager.default.fileExists(atPath: settings.storeURL.path) else {
                return "none yet at \(settings.storeURL.path); 'data import' or 'data synth' makes it"
            }
            let series = try CandleStore.existing(at: settings.storeURL).series()
            return "\(series.count) series, \(series.reduce(0) { $0 + $1.candles }) candles"
        }
        check("charts") {
            let library = settings["report.dygraphs"]
            let found = library.isEmpty ? ChartLibrary.find() : ChartLibrary.find(environment: ["ALPHAPULSE_DYGRAPHS": library])
            guard found != nil else {
                throw PulseError(.missing, "dygraphs is not installed: reports have no charts", hint: ChartLibrary.installHint)
            }
            return "dygraphs is found"
        }
        check("strategies") {
            let names = StrategyFile.names(in: "strategies")
            for name in names { _ = try StrategyFile.read("strategies/" + name) }
            return names.isEmpty ? "no folder 'strategies' here; 'strategy new' starts one" : "\(names.count) files, all readable"
        }
        check("disk") {
            let values = try FileManager.default.attributesOfFileSystem(forPath: FileManager.default.currentDirectoryPath)
            let free = (values[.systemFreeSize] as? NSNumber)?.int64Value ?? 0
            guard free > 1 << 30 else { throw PulseError(.io, "less than 1 GiB is free in the working folder") }
            return "\(free >> 30) GiB are free"
        }
        if options.json {
            try JSONOutput.print(Document(checks: checks))
        } else {
            for check in checks { try Console.print("\(check.isFine ? "fine " : "FAULT") \(check.name): \(check.text)") }
        }
        if !checks.allSatisfy(\.isFine) { throw ExitCode(1) }
    }
}
