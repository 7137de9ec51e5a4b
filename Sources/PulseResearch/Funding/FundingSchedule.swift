import PulseCore
import PulseStore
import PulseStrategy

/// The settlements that positions in one instrument pay, whether or not any head looks at funding.
///
/// A schedule holds the settlements' own times, not those at which rates became known: the venue takes the money at the settlement,
/// however late anybody's feed is. No decision sees it.
public struct FundingSchedule: Hashable, Sendable {
    /// What was asked for.
    public let terms: VenueSpecification.Funding
    /// Ascending, one a time.
    public let settlements: [FundingSettlement]

    /// Nothing is paid.
    public static let none = FundingSchedule()

    /// Nothing is paid.
    public init() {
        terms = .none
        settlements = []
    }

    /// The rates as they were paid. Times are moved to the nearest minute, since feeds give some milliseconds more; of two observations of
    /// one minute the first counts. An observation's weight is its interval in units of 8 hours.
    public init(_ observations: [SideObservation]) {
        terms = .series
        var found: [FundingSettlement] = []
        for one in observations.sorted(by: { ($0.eventTime, $0.item) < ($1.eventTime, $1.item) }) {
            let time = Timestamp(milliseconds: (one.eventTime.milliseconds + 30_000).floored(toMultipleOf: 60_000))
            guard found.last.map({ $0.time < time }) ?? true else { continue }
            let interval = Int64((one.weight * Double(FundingSettlement.standardInterval)).rounded())
            found.append(
                FundingSettlement(
                    time: time, rate: Self.rate(one.value), interval: interval > 0 ? interval : FundingSettlement.standardInterval))
        }
        settlements = found
    }

    /// The same rate at 00:00, 08:00 and 16:00 UTC, or nothing.
    /// - Parameter rate: as a fraction: .0001 is .01 %.
    public init(fixed rate: Double, _ range: TimeRange) {
        terms = .fixed(rate)
        let step = FundingSettlement.standardInterval
        let first = (range.from.milliseconds + step - 1).floored(toMultipleOf: step)
        settlements = stride(from: first, to: range.to.milliseconds, by: Int(step)).map {
            FundingSettlement(time: Timestamp(milliseconds: $0), rate: Self.rate(rate))
        }
    }

    /// Settlements that are there already, ascending, one a time.
    package init(_ terms: VenueSpecification.Funding, _ settlements: [FundingSettlement]) {
        self.terms = terms
        self.settlements = settlements
    }

    /// Without what lies outside of a range.
    func within(_ range: TimeRange) -> FundingSchedule {
        FundingSchedule(terms, settlements.filter { range.contains($0.time) })
    }

    private static func rate(_ fraction: Double) -> Int64 { Int64((fraction * 1e8).rounded()) }
}

extension FundingSchedule {
    /// How much of a range the settlements cover.
    public struct Coverage: Hashable, Sendable {
        /// Settlements that there must have been, as far as the known ones tell.
        public var expected: Int
        public var missing: Int

        public var missingShare: Double { expected > 0 ? Double(missing) / Double(expected) : 0 }
    }

    /// Where the known settlements leave out some of a range: a stretch without any misses one for each interval of the settlement that
    /// ends it (after the last one, of the last), and where none is known there is one every 8 hours.
    public func coverage(of range: TimeRange) -> Coverage {
        let inside = settlements.filter { range.contains($0.time) }
        func count(_ length: Int64, _ interval: Int64) -> Int { Int(max(0, length) / interval) }
        guard let first = inside.first, let last = inside.last else {
            let step = FundingSettlement.standardInterval
            let start = (range.from.milliseconds + step - 1).floored(toMultipleOf: step)
            let expected = range.to.milliseconds > start ? count(range.to.milliseconds - 1 - start, step) + 1 : 0
            return Coverage(expected: expected, missing: expected)
        }
        // The range holds its start, and not its end.
        var missing = count(first.time.milliseconds - range.from.milliseconds, first.interval)
        missing += count(range.to.milliseconds - 1 - last.time.milliseconds, last.interval)
        for (before, after) in zip(inside, inside.dropFirst()) {
            missing += max(0, count(after.time.milliseconds - before.time.milliseconds, after.interval) - 1)
        }
        return Coverage(expected: inside.count + missing, missing: missing)
    }

    /// The digest of all settlements, in hexadecimal.
    public func digestHex() -> String {
        var digest = ContentDigest()
        digest.update(UInt64(settlements.count))
        for settlement in settlements {
            digest.update(settlement.time.milliseconds)
            digest.update(settlement.rate)
            digest.update(settlement.interval)
        }
        return digest.finishHex()
    }
}
