/// The order blocks and breakers of one timeframe, at most eight of them.
///
/// A bullish block is the last falling candle before a displacement: within three candles a close above the highest high of the ten
/// candles that end with it, 1.5 average true ranges above its low at least. Its zone reaches from its low to its open. It is mitigated
/// when the price, after leaving by a range, trades back into half of it, and forgotten after 200 candles. A close through it by a tenth
/// of a range makes it a breaker: it acts from the other side for 50 candles, and its first retest (a candle that reaches into the zone
/// and closes no deeper than the middle) is the signal. Bearish blocks mirrored.
package struct OrderBlocks: Sendable {
    static let capacity = 8
    static let blockAge = 200
    static let breakerAge = 50

    /// A breaker's retest.
    package struct Retest: Sendable {
        /// +1 long, -1 short, 0 none; 0 as well when breakers of both sides are retested at once.
        package var side = 0.0
        /// No retested block's move had reached a new extreme before the block broke (a mitigation block): weaker.
        package var isFailedSwing = true

        fileprivate mutating func add(_ block: OrderBlock) {
            side = block.side
            isFailedSwing = isFailedSwing && !block.reachedTarget
        }
    }

    /// Whether the newest close lies within one range of an unmitigated block of that side.
    package private(set) var isNearBullish = false
    package private(set) var isNearBearish = false

    private(set) var blocks: [OrderBlock] = []
    private var reach = OrderBlockReach()
    private var lastBullish = -1
    private var lastBearish = -1
    /// The last sixteen opens and closes; highs and lows come from the window.
    private var bodies = [(open: Double, close: Double)](repeating: (.nan, .nan), count: 16)

    package init() { blocks.reserveCapacity(Self.capacity) }

    /// Number of blocks and breakers in force.
    package var activeCount: Int { blocks.count }

    /// Takes the newest candle of a window, with the swings known at its close.
    package mutating func advance(
        _ window: PivotWindow, open: Double, close: Double, averageTrueRange range: Double, swingHigh: Double, swingLow: Double
    ) -> Retest {
        let index = window.count - 1
        let high = window.high(at: index)
        let low = window.low(at: index)
        bodies[index & 15] = (open, close)
        let retest = follow(index, high, low, close, range)
        if index >= 13 {
            let (rises, falls) = Self.displacements(window, index, close)
            if rises, close > open { findBullish(window, index, close, range, swingHigh) }
            if falls, close < open { findBearish(window, index, close, range, swingLow) }
        }
        return retest
    }

    /// Whether a close lies beyond the candle before, and none of those that count for any displacement reaches it: few closes do, and both
    /// sides are asked at once.
    @inline(__always)
    private static func displacements(_ window: PivotWindow, _ index: Int, _ close: Double) -> (rises: Bool, falls: Bool) {
        let price = SIMD2(close, -close)
        var reached = window.extremes(at: index - 3) .>= price
        for back in 4...8 { reached = reached .| (window.extremes(at: index - back) .>= price) }
        let found = (price .> window.extremes(at: index - 1)) .& .!reached
        let bits = SIMD2<UInt64>(repeating: 0).replacing(with: 1, where: found)
        return (bits.x != 0, bits.y != 0)
    }

    /// Moves every block along with the newest candle.
    private mutating func follow(_ index: Int, _ high: Double, _ low: Double, _ close: Double, _ range: Double) -> Retest {
        isNearBullish = false
        isNearBearish = false
        var touched = reach.touched(high: high, low: low, range: range, count: blocks.count)
        guard touched != 0 else { return Retest() }
        var long = Retest()
        var short = Retest()
        var over: UInt64 = 0
        while touched != 0 {
            let position = touched.trailingZeroBitCount
            touched &= touched - 1
            let isBullish = blocks[position].side > 0
            let against = isBullish ? low : -high
            let signedClose = isBullish ? close : -close
            var isOver = blocks[position].isExpired(at: index)
            if !isOver, blocks[position].isBreaker {
                if blocks[position].isRetested(against: against, close: signedClose) {
                    isOver = true
                    if isBullish { long.add(blocks[position]) } else { short.add(blocks[position]) }
                }
            } else if !isOver {
                let ahead = isBullish ? high : -low
                if blocks[position].follow(ahead: ahead, against: against, close: signedClose, range: range, index: index) {
                    if isBullish { isNearBullish = true } else { isNearBearish = true }
                }
                reach.note(blocks[position], at: position)
            }
            if isOver { over |= 1 << UInt64(position) }
        }
        if over != 0 { remove(over) }
        return long.side == 0 ? short : short.side == 0 ? long : Retest()
    }

    private mutating func remove(_ over: UInt64) {
        for position in stride(from: blocks.count - 1, through: 0, by: -1) where over >> UInt64(position) & 1 != 0 {
            blocks.remove(at: position)
        }
        noteReach()
    }

    private mutating func noteReach() {
        for position in blocks.indices { reach.note(blocks[position], at: position) }
    }

    private mutating func findBullish(_ window: PivotWindow, _ index: Int, _ close: Double, _ range: Double, _ swingHigh: Double) {
        var candle = index - 1
        while candle >= index - 3, bodies[candle & 15].close >= bodies[candle & 15].open { candle -= 1 }
        guard candle >= index - 3, candle > lastBullish, close - window.low(at: candle) >= 1.5 * range else { return }
        for earlier in candle - 9...candle where window.high(at: earlier) >= close { return }
        lastBullish = candle
        add(
            OrderBlock(
                side: 1, near: bodies[candle & 15].open, far: window.low(at: candle), target: swingHigh, close: close, since: index))
    }

    private mutating func findBearish(_ window: PivotWindow, _ index: Int, _ close: Double, _ range: Double, _ swingLow: Double) {
        var candle = index - 1
        while candle >= index - 3, bodies[candle & 15].close <= bodies[candle & 15].open { candle -= 1 }
        guard candle >= index - 3, candle > lastBearish, window.high(at: candle) - close >= 1.5 * range else { return }
        for earlier in candle - 9...candle where window.low(at: earlier) <= close { return }
        lastBearish = candle
        add(
            OrderBlock(
                side: -1, near: bodies[candle & 15].open, far: window.high(at: candle), target: swingLow, close: close, since: index))
    }

    /// At the bound the oldest gives way; they are kept in the order of arrival. Those out of reach may have outlived their age unseen.
    private mutating func add(_ block: OrderBlock) {
        blocks.removeAll { $0.isExpired(at: block.since) }
        if blocks.count == Self.capacity { blocks.removeFirst() }
        blocks.append(block)
        noteReach()
    }
}
