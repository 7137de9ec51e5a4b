/// The positions at each point of an equity curve, in quote currency.
public struct ExposureColumns: Hashable, Sendable {
    /// Sum of the absolute values of the positions.
    public let gross: [Double]
    /// Long less short.
    public let net: [Double]

    /// Traps where the lengths differ.
    public init(gross: [Double], net: [Double]) {
        precondition(gross.count == net.count, "both columns are of the same points")
        self.gross = gross
        self.net = net
    }
}
