import PulseCore

/// What the venue tells of a perpetual beside its candles: funding, open interest, account ratios, premium. What a store does not have is made up,
/// mildly and from the instrument's name alone.
public struct VenueSide: Sendable {
    /// One settlement.
    package struct Funding: Hashable, Sendable {
        package var time: Int64
        /// When the feeds date it: some milliseconds after its instant.
        package var told: Int64
        /// In 1e-8.
        package var rate: Int64
    }

    package private(set) var funding: [Funding] = []
    /// Hours between settlements.
    package private(set) var fundingHours: Int64 = 8
    private let salt: UInt64
    private let openInterest: [(time: Int64, value: Double)]
    private let longShortRatio: [(time: Int64, value: Double)]
    private let premium: [(time: Int64, value: Double)]
    private let premiumCloses: [(time: Int64, value: Double)]

    /// Milliseconds between snapshots of open interest and ratios.
    package static let snapshot: Int64 = 300_000

    /// Milliseconds from a settlement to its own time in the feeds, where the store does not say.
    private static let usualLag: Int64 = 2

    /// - Parameters: known observations, ascending by their events; the premium twice, by the time at which it became known and by the close
    ///   of its candle; `span` is what the market covers.
    package init(
        salt: UInt64, span: TimeRange, funding known: [(time: Int64, known: Int64, value: Double)] = [],
        openInterest: [(time: Int64, value: Double)] = [],
        longShortRatio: [(time: Int64, value: Double)] = [], premium: [(time: Int64, value: Double)] = [],
        premiumCloses: [(time: Int64, value: Double)] = []
    ) {
        self.salt = salt
        self.openInterest = openInterest
        self.longShortRatio = longShortRatio
        self.premium = premium
        self.premiumCloses = premiumCloses
        funding = known.map { one in
            let time = one.time.floored(toMultipleOf: 60_000)
            // What is known much later was delayed by whoever imported it: half a minute off, it would be the next minute's.
            let isTheVenues = (time..<time + 30_000).contains(one.known)
            return Funding(time: time, told: isTheVenues ? one.known : time + Self.usualLag, rate: DecimalUnits(8).units(one.value))
        }
        if funding.count > 1 {
            fundingHours = min(8, max(1, (funding[funding.count - 1].time - funding[funding.count - 2].time + 1_800_000) / 3_600_000))
        }
        // Before and after what is known, and where nothing is: .01 % every eight hours.
        let step = fundingHours * 3_600_000
        var time = (funding.last.map { $0.time.floored(toMultipleOf: step) } ?? (span.from.milliseconds - 1).floored(toMultipleOf: step))
        while time < span.to.milliseconds + 2 * step {
            time += step
            funding.append(Funding(time: time, told: time + Self.usualLag, rate: 10_000))
        }
    }

    /// The first settlement after an instant; the instant itself does not count.
    package func nextFunding(after now: Int64) -> Funding? {
        let index = firstIndex(after: now)
        return index < funding.count ? funding[index] : nil
    }

    /// The rate that is in the making: starts at what was settled last and ends at what will be settled.
    package func estimate(at now: Int64) -> Int64 {
        let index = firstIndex(after: now - 1)
        guard index < funding.count else { return funding.last?.rate ?? 0 }
        let next = funding[index]
        guard index > 0 else { return next.rate }
        let last = funding[index - 1]
        return last.rate + Share.portion(next.rate - last.rate, max(0, now - last.time), of: max(1, next.time - last.time))
    }

    /// Settlements that the feeds date in `from...to`.
    package func settlements(toldFrom from: Int64, through to: Int64) -> [Funding] {
        settlements(from: from - 30_000, through: to).filter { from <= $0.told && $0.told <= to }
    }

    /// Settlements in `from...to`.
    package func settlements(from: Int64, through to: Int64) -> ArraySlice<Funding> {
        guard from <= to else { return [] }
        return funding[firstIndex(after: from - 1)..<max(firstIndex(after: from - 1), firstIndex(after: to))]
    }

    private func firstIndex(after instant: Int64) -> Int {
        var (lower, upper) = (0, funding.count)
        while lower < upper {
            let middle = (lower + upper) / 2
            if funding[middle].time <= instant { lower = middle + 1 } else { upper = middle }
        }
        return lower
    }

    /// Open interest in base currency at an instant.
    package func openInterest(at now: Int64) -> Double {
        Self.value(openInterest, at: now) ?? (50_000 + 5_000 * wave(now, 1))
    }

    /// Long accounts over short accounts at an instant.
    package func longShortRatio(at now: Int64) -> Double {
        Self.value(longShortRatio, at: now) ?? (1.2 + 0.2 * wave(now, 2))
    }

    /// The perpetual over its index as it is known at an instant, as a fraction.
    package func premium(at now: Int64) -> Double { Self.value(premium, at: now) ?? supposedPremium(now) }

    /// The premium at the close of a candle: what was observed of the candle itself, which nobody knows before that close.
    package func premium(closing instant: Int64) -> Double { Self.value(premiumCloses, at: instant) ?? supposedPremium(instant) }

    private func supposedPremium(_ now: Int64) -> Double { -0.0004 + 0.0001 * wave(now, 3) }

    /// -1 to 1, another every five minutes.
    private func wave(_ now: Int64, _ kind: UInt64) -> Double {
        2 * Draw.fraction(Draw.mix(salt ^ kind, now.floored(toMultipleOf: Self.snapshot))) - 1
    }

    private static func value(_ series: [(time: Int64, value: Double)], at now: Int64) -> Double? {
        var (lower, upper) = (0, series.count)
        while lower < upper {
            let middle = (lower + upper) / 2
            if series[middle].time <= now { lower = middle + 1 } else { upper = middle }
        }
        return lower > 0 ? series[lower - 1].value : nil
    }
}
