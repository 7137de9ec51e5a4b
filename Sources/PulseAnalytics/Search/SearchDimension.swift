import PulseCore

/// One named thing that a search varies. In the unit cube it takes `coordinateCount` coordinates, decoded it takes `valueCount` values.
public struct SearchDimension: Hashable, Sendable {
    /// What values there are.
    public enum Kind: Hashable, Sendable {
        /// Any number of `low...high`; uniform coordinates give uniform values, or uniform logarithms of values.
        case continuous(low: Double, high: Double, logarithmic: Bool)
        /// `low, low + step, ...` up to `high`, each an equal part of the unit interval.
        case integer(low: Int, high: Int, step: Int)
        /// One of `count` values without an order; the decoded value is its index.
        case choice(count: Int)
        /// Weights, at least 0, that sum to 1. One below `leastShare` becomes 0, and the others are scaled up to sum to 1 again.
        case simplex(parts: [String], leastShare: Double)
    }

    public let name: String
    public let kind: Kind

    public init(_ name: String, _ kind: Kind) {
        self.name = name
        self.kind = kind
    }

    /// Coordinates in the cube: none where there is nothing to choose (`low == high`, one choice, one weight).
    public var coordinateCount: Int {
        switch kind {
        case .continuous(let low, let high, _): low < high ? 1 : 0
        case .integer, .choice: levels > 1 ? 1 : 0
        case .simplex(let parts, _): parts.count > 1 ? parts.count : 0
        }
    }

    /// Decoded values: the weights of a simplex, otherwise one.
    public var valueCount: Int {
        if case .simplex(let parts, _) = kind { parts.count } else { 1 }
    }

    /// Names of the decoded values: `name`, or `name.part` for each weight.
    public var valueNames: [String] {
        if case .simplex(let parts, _) = kind { parts.map { "\(name).\($0)" } } else { [name] }
    }

    /// Number of different values of an integer or a choice, 0 otherwise.
    var levels: Int {
        switch kind {
        case .integer(let low, let high, let step): (high - low) / step + 1
        case .choice(let count): count
        case .continuous, .simplex: 0
        }
    }

    /// What is wrong with the dimension, for the user's eyes.
    var faults: [Diagnostic] {
        var faults: [String] = []
        switch kind {
        case .continuous(let low, let high, let logarithmic):
            // The distance of finite bounds can overflow.
            if !low.isFinite || !high.isFinite || !(high - low).isFinite || low > high {
                faults.append("needs finite bounds, the lower one first")
            }
            if logarithmic && low <= 0 { faults.append("needs a lower bound above 0 for a logarithmic scale") }
        case .integer(let low, let high, let step):
            if low > high || step < 1 { faults.append("needs bounds in order and a step of at least 1") }
            if low.magnitude > Self.largestInteger || high.magnitude > Self.largestInteger { faults.append("has bounds beyond 2^40") }
        case .choice(let count):
            if count < 1 || count > Self.largestChoice { faults.append("needs 1 to \(Self.largestChoice) choices") }
        case .simplex(let parts, let leastShare):
            if parts.isEmpty || Set(parts).count != parts.count { faults.append("needs at least one weight, each with its own name") }
            if !(leastShare >= 0 && leastShare * Double(parts.count) <= 1) {
                faults.append("needs a least share between 0 and an equal share")
            }
        }
        return faults.map { Diagnostic("search dimension \(name) \($0)") }
    }

    /// So that the middle of a level's cell decodes to the level in double arithmetic.
    static let largestInteger: UInt = 1 << 40
    /// Choices are counted one by one for each trial.
    static let largestChoice = 4096
}

extension SearchDimension {
    public static func continuous(_ name: String, _ range: ClosedRange<Double>, logarithmic: Bool = false) -> SearchDimension {
        SearchDimension(name, .continuous(low: range.lowerBound, high: range.upperBound, logarithmic: logarithmic))
    }

    public static func integer(_ name: String, _ range: ClosedRange<Int>, step: Int = 1) -> SearchDimension {
        SearchDimension(name, .integer(low: range.lowerBound, high: range.upperBound, step: step))
    }

    public static func choice(_ name: String, count: Int) -> SearchDimension {
        SearchDimension(name, .choice(count: count))
    }

    public static func simplex(_ name: String, parts: [String], leastShare: Double = 0) -> SearchDimension {
        SearchDimension(name, .simplex(parts: parts, leastShare: leastShare))
    }
}
