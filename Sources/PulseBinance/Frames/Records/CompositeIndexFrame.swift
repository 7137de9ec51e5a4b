/// `compositeIndex`: a price index of several assets.
public struct CompositeIndexFrame: WireRecord {
    public var kind = ""
    public var eventTime = Int64(0)
    public var symbol = ""
    public var price = WireDecimal()
    public var componentKind = ""
    public var components: [IndexComponent] = []
    public var extra: [WireMember] = []

    public init() {}

    public static let fields: [WireField<Self>] = [
        .text("e", \.kind), .integer("E", \.eventTime), .text("s", \.symbol), .decimal("p", \.price),
        .text("C", \.componentKind), .records("c", \.components),
    ]
}
