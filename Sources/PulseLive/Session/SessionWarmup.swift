import PulseCore
import PulseStore

/// The candles that an instrument's pipeline was warmed up with, so that a resumed session and a parity check use the same or say so.
public struct SessionWarmup: Hashable, Sendable, Codable {
    /// Open time of the first one; nil where there was none.
    public var first: Timestamp?
    public var count: Int
    /// Digest of all their columns; empty where there are none.
    public var digest: String

    public init(_ candles: CandleColumns) {
        first = candles.isEmpty ? nil : Timestamp(milliseconds: candles.openTime[0])
        count = candles.count
        digest = candles.isEmpty ? "" : candles.digestHex()
    }
}
