extension MetricDefinition {
    static let fees = MetricDefinition(.costs, "fees", "Fees", .money, "sum of all fees")
    static let slippage = MetricDefinition(
        .costs, "slippage", "Slippage", .money, "sum over fills of what they were worse than the reference price")
    static let funding = MetricDefinition(.costs, "funding", "Funding", .money, "sum of funding paid less funding received")
    static let grossProfit = MetricDefinition(
        .costs, "grossProfit", "Profit before costs", .money, "net profit + fees + slippage + funding")
    static let costShare = MetricDefinition(
        .costs, "costShare", "Cost share", .share, "(fees + slippage + funding) / profit before costs; undefined without such a profit")
    static let tradedVolume = MetricDefinition(
        .costs, "tradedVolume", "Traded volume", .money, "sum of |notional| over all fills, entries and exits")
    static let turnover = MetricDefinition(
        .costs, "turnover", "Turnover (annual)", .ratio, "sum of |notional| / 2 / mean equity * 365 / days")

    static let costFigures = [fees, slippage, funding, grossProfit, costShare, tradedVolume, turnover]
}
