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
    /// Number of the latest slot, its place in the ring, and where the slot after it begins.
    private var last = Int64.min
    private var place = 0
    private var end = Int64.min

    /// `baseCandles` are those of a decision candle without gaps.
    init(timeframe: Timeframe, baseCandles: Int) {
        length = timeframe.milliseconds
        whole = Int32(baseCandles)
    }

    /// Takes the next decision candle, by its open time and the base candles that it was made of, and returns the share.
    ///
    /// Where it falls into the slot after the last one and nothing is missing, which is the rule, nothing has to be divided.
    @inline(__always)
    mutating func add(openTime: Int64, baseCandles: Int) -> Score {
        let baseCandles = Int32(truncatingIfNeeded: baseCandles)
        if end > 0, openTime >= end, openTime - end < length {
            last &+= 1
            end &+= length
            place = place &+ 1 == Self.slots ? 0 : place &+ 1
            put(baseCandles)
        } else {
            catchUp(to: openTime / length, baseCandles)
        }
        let all = known * Int(whole)
        return Int(sum) == all ? .one : Score(raw: Int(sum) * 1_024 / all)
    }

    /// Fills the slots that no candle fell into.
    private mutating func catchUp(to slot: Int64, _ baseCandles: Int32) {
        let missing = last == .min ? 0 : min(Int64(Self.slots), max(0, slot &- last &- 1))
        for number in slot &- missing...slot {
            place = Int((number % Int64(Self.slots) + Int64(Self.slots)) % Int64(Self.slots))
            put(number < slot ? 0 : baseCandles)
        }
        last = slot
        end = (slot &+ 1) &* length
    }

    @inline(__always)
    private mutating func put(_ baseCandles: Int32) {
        let count = min(baseCandles, whole)
        sum += count - counts[place]
        counts[place] = count
        known = min(known + 1, Self.slots)
    }
}
