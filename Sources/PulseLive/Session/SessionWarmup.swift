import PulseCore
import PulseStore

/// The candles and the side series that an instrument's pipeline was warmed up with, so that a resumed session and a parity check use the same or say so.
public struct SessionWarmup: Hashable, Sendable, Codable {
    /// Open time of the first one; nil where there was none.
    public var first: Timestamp?
    public var count: Int
    /// Digest of all their columns; empty where there are none.
    public var digest: String

    /// The same of the side series.
    public var side: String

    public init(_ candles: CandleColumns, _ side: SideInputs) {
        first = candles.isEmpty ? nil : Timestamp(milliseconds: candles.openTime[0])
        count = candles.count
        digest = candles.isEmpty ? "" : candles.digestHex()
        let series = side.kinds.map { "\($0.name) \(side[$0].digestHex(asOf: Timestamp(milliseconds: .max)))" }
        self.side = series.isEmpty ? "" : ContentDigest.hex(of: Array(series.joined(separator: " ").utf8))
    }
}
