/// Mean, spread and shape of a sample, in two passes over it.
public struct SampleMoments: Hashable, Sendable {
    public let count: Int
    public let mean: Double
    /// Sum of squared deviations from the mean.
    public let squares: Double
    /// Sums of cubed and of fourth powers of the deviations.
    public let cubes: Double
    public let fourths: Double
    public let minimum: Double
    public let maximum: Double

    public init(_ sample: [Double]) {
        count = sample.count
        var sum = 0.0
        var minimum = Double.infinity
        var maximum = -Double.infinity
        for value in sample {
            sum += value
            if value < minimum { minimum = value }
            if value > maximum { maximum = value }
        }
        let mean = sample.isEmpty ? 0 : sum / Double(sample.count)
        var squares = 0.0
        var cubes = 0.0
        var fourths = 0.0
        for value in sample {
            let deviation = value - mean
            let square = deviation * deviation
            squares += square
            cubes += square * deviation
            fourths += square * square
        }
        self.mean = mean
        self.squares = squares
        self.cubes = cubes
        self.fourths = fourths
        self.minimum = minimum
        self.maximum = maximum
    }

    /// Below this spread a sample of returns does not vary: what is left is the rounding of `E_t / E_{t-1} - 1`.
    public static let negligibleDeviation = 1e-13

    /// Standard deviation with n - 1; nil for fewer than two values.
    public var standardDeviation: Double? {
        count < 2 ? nil : (squares / Double(count - 1)).squareRoot()
    }

    /// The standard deviation if it is more than rounding, so that one may divide by it.
    public var divisibleDeviation: Double? {
        guard let deviation = standardDeviation, deviation > Self.negligibleDeviation else { return nil }
        return deviation
    }

    /// Bias-corrected sample skewness, G1 of Joanes and Gill 1998; nil for fewer than three values or no spread.
    public var skew: Double? {
        guard count >= 3, divisibleDeviation != nil else { return nil }
        let n = Double(count)
        let variance = squares / n
        return (n * (n - 1)).squareRoot() / (n - 2) * (cubes / n) / (variance * variance.squareRoot())
    }

    /// Bias-corrected sample kurtosis, **raw**: G2 + 3 of Joanes and Gill 1998, 3 for a normal law; nil for fewer than four values or no spread.
    public var kurtosis: Double? {
        guard count >= 4, divisibleDeviation != nil else { return nil }
        let n = Double(count)
        let variance = squares / n
        let excess = fourths / n / (variance * variance) - 3
        return (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * excess + 6) + 3
    }
}
