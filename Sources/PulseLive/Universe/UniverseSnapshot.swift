import PulseCore

/// The universe of one day.
public struct UniverseSnapshot: Hashable, Sendable {
    public var day: CivilDate
    /// Name of the rule that made it.
    public var rule: String
    /// By rank.
    public var members: [UniverseMember]
    /// By instrument.
    public var excluded: [UniverseExclusion]

    public init(day: CivilDate, rule: String, members: [UniverseMember], excluded: [UniverseExclusion] = []) {
        self.day = day
        self.rule = rule
        self.members = members
        self.excluded = excluded
    }

    /// The instruments by rank.
    public var instruments: [InstrumentID] { members.map(\.id) }
}
