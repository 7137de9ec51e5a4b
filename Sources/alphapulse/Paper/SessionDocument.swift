import PulseCore
import PulseLive

/// What a session came to: `alphapulse.session.v1`.
struct SessionDocument: Encodable {
    var schema = "alphapulse.session.v1"
    var session: String
    var strategy: String
    var timeframe: String
    var base: String
    var instruments: [String]
    var from: String
    /// The close of the last slice that was decided on.
    var to: String?
    var candles: Int
    var slices: Int
    var decisions: Int
    var signals: Int
    var fills: Int
    var trades: Int
    var equity: Double
    var totalReturn: Double
    var votesDigest: String
    var ledgerDigest: String
    var events: Int
    var counts: AssemblyCounts
    var frames: Int
    var quarantined: Int
    var reconnects: Int
    var shed: Int
    /// Microseconds by stage: p50, p99 and the longest.
    var latencies: [String: Latency]
    var seconds: Double

    struct Latency: Encodable {
        var count: Int
        var p50: Int
        var p99: Int
        var longest: Int
    }
}
