/// The highs and lows of the last 32 candles, and the pivots that the newest of them confirms.
///
/// A pivot high of wing `k` is a high above the `k` highs before it and not below the `k` after it (strict left, non-strict right, so
/// that of equal highs the first counts); it is known `k` candles later. Pivot lows mirrored. Several wings can be asked of one window.
public struct PivotWindow: Sendable {
    /// Candles kept; a wing of 15 is the widest that fits.
    public static let capacity = 32

    /// Candles taken so far.
    public private(set) var count = 0
    private var highs = [Double](repeating: .nan, count: capacity)
    private var lows = [Double](repeating: .nan, count: capacity)

    public init() {}

    /// Takes the next candle.
    @inline(__always)
    public mutating func advance(high: Double, low: Double) {
        let slot = count & (Self.capacity - 1)
        highs[slot] = high
        lows[slot] = low
        count += 1
    }

    /// High of the candle at an index (one of the last `capacity`).
    @inline(__always)
    public func high(at index: Int) -> Double { highs[index & (Self.capacity - 1)] }

    /// Low of the candle at an index (one of the last `capacity`).
    @inline(__always)
    public func low(at index: Int) -> Double { lows[index & (Self.capacity - 1)] }

    /// The pivot high that the newest candle confirms, if any.
    @inline(__always)
    public func confirmedHigh(wing: Int) -> Pivot? {
        let centre = count - 1 - wing
        // Most candles fail against their neighbours. Written so that a NaN anywhere in the window means no pivot.
        guard centre >= wing, high(at: centre) > high(at: centre - 1), high(at: centre) >= high(at: centre + 1) else { return nil }
        return isHigh(centre, wing: wing) ? Pivot(isHigh: true, price: high(at: centre), index: centre, confirmIndex: count - 1) : nil
    }

    /// The pivot low that the newest candle confirms, if any.
    @inline(__always)
    public func confirmedLow(wing: Int) -> Pivot? {
        let centre = count - 1 - wing
        guard centre >= wing, low(at: centre) < low(at: centre - 1), low(at: centre) <= low(at: centre + 1) else { return nil }
        return isLow(centre, wing: wing) ? Pivot(isHigh: false, price: low(at: centre), index: centre, confirmIndex: count - 1) : nil
    }

    private func isHigh(_ centre: Int, wing: Int) -> Bool {
        let price = high(at: centre)
        for step in 1...wing {
            guard price > high(at: centre - step), price >= high(at: centre + step) else { return false }
        }
        return true
    }

    private func isLow(_ centre: Int, wing: Int) -> Bool {
        let price = low(at: centre)
        for step in 1...wing {
            guard price < low(at: centre - step), price <= low(at: centre + step) else { return false }
        }
        return true
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
