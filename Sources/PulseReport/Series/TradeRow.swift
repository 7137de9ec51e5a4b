import PulseCore

/// A trade as it is printed, with the votes that led to it.
public struct TradeRow: Sendable, Hashable {
    public var trade: Trade
    public var instrument: Instrument
    /// Net profit as a share of equity at entry; nil where it is undefined.
    public var profitShare: Double?
    /// Net profit in units of the initial risk; nil where there was no stop.
    public var riskMultiple: Double?
    /// The votes at the candle of its signal, in the order of heads; empty for signals from a file.
    public var votes: [HeadVote]

    public init(_ trade: Trade, of instrument: Instrument, profitShare: Double?, riskMultiple: Double?, votes: [HeadVote]) {
        self.trade = trade
        self.instrument = instrument
        self.profitShare = profitShare
        self.riskMultiple = riskMultiple
        self.votes = votes
    }

    /// Entry price with the places of its tick.
    public var entryPriceText: String { instrument.tick.format(trade.entryTicks) }

    /// Mean exit price; two places more than the tick has, because it may be a mean of several fills.
    public var exitPriceText: String {
        DecimalText.text(trade.exitPrice, decimals: instrument.tick.decimals + (trade.exitPrice == tickPrice(trade.exitPrice) ? 0 : 2))
    }

    public var quantityText: String { instrument.lot.format(trade.lots) }

    /// Planned stop, empty where there was none.
    public var stopPriceText: String { trade.stopTicks.map(instrument.tick.format) ?? "" }

    private func tickPrice(_ price: Double) -> Double? { instrument.tick.count(price).map(instrument.tick.value) }
}
