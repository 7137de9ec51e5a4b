import PulseCore

/// What a pipeline has decided so far: one row a decision candle, in columns.
public struct DecisionColumns: Sendable, Equatable {
    /// The heads that vote, in their fixed order.
    public let heads: [HeadID]
    /// Position of the base candle at whose close each decision became known, counted from the start of the pipeline.
    public package(set) var completedAt: [Int32] = []
    /// The decision candles themselves; empty where they are the base candles.
    public package(set) var candles = CandleColumns()
    /// Wilder's average true range over 14 decision candles, NaN until it is warm.
    public package(set) var averageTrueRange: [Double] = []
    /// The latest confirmed swing low below and swing high above which a structure would be broken; NaN while none is known.
    public package(set) var swingLow: [Double] = []
    public package(set) var swingHigh: [Double] = []
    /// The regime at each decision; unknown until the detector is warm.
    public package(set) var regimes: [RegimeState] = []
    /// Share of the base candles of the last hundred slots that are there; see `CandleContinuity`.
    public package(set) var dataQuality: [Score] = []
    /// One column a head, in the order of `heads`.
    public package(set) var votes: [[Vote]]
    public package(set) var verdicts: [Verdict] = []

    package init(heads: [HeadID]) {
        self.heads = heads
        votes = heads.map { _ in [] }
    }

    /// Number of decisions.
    public var count: Int { verdicts.count }

    /// Makes room for `capacity` decisions, so that a long backtest does not copy columns as they grow.
    public mutating func reserveCapacity(_ capacity: Int) {
        completedAt.reserveCapacity(capacity)
        averageTrueRange.reserveCapacity(capacity)
        swingLow.reserveCapacity(capacity)
        swingHigh.reserveCapacity(capacity)
        regimes.reserveCapacity(capacity)
        dataQuality.reserveCapacity(capacity)
        for head in votes.indices { votes[head].reserveCapacity(capacity) }
        verdicts.reserveCapacity(capacity)
    }

    /// Equal to the bit: a NaN equals itself here, because "not known yet" must be compared too.
    public static func == (a: DecisionColumns, b: DecisionColumns) -> Bool {
        func bits(_ column: [Double]) -> [UInt64] { column.map(\.bitPattern) }
        return a.heads == b.heads && a.completedAt == b.completedAt && a.candles == b.candles && a.votes == b.votes
            && a.verdicts == b.verdicts && a.regimes == b.regimes && a.dataQuality == b.dataQuality
            && bits(a.averageTrueRange) == bits(b.averageTrueRange) && bits(a.swingLow) == bits(b.swingLow)
            && bits(a.swingHigh) == bits(b.swingHigh)
    }

    /// Position of the first decision that became known at or after a base candle.
    public func firstDecision(atOrAfter candle: Int) -> Int {
        var low = 0
        var high = completedAt.count
        while low < high {
            let middle = (low + high) / 2
            if Int(completedAt[middle]) < candle { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The bytes from which the votes digest of a run is taken: for every decision its base candle (counted from `origin`), its votes and
    /// its verdict, little-endian.
    public func appendCanonicalBytes(_ range: Range<Int>, relativeTo origin: Int, to bytes: inout [UInt8]) {
        func append(_ value: some FixedWidthInteger) {
            withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
        }
        for index in range {
            append(completedAt[index] - Int32(origin))
            for head in votes.indices {
                let vote = votes[head][index]
                append(vote.direction.rawValue)
                append(vote.abstention.rawValue)
                append(vote.probability.raw)
                append(vote.confidence.raw)
                append(vote.evidenceAge)
            }
            let verdict = verdicts[index]
            append(verdict.direction.rawValue)
            append(verdict.outcome.rawValue)
            append(verdict.agreeing.rawValue)
            append(verdict.dissenting.rawValue)
            append(verdict.available.rawValue)
            append(verdict.probability.raw)
            append(verdict.confidence.raw)
        }
    }
}
