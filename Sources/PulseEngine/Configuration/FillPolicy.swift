/// When a signal's market order is filled.
public enum FillPolicy: String, Hashable, Sendable, Codable, CaseIterable {
    /// At the open of the instrument's next candle (P3).
    case nextOpen
    /// At the close of the signal's own candle. Optimistic: nobody can trade at a close that only its being over reveals. Reports say so;
    /// it is there to be compared with tools that do it.
    case signalClose
}
