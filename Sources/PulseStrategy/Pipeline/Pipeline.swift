import PulseCore

/// Candles in, votes and verdicts out: the one way from market data to decisions, in backtests as live (P1).
///
/// A value per instrument. It holds the higher timeframe under construction, the shared features, the heads and the consensus. `advance`
/// takes a block of closed base candles of any length; live, a block holds one. Any cutting of the same candles gives the same bits.
public struct Pipeline: Sendable {
    public let base: Timeframe
    /// The candles that heads vote on.
    public let timeframe: Timeframe
    private var aggregator: CandleAggregator?
    private var features: SharedFeatures
    private var continuity: CandleContinuity
    private var swings: SwingLevels
    private var heads: [any Head]
    private let consensus: Consensus
    private var sideCursor = SideCursor()
    /// Base candles and decision candles taken so far.
    private var baseCount = 0
    private var decisionCount = 0
    /// Base candles that went into the decision candles so far.
    private var baseUsed = 0
    /// Decision candles that a block completes, before they are voted on.
    private var completed = CandleColumns()
    private var completedAt: [Int32] = []
    /// Candles that heads are given at a time, at most; of each head so many votes, and so many verdicts.
    private let tile: Int
    private var votes: [Vote]
    private var verdicts: [Verdict]

    /// No side inputs: heads that need some abstain.
    public static let nothingBeside = SideInputs()

    /// Nil where `timeframe` cannot be built from `base`. Nothing but time and memory depends on `tile`, in 1...`HeadFrame.maximumCount`: short tiles are for
    /// whoever keeps many pipelines and feeds each a candle at a time.
    public init?(_ strategy: StrategySpecification, base: Timeframe, timeframe: Timeframe, tile: Int = HeadFrame.maximumCount) {
        let consensus = Consensus(strategy.consensus)
        self.init(
            heads: consensus.heads.map { strategy.heads.makeHead($0, timeframe: timeframe, detector: strategy.regime) },
            consensus: consensus, regime: strategy.regime,
            base: base, timeframe: timeframe, tile: tile)
    }

    /// With heads of one's own, one for each of the consensus and in its order: what audits and their planted leaks are run with.
    public init?(
        heads: [any Head], consensus: Consensus, regime: RegimeParameters? = nil, base: Timeframe, timeframe: Timeframe,
        tile: Int = HeadFrame.maximumCount
    ) {
        precondition((1...HeadFrame.maximumCount).contains(tile), "heads take so many candles at a time")
        precondition(heads.map(\.id) == consensus.heads, "the heads are those of the consensus")
        guard let aggregator = CandleAggregator(base: base, target: timeframe) else { return nil }
        self.base = base
        self.timeframe = timeframe
        self.aggregator = base == timeframe ? nil : aggregator
        self.consensus = consensus
        self.heads = heads
        swings = SwingLevels()
        features = SharedFeatures(regime, tile: tile)
        continuity = CandleContinuity(timeframe: timeframe, baseCandles: Int(timeframe.milliseconds / base.milliseconds))
        self.tile = tile
        votes = [Vote](repeating: .abstain(.warmup), count: tile * heads.count)
        verdicts = [Verdict](repeating: Verdict(direction: .flat, outcome: .tooFewHeads), count: tile)
    }

    /// Decision candles that a run of a strategy should read before its range, so that its decisions do not depend on where history starts.
    public static func history(_ strategy: StrategySpecification, timeframe: Timeframe) -> Int {
        let heads =
            strategy.consensus.weights.heads.map { strategy.heads.makeHead($0, timeframe: timeframe, detector: strategy.regime).history }
            .max() ?? 0
        return strategy.gates.readsRegime ? max(heads, 2 * RegimeDetector(strategy.regime).warmup) : heads
    }

    /// What each head's latest vote rests on, in their order.
    public var evidence: [[Evidence]] { heads.map(\.evidence) }

    /// Columns that fit this pipeline, without rows.
    public func makeColumns() -> DecisionColumns { DecisionColumns(heads: consensus.heads) }

    /// Takes the next closed base candles and appends one row for each decision that they complete.
    ///
    /// `side` holds what is known beside the candles; the same inputs, grown or not, are given to every call, and only what became known
    /// by the close of a decision candle is shown to its heads.
    public mutating func advance(_ block: CandleBlock, side: SideInputs = Pipeline.nothingBeside, into columns: inout DecisionColumns) {
        if aggregator == nil {
            noteBaseCandles(block, into: &columns)
            vote(on: block, side: side, into: &columns)
        } else {
            completed.removeAll()
            completedAt.removeAll(keepingCapacity: true)
            aggregator?.advance(block, into: &completed, completedAt: &completedAt)
            for index in completedAt { columns.completedAt.append(Int32(baseCount) + index) }
            noteContinuity(block, into: &columns.dataQuality)
            columns.candles.append(contentsOf: completed)
            let candles = completed
            candles.withBlock { vote(on: $0, side: side, into: &columns) }
        }
        baseCount += block.count
    }

    /// Every base candle is a decision candle. Room first, to be written over.
    private mutating func noteBaseCandles(_ block: CandleBlock, into columns: inout DecisionColumns) {
        let first = columns.dataQuality.count
        columns.completedAt.append(contentsOf: Int32(baseCount)..<Int32(baseCount + block.count))
        columns.dataQuality.append(contentsOf: repeatElement(.one, count: block.count))
        columns.dataQuality.withUnsafeMutableBufferPointer { quality in
            for index in 0..<block.count { quality[first + index] = continuity.add(openTime: block.openTime[index], baseCandles: 1) }
        }
    }

    /// Counts the base candles that each completed decision candle was made of.
    private mutating func noteContinuity(_ block: CandleBlock, into quality: inout [Score]) {
        for (candle, position) in completedAt.enumerated() {
            let openTime = completed.openTime[candle]
            // Completed late, by a candle of a later span, which is not one of its own.
            let isLate = block.openTime[Int(position)] >= openTime + timeframe.milliseconds
            let end = baseCount + Int(position) + (isLate ? 0 : 1)
            quality.append(continuity.add(openTime: openTime, baseCandles: end - baseUsed))
            baseUsed = end
        }
    }

    /// Votes on decision candles, a tile at a time, so that scratch memory stays in cache.
    private mutating func vote(on block: CandleBlock, side: SideInputs, into columns: inout DecisionColumns) {
        var start = 0
        while start < block.count {
            let end = min(start + tile, block.count)
            let piece = block[start..<end]
            if side.isEmpty {
                voteOnTile(piece, side: .empty, into: &columns)
            } else {
                let closed = piece.openTime[piece.count - 1] + timeframe.milliseconds
                var cursor = sideCursor
                cursor.withFrame(side, until: closed) { voteOnTile(piece, side: $0, into: &columns) }
                sideCursor = cursor
            }
            start = end
        }
    }

    private mutating func voteOnTile(_ candles: CandleBlock, side: SideFrame, into columns: inout DecisionColumns) {
        let count = candles.count
        let stride = tile
        features.advance(candles)
        let heads = heads.indices
        votes.withUnsafeMutableBufferPointer { votes in
            features.withFrame(candles, timeframe: timeframe, firstIndex: decisionCount, side: side) { frame in
                for head in heads {
                    let lane = UnsafeMutableBufferPointer(rebasing: votes[head * stride..<head * stride + count])
                    self.heads[head].advance(frame, into: lane)
                    columns.votes[head].append(contentsOf: lane)
                }
                columns.averageTrueRange.append(contentsOf: UnsafeBufferPointer(start: frame.averageTrueRange, count: count))
                if let regimes = frame.regimes {
                    columns.regimes.append(contentsOf: UnsafeBufferPointer(start: regimes, count: count))
                } else {
                    columns.regimes.append(contentsOf: repeatElement(.unknown, count: count))
                }
            }
            var lane = 0
            verdicts.withUnsafeMutableBufferPointer { verdicts in
                guard let output = verdicts.baseAddress, let input = votes.baseAddress else { return }
                consensus.evaluate(
                    count: count,
                    votes: { _ in
                        defer { lane += 1 }
                        return UnsafePointer(input + lane * stride)
                    }, into: output)
                columns.verdicts.append(contentsOf: UnsafeBufferPointer(start: output, count: count))
            }
        }
        swings.advance(candles, low: &columns.swingLow, high: &columns.swingHigh)
        decisionCount += count
    }
}
