import PulseCore

/// Finds where price and cumulative volume delta part: a lower trough of the close against a higher one of the delta is bullish, a higher
/// peak against a lower one bearish.
///
/// Pivots are closes that are not beaten for five candles on either side, so each is known five candles late, and the event is dated
/// then. The delta is read at the price pivot's own place, give or take two candles. Differences must be more than noise: a quarter of an
/// average true range in price, half a standard deviation of the delta times the square root of the candles between.
package struct DivergenceDetector: Sendable {
    /// Candles on either side that a pivot must beat.
    package static let wing = 5
    /// Candles between two pivots beyond which they are not compared.
    package static let maximumSpan = 100
    /// Values that are read before each candle.
    static let lookback = 2 * wing

    private struct Pivot: Sendable {
        var index: Int
        var price: Double
        var delta: Double
    }

    private var trough: Pivot?
    private var peak: Pivot?
    /// The latest event, and the candle at whose close it became known.
    package private(set) var direction = Direction.flat
    package private(set) var confirmation = 0

    package init() {}

    /// Takes candle `index`, whose close and cumulative delta are the last of the values at the addresses; at least `lookback` older ones
    /// must be readable, which is so from the eleventh candle on.
    @inline(__always)
    package mutating func advance(
        _ index: Int, close: UnsafePointer<Double>, delta: UnsafePointer<Double>, averageTrueRange: Double, noise: Double
    ) {
        guard index >= Self.lookback else { return }
        // Both sides at once, and three neighbours on either side before the first branch: few candles pass.
        let candidate = Self.bothSides(close[-Self.wing])
        @inline(__always) func neighbour(_ step: Int) -> SIMD2<Double> { Self.bothSides(close[step - Self.wing]) }
        let isAlone = (candidate .< neighbour(-1)) .& (candidate .<= neighbour(1))
        let isBeaten =
            (neighbour(-2) .<= candidate) .| (neighbour(2) .< candidate) .| (neighbour(-3) .<= candidate) .| (neighbour(3) .< candidate)
        let found = SIMD2<UInt64>(repeating: 0).replacing(with: 1, where: isAlone .& .!isBeaten)
        if found.x != 0 {
            confirm(index, side: 1, close: close, delta: delta, averageTrueRange, noise)
        } else if found.y != 0 {
            confirm(index, side: -1, close: close, delta: delta, averageTrueRange, noise)
        }
    }

    /// A price as it counts for a trough, and negated for a peak.
    @inline(__always)
    private static func bothSides(_ price: Double) -> SIMD2<Double> { SIMD2(price, -price) }

    /// `side` is +1 for a trough, -1 for a peak; times `side`, both are troughs. A plateau is one pivot, at its first candle.
    private mutating func confirm(
        _ index: Int, side: Double, close: UnsafePointer<Double>, delta: UnsafePointer<Double>, _ averageTrueRange: Double,
        _ noise: Double
    ) {
        let place = -Self.wing
        let price = side * close[place]
        for step in 2...Self.wing where side * close[place - step] <= price || side * close[place + step] < price { return }
        var lowest = side * delta[place]
        for step in 1...2 { lowest = min(lowest, side * delta[place - step], side * delta[place + step]) }
        let found = Pivot(index: index - Self.wing, price: price, delta: lowest)
        let previous = side > 0 ? trough : peak
        if side > 0 { trough = found } else { peak = found }
        guard let previous, found.index - previous.index <= Self.maximumSpan else { return }
        let span = Double(found.index - previous.index).squareRoot()
        // A comparison with NaN (no range or noise yet) is false.
        guard previous.price - found.price >= 0.25 * averageTrueRange, found.delta - previous.delta >= 0.5 * noise * span, noise > 0
        else { return }
        direction = side > 0 ? .long : .short
        confirmation = index
    }
}
