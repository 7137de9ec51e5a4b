import ArgumentParser
import Foundation
import PulseCore
import PulseLive

/// The options that name a rule.
struct UniverseOptions: ParsableArguments {
    @Option(help: ArgumentHelp("top100 (half futures, half spot), top50-futures, top30-spot, or two with a comma.", valueName: "rule"))
    var rule = "top100"

    func universeRule() throws -> UniverseRule {
        guard case .rule(let rule) = try Self.selection(rule) else {
            throw PulseError(.usage, "--rule must be such as top100 or top50-futures, not '\(rule)'")
        }
        return rule
    }

    /// A universe as a user writes it; `@file` is read.
    static func selection(_ text: String) throws -> UniverseSelection {
        try UniverseSelection(text) { path in String(decoding: try InputFile.bytes(path), as: UTF8.self) }
    }

    /// A day such as 2025-03-01.
    static func day(_ text: String, _ option: String) throws -> CivilDate {
        guard text.utf8.count == 10, let time = Timestamp(text), Timestamp.plausible.contains(time) else {
            throw PulseError(.usage, "\(option) must be a day from 1970 to 2100 such as 2025-03-01, not '\(text)'")
        }
        return CivilDate(time)
    }
}
