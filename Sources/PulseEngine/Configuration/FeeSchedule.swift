/// What the venue takes of each fill's value: one rate for orders that rest in the book (maker), one for those that do not (taker).
///
/// A fee is `notional * rate`, rounded up to the next 1e-8 of the quote currency, and always paid in the quote currency. (Binance's spot
/// market takes the fee of a purchase in the base currency; its value is the same, and lots stay whole.)
public struct FeeSchedule: Hashable, Sendable, Codable {
    public var maker: PartsPerMillion
    public var taker: PartsPerMillion

    public init(maker: PartsPerMillion, taker: PartsPerMillion) {
        self.maker = maker
        self.taker = taker
    }

    /// Binance spot, VIP 0, without the discount for paying in BNB: 0.1 % and 0.1 %.
    public static let binanceSpot = FeeSchedule(maker: 1_000, taker: 1_000)
    /// Binance USD-margined futures, VIP 0: 0.02 % and 0.05 %.
    public static let binanceUSDM = FeeSchedule(maker: 200, taker: 500)
    public static let free = FeeSchedule(maker: 0, taker: 0)
}
