import PulseCore
import PulseStore

/// Finds stored universes, and says what there is where there is none.
struct UniverseLookup {
    let store: UniverseStore

    init(_ store: UniverseStore) {
        self.store = store
    }

    /// The latest snapshot of a rule that is not after a day; `missing` where there is none.
    func snapshot(_ rule: String, on day: CivilDate) throws -> StoredUniverse {
        if let found = try store.snapshot(on: day, rule: rule) { return found }
        let days = try store.days()
        let hint: String
        if let first = days.first(where: { $0.rule == rule }) {
            hint = "the first is of \(first.day.timestamp.dateDescription); a later one was not known then"
        } else if days.isEmpty {
            hint = "'alphapulse universe refresh' takes one from the venue, 'universe import' reads past volumes"
        } else {
            hint = "there are snapshots of \(Set(days.map(\.rule)).sorted().joined(separator: "; "))"
        }
        throw PulseError(
            .missing, "the store has no snapshot of the universe '\(rule)' of \(day.timestamp.dateDescription) or before", hint: hint)
    }

    /// The instruments of a snapshot that the store has candles of in a range; the others are named in a warning.
    func instruments(_ rule: String, on day: CivilDate, in candles: CandleStore, _ span: RangeOptions) throws -> [InstrumentID] {
        let universe = try snapshot(rule, on: day)
        let range = try span.range()
        let known = try candles.series().filter { !range.intersection(TimeRange(from: $0.from, to: $0.to)).isEmpty }
        let names = Set(known.map(\.instrument))
        let found = universe.members.map(\.id).filter { names.contains($0) }
        let lacking = universe.members.map(\.id).filter { !names.contains($0) }
        let title = "the universe \(rule) of \(universe.day.timestamp.dateDescription)"
        guard !found.isEmpty else {
            throw PulseError(
                .missing, "the store has candles of none of the \(universe.members.count) instruments of \(title)",
                hint: "'alphapulse data list' shows what there is")
        }
        if !lacking.isEmpty {
            let some = lacking.prefix(8).map(\.description).joined(separator: ", ") + (lacking.count > 8 ? ", ..." : "")
            Console.note("warning: no candles of \(lacking.count) of \(universe.members.count) instruments of \(title): \(some)")
        }
        return found
    }
}
