import PulseCore

/// Which faults the venue shall show, and how often: `7:drop=0.01,disconnect=3`.
public struct FaultSpecification: Hashable, Sendable {
    public var seed: UInt64
    /// Share of stream frames that are left out, sent twice, sent after their successor, sent late, damaged.
    public var drop = 0.0
    public var duplicate = 0.0
    public var reorder = 0.0
    public var delay = 0.0
    public var corrupt = 0.0
    /// How many times in the live part the streams of an instrument fall silent, a connection is cut, a shutdown is announced.
    public var silent = 0
    public var disconnect = 0
    public var shutdown = 0
    /// Share of requests that are answered with 429, 418, or a fault of the server.
    public var status429 = 0.0
    public var status418 = 0.0
    public var status5xx = 0.0
    /// What the venue's clock is ahead, in milliseconds.
    public var skew: Int64 = 0
    /// Share of candles whose closing event is late, that are first told wrong, that had no trades.
    public var late = 0.0
    public var revise = 0.0
    public var empty = 0.0

    public init(seed: UInt64) {
        self.seed = seed
    }

    /// Names of shares, in the order of the documentation.
    private static let shares: [(name: String, path: any WritableKeyPath<FaultSpecification, Double> & Sendable)] = [
        ("drop", \.drop), ("duplicate", \.duplicate), ("reorder", \.reorder), ("delay", \.delay), ("corrupt", \.corrupt),
        ("status429", \.status429), ("status418", \.status418), ("status5xx", \.status5xx), ("late", \.late), ("revise", \.revise),
        ("empty", \.empty),
    ]
    private static let counts: [(name: String, path: any WritableKeyPath<FaultSpecification, Int> & Sendable)] = [
        ("silent", \.silent), ("disconnect", \.disconnect), ("shutdown", \.shutdown),
    ]

    /// Shares of which at most one strikes: a frame, or a request, is drawn for once.
    private static let alternatives: [(of: String, names: [String])] = [
        ("stream frames", ["drop", "duplicate", "reorder", "delay", "corrupt"]),
        ("requests", ["status429", "status418", "status5xx"]),
    ]

    /// The most occurrences of a counted fault.
    public static let maximumCount = 10_000

    /// Reads `SEED:name=value,...`; `all` is a mild mix of everything, to which names may be added.
    ///
    /// Throws `PulseError(.usage)` which names the fault that is not one, has no value, or leaves no room for others.
    public init(_ text: String) throws(PulseError) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let seed = UInt64(parts[0]) else {
            throw PulseError(.usage, "faults are written SEED:NAME=VALUE,..., not '\(text)'", hint: "for example 7:drop=0.01,disconnect=3")
        }
        self.init(seed: seed)
        for item in parts[1].split(separator: ",") {
            if item == "all" {
                takeMildMix()
                continue
            }
            let pair = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            try set(pair[0], pair.count == 2 ? pair[1] : "")
        }
        try checkAlternatives()
    }

    /// Those that are drawn for together cannot strike more often than always: the later ones would strike less often than they say.
    private func checkAlternatives() throws(PulseError) {
        for group in Self.alternatives {
            let used = Self.shares.filter { group.names.contains($0.name) && self[keyPath: $0.path] > 0 }
            let sum = used.reduce(0) { $0 + self[keyPath: $1.path] }
            // Shares of a tenth and the like are no whole bits.
            guard sum > 1 + 1e-9 else { continue }
            throw PulseError(
                .usage, "\(used.map(\.name).joined(separator: " + ")) is more than all \(group.of): the shares must come to 1 at most")
        }
    }

    private mutating func set(_ name: String, _ value: String) throws(PulseError) {
        let names = Self.shares.map(\.name) + Self.counts.map(\.name) + ["skew"]
        guard names.contains(name) else {
            throw PulseError(.usage, "'\(name)' is no fault", hint: "there are " + (names + ["all"]).joined(separator: ", "))
        }
        guard !value.isEmpty else { throw PulseError(.usage, "\(name) has no value: write \(name)=VALUE") }
        if let share = Self.shares.first(where: { $0.name == name }) {
            guard let number = Double(value), (0...1).contains(number) else {
                throw PulseError(.usage, "\(name) must be a share in 0...1, not '\(value)'")
            }
            self[keyPath: share.path] = number
        } else if let count = Self.counts.first(where: { $0.name == name }) {
            guard let number = Int(value), (0...Self.maximumCount).contains(number) else {
                throw PulseError(.usage, "\(name) must be a whole number in 0...\(Self.maximumCount), not '\(value)'")
            }
            self[keyPath: count.path] = number
        } else {
            guard let number = Int64(value), (-86_400_000...86_400_000).contains(number) else {
                throw PulseError(.usage, "skew must be whole milliseconds of a day at most, not '\(value)'")
            }
            skew = number
        }
    }

    private mutating func takeMildMix() {
        (drop, duplicate, reorder, delay, corrupt) = (0.005, 0.01, 0.01, 0.01, 0.002)
        (silent, disconnect, shutdown) = (1, 2, 1)
        (status429, status418, status5xx) = (0.02, 0.002, 0.02)
        skew = 1_300
        (late, revise, empty) = (0.01, 0.01, 0.005)
    }
}
