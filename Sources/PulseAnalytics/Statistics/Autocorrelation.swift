/// Correlation of a series with its own past.
public enum Autocorrelation {
    /// `rho_1 ... rho_lags`, each sum over t of (x_t - m)(x_{t+k} - m) divided by the sum of squares: O(n lags).
    ///
    /// Nil where the series does not vary or is not longer than `lags`.
    public static func coefficients(_ series: [Double], lags: Int) -> [Double]? {
        let moments = SampleMoments(series)
        guard lags >= 0, series.count > lags, moments.divisibleDeviation != nil else { return nil }
        let deviations = series.map { $0 - moments.mean }
        var result: [Double] = []
        result.reserveCapacity(lags)
        for lag in 0..<lags {
            var sum = 0.0
            for index in 0..<deviations.count - lag - 1 { sum += deviations[index] * deviations[index + lag + 1] }
            result.append(sum / moments.squares)
        }
        return result
    }
}
