import PulseCore

/// Every combination of some levels of each dimension, the last dimension fastest. A refused combination is left out.
///
/// Continuous dimensions take levels from one bound to the other (the middle, if one); integers and choices take all of their values or, if
/// fewer levels are wanted, evenly spaced ones; a simplex takes the lattice of weights that are multiples of 1 / (levels - 1) (Scheffé
/// 1958), equal weights if one level.
public struct GridSearch: Searcher {
    public let space: SearchSpace
    public var window: TrialWindow
    /// Combinations, refused ones included.
    public let total: Int
    /// Of each dimension: levels wanted, and how many there are.
    private let levels: [Int]
    private let sizes: [Int]
    private var position = 0

    /// `levels`: one for each of the space's dimensions. Throws `PulseError.usage` for a level count below 1 or more than 2^40
    /// combinations.
    public init(_ space: SearchSpace, levels: [Int], batch: Int = 1) throws(PulseError) {
        guard levels.count == space.dimensions.count, levels.allSatisfy({ $0 >= 1 }) else {
            throw PulseError(.usage, "a grid needs at least one level for each of \(space.dimensions.count) dimensions")
        }
        self.space = space
        self.levels = levels
        window = TrialWindow(batch: batch)
        var total = 1
        var sizes: [Int] = []
        for (dimension, wanted) in zip(space.dimensions, levels) {
            let size = Self.size(dimension, levels: wanted)
            let (product, overflow) = total.multipliedReportingOverflow(by: size ?? 0)
            guard size != nil, !overflow, product <= Self.largest else { throw PulseError(.usage, "the grid has more than 2^40 points") }
            total = product
            sizes.append(size ?? 0)
        }
        self.total = total
        self.sizes = sizes
    }

    private static let largest = 1 << 40

    /// Every point is tried before the search is over, however many are refused.
    public var attempts: Int { .max }

    public mutating func propose(_ number: Int) -> SearchPoint? {
        while position < total {
            let values = combination(position)
            position += 1
            if let values { return SearchPoint(number: number, coordinates: space.encode(values)) }
        }
        return nil
    }

    /// The values of a combination; nil where a weight is below the least share, for another combination has 0 in its place.
    private func combination(_ position: Int) -> [Double]? {
        var rest = position
        var digits = sizes
        for index in sizes.indices.reversed() {
            digits[index] = rest % sizes[index]
            rest /= sizes[index]
        }
        var values: [Double] = []
        for index in digits.indices {
            let dimension = space.dimensions[index]
            let part = Self.values(dimension, levels: levels[index], size: sizes[index], digit: digits[index])
            if case .simplex(_, let leastShare) = dimension.kind, part.contains(where: { $0 > 0 && $0 < leastShare }) { return nil }
            values += part
        }
        return values
    }

    public mutating func learn(_ point: SearchPoint, _ values: [Double]) {}

    /// How many levels a dimension really has; nil for too many.
    private static func size(_ dimension: SearchDimension, levels: Int) -> Int? {
        switch dimension.kind {
        case .continuous(let low, let high, _): return low < high ? levels : 1
        case .integer, .choice: return min(levels, dimension.levels)
        case .simplex(let parts, _): return levels == 1 ? 1 : compositions(of: levels - 1, parts: parts.count)
        }
    }

    private static func values(_ dimension: SearchDimension, levels: Int, size: Int, digit: Int) -> [Double] {
        switch dimension.kind {
        case .continuous:
            let place = size == 1 ? 0.5 : Double(digit) / Double(size - 1)
            var values: [Double] = []
            dimension.decode(dimension.coordinateCount == 0 ? [] : [place], into: &values)
            return values
        case .integer(let low, _, let step):
            return [Double(low + level(digit, of: size, among: dimension.levels) * step)]
        case .choice:
            return [Double(level(digit, of: size, among: dimension.levels))]
        case .simplex(let parts, _):
            if levels == 1 { return parts.map { _ in 1 / Double(parts.count) } }
            return composition(digit, of: levels - 1, parts: parts.count).map { Double($0) / Double(levels - 1) }
        }
    }

    /// The level for a digit, first and last among them; in integers, so that no level is met twice. The middle one if one is wanted.
    private static func level(_ digit: Int, of size: Int, among levels: Int) -> Int {
        guard size > 1 else { return (levels - 1) / 2 }
        let product = digit.multipliedFullWidth(by: levels - 1)
        return (size - 1).dividingFullWidth(product).quotient
    }

    /// The number of ways to write `sum` as an ordered sum of `parts` numbers of at least 0: a binomial coefficient.
    private static func compositions(of sum: Int, parts: Int) -> Int? {
        var count = 1
        for step in 0..<max(parts - 1, 0) {
            let (product, overflow) = count.multipliedReportingOverflow(by: sum + step + 1)
            guard !overflow else { return nil }
            count = product / (step + 1)
            guard count <= largest else { return nil }
        }
        return count
    }

    /// Composition number `rank` in lexicographic order.
    private static func composition(_ rank: Int, of sum: Int, parts: Int) -> [Int] {
        var composition: [Int] = []
        var left = sum
        var rank = rank
        for part in 1..<max(parts, 1) {
            var value = 0
            while value < left, let ways = compositions(of: left - value, parts: parts - part), rank >= ways {
                rank -= ways
                value += 1
            }
            composition.append(value)
            left -= value
        }
        return composition + [left]
    }
}
