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

    /// A universe as a user writes it; a rule's members were listed so many days ago at least.
    static func selection(_ text: String, minimumDays: Int) throws -> UniverseSelection {
        let selection = try selection(text)
        guard case .rule(var rule) = selection else { return selection }
        rule.minimumDays = try age(minimumDays)
        return .rule(rule)
    }

    /// What `--minimum-days` says, if it can be meant.
    static func age(_ days: Int) throws -> Int {
        guard (0...10_000).contains(days) else { throw PulseError(.usage, "--minimum-days must lie in 0...10000, not \(days)") }
        return days
    }

    /// A day such as 2025-03-01.
    static func day(_ text: String, _ option: String) throws -> CivilDate {
        guard text.utf8.count == 10, let time = Timestamp(text), Timestamp.plausible.contains(time) else {
            throw PulseError(.usage, "\(option) must be a day from 1970 to 2100 such as 2025-03-01, not '\(text)'")
        }
        return CivilDate(time)
    }
}
