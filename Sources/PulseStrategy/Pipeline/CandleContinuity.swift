import PulseCore

/// How complete the last hundred slots of the decision timeframe are: base candles that came in time over those that a feed without gaps
/// has.
///
/// A slot that no candle fell into counts as missing altogether; a decision candle that was completed by a later one, because its last
/// base candles never came, counts by what it had. Before there are a hundred slots since the first candle, those there are count.
struct CandleContinuity: Sendable {
    /// Slots that are looked back over.
    static let slots = 100

    private let length: Int64
    private let whole: Int32
    /// Base candles of each of the last slots: a ring by slot number.
    private var counts = [Int32](repeating: 0, count: slots)
    private var sum: Int32 = 0
    private var known = 0
    private var last = Int64.min

    /// `baseCandles` are those of a decision candle without gaps.
    init(timeframe: Timeframe, baseCandles: Int) {
        length = timeframe.milliseconds
        whole = Int32(baseCandles)
    }

    /// Takes the next decision candle, by its open time and the base candles that it was made of, and returns the share.
    @inline(__always)
    mutating func add(openTime: Int64, baseCandles: Int) -> Score {
        let slot = openTime / length
        if last != .min, slot == last &+ 1 {
            put(slot, Int32(truncatingIfNeeded: baseCandles))
        } else {
            catchUp(to: slot, Int32(truncatingIfNeeded: baseCandles))
        }
        last = slot
        return Score(raw: Int(sum) * 1_024 / (known * Int(whole)))
    }

    /// Fills the slots that no candle fell into.
    private mutating func catchUp(to slot: Int64, _ baseCandles: Int32) {
        let missing = last == .min ? 0 : min(Int64(Self.slots), max(0, slot &- last &- 1))
        var empty = slot &- missing
        while empty < slot {
            put(empty, 0)
            empty &+= 1
        }
        put(slot, baseCandles)
    }

    @inline(__always)
    private mutating func put(_ slot: Int64, _ baseCandles: Int32) {
        let place = Int((slot % Int64(Self.slots) + Int64(Self.slots)) % Int64(Self.slots))
        let count = min(baseCandles, whole)
        sum += count - counts[place]
        counts[place] = count
        known = min(known + 1, Self.slots)
    }
}
