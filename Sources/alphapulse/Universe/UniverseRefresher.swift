import PulseBinance
import PulseCore
import PulseLive
import PulseStore

/// Asks the venue for a universe and keeps it as that of the venue's day.
struct UniverseRefresher {
    /// What came of it.
    struct Refresh {
        var snapshot: UniverseSnapshot
        /// The members of the day before.
        var before: [InstrumentID]
        /// Whether the day had no snapshot yet; one that it had stands.
        var isNew: Bool
        var members: [UniverseMember] { snapshot.members }
    }

    let store: UniverseStore
    let clients: [BinanceMarket: BinanceClient]

    /// The universe of the venue's day: the one that the store has, where it has one, so that whoever asks again on that day follows the same.
    ///
    /// Throws `.badData` where nothing that the venue lists is fit.
    func refresh(_ rule: UniverseRule) throws -> Refresh {
        let source = BinanceListings(clients: clients)
        let markets: [BinanceMarket] = (rule.futures > 0 ? [.usdm] : []) + (rule.spot > 0 ? [.spot] : [])
        let (time, listings) = try Asynchronous.wait { try await source.read(markets) }
        let day = CivilDate(time)
        let before = try store.snapshot(on: CivilDate(daysSinceEpoch: day.daysSinceEpoch - 1), rule: rule.name)?.members.map(\.id) ?? []
        func kept() throws -> Refresh? {
            guard let stored = try store.snapshot(on: day, rule: rule.name), stored.day == day else { return nil }
            return Refresh(snapshot: UniverseSnapshot(stored), before: before, isNew: false)
        }
        if let known = try kept() { return known }
        let snapshot = rule.snapshot(of: listings, on: day, previous: before)
        guard !snapshot.members.isEmpty else {
            throw PulseError(.badData, "none of the venue's \(listings.count) listings is fit for the universe '\(rule.name)'")
        }
        // Another process may have been faster.
        if try !store.append(StoredUniverse(snapshot)), let known = try kept() { return known }
        return Refresh(snapshot: snapshot, before: before, isNew: true)
    }
}
