extension MetricDefinition {
    static let totalReturn = MetricDefinition(.result, "totalReturn", "Total return", .gain, "E_T / E_0 - 1, after all costs")
    static let netProfit = MetricDefinition(.result, "netProfit", "Net profit", .money, "E_T - E_0, after all costs")
    static let cagr = MetricDefinition(
        .result, "cagr", "CAGR", .gain, "(E_T / E_0)^(365 * 86400 / seconds) - 1, calendar time; undefined under 30 days")
    static let bestDay = MetricDefinition(.result, "bestDay", "Best day", .gain, "largest r")
    static let worstDay = MetricDefinition(.result, "worstDay", "Worst day", .gain, "smallest r")
    static let positiveDays = MetricDefinition(.result, "positiveDays", "Positive days", .share, "days with r > 0 / all days")
    static let bestMonth = MetricDefinition(
        .result, "bestMonth", "Best month", .gain, "largest return of a calendar month, UTC, partial ones included")
    static let worstMonth = MetricDefinition(
        .result, "worstMonth", "Worst month", .gain, "smallest return of a calendar month, UTC, partial ones included")
    static let positiveMonths = MetricDefinition(
        .result, "positiveMonths", "Positive months", .share, "calendar months with a positive return / all months")

    static let resultFigures = [
        totalReturn, netProfit, cagr, bestDay, worstDay, positiveDays, bestMonth, worstMonth, positiveMonths,
    ]
}
