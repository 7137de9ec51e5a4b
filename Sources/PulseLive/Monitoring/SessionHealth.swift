/// How well a session can see and decide, 0...100: the weighted mean of what is known of seven components.
///
/// Each component is 1 up to its good mark, 0 from its bad mark on, and straight between. One that is not known drops out, and the others
/// share its weight. Nothing here is about profit. (What a single signal stands on is `HealthScore`.)
public struct SessionHealth: Hashable, Sendable, Codable {
    /// One part of it.
    public struct Component: Hashable, Sendable, Codable {
        /// 0...1.
        public var score: Double
        public var weight: Int
        public var kind: Kind
        /// What it was judged by, for a reader.
        public var explanation: String
    }

    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case freshness, blocked, errors, latency, reconnects, buffer, journal

        /// The weights add up to 100.
        public var weight: Int {
            switch self {
            case .freshness: 25
            case .blocked: 20
            case .errors: 15
            case .latency: 15
            case .reconnects: 10
            case .buffer: 10
            case .journal: 5
            }
        }

        /// Where a component stops being perfect, and where nothing is left of it.
        public var marks: (good: Double, bad: Double) {
            switch self {
            // Share of streams that are not heard.
            case .freshness: (0, 0.25)
            // Share of instruments.
            case .blocked: (0, 0.2)
            // Share of frames that cannot be read.
            case .errors: (0, 0.01)
            // Microseconds of the 99th percentile from a frame to its verdict.
            case .latency: (500_000, 5_000_000)
            // In five minutes, over all connections.
            case .reconnects: (0, 5)
            // Share of the buffer.
            case .buffer: (0.5, 1)
            // Seconds for which events wait to be committed.
            case .journal: (1, 10)
            }
        }

        func component(_ value: Double, _ explanation: String) -> Component {
            let (good, bad) = marks
            return Component(
                score: min(1, max(0, (bad - value) / (bad - good))), weight: weight, kind: self, explanation: explanation)
        }
    }

    /// 0...100, rounded down.
    public let score: Int
    /// What is known, in the order of `Kind.allCases`.
    public let components: [Component]

    /// The score of a status whose rates are filled in; nil before the session is live, and where nothing is known of it.
    public init?(_ status: SessionStatus) {
        guard status.phase >= .live else { return nil }
        components = Self.feed(status) + Self.work(status)
        let weight = components.reduce(0) { $0 + $1.weight }
        guard weight > 0 else { return nil }
        let sum = components.reduce(0.0) { $0 + $1.score * Double($1.weight) }
        // A hundred less a rounding error is a hundred.
        score = Int((sum / Double(weight) * 100 + 1e-9).rounded(.down))
    }

    /// The component that takes the most points off; nil where none does.
    public var worst: Component? {
        components.filter { $0.score < 1 }.max { (1 - $0.score) * Double($0.weight) < (1 - $1.score) * Double($1.weight) }
    }

    private static func feed(_ status: SessionStatus) -> [Component] {
        var found: [Component] = []
        let streams = status.connections.reduce(0) { $0 + $1.streams }
        if streams > 0 {
            let unheard = status.connections.reduce(0) { $0 + ($1.state == .live ? min($1.silentStreams, $1.streams) : $1.streams) }
            found.append(Kind.freshness.component(Double(unheard) / Double(streams), "\(unheard) of \(streams) streams are not heard"))
        }
        let instruments = status.instruments
        if instruments.total > 0 {
            let blocked = instruments.blocked.count
            found.append(
                Kind.blocked.component(
                    Double(blocked) / Double(instruments.total), "\(blocked) of \(instruments.total) instruments are blocked"))
        }
        if status.rates.seconds > 0 {
            found.append(
                Kind.errors.component(
                    status.rates.quarantined, "\(Figure.percent(status.rates.quarantined)) of frames cannot be read"))
        }
        return found
    }

    private static func work(_ status: SessionStatus) -> [Component] {
        var found: [Component] = []
        if let latency = status.recentLatency(.frameToVerdict), latency.count > 0 {
            found.append(
                Kind.latency.component(Double(latency.p99), "p99 from frame to verdict is \(Figure.latency(latency.p99))"))
        }
        if status.rates.seconds > 0 {
            let reconnects = status.rates.reconnects
            found.append(Kind.reconnects.component(Double(reconnects), "\(reconnects) reconnects in five minutes"))
        }
        if let use = status.buffer.use { found.append(Kind.buffer.component(use, "\(Figure.percent(use)) of the buffer is used")) }
        if status.journal.events > 0 {
            found.append(
                Kind.journal.component(status.journal.lag, "the journal is \(Figure.seconds(status.journal.lag)) behind"))
        }
        return found
    }
}
