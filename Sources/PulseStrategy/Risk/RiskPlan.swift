import PulseCore

/// Turns a verdict that passed into a signal with stop, targets, expiry and size, by a specification.
///
/// R, the distance from the close to the stop, is the larger of a multiple of the average true range and the distance to a level beyond
/// the last swing, but at least and at most a fraction of the close. The reward-to-risk ratio of a plan is the mean distance of its
/// targets, weighted by their shares, over R: what it earns per unit risked if every target is reached. (The far target alone would
/// flatter any ladder, the near one condemn it.)
public struct RiskPlan: Sendable {
    public let specification: RiskSpecification
    private let lifetime: Int64?
    private let calibration: CalibrationMap?

    public init(_ specification: RiskSpecification, timeframe: Timeframe, calibration: CalibrationMap? = nil) {
        self.specification = specification
        self.calibration = calibration
        lifetime = specification.lifetime(on: timeframe)
    }

    /// Plans the signal of a verdict. `averageTrueRange` is Wilder's over 14 candles; `swingLow` and `swingHigh` are the last confirmed
    /// swings, NaN where there are none. Prices are not rounded: the engine puts them on the tick grid.
    ///
    /// - Throws: `noSide`, `noRange`, `rewardToRisk` or `unreachableTarget`.
    public func signal(
        for verdict: Verdict, instrument: Int, time: Timestamp, close: Double, averageTrueRange: Double, swingLow: Double = .nan,
        swingHigh: Double = .nan
    ) throws(SignalRejection) -> Signal {
        guard verdict.direction != .flat else { throw .noSide }
        guard close > 0, close.isFinite, averageTrueRange >= 0, averageTrueRange.isFinite else { throw .noRange }
        let sign = Double(verdict.direction.sign)
        let swing = verdict.direction == .long ? swingLow : swingHigh
        let risk = stopDistance(close: close, averageTrueRange: averageTrueRange, toSwing: sign * (close - swing))

        let unit =
            switch specification.targets.unit {
            case .risk: risk
            case .averageTrueRange: averageTrueRange
            case .price: close
            }
        guard Self.hundredths(specification.targets.meanMultiple * unit / risk) >= Self.hundredths(specification.minimumRewardToRisk)
        else { throw .rewardToRisk }
        let targets = zip(specification.targets.multiples, specification.targets.shares).map { multiple, share in
            Signal.Target(price: close + sign * multiple * unit, share: share)
        }
        // Also false where a target lies nowhere in particular: a range of zero puts all of them on the close.
        guard targets.allSatisfy({ $0.price > 0 && sign * ($0.price - close) > 0 }) else { throw .unreachableTarget }
        let calibrated = calibration.map { $0[verdict.probability] }
        return Signal(
            instrument: instrument, direction: verdict.direction, time: time, reference: close,
            size: .risk(factor: Self.sizeFactor(calibrated ?? verdict.probability)), stop: close - sign * risk, targets: targets,
            expiry: lifetime.map(time.advanced(byMilliseconds:)), averageTrueRange: averageTrueRange, probability: verdict.probability,
            confidence: verdict.confidence, agreeing: verdict.agreeing, calibrated: calibrated)
    }

    /// R. `toSwing` is how far the last swing lies behind the close; NaN or negative where there is none.
    func stopDistance(close: Double, averageTrueRange: Double, toSwing: Double) -> Double {
        let stop = specification.stop
        var distance = stop.averageTrueRanges * averageTrueRange
        if stop.usesStructure, toSwing > 0 {
            distance = max(distance, toSwing + stop.structureBuffer * averageTrueRange)
        }
        return max(min(distance, stop.maximum * close), stop.minimum * close)
    }

    /// .5 to 1, linear in the probability from .5 to 1: which is that probability itself. The calibrated one where there is one.
    static func sizeFactor(_ probability: Score) -> Score { max(.half, probability) }

    /// A ratio in whole hundredths. Ratios are compared like this: shares lie on the 1/1024 grid and prices carry rounding, so a plan of
    /// exactly 2 R may come out as 1.999, and must not be let through or rejected by its last bits.
    static func hundredths(_ ratio: Double) -> Int {
        Int(max(-1e9, min(1e9, (ratio * 100).rounded())))
    }
}
