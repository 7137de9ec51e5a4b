/// A straight line of least squares through a few pivots.
struct PivotLine {
    private let origin: Int
    private var count = 0.0
    private var sumX = 0.0
    private var sumY = 0.0
    private var sumXX = 0.0
    private var sumXY = 0.0
    /// Prices are taken relative to the first, for the precision of the products.
    private var base = 0.0

    /// Candles are counted from `origin`.
    init(origin: Int) { self.origin = origin }

    mutating func add(_ pivot: Pivot) {
        if count == 0 { base = pivot.price }
        let x = Double(pivot.index - origin)
        let y = pivot.price - base
        count += 1
        sumX += x
        sumY += y
        sumXX += x * x
        sumXY += x * y
    }

    /// Price at the origin and change a candle; level if there is only one pivot.
    func fit() -> (price: Double, slope: Double) {
        let determinant = count * sumXX - sumX * sumX
        guard determinant > 0 else { return (base, 0) }
        let slope = (count * sumXY - sumX * sumY) / determinant
        return (base + (sumY - slope * sumX) / count, slope)
    }
}
