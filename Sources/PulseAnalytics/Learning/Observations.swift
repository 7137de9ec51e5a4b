/// Observations of several features, by columns: what a model is fitted on.
public struct Observations: Sendable {
    /// One column a feature, all of the same length.
    public let columns: [[Double]]
    /// What is to be explained, one value an observation.
    public let target: [Double]

    public init(columns: [[Double]], target: [Double]) {
        precondition(columns.allSatisfy { $0.count == target.count }, "one value an observation in every column")
        self.columns = columns
        self.target = target
    }

    public var count: Int { target.count }
    public var featureCount: Int { columns.count }
}
