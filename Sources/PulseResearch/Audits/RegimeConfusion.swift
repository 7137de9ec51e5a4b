import PulseCore

/// How often a detector said what, by what was true: counts of candles.
public struct RegimeConfusion: Hashable, Sendable {
    private var counts = [Int](repeating: 0, count: Regime.allCases.count * Regime.allCases.count)
    /// Candles that are not judged: before the detector is warm, and just after a true change.
    public internal(set) var warmup = 0
    public internal(set) var lagging = 0

    public init() {}

    /// Candles of a true regime for which the detector said another or the same.
    public internal(set) subscript(true truth: Regime, said said: Regime) -> Int {
        get { counts[Int(truth.rawValue) * Regime.allCases.count + Int(said.rawValue)] }
        set { counts[Int(truth.rawValue) * Regime.allCases.count + Int(said.rawValue)] = newValue }
    }

    /// Candles that are judged.
    public var judged: Int { counts.reduce(0, +) }

    /// Share of judged candles that are right; nil where there are none.
    public var accuracy: Double? {
        let right = Regime.allCases.reduce(0) { $0 + self[true: $1, said: $1] }
        return judged == 0 ? nil : Double(right) / Double(judged)
    }

    /// Share of a true regime's candles that the detector called by its name; nil where there are none.
    public func recall(_ regime: Regime) -> Double? {
        share(self[true: regime, said: regime], Regime.allCases.map { self[true: regime, said: $0] })
    }

    /// Share of the candles that the detector called so that were; nil where there are none.
    public func precision(_ regime: Regime) -> Double? {
        share(self[true: regime, said: regime], Regime.allCases.map { self[true: $0, said: regime] })
    }

    private func share(_ part: Int, _ all: [Int]) -> Double? {
        let sum = all.reduce(0, +)
        return sum == 0 ? nil : Double(part) / Double(sum)
    }

    /// Adds another count.
    public mutating func add(_ other: RegimeConfusion) {
        for index in counts.indices { counts[index] += other.counts[index] }
        warmup += other.warmup
        lagging += other.lagging
    }
}
