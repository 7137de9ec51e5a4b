import PulseCore
import PulseStore

/// What makes a run that run: everything that can change a byte of its outcome (P6).
public struct RunIdentity: Sendable {
    /// `backtest` or `simulate`.
    public var kind: String
    public var engineVersion: String
    /// Canonical form of the strategy, or what stands for it.
    public var strategy: String
    public var timeframe: Timeframe
    public var base: Timeframe
    public var range: TimeRange
    public var seed: UInt64
    /// Further parameters as `key=value` lines, in a fixed order.
    public var parameters: [String]

    public init(
        kind: String, engineVersion: String, strategy: String, timeframe: Timeframe, base: Timeframe, range: TimeRange, seed: UInt64,
        parameters: [String]
    ) {
        self.kind = kind
        self.engineVersion = engineVersion
        self.strategy = strategy
        self.timeframe = timeframe
        self.base = base
        self.range = range
        self.seed = seed
        self.parameters = parameters
    }

    /// The run id: SHA-256 in hexadecimal over this and, for each instrument in order, its trading rules, the digest of its candles, and
    /// for each of its side series the number and the digest of the observations that are known by the end of the range; for a perpetual
    /// that pays funding the number and the digest of the settlements.
    public func id(market: Market, digests: [String]) -> String {
        precondition(digests.count == market.series.count, "one digest for each instrument")
        var lines = [
            "alphapulse.identity.v1", kind, engineVersion, "timeframe=\(timeframe)", "base=\(base)", "from=\(range.from)", "to=\(range.to)",
            "seed=\(seed)",
        ]
        lines += parameters
        for (series, digest) in zip(market.series, digests) {
            let instrument = series.instrument
            lines.append(
                "instrument=\(instrument.id) \(instrument.market.rawValue) tick=\(instrument.tick) lot=\(instrument.lot) "
                    + "minimum=\(instrument.minimumNotional) candles=\(digest)")
            for kind in series.side.kinds {
                let count = series.side[kind].count(asOf: range.to)
                guard count > 0 else { continue }
                lines.append("side=\(kind.name) points=\(count) digest=\(series.side[kind].digestHex(asOf: range.to))")
            }
            if !series.funding.settlements.isEmpty {
                lines.append("funding settlements=\(series.funding.settlements.count) digest=\(series.funding.digestHex())")
            }
        }
        lines.append(strategy)
        return ContentDigest.hex(of: Array(lines.joined(separator: "\n").utf8))
    }
}
