/// What the account refuses, whatever the signal says. Each refusal is counted by reason.
///
/// There is at most one position per instrument; that is no setting.
public struct RiskLimits: Hashable, Sendable, Codable {
    /// Positions open at a time.
    public var maximumOpenPositions: Int
    /// Gross value of all positions as part of equity; nil leaves it to cash and leverage. Orders are cut to it.
    public var maximumExposure: PartsPerMillion?
    /// Sum of what open positions lose at their stops, as part of equity. Positions without a stop count nothing here: forbid them with
    /// `requiresStop`.
    public var maximumOpenRisk: PartsPerMillion
    /// Whether signals to open without a stop are refused.
    public var requiresStop: Bool
    /// Loss of equity since the end of the previous UTC day at which no more positions are opened that day; nil for no limit.
    public var dailyLoss: PartsPerMillion?
    /// Fall of equity below its highest slice close at which everything is closed at the next open and nothing opened again; nil for no
    /// limit.
    public var maximumDrawdown: PartsPerMillion?

    public init(
        maximumOpenPositions: Int = 10, maximumExposure: PartsPerMillion? = nil, maximumOpenRisk: PartsPerMillion = 40_000,
        requiresStop: Bool = false, dailyLoss: PartsPerMillion? = nil, maximumDrawdown: PartsPerMillion? = nil
    ) {
        self.maximumOpenPositions = maximumOpenPositions
        self.maximumExposure = maximumExposure
        self.maximumOpenRisk = maximumOpenRisk
        self.requiresStop = requiresStop
        self.dailyLoss = dailyLoss
        self.maximumDrawdown = maximumDrawdown
    }
}
