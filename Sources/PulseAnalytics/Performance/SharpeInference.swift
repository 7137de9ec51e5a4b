/// What a Sharpe ratio that was observed over a finite time says about the true one, and about luck.
///
/// All Sharpe ratios here are **per period** (per day for daily returns), and all kurtoses are **raw**: 3 for a normal law. Feeding an excess kurtosis into
/// these formulas is the field's most common mistake; it flatters every result.
public enum SharpeInference {
    /// Euler's constant.
    static let gamma = 0.5772156649015329
    static let e = 2.718281828459045

    /// `1 - skew SR + (kurtosis - 1) / 4 SR^2`: n - 1 times the variance of the estimated ratio (Mertens 2002). Nil where moments that no
    /// distribution has make it negative or zero.
    static func varianceFactor(sharpe: Double, skew: Double, kurtosis: Double) -> Double? {
        let factor = 1 - skew * sharpe + (kurtosis - 1) / 4 * sharpe * sharpe
        return factor > 0 ? factor : nil
    }

    /// Standard error of a Sharpe ratio from `count` returns. Lo 2002; Mertens 2002.
    public static func standardError(sharpe: Double, skew: Double, kurtosis: Double, count: Int) -> Double? {
        guard count > 1, let factor = varianceFactor(sharpe: sharpe, skew: skew, kurtosis: kurtosis) else { return nil }
        return (factor / Double(count - 1)).squareRoot()
    }

    /// Probability that the true ratio is above `reference`. Bailey & Lopez de Prado 2012, "The Sharpe ratio efficient frontier".
    public static func probabilistic(sharpe: Double, reference: Double = 0, skew: Double, kurtosis: Double, count: Int) -> Double? {
        standardError(sharpe: sharpe, skew: skew, kurtosis: kurtosis, count: count).map { Elementary.normalCDF((sharpe - reference) / $0) }
    }

    /// Number of returns after which a ratio like this one is above `reference` with the stated confidence; nil where it is not above it at all.
    /// Bailey & Lopez de Prado 2012.
    public static func minimumTrackRecord(
        sharpe: Double, reference: Double = 0, skew: Double, kurtosis: Double, confidence: Double = 0.95
    ) -> Double? {
        guard sharpe > reference, let factor = varianceFactor(sharpe: sharpe, skew: skew, kurtosis: kurtosis) else { return nil }
        let ratio = Elementary.normalQuantile(confidence) / (sharpe - reference)
        return 1 + factor * ratio * ratio
    }

    /// Expected maximum of `trials` independent standard normal numbers: `(1 - g) z(1 - 1/N) + g z(1 - 1/(N e))`. Nil for fewer than two trials.
    public static func expectedMaximum(trials: Int) -> Double? {
        guard trials >= 2 else { return nil }
        let n = Double(trials)
        return (1 - gamma) * Elementary.normalQuantile(1 - 1 / n) + gamma * Elementary.normalQuantile(1 - 1 / (n * e))
    }

    /// The best annual Sharpe ratio that the luck of `trials` worthless strategies is expected to show over so many years.
    public static func expectedBest(trials: Int, years: Double) -> Double? {
        guard years > 0 else { return nil }
        return expectedMaximum(trials: trials).map { $0 / years.squareRoot() }
    }

    /// SR0: the best ratio expected from luck, for trials whose ratios have this variance. 0 for a single trial, where nothing was picked.
    public static func luck(trials: Int, variance: Double) -> Double? {
        guard trials >= 1, variance >= 0 else { return nil }
        return trials == 1 ? 0 : expectedMaximum(trials: trials).map { variance.squareRoot() * $0 }
    }

    /// The probabilistic ratio against the best of luck. Bailey & Lopez de Prado 2014, "The deflated Sharpe ratio", JPM 40(5).
    ///
    /// - Parameter variance: Variance of the trials' Sharpe ratios, per period.
    public static func deflated(sharpe: Double, trials: Int, variance: Double, skew: Double, kurtosis: Double, count: Int) -> Double? {
        luck(trials: trials, variance: variance).flatMap {
            probabilistic(sharpe: sharpe, reference: $0, skew: skew, kurtosis: kurtosis, count: count)
        }
    }

    /// Years of backtest below which the best of `trials` worthless strategies is expected to show an annual ratio of `sharpe` or more.
    /// Bailey, Borwein, Lopez de Prado & Zhu 2014, "Pseudo-mathematics and financial charlatanism".
    public static func minimumBacktestYears(trials: Int, sharpe: Double) -> Double? {
        guard sharpe > 0 else { return nil }
        return expectedMaximum(trials: trials).map { ($0 / sharpe) * ($0 / sharpe) }
    }

    /// The simple upper bound of the same: `2 ln N / SR^2`.
    public static func minimumBacktestYearsBound(trials: Int, sharpe: Double) -> Double? {
        guard sharpe > 0, trials >= 2 else { return nil }
        return 2 * Elementary.log(Double(trials)) / (sharpe * sharpe)
    }
}
