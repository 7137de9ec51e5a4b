/// A price of a book and the quantity that stands there; 0 removes the level.
public struct BookLevel: Hashable, Sendable {
    public var price: WireDecimal
    public var quantity: WireDecimal

    public init(price: WireDecimal, quantity: WireDecimal) {
        self.price = price
        self.quantity = quantity
    }

    /// Reads `["61826.01","1.19"]`.
    init?(_ wire: WireValue) {
        guard let pair = wire.elements, pair.count == 2, let price = pair[0].string.flatMap({ WireDecimal($0) }),
            let quantity = pair[1].string.flatMap({ WireDecimal($0) })
        else { return nil }
        self.init(price: price, quantity: quantity)
    }

    var wire: WireValue { .list([.text(price.text), .text(quantity.text)]) }
}
