/// The long columns of a run that its tables and charts are made of; filled by whoever ran it, only printed here.
public struct RunSeries: Sendable {
    public var equity: EquitySeries
    /// One an instrument.
    public var prices: [PriceSeries]
    /// One an instrument; empty for signals from a file.
    public var votes: [VoteSeries]
    /// In order of opening.
    public var trades: [TradeRow]
    /// In the order in which they were sent.
    public var signals: [SignalRecord]
    /// Ascending.
    public var months: [PeriodReturn]
    /// Ascending.
    public var years: [PeriodReturn]
    /// Deepest first.
    public var drawdowns: [DrawdownRow]
    /// Of daily returns.
    public var returns: ReturnHistogram

    public init(
        equity: EquitySeries, prices: [PriceSeries], votes: [VoteSeries], trades: [TradeRow], signals: [SignalRecord] = [],
        months: [PeriodReturn] = [],
        years: [PeriodReturn] = [], drawdowns: [DrawdownRow] = [], returns: ReturnHistogram = .empty
    ) {
        self.equity = equity
        self.prices = prices
        self.votes = votes
        self.trades = trades
        self.signals = signals
        self.months = months
        self.years = years
        self.drawdowns = drawdowns
        self.returns = returns
    }
}
