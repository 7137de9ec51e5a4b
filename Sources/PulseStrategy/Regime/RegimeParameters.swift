import PulseCore

/// What can be set of the regime detector. A cut is where a rule is half true; a width is how far beyond it the rule is true to 73 %.
public struct RegimeParameters: Hashable, Sendable {
    /// A named set of cuts.
    public enum Profile: String, Hashable, Sendable, CaseIterable {
        /// The cuts below, with Bollinger's width judged by its percentile.
        case standard
        /// Older cuts, with Bollinger's width judged as it is: stronger trends, and breakouts that are wide in themselves.
        case orig
    }

    public private(set) var profile = Profile.standard
    /// A strong trend has at least this average directional index of 14 candles ...
    public var strongTrend = 30.0
    /// ... a weak one at least this, and a range less.
    public var weakTrend = 20.0
    /// Change of the 50-candle exponential mean a candle, in average true ranges, that makes a trend.
    public var slope = 0.03
    /// The 14-candle relative strength index of a strong rise; that of a strong fall is 100 less this.
    public var relativeStrength = 55.0
    /// Volume of a breakout over its mean of 20 candles.
    public var volumeRatio = 1.5
    /// Bollinger's width from which a candle can break out: a percentile (a share of the price in the profile `orig`).
    public var wide = 0.8
    /// Bollinger's width below which a market ranges: a percentile (a share of the price in the profile `orig`).
    public var narrow = 0.5
    /// A candle of this breakout strength (0...100) breaks out wherever it closes.
    public var breakoutStrength = 70.0

    /// Widths of the logistic functions, each in the unit of its cut; that of the channel in average true ranges.
    public var trendWidth = 2.5
    public var slopeWidth = 0.01
    public var relativeStrengthWidth = 2.5
    public var volumeRatioWidth = 0.15
    public var widthWidth = 0.05
    public var channelWidth = 0.1
    public var breakoutStrengthWidth = 3.0

    /// A regime takes over from another where its score is higher by this on the same candle ...
    public var switchMargin = Score(0.15)
    /// ... on so many candles in a row ...
    public var confirmation = 3
    /// ... and where the other has lasted for so many.
    public var minimumDuration = 5
    /// Candles that the percentile of Bollinger's width looks back over.
    public var percentileWindow = 200
    /// Divides the scores in the softmax of the confidence: the smaller, the more the largest score gets.
    public var temperature = 0.2

    public init(_ profile: Profile = .standard) {
        self.profile = profile
        if profile == .orig {
            (strongTrend, weakTrend, relativeStrength) = (35, 25, 60)
            (wide, narrow, widthWidth) = (0.07, 0.05, 0.005)
        }
    }

    /// Candles that `stability` looks back over.
    public static let stabilityWindow = 20
    /// Candles over which the slope of the mean is taken.
    public static let slopeSpan = 10

    /// Reads the section `regime`.
    mutating func read(_ reader: inout ConfigurationReader) {
        if let profile = reader.choice("profile", of: Profile.allCases.map(\.rawValue)).flatMap(Profile.init) { self = Self(profile) }
        strongTrend = reader.number("strongTrend", in: 1...99) ?? strongTrend
        weakTrend = reader.number("weakTrend", in: 1...99) ?? weakTrend
        if weakTrend > strongTrend {
            reader.fault("weakTrend", "is \(weakTrend), which is more than that of a strong trend, \(strongTrend)")
        }
        slope = reader.number("slope", in: 0.0001...1) ?? slope
        relativeStrength = reader.number("relativeStrength", in: 50...99) ?? relativeStrength
        volumeRatio = reader.number("volumeRatio", in: 0.1...20) ?? volumeRatio
        wide = reader.number("wide", in: 0.001...1) ?? wide
        narrow = reader.number("narrow", in: 0.001...1) ?? narrow
        breakoutStrength = reader.number("breakoutStrength", in: 1...100) ?? breakoutStrength
        switchMargin = reader.number("switchMargin", in: 0...0.9).map { Score($0) } ?? switchMargin
        confirmation = reader.integer("confirmation", in: 1...100) ?? confirmation
        minimumDuration = reader.integer("minimumDuration", in: 1...1_000) ?? minimumDuration
        percentileWindow = reader.integer("percentileWindow", in: 20...2_000) ?? percentileWindow
        temperature = reader.number("temperature", in: 0.01...10) ?? temperature
    }

    func describe() -> [SpecificationValue] {
        [
            SpecificationValue("regime.profile", profile.rawValue), SpecificationValue("regime.strongTrend", strongTrend),
            SpecificationValue("regime.weakTrend", weakTrend), SpecificationValue("regime.slope", slope),
            SpecificationValue("regime.relativeStrength", relativeStrength), SpecificationValue("regime.volumeRatio", volumeRatio),
            SpecificationValue("regime.wide", wide), SpecificationValue("regime.narrow", narrow),
            SpecificationValue("regime.breakoutStrength", breakoutStrength), SpecificationValue("regime.switchMargin", switchMargin),
            SpecificationValue("regime.confirmation", confirmation), SpecificationValue("regime.minimumDuration", minimumDuration),
            SpecificationValue("regime.percentileWindow", percentileWindow), SpecificationValue("regime.temperature", temperature),
        ]
    }
}
