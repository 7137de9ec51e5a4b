import PulseCore

/// The head of market structure: it sides with the trends of several timeframes when they agree.
///
/// The higher timeframes are built from the candles that it is given; a higher candle counts from the close that completes it. Each
/// timeframe's trend is that of its external swings (wing 8); a timeframe joins when it has 60 candles (the decision timeframe after the
/// head's warm-up) and the weights of those that have joined are taken relative to their sum. The decision timeframe's internal swings
/// (wing 3) tell fresh breaks.
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

    /// The longest timeframe must have joined, and its swings must have been broken a few times since the start of its history.
    public var history: Int {
        let longest = higher.map(\.timeframe.milliseconds).max() ?? timeframe.milliseconds
        return max(4 * warmup, 3 * Self.higherWarmup * Int(longest / timeframe.milliseconds))
    }

    let baseWeight: Int
    private var window = PivotWindow()
    private(set) var external = StructureMachine(wing: externalWing)
    private var internals = StructureMachine(wing: internalWing)
    private(set) var blocks = OrderBlocks()
    private(set) var higher: [HigherStructure]
    /// Scratch for one block.
    private var higherTrends = [TrendSums](repeating: TrendSums(), count: HeadFrame.maximumCount)
    private(set) var alignment = StructureAlignment()
    private(set) var lastEvent = StructureEvent.none
    private(set) var lastEventIndex = 0
    private(set) var retest = OrderBlocks.Retest()
    private(set) var retestIndex = Int.min / 2
    /// The latest candle, for evidence alone.
    private(set) var latest = (index: -1, close: Double.nan, range: Double.nan)

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
        let candles = frame.candles
        takeHigher(candles)
        for position in 0..<candles.count {
            let index = frame.firstIndex + position
            let close = candles.close[position]
            let range = frame.averageTrueRange[position]
            let hasTurned = takeBase(index, candles.open[position], candles.high[position], candles.low[position], close, range)
            if hasTurned || higherTrends[position].hasChanged || index == warmup { align(at: index, higherTrends[position]) }
            votes[position] = index < warmup ? .abstain(.warmup) : range > 0 ? vote(at: index, close, range) : .abstain(.unusable)
        }
        guard candles.count > 0 else { return }
        let last = candles.count - 1
        latest = (frame.firstIndex + last, candles.close[last], frame.averageTrueRange[last])
    }

    /// Takes a candle of the decision timeframe; true if its trend has changed.
    @inline(__always)
    private mutating func takeBase(_ index: Int, _ open: Double, _ high: Double, _ low: Double, _ close: Double, _ range: Double) -> Bool {
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
        return external.trend != before
    }

    /// Lets every higher timeframe take a block, and adds up their trends candle by candle.
    private mutating func takeHigher(_ candles: CandleBlock) {
        precondition(candles.count <= HeadFrame.maximumCount, "a frame holds no more than its bound")
        higherTrends.withUnsafeMutableBufferPointer { sums in
            guard let sums = sums.baseAddress else { return }
            sums.update(repeating: TrendSums(), count: candles.count)
            for position in higher.indices { higher[position].advance(candles, into: sums) }
        }
    }

    /// Weighs the trends anew; called only when one of them has changed.
    private mutating func align(at index: Int, _ higher: TrendSums) {
        alignment = StructureAlignment(
            net: baseWeight * external.trend + Int(higher.net), total: baseWeight + Int(higher.total), since: index)
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
            confidence += favour > 0.05 ? 0.06 : favour < -0.05 ? -0.08 : 0
        }
        confidence += (side > 0 ? blocks.isNearBullish : blocks.isNearBearish) ? 0.04 : 0
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
