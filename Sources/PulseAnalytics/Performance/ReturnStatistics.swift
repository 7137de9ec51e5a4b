/// Figures of a series of returns of equal length: what the headline ratios are, for any number of periods per year.
///
/// A report uses daily returns and 365. The standard deviation uses n - 1; the mean is arithmetic.
public struct ReturnStatistics: Sendable {
    public let returns: [Double]
    /// P: 365 for days, 8,760 for hours, 525,600 for minutes.
    public let periodsPerYear: Double
    /// Per period.
    public let riskFreeRate: Double
    /// MAR, per period.
    public let minimumAcceptableReturn: Double
    public let moments: SampleMoments
    /// Why no figure can be had of the returns, whatever their number.
    public let fault: String?
    private let rootOfPeriods: Double

    /// The two rates are per year; a period counts `1 / periodsPerYear` of them.
    public init(
        _ returns: [Double], periodsPerYear: Double, riskFreeRate: Double = 0, minimumAcceptableReturn: Double = 0, fault: String? = nil
    ) {
        precondition(periodsPerYear > 0, "there are periods in a year")
        self.returns = returns
        self.periodsPerYear = periodsPerYear
        self.riskFreeRate = riskFreeRate / periodsPerYear
        self.minimumAcceptableReturn = minimumAcceptableReturn / periodsPerYear
        self.fault = fault
        moments = SampleMoments(returns)
        rootOfPeriods = periodsPerYear.squareRoot()
    }

    /// Runs `body` if there are enough returns; otherwise says that there are not.
    private func with(_ needed: Int, _ body: () -> MetricValue) -> MetricValue {
        if let fault { return .undefined(reason: fault) }
        guard returns.count >= needed else {
            return .undefined(reason: "needs \(needed) returns or more, has \(returns.count)")
        }
        return body()
    }

    private static let noSpread = "the returns do not vary"

    public var best: MetricValue { with(1) { .value(moments.maximum) } }
    public var worst: MetricValue { with(1) { .value(moments.minimum) } }

    /// Share of returns above zero.
    public var positiveShare: MetricValue {
        with(1) { .value(Double(returns.reduce(into: 0) { $0 += $1 > 0 ? 1 : 0 }) / Double(returns.count)) }
    }

    /// Annual.
    public var volatility: MetricValue {
        with(2) { MetricValue(moments.standardDeviation.map { $0 * rootOfPeriods }, otherwise: Self.noSpread) }
    }

    /// Per period: mean(e) / s(e).
    public var periodSharpe: MetricValue {
        with(2) { MetricValue(moments.divisibleDeviation.map { (moments.mean - riskFreeRate) / $0 }, otherwise: Self.noSpread) }
    }

    /// Annual.
    public var sharpe: MetricValue { periodSharpe.flatMap { .value($0 * rootOfPeriods) } }

    /// Annual, with the variance of a year's return instead of P times a period's. Lo 2002, eq. 20.
    public var autocorrelationAdjustedSharpe: MetricValue {
        let q = Int(periodsPerYear.rounded())
        return with(q + 1) {
            periodSharpe.flatMap { sharpe in
                guard let rho = Autocorrelation.coefficients(returns, lags: q - 1) else { return .undefined(reason: Self.noSpread) }
                var sum = 0.0
                for (index, coefficient) in rho.enumerated() { sum += Double(q - 1 - index) * coefficient }
                let scale = Double(q) + 2 * sum
                guard scale > 0 else { return .undefined(reason: "the estimated variance of a year's return is not positive") }
                return .value(sharpe * Double(q) / scale.squareRoot())
            }
        }
    }

    /// Root mean square of what each return is below MAR, over all returns, per period.
    private var periodDownside: Double {
        var sum = 0.0
        for value in returns {
            let short = min(value - minimumAcceptableReturn, 0)
            sum += short * short
        }
        return (sum / Double(returns.count)).squareRoot()
    }

    /// Annual.
    public var downsideDeviation: MetricValue { with(1) { .value(periodDownside * rootOfPeriods) } }

    /// Annual.
    public var sortino: MetricValue {
        with(2) {
            let downside = periodDownside
            guard downside > SampleMoments.negligibleDeviation else {
                return .undefined(reason: "no return is below the minimum acceptable one")
            }
            return .value((moments.mean - minimumAcceptableReturn) / downside * rootOfPeriods)
        }
    }

    public var omega: MetricValue {
        with(1) {
            var above = 0.0
            var below = 0.0
            for value in returns {
                above += max(value - minimumAcceptableReturn, 0)
                below += max(minimumAcceptableReturn - value, 0)
            }
            return .quotient(above, below, otherwise: "no return is below the minimum acceptable one")
        }
    }

    public var tailRatio: MetricValue {
        with(2) {
            .quotient(quantile(0.95).magnitude, quantile(0.05).magnitude, otherwise: "the 5 % quantile of the returns is zero")
        }
    }

    /// Minus the quantile of the lower tail: 0.05 for a confidence of 95 %.
    public func valueAtRisk(tail: Double) -> MetricValue { with(2) { .value(-quantile(tail)) } }

    /// Minus the mean of the returns at or below the lower quantile.
    public func conditionalValueAtRisk(tail: Double) -> MetricValue {
        with(2) {
            let limit = quantile(tail)
            var sum = 0.0
            var count = 0
            for value in returns.sorted() {
                guard value <= limit else { break }
                sum += value
                count += 1
            }
            // The smallest return is never above a quantile, so there is always one.
            return .value(-sum / Double(count))
        }
    }

    public var skew: MetricValue { with(3) { MetricValue(moments.skew, otherwise: Self.noSpread) } }

    /// Raw.
    public var kurtosis: MetricValue { with(4) { MetricValue(moments.kurtosis, otherwise: Self.noSpread) } }

    private func quantile(_ probability: Double) -> Double { Quantile.type7(sorted: returns.sorted(), probability) }
}
