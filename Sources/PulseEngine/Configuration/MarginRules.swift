/// When perpetual positions are taken away: one bracket of cross margin, simpler than the venue's table and stricter than its first
/// brackets.
public struct MarginRules: Hashable, Sendable, Codable {
    /// Part of the value of perpetual positions that cash plus their open profit must exceed.
    public var maintenance: PartsPerMillion
    /// What a liquidation costs on top of the taker's fee (Binance's `liquidationFee`: 1.25 % for BTCUSDT).
    public var liquidationFee: PartsPerMillion

    public init(maintenance: PartsPerMillion = 5_000, liquidationFee: PartsPerMillion = 12_500) {
        self.maintenance = maintenance
        self.liquidationFee = liquidationFee
    }
}
