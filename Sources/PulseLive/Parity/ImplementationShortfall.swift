import PulseCore

/// What fills at candle prices would have cost more in the live book: for each fill the distance from its price to the side of the best quote
/// that an order would have met, as a share of the price; positive where the book was dearer. After Perold (1988), without the part of unfilled orders.
public struct ImplementationShortfall: Hashable, Sendable, Codable {
    /// Fills that a quote is known for, and all of them.
    public var quoted: Int
    public var fills: Int
    /// In hundredths of a percent of the price.
    public var meanBasisPoints: Double
    public var worstBasisPoints: Double
    /// Sum over the quoted fills, in quote currency.
    public var total: Double

    /// Nil where no fill has a quote.
    public init?(fills: Int, quoted: [(side: Direction, price: Double, quantity: Double, bid: Double, ask: Double)]) {
        guard !quoted.isEmpty else { return nil }
        let points = quoted.map { fill in
            let book = fill.side == .long ? fill.ask : fill.bid
            return 10_000 * (book - fill.price) / fill.price * Double(fill.side.sign)
        }
        self.fills = fills
        self.quoted = quoted.count
        meanBasisPoints = points.reduce(0, +) / Double(points.count)
        worstBasisPoints = points.max() ?? 0
        total = zip(quoted, points).reduce(0) { $0 + $1.1 / 10_000 * $1.0.price * $1.0.quantity }
    }
}
