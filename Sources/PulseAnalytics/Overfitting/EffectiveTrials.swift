/// How many independent trials a search amounts to, where many of its trials are nearly the same strategy.
///
/// None of these numbers should replace the raw count in a verdict: the variance of the trials' Sharpe ratios already shrinks as they grow alike, so that
/// counting fewer of them as well forgives the same thing twice (the noise experiment shows it). They say how wide a search really was.
public struct EffectiveTrials: Hashable, Sendable {
    /// Trials whose returns vary; the others correlate with nothing.
    public let varying: Int
    /// Mean correlation of two different trials.
    public let averageCorrelation: Double
    /// `1 + (N - 1)(1 - r)`, r the average correlation, within 1...N. Bailey & Lopez de Prado 2014, "The deflated Sharpe ratio", appendix 3.
    public let byAverageCorrelation: Double
    /// The participation ratio of the correlation matrix's eigenvalues, `(sum l)^2 / sum l^2 = N^2 / sum of squared correlations` (Bell & Dean 1970), within
    /// 1...N. Squared sample correlations are too large by nature, so each is adjusted as a coefficient of determination of T returns is,
    /// `1 - (1 - r^2)(T - 1) / (T - 2)` (Wherry 1931): independent trials then count fully, even where there are more trials than returns.
    public let byEigenvalues: Double

    /// Nil for fewer than two trials that vary, or fewer than three returns.
    public init?(_ matrix: TrialMatrix) {
        let rows = Self.standardised(matrix)
        let periods = matrix.periods
        let trials = rows.count / periods
        guard trials >= 2, periods >= 3 else { return nil }
        varying = trials
        let n = Double(trials)
        // The sum of all correlations is the squared length of the sum of the standardised series.
        var total = [Double](repeating: 0, count: periods)
        for trial in 0..<trials {
            for period in 0..<periods { total[period] += rows[trial * periods + period] }
        }
        let all = total.reduce(0) { $0 + $1 * $1 }
        averageCorrelation = (all - n) / (n * (n - 1))
        byAverageCorrelation = min(max(1 + (n - 1) * (1 - averageCorrelation), 1), n)
        let pairs = n * (n - 1)
        let squares = Self.sumOfSquaredProducts(rows, trials: trials, periods: periods) - n
        let adjusted = pairs - (pairs - squares) * Double(periods - 1) / Double(periods - 2)
        byEigenvalues = min(max(n * n / (n + max(adjusted, 0)), 1), n)
    }

    /// The varying trials' returns, each less its mean and of length 1, so that correlations are products.
    private static func standardised(_ matrix: TrialMatrix) -> [Double] {
        var rows: [Double] = []
        rows.reserveCapacity(matrix.count * matrix.periods)
        for trial in 0..<matrix.count {
            let moments = SampleMoments(Array(matrix[trial]))
            guard moments.divisibleDeviation != nil else { continue }
            let scale = 1 / moments.squares.squareRoot()
            for value in matrix[trial] { rows.append((value - moments.mean) * scale) }
        }
        return rows
    }

    /// The sum of the squares of all N x N products of rows, which is that of all T x T products of columns: whichever is less work, O(N T min(N, T)).
    private static func sumOfSquaredProducts(_ rows: [Double], trials: Int, periods: Int) -> Double {
        let isWide = trials > periods
        let order = isWide ? periods : trials
        let length = isWide ? trials : periods
        // The products are gathered over tiles of their length, so that what is multiplied stays in the cache.
        let tile = 128
        var gram = [Double](repeating: 0, count: order * order)
        var strip = [Double](repeating: 0, count: order * tile)
        for start in stride(from: 0, to: length, by: tile) {
            let width = min(tile, length - start)
            for row in 0..<order {
                for step in 0..<tile {
                    let inside = step < width
                    strip[row * tile + step] =
                        !inside ? 0 : (isWide ? rows[(start + step) * periods + row] : rows[row * periods + start + step])
                }
            }
            strip.withUnsafeBufferPointer { strip in
                gram.withUnsafeMutableBufferPointer { gram in
                    guard let strip = strip.baseAddress else { return }
                    for row in 0..<order {
                        for column in 0...row {
                            gram[row * order + column] += product(strip + row * tile, strip + column * tile, tile)
                        }
                    }
                }
            }
        }
        var sum = 0.0
        for row in 0..<order {
            for column in 0..<row { sum += 2 * gram[row * order + column] * gram[row * order + column] }
            sum += gram[row * order + row] * gram[row * order + row]
        }
        return sum
    }

    /// Of `length` numbers, a multiple of 8.
    @inline(__always)
    private static func product(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ length: Int) -> Double {
        var sum = SIMD8<Double>.zero
        for step in stride(from: 0, to: length, by: 8) {
            let x = UnsafeRawPointer(a + step).loadUnaligned(as: SIMD8<Double>.self)
            let y = UnsafeRawPointer(b + step).loadUnaligned(as: SIMD8<Double>.self)
            sum += x * y
        }
        return ((sum[0] + sum[1]) + (sum[2] + sum[3])) + ((sum[4] + sum[5]) + (sum[6] + sum[7]))
    }
}
