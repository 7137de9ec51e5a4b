import ArgumentParser
import PulseBinance
import PulseCore
import PulseStore

/// What `data import` asks about files of side series.
struct SideImportOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What the files hold, where name and header do not tell: candles, or a side series ("
                + SideKind.allCases.map(\.name).joined(separator: ", ") + ").", valueName: "kind"))
    var kind: String?

    @Option(
        help: ArgumentHelp(
            "Time from publication until you have an observation, added to the time at which it becomes known.", valueName: "duration"))
    var knownDelay = "0s"

    /// Longest delay in milliseconds, so that no observation is known later than the store allows.
    private static let maximumDelay = 20 * Timestamp.day

    /// Whether the user says that the files hold candles.
    var meansCandles: Bool { kind == "candles" }

    /// The settings for files of side series.
    func overrides(
        _ instrument: InstrumentID?, _ timeframe: Timeframe?, _ timeFormat: CandleLayout.TimeFormat
    ) throws -> SideFile.Overrides {
        let kind = try kind.flatMap { $0 == "candles" ? nil : try Self.kind($0, option: "--kind") }
        return SideFile.Overrides(
            kind: kind, timeframe: timeframe,
            options: SideOptions(
                instrument: instrument, knownDelay: try Self.duration(knownDelay), timeFormat: timeFormat, scorer: SideScoring.scorer))
    }

    /// A kind of side series by its name.
    static func kind(_ text: String, option: String) throws -> SideKind {
        if let kind = SideKind(name: text) { return kind }
        let names = SideKind.allCases.map(\.name)
        let nearest = NearestName.of(text, among: names)
        throw PulseError(
            .usage, "\(option) must be one of \(names.joined(separator: ", ")), not '\(text)'", hint: nearest.map { "did you mean \($0)?" })
    }

    /// Milliseconds of `90s`, `10m`, `2h`, `1d`.
    private static func duration(_ text: String) throws -> Int64 {
        let units: [Character: Int64] = ["s": 1_000, "m": 60_000, "h": 3_600_000, "d": Timestamp.day]
        guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()), count >= 0,
            count <= maximumDelay / unit
        else {
            throw PulseError(.usage, "--known-delay must be a duration of up to 20 days such as 90s, 10m, 2h or 1d, not '\(text)'")
        }
        return count * unit
    }
}
