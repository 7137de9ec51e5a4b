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
    /// The extreme being extended, the deepest point since it, and the highest bounce since that (a heading down reads upside down).
    /// Without a heading: the highest high, the lowest low, and nothing.
    private var leading = ZigZag.none
    private var opposite = ZigZag.none
    private var bounce = ZigZag.none
    private var pivots = [Pivot](repeating: none, count: capacity)
    /// Pivots confirmed so far.
    public private(set) var confirmedCount = 0

    private static let none = Pivot(isHigh: false, price: .nan, index: -1, confirmIndex: -1)

    /// Traps unless the multiple is positive and the fraction not negative.
    public init(multiple: Double, minimumFraction: Double = 0) {
        precondition(multiple > 0 && minimumFraction >= 0, "a reversal is a positive distance")
        self.multiple = multiple
        self.minimumFraction = minimumFraction
    }

    /// The pivot confirmed `back` pivots ago (0: the newest); at most `capacity` are kept.
    @inline(__always)
    public func pivot(back: Int) -> Pivot { pivots[(confirmedCount - 1 - back) & (Self.capacity - 1)] }

    /// The extreme since the newest pivot: where the next one would lie, if the price came back from it now.
    package var runningExtreme: Pivot { leading }

    /// How many pivots can be asked for.
    public var availableCount: Int { min(confirmedCount, Self.capacity) }

    /// Takes the next candle with the average true range at its close; true if it confirms a pivot (the new `pivot(back: 0)`).
    ///
    /// While the range is NaN nothing is confirmed.
    public mutating func advance(high: Double, low: Double, averageTrueRange: Double) -> Bool {
        let index = count
        count += 1
        if heading == 0 {
            if !(high <= leading.price) { leading = Pivot(isHigh: true, price: high, index: index, confirmIndex: index) }
            if !(low >= opposite.price) { opposite = Pivot(isHigh: false, price: low, index: index, confirmIndex: index) }
        } else if heading > 0 ? high > leading.price : low < leading.price {
            leading = Pivot(isHigh: heading > 0, price: heading > 0 ? high : low, index: index, confirmIndex: index)
            opposite = Self.none
            return false
        } else {
            follow(high, low, index)
        }
        let reversal = max(multiple * averageTrueRange, minimumFraction * 0.5 * (high + low))
        guard averageTrueRange > 0, abs(leading.price - opposite.price) >= reversal, leading.index != opposite.index else { return false }
        if heading == 0 {
            if opposite.index < leading.index { swap(&leading, &opposite) }
            heading = leading.isHigh ? 1 : -1
        }
        leading.confirmIndex = index
        pivots[confirmedCount & (Self.capacity - 1)] = leading
        confirmedCount += 1
        leading = opposite
        opposite = bounce
        bounce = Self.none
        heading = -heading
        return true
    }

    /// Moves the deepest point since the extreme, or else the bounce since that.
    @inline(__always)
    private mutating func follow(_ high: Double, _ low: Double, _ index: Int) {
        let isDeeper = heading > 0 ? !(low >= opposite.price) : !(high <= opposite.price)
        if isDeeper {
            opposite = Pivot(isHigh: heading < 0, price: heading > 0 ? low : high, index: index, confirmIndex: index)
            bounce = Self.none
        } else if heading > 0 ? !(high <= bounce.price) : !(low >= bounce.price) {
            bounce = Pivot(isHigh: heading > 0, price: heading > 0 ? high : low, index: index, confirmIndex: index)
        }
    }
}
