/// A turning point of the price, with the candle that revealed it.
///
/// The level lies at `index`, but nobody knows it before the close of candle `confirmIndex`: decisions date it there.
public struct Pivot: Hashable, Sendable {
    /// Whether it is a high or a low.
    public var isHigh: Bool
    /// The high or low of candle `index`.
    public var price: Double
    /// Position of the candle that holds the extreme, counted from the start of the series.
    public var index: Int
    /// Position of the candle at whose close it became known.
    public var confirmIndex: Int

    public init(isHigh: Bool, price: Double, index: Int, confirmIndex: Int) {
        self.isHigh = isHigh
        self.price = price
        self.index = index
        self.confirmIndex = confirmIndex
    }
}
