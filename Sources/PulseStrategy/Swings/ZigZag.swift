/// Alternating highs and lows that are at least a multiple of the average true range (and a fraction of the price) apart.
///
/// A high is confirmed on the candle by whose low the price has come back from it by the reversal; that candle, not the high's own, is
/// where it becomes known. A candle that sets a new extreme does not confirm it, since the order of its own high and low is unknown.
public struct ZigZag: Sendable {
    /// Pivots kept; older ones are forgotten.
    public static let capacity = 8

    /// The reversal in average true ranges.
    public let multiple: Double
    /// The least reversal as a fraction of the price.
    public let minimumFraction: Double

    /// Candles taken so far.
    private var count = 0
    /// +1 while a high is being extended, -1 a low, 0 before the first turn.
    private var heading = 0
    private var high = Pivot(isHigh: true, price: -.infinity, index: 0, confirmIndex: 0)
    private var low = Pivot(isHigh: false, price: .infinity, index: 0, confirmIndex: 0)
    private var pivots = [Pivot](repeating: Pivot(isHigh: false, price: .nan, index: 0, confirmIndex: 0), count: capacity)
    /// Pivots confirmed so far.
    public private(set) var confirmedCount = 0

    /// Traps unless the multiple is positive and the fraction not negative.
    public init(multiple: Double, minimumFraction: Double = 0) {
        precondition(multiple > 0 && minimumFraction >= 0, "a reversal is a positive distance")
        self.multiple = multiple
        self.minimumFraction = minimumFraction
    }

    /// The pivot confirmed `back` pivots ago (0: the newest); at most `capacity` are kept.
    @inline(__always)
    public func pivot(back: Int) -> Pivot { pivots[(confirmedCount - 1 - back) & (Self.capacity - 1)] }

    /// How many pivots can be asked for.
    public var availableCount: Int { min(confirmedCount, Self.capacity) }

    /// Takes the next candle with the average true range at its close; true if it confirms a pivot (the new `pivot(back: 0)`).
    ///
    /// While the range is NaN nothing is confirmed.
    public mutating func advance(high newHigh: Double, low newLow: Double, averageTrueRange: Double) -> Bool {
        let index = count
        count += 1
        let extendsHigh = newHigh > high.price
        let extendsLow = newLow < low.price
        if extendsHigh { high = Pivot(isHigh: true, price: newHigh, index: index, confirmIndex: index) }
        if extendsLow { low = Pivot(isHigh: false, price: newLow, index: index, confirmIndex: index) }
        // Beyond the running extreme, the other one starts again: it is the deepest point since.
        if heading > 0, extendsHigh {
            low = Pivot(isHigh: false, price: .infinity, index: index, confirmIndex: index)
            return false
        }
        if heading < 0, extendsLow {
            high = Pivot(isHigh: true, price: -.infinity, index: index, confirmIndex: index)
            return false
        }
        let reversal = max(multiple * averageTrueRange, minimumFraction * 0.5 * (newHigh + newLow))
        guard high.price - low.price >= reversal, averageTrueRange > 0 else { return false }
        if heading == 0 {
            guard high.index != low.index else { return false }
            heading = high.index < low.index ? 1 : -1
        }
        if heading > 0 {
            high.confirmIndex = index
            append(high)
            heading = -1
            high = Pivot(isHigh: true, price: -.infinity, index: index, confirmIndex: index)
            rewindHigh(newHigh, at: index)
        } else {
            low.confirmIndex = index
            append(low)
            heading = 1
            low = Pivot(isHigh: false, price: .infinity, index: index, confirmIndex: index)
            rewindLow(newLow, at: index)
        }
        return true
    }

    /// After a high is confirmed, the bounce since the newest low starts with this candle's high unless this candle set that low.
    private mutating func rewindHigh(_ newHigh: Double, at index: Int) {
        if low.index != index { high = Pivot(isHigh: true, price: newHigh, index: index, confirmIndex: index) }
    }

    private mutating func rewindLow(_ newLow: Double, at index: Int) {
        if high.index != index { low = Pivot(isHigh: false, price: newLow, index: index, confirmIndex: index) }
    }

    @inline(__always)
    private mutating func append(_ pivot: Pivot) {
        pivots[confirmedCount & (Self.capacity - 1)] = pivot
        confirmedCount += 1
    }
}
