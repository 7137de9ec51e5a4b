import PulseCore

/// What a synthetic market is like. The defaults resemble a large coin against a dollar.
public struct SyntheticConfiguration: Hashable, Sendable {
    public var initialPrice = 30_000.0
    /// Of minute returns, over all regimes, times the root of the minutes of a year.
    public var annualVolatility = 0.6
    /// In the base currency, roughly.
    public var meanVolumePerMinute = 25.0
    /// In the base currency.
    public var meanTradeSize = 0.02
    public var tick = Increment(decimals: 2)
    public var lot = Increment(decimals: 5)
    /// Weight of the last shock and of the last variance in the variance of the next minute (GARCH(1,1)); their sum is below 1.
    public var shockWeight = 0.06
    public var varianceWeight = 0.93
    /// All stays last so many times longer: more than 1 for strategies on hours or days.
    public var durationScale = 1.0
    /// Outages, in which candles are missing, per 30 days; 0 for none.
    public var gapsPerMonth = 0.0
    public var meanGapMinutes = 45.0
    /// One for each regime, in the order of `Regime.allCases`.
    public var dynamics: [RegimeDynamics] = Self.defaultDynamics

    public init() {}

    /// Stays of hours; trends of about two standard deviations; breakouts out of ranges and chop, trends out of breakouts.
    public static let defaultDynamics = [
        RegimeDynamics(
            meanMinutes: 1_080, trend: 1.8, volatility: 0.95, jumpsPerDay: 0.5, volume: 1.2, successors: [0, 0.05, 0.4, 0.2, 0.1, 0.25]),
        RegimeDynamics(
            meanMinutes: 840, trend: 1.8, volatility: 1.15, jumpsPerDay: 1, volume: 1.35, successors: [0.05, 0, 0.35, 0.2, 0.1, 0.3]),
        RegimeDynamics(
            meanMinutes: 1_800, trend: 0.5, volatility: 0.8, jumpsPerDay: 0.5, volume: 0.9, successors: [0.2, 0.2, 0, 0.35, 0.1, 0.15]),
        RegimeDynamics(
            meanMinutes: 1_680, trend: 0, volatility: 0.6, halfLifeMinutes: 120, jumpsPerDay: 0.25, volume: 0.7,
            successors: [0.12, 0.12, 0.31, 0, 0.35, 0.1]),
        RegimeDynamics(
            meanMinutes: 180, trend: 1.8, volatility: 2.1, jumpsPerDay: 6, volume: 2.6, successors: [0.35, 0.35, 0.1, 0.05, 0, 0.15]),
        RegimeDynamics(
            meanMinutes: 600, trend: 0, volatility: 1.35, halfLifeMinutes: 240, reversal: 0.2, jumpsPerDay: 2, volume: 1.2,
            successors: [0.1, 0.1, 0.3, 0.35, 0.15, 0]),
    ]

    /// Throws `usage` and names the first setting that cannot be.
    func check() throws(PulseError) {
        func need(_ condition: Bool, _ message: String) throws(PulseError) {
            if !condition { throw PulseError(.usage, "a synthetic market needs \(message)") }
        }
        try need(initialPrice >= 1_000 * tick.value(1) && initialPrice <= 1e9 * tick.value(1), "an initial price of 1,000 to 1e9 ticks")
        try need(annualVolatility > 0 && annualVolatility <= 10, "an annual volatility above 0 and up to 10")
        try need(
            meanVolumePerMinute >= 10 * lot.value(1) && meanVolumePerMinute <= 1e9 * lot.value(1), "a volume of 10 to 1e9 lots a minute")
        try need(meanTradeSize > 0, "a positive mean trade size")
        try need(shockWeight >= 0 && varianceWeight >= 0 && shockWeight + varianceWeight < 1, "variance weights that add up to less than 1")
        try need(durationScale > 0 && durationScale <= 10_000, "a duration scale above 0 and up to 10,000")
        try need(gapsPerMonth >= 0 && gapsPerMonth <= 10_000 && meanGapMinutes >= 1, "0 to 10,000 gaps a month of at least a minute")
        try need(dynamics.count == Regime.allCases.count, "dynamics for each of the \(Regime.allCases.count) regimes")
        for (index, one) in dynamics.enumerated() {
            let name = Regime.allCases[index].name
            try need(one.meanMinutes * durationScale >= 3, "a mean stay of at least 3 minutes in \(name)")
            try need(one.volatility > 0 && one.volume > 0 && one.jumpsPerDay >= 0, "a positive volatility and volume in \(name)")
            try need(one.halfLifeMinutes.map { $0 >= 1 } ?? true && abs(one.reversal) < 1, "a pull that does not explode in \(name)")
            try need(
                one.successors.count == dynamics.count && one.successors.allSatisfy { $0 >= 0 }, "a weight of each successor of \(name)")
            try need(one.successors[index] == 0 && one.successors.contains { $0 > 0 }, "a successor of \(name) other than itself")
        }
    }
}
