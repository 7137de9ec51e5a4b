import PulseCore

/// What is risked: size, stop, targets, exits, expiry, limits and cool-downs. Plain numbers; fractions are fractions of 1.
public struct RiskSpecification: Hashable, Sendable {
    /// Where a position is given up.
    public struct Stop: Hashable, Sendable {
        /// Distance in average true ranges of 14 candles.
        public var averageTrueRanges = 1.5
        /// Whether the stop goes beyond the last swing where that is farther.
        public var usesStructure = true
        /// How far beyond the swing, in average true ranges.
        public var structureBuffer = 0.25
        /// The distance is never less than this fraction of the price ...
        public var minimum = 0.005
        /// ... and never more than this.
        public var maximum = 0.03

        public init() {}
    }

    /// How many minutes must lie between an accepted signal and the next one; 0 is off.
    public struct CoolDown: Hashable, Sendable {
        /// In the same instrument.
        public var sameInstrument = 60
        /// Of the same direction, in any instrument. Off by default: signals of one moment are taken in the order of the run's list, so
        /// this favours the instruments listed first.
        public var sameDirection = 0
        /// Any at all. Off by default, for the same reason.
        public var any = 0

        public init() {}
    }

    /// Fraction of equity lost where the stop is hit with a full-size signal; a signal's size factor of .5 to 1 lowers it.
    public var riskPerTrade = 0.01
    public var stop = Stop()
    public var targets = TargetSpecification()
    /// The stop moves to the entry price when this target is hit; 0 for never.
    public var breakEvenAfterTarget = 1
    /// The stop follows the price when this target is hit; 0 for never.
    public var trailingAfterTarget = 2
    /// How far behind, in average true ranges at the signal.
    public var trailingAverageTrueRanges = 2.0
    /// A signal and its position end after the longer of these hours ...
    public var expiryHours = 2.0
    /// ... and these candles of the decision timeframe; both 0 for never.
    public var expiryCandles = 24
    /// The mean distance of the targets, weighted by shares, over the distance of the stop, that a signal needs at least;
    /// compared in whole hundredths.
    public var minimumRewardToRisk = 2.0
    /// Positions open at a time, over all instruments.
    public var maximumPositions = 4
    /// Notional of one position over equity, at most.
    public var maximumPositionShare = 0.5
    /// Notional of all positions over equity, at most.
    public var maximumExposure = 1.0
    public var coolDown = CoolDown()

    public init() {}

    /// Replaces the targets, and what a preset says about stop and reward.
    public mutating func apply(_ preset: TargetSpecification.Preset) {
        targets = TargetSpecification(preset)
        minimumRewardToRisk = targets.standardRewardToRisk
        stop = Stop()
        switch preset {
        case .riskMultiples: break
        case .sdeAtr, .mtf: stop.usesStructure = false
        case .atr2345: (stop.averageTrueRanges, stop.usesStructure) = (2, false)
        case .fixedPct: (stop.averageTrueRanges, stop.usesStructure, stop.minimum) = (0, false, stop.maximum)
        }
    }

    /// How long a signal lives, in milliseconds; nil for no limit.
    public func lifetime(on timeframe: Timeframe) -> Int64? {
        let hours = Int64((expiryHours * 3_600_000).rounded())
        let candles = Int64(expiryCandles) * timeframe.milliseconds
        return max(hours, candles) > 0 ? max(hours, candles) : nil
    }

    func describe() -> [SpecificationValue] {
        [
            SpecificationValue("risk.riskPerTrade", riskPerTrade), SpecificationValue("risk.stop.atr", stop.averageTrueRanges),
            SpecificationValue("risk.stop.structure", stop.usesStructure),
            SpecificationValue("risk.stop.structureBuffer", stop.structureBuffer), SpecificationValue("risk.stop.minimum", stop.minimum),
            SpecificationValue("risk.stop.maximum", stop.maximum), SpecificationValue("risk.targets.preset", targets.preset.rawValue),
            SpecificationValue("risk.targets.unit", targets.unit.rawValue),
            SpecificationValue("risk.targets.multiples", targets.multiples),
            SpecificationValue("risk.targets.shares", targets.shares.map(\.value)),
            SpecificationValue("risk.breakEvenAfterTarget", breakEvenAfterTarget),
            SpecificationValue("risk.trailing.afterTarget", trailingAfterTarget),
            SpecificationValue("risk.trailing.atr", trailingAverageTrueRanges), SpecificationValue("risk.expiry.hours", expiryHours),
            SpecificationValue("risk.expiry.candles", expiryCandles),
            SpecificationValue("risk.minimumRewardToRisk", minimumRewardToRisk),
            SpecificationValue("risk.limits.positions", maximumPositions),
            SpecificationValue("risk.limits.positionShare", maximumPositionShare),
            SpecificationValue("risk.limits.exposure", maximumExposure),
            SpecificationValue("risk.coolDown.sameInstrument", coolDown.sameInstrument),
            SpecificationValue("risk.coolDown.sameDirection", coolDown.sameDirection),
            SpecificationValue("risk.coolDown.any", coolDown.any),
        ]
    }
}
