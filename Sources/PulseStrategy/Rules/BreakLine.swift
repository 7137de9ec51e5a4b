/// A line that a close has to cross for a chart pattern to count, and how long it stands.
struct BreakLine: Sendable {
    /// +1: the close has to rise above it, -1: to fall below.
    var side: Double
    /// Price of the line at candle `origin`, and its change a candle.
    var price: Double
    var slope: Double
    var origin: Int
    /// A close beyond this price, on the other side, ends the pattern.
    var invalidation: Double
    /// Last candle on which it can be broken.
    var expiry: Int

    /// The line at a candle.
    @inline(__always)
    func price(at index: Int) -> Double { price + slope * Double(index - origin) }

    /// What a close does to the line.
    enum Outcome {
        case stands, broken, void
    }

    @inline(__always)
    func outcome(close: Double, at index: Int) -> Outcome {
        if index > expiry || (close - invalidation) * side < 0 { return .void }
        return (close - price(at: index)) * side > 0 ? .broken : .stands
    }
}
