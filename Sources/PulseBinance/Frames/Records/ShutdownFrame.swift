/// `serverShutdown`: the server is about to close its connections.
public struct ShutdownFrame: WireRecord {
    public var kind = ""
    public var eventTime = Int64(0)
    public var extra: [WireMember] = []

    public init() {}

    public static let fields: [WireField<Self>] = [
        .text("e", \.kind), .integer("E", \.eventTime),
    ]
}
