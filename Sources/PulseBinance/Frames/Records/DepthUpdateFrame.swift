/// `depthUpdate`: changed levels of a book; on futures also the top of a book.
public struct DepthUpdateFrame: WireRecord {
    public var kind = ""
    public var eventTime = Int64(0)
    public var time: Int64?
    public var symbol = ""
    public var pair: String?
    public var firstID = Int64(0)
    public var lastID = Int64(0)
    /// The last id of the update before: how futures show that none was lost.
    public var previousLastID: Int64?
    public var bids: [BookLevel] = []
    public var asks: [BookLevel] = []
    /// 1 for USD-margined futures, 2 for COIN-M.
    public var settlement: Int64?
    public var extra: [WireMember] = []

    public init() {}

    public static let fields: [WireField<Self>] = [
        .text("e", \.kind), .integer("E", \.eventTime), .integer("T", \.time), .text("s", \.symbol), .text("ps", \.pair),
        .integer("U", \.firstID), .integer("u", \.lastID), .integer("pu", \.previousLastID), .levels("b", \.bids),
        .levels("a", \.asks), .integer("st", \.settlement),
    ]
}
