import PulseCore
import PulseLive
import PulseStore

/// What `universe show` and `universe refresh` print.
struct UniverseDocument: Encodable {
    struct Member: Encodable {
        var rank: Int
        var instrument: String
        var quoteVolume: Double
    }

    struct Excluded: Encodable {
        var instrument: String
        var reason: String
    }

    var schema = "alphapulse.universe.v1"
    var day: String
    var rule: String
    var members: [Member]
    /// Only known when it is chosen.
    var excluded: [Excluded]?
    var joined: [String]?
    var left: [String]?
    /// Whether it was stored; false where that day had one already.
    var isNew: Bool?

    init(_ universe: StoredUniverse) {
        day = universe.day.timestamp.dateDescription
        rule = universe.rule
        members = universe.members.map { Member(rank: $0.rank, instrument: $0.id.description, quoteVolume: $0.quoteVolume) }
    }

    /// The members as a table.
    var table: String {
        var table = TextTable([("rank", .right), ("instrument", .left), ("quote volume", .right)])
        for member in members {
            table.append([String(member.rank), member.instrument, ProgressBar.compact(member.quoteVolume)])
        }
        return table.render()
    }
}

extension UniverseSnapshot {
    /// A snapshot that the store has, which does not keep who was excluded.
    init(_ stored: StoredUniverse) {
        self.init(
            day: stored.day, rule: stored.rule,
            members: stored.members.map { UniverseMember(rank: $0.rank, id: $0.id, quoteVolume: $0.quoteVolume) })
    }
}

extension StoredUniverse {
    /// A snapshot as the store keeps it.
    init(_ snapshot: UniverseSnapshot) {
        self.init(
            day: snapshot.day, rule: snapshot.rule,
            members: snapshot.members.map { Member(rank: $0.rank, id: $0.id, quoteVolume: $0.quoteVolume) })
    }
}
