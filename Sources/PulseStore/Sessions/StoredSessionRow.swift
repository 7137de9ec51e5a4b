import PulseCore

/// What a session made of its events, as the store keeps it.
public enum StoredSessionRow: Hashable, Sendable {
    /// A decision; `number` counts those of one candle, `bytes` are its votes and verdict in canonical form.
    case decision(
        instrument: Int, time: Int64, number: Int, direction: Int, outcome: String, probability: Double, confidence: Double,
        bytes: [UInt8])
    /// A signal by its number; `detail` holds it whole.
    case signal(number: Int, time: Int64, instrument: Int, direction: Int, detail: String)
    /// A fill by its number; `detail` holds it whole.
    case fill(number: Int, time: Int64, instrument: Int, side: Int, ticks: Int64, lots: Int64, reason: String, detail: String)
    /// A movement of money by its number, in 1e-8.
    case movement(number: Int, time: Int64, kind: String, amount: Int64, balance: Int64, instrument: Int, fill: Int)
    /// The best bid and ask when a fill became known; time in milliseconds where the venue told one.
    case quote(fill: Int, bid: Double, ask: Double, time: Int64?)
    /// Equity, cash and exposure after a slice, in 1e-8.
    case equity(time: Int64, equity: Int64, cash: Int64, gross: Int64, net: Int64)
}
