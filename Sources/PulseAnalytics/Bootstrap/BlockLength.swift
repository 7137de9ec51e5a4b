/// The block length of the stationary bootstrap that gives a mean's variance the least mean squared error: Politis & White 2004, "Automatic block-length
/// selection for the dependent bootstrap", with the correction of Patton, Politis & White 2009.
public enum BlockLength {
    /// Between 1 and min(3 sqrt(n), n / 3), rounded up; 1 for a series that does not vary or is shorter than ten.
    public static func automatic(_ series: [Double]) -> Double {
        let n = Double(series.count)
        guard series.count >= 10 else { return 1 }
        // Lags up to which correlations are looked at; the paper's K is 5 for any series that fits a computer.
        let run = 5
        let maximum = min(Int(n.squareRoot().rounded(.up)) + run, series.count - 1)
        guard let correlations = Autocorrelation.coefficients(series, lags: maximum) else { return 1 }
        let lags = 2 * lastSignificantLag(correlations, run: run, count: n)
        let bandwidth = min(max(lags, 2), maximum)
        // Autocovariances in units of the variance, which cancels, under the flat-top window.
        var spread = 0.0
        var density = 1.0
        for lag in 1...bandwidth {
            let position = Double(lag) / Double(bandwidth)
            let window = position <= 0.5 ? 1 : 2 * (1 - position)
            spread += 2 * window * Double(lag) * correlations[lag - 1]
            density += 2 * window * correlations[lag - 1]
        }
        let bound = min(3 * n.squareRoot(), n / 3).rounded(.up)
        // (2 G^2 / D)^(1/3) n^(1/3) with D = 2 g(0)^2.
        let ratio = spread / density
        let length = Elementary.pow(ratio * ratio * n, 1.0 / 3)
        return length.isFinite ? min(max(length, 1), bound) : bound
    }

    /// The smallest m after which `run` correlations in a row are within two standard errors, `2 sqrt(log10(n) / n)`; the last lag looked at if there is none.
    private static func lastSignificantLag(_ correlations: [Double], run: Int, count: Double) -> Int {
        let critical = 2 * (Elementary.log(count) / Elementary.log(10) / count).squareRoot()
        var quiet = 0
        for (index, correlation) in correlations.enumerated() {
            quiet = correlation.magnitude < critical ? quiet + 1 : 0
            if quiet == run { return index + 1 - run }
        }
        return correlations.count
    }
}
