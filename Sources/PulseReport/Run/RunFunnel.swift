/// Where raw verdicts went on their way to signals: candles on which a side had the quorum, and which gate stopped how many.
public struct RunFunnel: Hashable, Sendable, Codable {
    /// One gate.
    public struct Stage: Hashable, Sendable, Codable {
        /// What stopped them: `vetoed`, `active`, `regimeConfidence` ...
        public var name: String
        public var count: Int
        /// Of the raw verdicts.
        public var share: Double

        public init(name: String, count: Int, share: Double) {
            self.name = name
            self.count = count
            self.share = share
        }
    }

    public var rawVerdicts: Int
    /// In the order in which gates are asked.
    public var rejected: [Stage]
    /// What passed all gates.
    public var signals: Int
    /// Share of raw verdicts that did not become signals; nil where there was none.
    public var rejectedShare: Double?

    public init(rawVerdicts: Int, rejected: [Stage], signals: Int, rejectedShare: Double?) {
        self.rawVerdicts = rawVerdicts
        self.rejected = rejected
        self.signals = signals
        self.rejectedShare = rejectedShare
    }
}
