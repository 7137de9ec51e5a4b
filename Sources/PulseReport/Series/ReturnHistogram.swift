/// How often returns fell into each of a row of equally wide bins.
public struct ReturnHistogram: Hashable, Sendable {
    /// Lower edge of the first bin, as a fraction.
    public var lowerEdge: Double
    /// Width of a bin, positive.
    public var width: Double
    public var counts: [Int]

    public init(lowerEdge: Double, width: Double, counts: [Int]) {
        self.lowerEdge = lowerEdge
        self.width = width
        self.counts = counts
    }

    public static let empty = ReturnHistogram(lowerEdge: 0, width: 1, counts: [])
}
