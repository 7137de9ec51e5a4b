import PulseCore

/// What a trained model looks at.
public enum FeatureSet: String, Hashable, Sendable, Codable, CaseIterable {
    /// Indicators of trend, momentum and volatility.
    case technical
    /// Shapes of candles, returns of the last ones, and the last swings.
    case priceAction

    /// The features, in the order of their columns.
    public var names: [String] {
        switch self {
        case .technical: TechnicalFeatures.names
        case .priceAction: PriceActionFeatures.names
        }
    }

    /// Candles before every feature has a value.
    public var warmup: Int {
        switch self {
        case .technical: TechnicalFeatures.warmup
        case .priceAction: PriceActionFeatures.warmup
        }
    }

    /// The head that votes by models of this set.
    public var head: HeadID {
        switch self {
        case .technical: .technicalModel
        case .priceAction: .priceActionModel
        }
    }
}
