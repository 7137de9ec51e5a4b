import PulseCore

/// Which instruments of a venue are followed: so many perpetuals and so many spot pairs, by quote volume.
///
/// Pure: the same listings on the same day, and the same universe before it, give the same snapshot, whatever the order of the listings.
public struct UniverseRule: Hashable, Sendable {
    /// The most instruments of one market that may be asked for (P9).
    public static let maximumCount = 500

    private static let never = CivilDate(year: 2_100, month: 1, day: 1).timestamp

    /// How many perpetuals and spot pairs.
    public var futures: Int
    public var spot: Int
    public var quoteAssets: [String] = ["USDT"]
    public var stableAssets: Set<String> = StableAssets.names
    /// Days since the listing, where it is known.
    public var minimumDays = 30
    /// Quote volume of 24 hours.
    public var minimumVolume: Double = 0
    /// In 1/100: a member stays while it is among the first `count * keepHundredths / 100`, so that streams do not flap. 100 for no such
    /// grace.
    public var keepHundredths = 120

    /// Traps where a count is negative or above `maximumCount`, or both are 0.
    public init(futures: Int = 50, spot: Int = 50) {
        precondition(futures + spot > 0, "a universe has members")
        precondition((0...Self.maximumCount).contains(futures) && (0...Self.maximumCount).contains(spot), "a count is 0 to 500")
        self.futures = futures
        self.spot = spot
    }

    /// `top100`, `top50-futures`, `top30-spot`, `top50-futures,top30-spot`: the counts, which name stored snapshots.
    public var name: String {
        if futures > 0, spot == futures || futures == spot + 1 { return "top\(futures + spot)" }
        return [(futures, "futures"), (spot, "spot")].filter { $0.0 > 0 }.map { "top\($0.0)-\($0.1)" }.joined(separator: ",")
    }

    /// The universe of a day. A listing that occurs twice counts once, with the larger volume.
    /// - Parameters:
    ///   - day: the day that the snapshot is for; ages are measured at its start.
    ///   - previous: the members before, which have the grace of `keepHundredths`.
    public func snapshot(of listings: [UniverseListing], on day: CivilDate, previous: [InstrumentID] = []) -> UniverseSnapshot {
        let leveraged = LeveragedTokens(bases: listings.map(\.baseAsset))
        var unique: [InstrumentID: UniverseListing] = [:]
        for listing in listings where unique[listing.id].map({ Self.order(listing, $0) }) ?? true { unique[listing.id] = listing }
        var excluded: [UniverseExclusion] = []
        var ranked: [UniverseListing] = []
        for listing in unique.values.sorted(by: Self.order) {
            if let reason = exclusion(of: listing, leveraged, day.timestamp) {
                excluded.append(UniverseExclusion(listing.id, reason))
            } else {
                ranked.append(listing)
            }
        }
        let before = Set(previous)
        var chosen: [UniverseListing] = []
        for (contract, count) in [(UniverseListing.Contract.perpetual, futures), (.spot, spot)] {
            let market = ranked.filter { $0.contract == contract }
            let taken = Self.choose(count, of: market, keeping: before, within: count * max(100, keepHundredths) / 100)
            chosen += taken
            let names = Set(taken.map(\.id))
            excluded += market.filter { !names.contains($0.id) }.map { UniverseExclusion($0.id, .outranked) }
        }
        let members = chosen.sorted(by: Self.order).enumerated().map { place, listing in
            UniverseMember(rank: place + 1, id: listing.id, quoteVolume: listing.quoteVolume)
        }
        return UniverseSnapshot(day: day, rule: name, members: members, excluded: excluded.sorted { $0.id < $1.id })
    }

    /// Members that are among the first `reach` stay; free places go to the best of the others.
    private static func choose(
        _ count: Int, of ranked: [UniverseListing], keeping before: Set<InstrumentID>, within reach: Int
    ) -> [UniverseListing] {
        let kept = ranked.prefix(reach).filter { before.contains($0.id) }.prefix(count)
        let names = Set(kept.map(\.id))
        return Array(kept) + ranked.filter { !names.contains($0.id) }.prefix(count - kept.count)
    }

    private func exclusion(
        of listing: UniverseListing, _ leveraged: LeveragedTokens, _ start: Timestamp
    ) -> UniverseExclusion.Reason? {
        switch listing.contract {
        case .leveraged: return .leveraged
        case .delivery, .other: return .contract
        case .perpetual where futures == 0, .spot where spot == 0: return .contract
        case .perpetual, .spot: break
        }
        guard quoteAssets.contains(listing.quoteAsset) else { return .quoteAsset }
        guard listing.isTradable else { return .notTrading }
        // Perpetuals of which no end is announced carry a date of the year 2100.
        if let end = listing.delistedAt, end < Self.never { return .delisting }
        if stableAssets.contains(listing.baseAsset) { return .stable }
        if leveraged.contains(listing.baseAsset) { return .leveraged }
        if let listed = listing.listedAt, listed.milliseconds + Int64(minimumDays) * Timestamp.day > start.milliseconds { return .tooYoung }
        guard listing.quoteVolume >= minimumVolume, listing.quoteVolume > 0, listing.quoteVolume.isFinite else { return .lowVolume }
        return nil
    }

    /// The larger volume first, then by instrument. What is no number is last.
    private static func order(_ a: UniverseListing, _ b: UniverseListing) -> Bool {
        let (left, right) = (a.quoteVolume.isNaN ? -Double.infinity : a.quoteVolume, b.quoteVolume.isNaN ? -Double.infinity : b.quoteVolume)
        return left == right ? a.id < b.id : left > right
    }
}
