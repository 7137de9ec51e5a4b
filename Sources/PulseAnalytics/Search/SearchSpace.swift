import PulseCore

/// What a search may vary: named dimensions, laid side by side in a unit cube, and which of its points are allowed.
///
/// A point is a vector of `count` numbers in 0...1; `decode` makes `valueCount` values of it. Searchers see the cube alone.
public struct SearchSpace: Sendable {
    /// What moving along one coordinate of the cube means.
    public enum Coordinate: Hashable, Sendable {
        case continuous
        /// Equal cells in an order.
        case levels(Int)
        /// Equal cells without an order.
        case choices(Int)
    }

    public let dimensions: [SearchDimension]
    /// Coordinates of the cube; 0 where there is nothing to choose.
    public let count: Int
    /// Decoded values.
    public let valueCount: Int
    /// One for each coordinate of the cube.
    public let coordinates: [Coordinate]
    /// Which decoded values are allowed; all of them without it. It must be a pure function.
    public let constraint: (@Sendable ([Double]) -> Bool)?

    /// How often a searcher asks itself for another point after refused ones before it gives up.
    public static let attempts = 1000

    /// Throws `PulseError.usage` with one diagnostic a fault: bounds out of order, names given twice and so on.
    public init(_ dimensions: [SearchDimension], constraint: (@Sendable ([Double]) -> Bool)? = nil) throws(PulseError) {
        var faults = dimensions.flatMap(\.faults)
        var names: Set<String> = []
        for dimension in dimensions where !names.insert(dimension.name).inserted {
            faults.append(Diagnostic("search dimension \(dimension.name) is given twice"))
        }
        guard faults.isEmpty else { throw PulseError(.usage, faults) }
        self.dimensions = dimensions
        self.constraint = constraint
        count = dimensions.reduce(0) { $0 + $1.coordinateCount }
        valueCount = dimensions.reduce(0) { $0 + $1.valueCount }
        coordinates = dimensions.flatMap { dimension in
            let meaning: Coordinate =
                switch dimension.kind {
                case .continuous, .simplex: .continuous
                case .integer: .levels(dimension.levels)
                case .choice: .choices(dimension.levels)
                }
            return [Coordinate](repeating: meaning, count: dimension.coordinateCount)
        }
    }

    /// Names of the decoded values in their order.
    public var valueNames: [String] { dimensions.flatMap(\.valueNames) }

    /// Where in the decoded values those of a dimension stand.
    public func values(of name: String) -> Range<Int>? {
        var start = 0
        for dimension in dimensions {
            if dimension.name == name { return start..<start + dimension.valueCount }
            start += dimension.valueCount
        }
        return nil
    }

    /// The values of a point of the unit cube.
    public func decode(_ point: [Double]) -> [Double] {
        precondition(point.count == count, "a point has one number for each coordinate")
        var values: [Double] = []
        values.reserveCapacity(valueCount)
        var start = 0
        for dimension in dimensions {
            let end = start + dimension.coordinateCount
            dimension.decode(point[start..<end], into: &values)
            start = end
        }
        return values
    }

    /// A point that decodes to `values`, up to rounding: the middle of a cell for integers and choices.
    public func encode(_ values: [Double]) -> [Double] {
        precondition(values.count == valueCount, "one value for each that is decoded")
        var point: [Double] = []
        point.reserveCapacity(count)
        var start = 0
        for dimension in dimensions {
            let end = start + dimension.valueCount
            dimension.encode(values[start..<end], into: &point)
            start = end
        }
        return point
    }

    /// Whether the constraint allows a point of the cube.
    public func allows(_ point: [Double]) -> Bool {
        constraint.map { $0(decode(point)) } ?? true
    }
}
