/// One metric of the Prometheus exposition: a name, what it means, and its samples.
public struct MetricFamily: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        case counter, gauge, summary
    }

    /// One number with its labels.
    public struct Sample: Hashable, Sendable {
        /// What follows the family's name: empty, `_sum` or `_count`.
        public var suffix: String
        public var labels: [Label]
        public var value: Double
    }

    public struct Label: Hashable, Sendable {
        public var name: String
        public var value: String

        init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    public var name: String
    public var kind: Kind
    public var help: String
    public private(set) var samples: [Sample] = []

    init(_ name: String, _ kind: Kind, _ help: String) {
        self.name = "alphapulse_" + name
        self.kind = kind
        self.help = help
    }

    /// A family of one sample without labels.
    init(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
        self.init(name, kind, help)
        add(value)
    }

    mutating func add(_ value: Double, _ labels: [(String, String)] = [], suffix: String = "") {
        let labels = labels.map { Label($0.0, $0.1) }
        // A series that occurs twice would make the whole text unreadable; the first one counts.
        guard !samples.contains(where: { $0.labels == labels && $0.suffix == suffix }) else { return }
        samples.append(Sample(suffix: suffix, labels: labels, value: value))
    }
}
