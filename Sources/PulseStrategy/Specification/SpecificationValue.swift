import PulseCore

/// One effective value of a strategy: what `strategy show` prints and what the run's identity covers.
public struct SpecificationValue: Hashable, Sendable {
    /// Where it stands in the document: `risk.stop.atr`.
    public let key: String
    /// The value in force, in the shortest form that reads back as the same number.
    public let value: String

    init(_ key: String, _ value: String) {
        self.key = key
        self.value = value
    }

    init(_ key: String, _ value: Double) { self.init(key, "\(value)") }

    init(_ key: String, _ value: Int) { self.init(key, String(value)) }

    init(_ key: String, _ value: Bool) { self.init(key, value ? "true" : "false") }

    /// A threshold shows its grid point: `0.7001953125 (717/1024)`.
    init(_ key: String, _ value: Score) { self.init(key, "\(value.value) (\(value.raw)/1024)") }

    init(_ key: String, _ values: [Double]) { self.init(key, "[" + values.map { "\($0)" }.joined(separator: ", ") + "]") }
}
