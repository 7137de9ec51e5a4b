import ArgumentParser
import PulseCore

/// The options that choose a range of time.
struct RangeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Start of the range (UTC), such as 2024-01-31 or 2024-01-31T12:00; all data by default.", valueName: "time"))
    var from: String?

    @Option(help: ArgumentHelp("End of the range (UTC), not part of it.", valueName: "time"))
    var to: String?

    /// The range as given; what is not given is open.
    func range() throws -> TimeRange {
        let range = TimeRange(
            from: try Self.instant(from, "--from", otherwise: TimeRange.all.from),
            to: try Self.instant(to, "--to", otherwise: TimeRange.all.to))
        guard !range.isEmpty else { throw PulseError(.usage, "--from must be before --to") }
        return range
    }

    /// A time as an option gives it. Throws `.usage` that names the option.
    static func instant(_ text: String?, _ option: String, otherwise: Timestamp) throws -> Timestamp {
        guard let text else { return otherwise }
        guard let time = Timestamp(text), Timestamp.plausible.contains(time) else {
            throw PulseError(
                .usage, "\(option) must be a time from 1970 to 2100, not '\(text)'", hint: "write 2024-01-31 or 2024-01-31T12:00")
        }
        return time
    }
}
