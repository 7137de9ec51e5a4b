/// The highs and lows of the last 32 candles, and the pivots that the newest of them confirms.
///
/// A pivot high of wing `k` is a high above the `k` highs before it and not below the `k` after it (strict left, non-strict right, so
/// that of equal highs the first counts); it is known `k` candles later. Pivot lows mirrored. Several wings can be asked of one window.
public struct PivotWindow: Sendable {
    /// Candles kept; a wing of 15 is the widest that fits.
    public static let capacity = 32

    /// Candles taken so far.
    public private(set) var count = 0
    /// The high and the negated low of each candle, so that one comparison serves both sides.
    private var extremes = [SIMD2<Double>](repeating: SIMD2(repeating: .nan), count: capacity)
    /// Whether the candle three before each of the last ones is a pivot of wing 3, newest in bit 0. Most candles are not, and without a
    /// branch for each neighbour a processor has little to guess.
    private var narrowHighs: UInt64 = 0
    private var narrowLows: UInt64 = 0
    private static let narrowWing = 3

    public init() {}

    /// Takes the next candle.
    @inline(__always)
    public mutating func advance(high: Double, low: Double) {
        let newest = count
        count += 1
        extremes.withUnsafeMutableBufferPointer { extremes in
            guard let ring = extremes.baseAddress else { return }
            @inline(__always) func at(_ back: Int) -> SIMD2<Double> { ring[(newest - back) & (Self.capacity - 1)] }
            let last = SIMD2(high, -low)
            ring[newest & (Self.capacity - 1)] = last
            let centre = at(3)
            // Written so that a NaN anywhere in the window means no pivot.
            let beatsEarlier = (centre .> at(4)) .& (centre .> at(5)) .& (centre .> at(6))
            let beatsLater = (centre .>= at(2)) .& (centre .>= at(1)) .& (centre .>= last)
            let isPivot = SIMD2<UInt64>(repeating: 0).replacing(with: 1, where: beatsEarlier .& beatsLater)
            narrowHighs = narrowHighs << 1 | isPivot.x
            narrowLows = narrowLows << 1 | isPivot.y
        }
    }

    /// High and negated low of the candle at an index (one of the last `capacity`).
    @inline(__always)
    func extremes(at index: Int) -> SIMD2<Double> {
        extremes.withUnsafeBufferPointer { $0[index & (Self.capacity - 1)] }
    }

    /// High of the candle at an index (one of the last `capacity`).
    @inline(__always)
    public func high(at index: Int) -> Double { extremes(at: index).x }

    /// Low of the candle at an index (one of the last `capacity`).
    @inline(__always)
    public func low(at index: Int) -> Double { -extremes(at: index).y }

    /// The pivot high that the newest candle confirms, if any.
    @inline(__always)
    public func confirmedHigh(wing: Int) -> Pivot? {
        guard wing < Self.narrowWing || narrowHighs >> UInt64(wing - Self.narrowWing) & 1 != 0 else { return nil }
        return widerHigh(wing: wing)
    }

    /// The pivot low that the newest candle confirms, if any.
    @inline(__always)
    public func confirmedLow(wing: Int) -> Pivot? {
        guard wing < Self.narrowWing || narrowLows >> UInt64(wing - Self.narrowWing) & 1 != 0 else { return nil }
        return widerLow(wing: wing)
    }

    private func widerHigh(wing: Int) -> Pivot? {
        let centre = count - 1 - wing
        guard centre >= wing else { return nil }
        let price = high(at: centre)
        for step in 1...wing {
            guard price > high(at: centre - step), price >= high(at: centre + step) else { return nil }
        }
        return Pivot(isHigh: true, price: price, index: centre, confirmIndex: count - 1)
    }

    private func widerLow(wing: Int) -> Pivot? {
        let centre = count - 1 - wing
        guard centre >= wing else { return nil }
        let price = low(at: centre)
        for step in 1...wing {
            guard price < low(at: centre - step), price <= low(at: centre + step) else { return nil }
        }
        return Pivot(isHigh: false, price: price, index: centre, confirmIndex: count - 1)
    }

    /// Highest high from a candle (one of the last `capacity`) to the newest.
    public func highest(since index: Int) -> Double {
        var result = high(at: count - 1)
        var position = max(index, count - Self.capacity, 0)
        while position < count - 1 {
            result = max(result, high(at: position))
            position += 1
        }
        return result
    }

    /// Lowest low from a candle (one of the last `capacity`) to the newest.
    public func lowest(since index: Int) -> Double {
        var result = low(at: count - 1)
        var position = max(index, count - Self.capacity, 0)
        while position < count - 1 {
            result = min(result, low(at: position))
            position += 1
        }
        return result
    }
}
