/// How two samples of one length vary together, with n - 1.
public struct PairedMoments: Hashable, Sendable {
    public let count: Int
    public let meanX: Double
    public let meanY: Double
    private let squaresX: Double
    private let squaresY: Double
    private let products: Double

    /// Traps where the lengths differ.
    public init(_ x: [Double], _ y: [Double]) {
        precondition(x.count == y.count, "paired samples have one length")
        let momentsX = SampleMoments(x)
        let momentsY = SampleMoments(y)
        var products = 0.0
        for index in x.indices { products += (x[index] - momentsX.mean) * (y[index] - momentsY.mean) }
        count = x.count
        meanX = momentsX.mean
        meanY = momentsY.mean
        squaresX = momentsX.squares
        squaresY = momentsY.squares
        self.products = products
    }

    /// Sample covariance; nil for fewer than two pairs.
    public var covariance: Double? { count < 2 ? nil : products / Double(count - 1) }

    /// Slope of the regression of x on y, cov(x, y) / var(y); nil where y does not vary.
    public var slope: Double? {
        guard count >= 2, (squaresY / Double(count - 1)).squareRoot() > SampleMoments.negligibleDeviation else { return nil }
        return products / squaresY
    }

    /// Pearson's correlation; nil where one of them does not vary.
    public var correlation: Double? {
        let floor = SampleMoments.negligibleDeviation
        guard count >= 2, (squaresX / Double(count - 1)).squareRoot() > floor, (squaresY / Double(count - 1)).squareRoot() > floor else {
            return nil
        }
        return products / (squaresX.squareRoot() * squaresY.squareRoot())
    }
}
