import PulseCore

/// The head of market structure: it sides with the trends of several timeframes when they agree.
///
/// The higher timeframes are built from the candles that it is given; a higher candle counts from the close that completes it. Each
/// timeframe's trend is that of its external swings (wing 8); a timeframe joins when it has 60 candles (the decision timeframe after the
/// head's warm-up) and the weights of those that have joined are taken relative to their sum. The decision timeframe's internal swings
/// (wing 3) tell fresh breaks, and levels for stops.
public struct StructureHead: Head {
    static let internalWing = 3
    static let externalWing = 8
    /// Candles after which a higher timeframe joins.
    public static let higherWarmup = 60
    /// Candles for which a break or a change of character is fresh, and a breaker's retest counts.
    static let freshness = 5
    static let retestAge = 3

    public let id = HeadID.structure
    public let warmup = 120

    /// The decision timeframe.
    public let timeframe: Timeframe

    private let baseWeight: Int
    private var window = PivotWindow()
    private var external = StructureMachine(wing: externalWing)
    private var internals = StructureMachine(wing: internalWing)
    private var blocks = OrderBlocks()
    private var higher: [HigherStructure]
    private var alignment = StructureAlignment()
    private var lastEvent = StructureEvent.none
    private var lastEventIndex = 0
    private var retest = OrderBlocks.Retest()
    private var retestIndex = Int.min / 2

    /// A head for decisions on one timeframe; `StructureTimeframes` says which others it weighs.
    public init(timeframe: Timeframe) {
        self.timeframe = timeframe
        let set = StructureTimeframes.weighted(for: timeframe)
        baseWeight = set[0].weight
        higher = set.dropFirst().map { HigherStructure(timeframe: $0.timeframe, weight: $0.weight, base: timeframe) }
    }

    /// Each timeframe with the trend of its external swings (+1, 0, -1), its completed candles and whether it has joined.
    public var trends: [(timeframe: Timeframe, trend: Int, candles: Int, hasJoined: Bool)] {
        [(timeframe, external.trend, window.count, window.count > warmup)]
            + higher.map { ($0.timeframe, $0.machine.trend, $0.count, $0.hasJoined) }
    }

    public mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>) {
        advance(frame, into: votes, swingLow: nil, swingHigh: nil)
    }

    /// As the protocol's, and writes for each candle the levels for a structural stop: the latest confirmed swing low (wing 3) that the
    /// close has not undercut, else the external trend's protected low, else NaN; and the mirrored highs. Each pointer has room for the
    /// block.
    public mutating func advance(
        _ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>, swingLow: UnsafeMutablePointer<Double>?,
        swingHigh: UnsafeMutablePointer<Double>?
    ) {
        let candles = frame.candles
        for position in 0..<candles.count {
            let index = frame.firstIndex + position
            let open = candles.open[position]
            let high = candles.high[position]
            let low = candles.low[position]
            let close = candles.close[position]
            let range = frame.averageTrueRange[position]
            takeBase(index, open, high, low, close, range)
            takeHigher(index, candles.openTime[position], open, high, low, close)
            votes[position] = index < warmup ? .abstain(.warmup) : range > 0 ? vote(at: index, close, range) : .abstain(.unusable)
            if let swingLow { swingLow[position] = Self.stop(internals.swingLow, external.protectedLow, close, 1) }
            if let swingHigh { swingHigh[position] = Self.stop(internals.swingHigh, external.protectedHigh, close, -1) }
        }
    }

    @inline(__always)
    private mutating func takeBase(_ index: Int, _ open: Double, _ high: Double, _ low: Double, _ close: Double, _ range: Double) {
        window.advance(high: high, low: low)
        let before = external.trend
        let outer = external.advance(window, close: close, averageTrueRange: range)
        let inner = internals.advance(window, close: close, averageTrueRange: range)
        if outer != .none || inner != .none {
            lastEvent = outer == .none ? inner : outer
            lastEventIndex = index
        }
        let found = blocks.advance(
            window, open: open, close: close, averageTrueRange: range, swingHigh: external.swingHigh, swingLow: external.swingLow)
        if found.side != 0 {
            retest = found
            retestIndex = index
        }
        if external.trend != before || index == warmup { align(at: index) }
    }

    @inline(__always)
    private mutating func takeHigher(_ index: Int, _ time: Int64, _ open: Double, _ high: Double, _ low: Double, _ close: Double) {
        let changed = higher.withUnsafeMutableBufferPointer { higher in
            var changed = false
            for position in higher.indices {
                changed = higher[position].advance(time: time, open: open, high: high, low: low, close: close) || changed
            }
            return changed
        }
        if changed { align(at: index) }
    }

    /// Weighs the trends anew; called only when one of them has changed.
    private mutating func align(at index: Int) {
        var net = baseWeight * external.trend
        var total = baseWeight
        for structure in higher where structure.hasJoined {
            net += structure.weight * structure.machine.trend
            total += structure.weight
        }
        alignment = StructureAlignment(net: net, total: total, since: index)
    }

    private static func stop(_ swing: Double, _ protected: Double, _ close: Double, _ side: Double) -> Double {
        if (close - swing) * side > 0 { return swing }
        return (close - protected) * side > 0 ? protected : .nan
    }

    /// Long or short from an alignment of 0.6 on: p = min(0.9, 0.55 + 0.3 |A|), c = 0.62 + 0.20 |A|, more in the right half of the
    /// dealing range, near an unmitigated block and after a fresh break, less in the wrong half and after a fresh change of character
    /// against it. Otherwise flat, or at most (0.62, 0.70) for a breaker's retest.
    @inline(__always)
    private func vote(at index: Int, _ close: Double, _ range: Double) -> Vote {
        let side = alignment.side
        guard side != 0 else {
            let age = index - retestIndex
            guard age < Self.retestAge else { return alignment.flat }
            return Vote(
                retest.side > 0 ? .long : .short, probability: Score(0.62), confidence: Score(retest.isFailedSwing ? 0.65 : 0.70),
                evidenceAge: age)
        }
        var confidence = alignment.confidence
        if let place = external.position(of: close) {
            let favour = side > 0 ? 0.5 - place : place - 0.5
            if favour > 0.05 { confidence += 0.06 } else if favour < -0.05 { confidence -= 0.08 }
        }
        if side > 0 ? blocks.isNearBullish : blocks.isNearBearish { confidence += 0.04 }
        if index - lastEventIndex <= Self.freshness, lastEvent != .none {
            if lastEvent.isBreak, lastEvent.sign == side { confidence += 0.04 }
            if !lastEvent.isBreak, lastEvent.sign == -side { confidence -= 0.08 }
        }
        confidence = min(max(confidence, 0), 0.93)
        return Vote(
            side > 0 ? .long : .short, probability: alignment.probability, confidence: Score(confidence),
            evidenceAge: index - alignment.since)
    }
}
