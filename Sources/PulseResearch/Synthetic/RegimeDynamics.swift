/// How a synthetic market behaves while it is in one regime.
public struct RegimeDynamics: Hashable, Sendable {
    /// Mean stay, in minutes. A stay is a third of that plus an exponential rest, at most five times the mean.
    public var meanMinutes: Double
    /// Drift over a mean stay in units of the random spread over it, so that it is the t-statistic of the typical trend whatever its length.
    public var trend: Double
    /// Standard deviation of a minute, relative to the other regimes.
    public var volatility: Double
    /// Minutes in which half of the distance to the price at entry is lost; nil for no pull.
    public var halfLifeMinutes: Double?
    /// Share of each minute's noise that the next one takes back, 0 for none.
    public var reversal: Double
    public var jumpsPerDay: Double
    /// Volume relative to the other regimes.
    public var volume: Double
    /// How likely each regime is to follow, in the order of `Regime.allCases`; needs not add up to 1, the regime's own weight is 0.
    public var successors: [Double]

    public init(
        meanMinutes: Double, trend: Double, volatility: Double, halfLifeMinutes: Double? = nil, reversal: Double = 0, jumpsPerDay: Double,
        volume: Double, successors: [Double]
    ) {
        self.meanMinutes = meanMinutes
        self.trend = trend
        self.volatility = volatility
        self.halfLifeMinutes = halfLifeMinutes
        self.reversal = reversal
        self.jumpsPerDay = jumpsPerDay
        self.volume = volume
        self.successors = successors
    }
}
