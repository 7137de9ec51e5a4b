import Foundation
import PulseCore
import PulseLive
import PulseReport
import PulseStore

/// Settings by precedence: flag, environment (`ALPHAPULSE__SECTION__KEY`), project's `alphapulse.yaml`, user's configuration file, default.
struct Settings {
    /// Where a value came from.
    struct Value: Encodable {
        var key: String
        var value: String
        var origin: String
    }

    /// Every key with its default. A list, so that `config show` has an order.
    static let defaults: [(key: String, value: String, help: String)] = [
        ("home", ".alphapulse", "folder of the store and the state"),
        ("reports", "reports", "folder that receives run folders"),
        ("threads", "0", "threads for backtests; 0 takes one a core"),
        ("report.dygraphs", "", "folder with dygraph.min.js and dygraph.min.css, where it is not in its usual place"),
    ]

    private(set) var values: [Value]

    init(options: GlobalOptions) throws {
        let environment = ProcessInfo.processInfo.environment
        let project = try Self.read("alphapulse.yaml")
        let userFile = Self.userFile(environment)
        let user = try userFile.map(Self.read) ?? [:]

        values = Self.defaults.map { key, value, _ in
            let variable = "ALPHAPULSE__" + key.uppercased().replacingOccurrences(of: ".", with: "__")
            if key == "home", let flag = options.home { return Value(key: key, value: flag, origin: "flag --home") }
            if let found = environment[variable] { return Value(key: key, value: found, origin: "environment \(variable)") }
            if key == "home", let found = environment["ALPHAPULSE_HOME"] {
                return Value(key: key, value: found, origin: "environment ALPHAPULSE_HOME")
            }
            if let found = project[key] { return Value(key: key, value: found, origin: "alphapulse.yaml") }
            if let found = user[key] { return Value(key: key, value: found, origin: userFile ?? "") }
            return Value(key: key, value: value, origin: "default")
        }
    }

    subscript(key: String) -> String {
        values.first { $0.key == key }?.value ?? ""
    }

    /// The store's file.
    var storeURL: URL { URL(fileURLWithPath: self["home"]).appendingPathComponent("alphapulse.sqlite") }

    /// The folder of run folders.
    var reportsURL: URL { URL(fileURLWithPath: self["reports"]) }

    /// Threads to use.
    func threads() throws -> Int {
        guard let number = Int(self["threads"]), (0...1_024).contains(number) else {
            throw PulseError(.configuration, "'threads' must be a whole number in 0...1024, not '\(self["threads"])'")
        }
        return number == 0 ? ProcessInfo.processInfo.activeProcessorCount : number
    }

    /// The number that an option `--threads` asks for, or the setting's where it is not given.
    func threads(_ option: Int?) throws -> Int {
        guard let option else { return try threads() }
        guard (1...1_024).contains(option) else { throw PulseError(.usage, "--threads must lie in 1...1024, not \(option)") }
        return option
    }

    /// The number that an option `--threads` asks for whose 0 takes one a core.
    static func threads(zeroForCores option: Int) throws -> Int {
        guard (0...1_024).contains(option) else { throw PulseError(.usage, "--threads must be in 0...1024, not \(option)") }
        return option == 0 ? ProcessInfo.processInfo.activeProcessorCount : option
    }

    /// The alerts of live sessions: those of the project's `alphapulse.yaml`, else of the user's configuration file, else the default ones.
    static func alertRules(environment: [String: String] = ProcessInfo.processInfo.environment) throws -> [AlertRule] {
        for path in ["alphapulse.yaml", userFile(environment)] {
            guard let path, let text = try? String(contentsOfFile: path, encoding: .utf8) else { continue }
            var reader = ConfigurationReader(try YAMLDocument.parse(text: text, file: path))
            if let node = reader.node("alerts") { return try AlertRule.read(node) }
        }
        return AlertRule.defaults
    }

    /// The user's configuration file; nil where nobody says where their home is.
    private static func userFile(_ environment: [String: String]) -> String? {
        let folder = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? environment["HOME"].map { $0 + "/.config" }
        return folder.map { $0 + "/alphapulse/config.yaml" }
    }

    /// Where the charts of reports come from; nil where the library is not installed.
    func chartLibrary() -> ChartLibrary? {
        let folder = self["report.dygraphs"]
        return folder.isEmpty ? ChartLibrary.find() : ChartLibrary.find(environment: ["ALPHAPULSE_DYGRAPHS": folder])
    }

    private static func read(_ path: String) throws -> [String: String] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [:] }
        var reader = ConfigurationReader(try YAMLDocument.parse(text: text, file: path))
        var found: [String: String] = [:]
        var sections: [String: ConfigurationReader] = [:]
        for (key, _, _) in defaults {
            let parts = key.split(separator: ".").map(String.init)
            if parts.count == 1 {
                found[key] = reader.string(key)
            } else {
                if sections[parts[0]] == nil { sections[parts[0]] = reader.section(parts[0]) }
                found[key] = sections[parts[0]]?.string(parts[1])
            }
        }
        for name in sections.keys.sorted() {
            if var section = sections[name] { reader.absorb(section.finish()) }
        }
        // Read where sessions are run; here only its faults are of interest.
        if let alerts = reader.node("alerts") { _ = try AlertRule.read(alerts) }
        let faults = reader.finish()
        guard faults.isEmpty else { throw PulseError(.configuration, faults) }
        return found
    }
}
