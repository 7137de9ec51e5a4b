/// One asset of a composite index.
public struct IndexComponent: WireRecord {
    public var base = ""
    public var quote = ""
    public var quantity = WireDecimal()
    public var share = WireDecimal()
    public var price = WireDecimal()
    public var extra: [WireMember] = []

    public init() {}

    public static let fields: [WireField<Self>] = [
        .text("b", \.base), .text("q", \.quote), .decimal("w", \.quantity), .decimal("W", \.share), .decimal("i", \.price),
    ]
}
