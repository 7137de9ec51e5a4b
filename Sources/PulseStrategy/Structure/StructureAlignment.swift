/// How far the trends of several timeframes agree: the weighted sum of their signs over the sum of the weights, kept as whole numbers.
struct StructureAlignment: Sendable {
    /// Sum of the weights with the trends' signs, and without.
    private let net: Int
    private let total: Int
    /// Candle at which it last changed.
    let since: Int

    init(net: Int = 0, total: Int = 1, since: Int = 0) {
        self.net = net
        self.total = total
        self.since = since
    }

    /// The size of the agreement, 0 to 1.
    var strength: Double { Double(abs(net)) / Double(total) }

    /// +1 or -1 if the agreement is 0.6 or more, else 0. Exact.
    var side: Int { 10 * abs(net) >= 6 * total ? net.signum() : 0 }
}
