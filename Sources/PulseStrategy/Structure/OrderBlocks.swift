/// The order blocks and breakers of one timeframe, at most twelve of them.
///
/// A bullish block is the last falling candle before a displacement: within three candles a close above the highest high of the ten
/// candles that end with it, 1.5 average true ranges above its low at least. Its zone reaches from its low to its open. It is mitigated
/// when the price, after leaving by a range, trades back into half of it, and forgotten after 200 candles. A close through it by a tenth
/// of a range makes it a breaker: it acts from the other side for 50 candles, and its first retest (a candle that reaches into the zone
/// and closes no deeper than the middle) is the signal. Bearish blocks mirrored.
struct OrderBlocks: Sendable {
    static let capacity = 12
    static let blockAge = 200
    static let breakerAge = 50

    /// A breaker's retest.
    struct Retest: Sendable {
        /// +1 long, -1 short, 0 none; 0 as well when breakers of both sides are retested at once.
        var side = 0.0
        /// The block's move had failed to reach a new extreme before it broke (a mitigation block): weaker.
        var isFailedSwing = false
    }

    /// Whether the newest close lies within one range of an unmitigated block of that side.
    private(set) var isNearBullish = false
    private(set) var isNearBearish = false

    private var blocks: [OrderBlock] = []
    private var count = 0
    private var lastBullish = -1
    private var lastBearish = -1
    /// The last sixteen opens and closes; highs and lows come from the window.
    private var opens = [Double](repeating: .nan, count: 16)
    private var closes = [Double](repeating: .nan, count: 16)

    init() { blocks.reserveCapacity(Self.capacity) }

    /// Number of blocks and breakers in force.
    var activeCount: Int { blocks.count }

    /// Takes the newest candle of a window, with the swings known at its close.
    mutating func advance(
        _ window: PivotWindow, open: Double, close: Double, averageTrueRange range: Double, swingHigh: Double, swingLow: Double
    ) -> Retest {
        let index = window.count - 1
        let high = window.high(at: index)
        let low = window.low(at: index)
        opens[index & 15] = open
        closes[index & 15] = close
        let retest = follow(index, high, low, close, range)
        if index >= 13 {
            if close > open, close > window.high(at: index - 1) { findBullish(window, index, close, range, swingHigh) }
            if close < open, close < window.low(at: index - 1) { findBearish(window, index, close, range, swingLow) }
        }
        return retest
    }

    /// Moves every block along with the newest candle.
    private mutating func follow(_ index: Int, _ high: Double, _ low: Double, _ close: Double, _ range: Double) -> Retest {
        var bullish = false
        var bearish = false
        var sides = (long: false, short: false)
        var failed = (long: true, short: true)
        var position = 0
        while position < blocks.count {
            var isOver = false
            if blocks[position].isBreaker {
                isOver = index - blocks[position].since > Self.breakerAge
                if !isOver, blocks[position].isRetested(high: high, low: low, close: close) {
                    isOver = true
                    if blocks[position].side > 0 {
                        sides.long = true
                        failed.long = failed.long && !blocks[position].reachedTarget
                    } else {
                        sides.short = true
                        failed.short = failed.short && !blocks[position].reachedTarget
                    }
                }
            } else {
                isOver = index - blocks[position].since > Self.blockAge
                let isNear = blocks[position].follow(high: high, low: low, close: close, range: range, index: index)
                if isNear, !isOver {
                    if blocks[position].side > 0 { bullish = true } else { bearish = true }
                }
            }
            if isOver { blocks.remove(at: position) } else { position += 1 }
        }
        isNearBullish = bullish
        isNearBearish = bearish
        guard sides.long != sides.short else { return Retest() }
        return sides.long ? Retest(side: 1, isFailedSwing: failed.long) : Retest(side: -1, isFailedSwing: failed.short)
    }

    private mutating func findBullish(_ window: PivotWindow, _ index: Int, _ close: Double, _ range: Double, _ swingHigh: Double) {
        var candle = index - 1
        while candle >= index - 3, closes[candle & 15] >= opens[candle & 15] { candle -= 1 }
        guard candle >= index - 3, candle > lastBullish, close - window.low(at: candle) >= 1.5 * range else { return }
        for earlier in candle - 9...candle where window.high(at: earlier) >= close { return }
        lastBullish = candle
        add(
            OrderBlock(
                side: 1, low: window.low(at: candle), high: opens[candle & 15], target: swingHigh, since: index,
                reachedTarget: close > swingHigh))
    }

    private mutating func findBearish(_ window: PivotWindow, _ index: Int, _ close: Double, _ range: Double, _ swingLow: Double) {
        var candle = index - 1
        while candle >= index - 3, closes[candle & 15] <= opens[candle & 15] { candle -= 1 }
        guard candle >= index - 3, candle > lastBearish, window.high(at: candle) - close >= 1.5 * range else { return }
        for earlier in candle - 9...candle where window.low(at: earlier) <= close { return }
        lastBearish = candle
        add(
            OrderBlock(
                side: -1, low: opens[candle & 15], high: window.high(at: candle), target: swingLow, since: index,
                reachedTarget: close < swingLow))
    }

    /// At the bound the oldest gives way; they are kept in the order of arrival.
    private mutating func add(_ block: OrderBlock) {
        if blocks.count == Self.capacity { blocks.removeFirst() }
        blocks.append(block)
    }
}

extension OrderBlock {
    /// Moves a block along with a candle: left, mitigated, turned into a breaker. True if it is unmitigated and the close within one
    /// range of it.
    @inline(__always)
    fileprivate mutating func follow(high candleHigh: Double, low candleLow: Double, close: Double, range: Double, index: Int) -> Bool {
        if side > 0 {
            if close < low - 0.1 * range { return breakThrough(at: index) }
            if candleHigh > target { reachedTarget = true }
            if wasLeft, candleLow <= middle { isMitigated = true }
            if close >= high + range { wasLeft = true }
            return !isMitigated && close >= low && close - high <= range
        }
        if close > high + 0.1 * range { return breakThrough(at: index) }
        if candleLow < target { reachedTarget = true }
        if wasLeft, candleHigh >= middle { isMitigated = true }
        if close <= low - range { wasLeft = true }
        return !isMitigated && close <= high && low - close <= range
    }

    private mutating func breakThrough(at index: Int) -> Bool {
        isBreaker = true
        side = -side
        since = index
        return false
    }

    /// Whether a candle reaches into a breaker's zone from the side that it now guards and closes no deeper than the middle.
    @inline(__always)
    fileprivate func isRetested(high candleHigh: Double, low candleLow: Double, close: Double) -> Bool {
        side > 0 ? candleLow <= high && close >= middle : candleHigh >= low && close <= middle
    }
}
