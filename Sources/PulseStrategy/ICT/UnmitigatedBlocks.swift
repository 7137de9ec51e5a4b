/// The order blocks of one side that wait for their first retest; at most `capacity`.
///
/// A bullish block is the last falling candle before a displacement: within three candles a close above the highest high of the ten
/// candles that end with it, 1.5 average true ranges above its low at least. Its zone reaches from its low to its open. The first candle
/// that comes back into the zone decides: turned away above the zone's middle it is the retest that counts; otherwise, or when it closes
/// below the zone, there is none. Either way the block is over.
package struct UnmitigatedBlocks: Sendable {
    package static let capacity = 8
    /// Candles in which a displacement must show, and over which it must be the highest close.
    private static let reach = 3
    private static let lookback = 10

    package struct Retest: Hashable, Sendable {
        package var confidence: Double
        /// The zone's edges, times the side.
        package var near: Double
        package var far: Double
    }

    private let life: Int
    private var blocks: ContiguousArray<UnmitigatedBlock> = []
    private var trigger = -Double.infinity
    /// The last falling candle, and the index of the last one that was made a block.
    private var falling = SidedCandle.none
    private var lastBlock = -1

    package init(life: Int) {
        self.life = life
        blocks.reserveCapacity(Self.capacity)
    }

    package var count: Int { blocks.count }

    /// Takes the newest candle of a window, of whose highs `isBullish` asks for (else its lows, upside down).
    @inline(__always)
    package mutating func advance(_ candle: SidedCandle, _ window: PivotWindow, isBullish: Bool) -> Retest? {
        let retest = candle.low <= trigger ? scan(candle) : nil
        if candle.close < candle.open {
            falling = candle
        } else if candle.index - falling.index <= Self.reach, falling.index > lastBlock,
            candle.close - falling.low >= 1.5 * candle.range, candle.close > candle.open
        {
            find(candle, window, isBullish: isBullish)
        }
        return retest
    }

    private mutating func scan(_ candle: SidedCandle) -> Retest? {
        var best: Retest?
        var kept = 0
        for position in blocks.indices {
            let block = blocks[position]
            guard candle.index - block.since <= life else { continue }
            if candle.low <= block.near {
                guard candle.close >= (block.near + block.far) * 0.5, candle.isRejection else { continue }
                let retest = Self.retest(of: block, by: candle)
                if best.map({ retest.confidence > $0.confidence }) ?? true { best = retest }
            } else {
                blocks[kept] = block
                kept += 1
            }
        }
        blocks.removeLast(blocks.count - kept)
        trigger = -.infinity
        for block in blocks where block.near > trigger { trigger = block.near }
        return best
    }

    private static func retest(of block: UnmitigatedBlock, by candle: SidedCandle) -> Retest {
        var confidence = 0.60 + 0.10 * candle.strength + 0.10 * unitShare(of: block.relativeMove, from: 1.5, to: 3.5)
        if block.hasVolume { confidence += 0.05 }
        return Retest(confidence: confidence, near: block.near, far: block.far)
    }

    private mutating func find(_ candle: SidedCandle, _ window: PivotWindow, isBullish: Bool) {
        guard falling.index - Self.lookback + 1 >= 0 else { return }
        for index in falling.index - Self.lookback + 1...falling.index {
            guard candle.close > (isBullish ? window.high(at: index) : -window.low(at: index)) else { return }
        }
        lastBlock = falling.index
        add(
            UnmitigatedBlock(
                near: falling.open, far: falling.low, since: candle.index, relativeMove: (candle.close - falling.low) / candle.range,
                hasVolume: candle.volumeRatio >= 1.2))
    }

    /// At the bound the expired go first, then the oldest.
    private mutating func add(_ block: UnmitigatedBlock) {
        if blocks.count == Self.capacity { blocks.removeAll { block.since - $0.since > life } }
        if blocks.count == Self.capacity { blocks.removeFirst() }
        blocks.append(block)
        trigger = max(trigger, block.near)
    }
}
