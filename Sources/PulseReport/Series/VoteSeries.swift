import PulseCore

/// The votes and verdicts at every decision candle of one instrument.
public struct VoteSeries: Sendable {
    public var instrument: InstrumentID
    public var timeframe: Timeframe
    /// Open times of the decision candles in milliseconds, ascending. A vote becomes known one timeframe later, at the close.
    public var openTimes: [Int64]
    /// The heads that voted, in the fixed order.
    public var heads: [HeadID]
    /// One column a head, each as long as `openTimes`.
    public var votes: [[Vote]]
    /// As long as `openTimes`.
    public var verdicts: [Verdict]
    /// The regime at each decision; empty where nobody looked for one.
    public var regimes: [RegimeState]

    /// Traps where the columns differ in length.
    public init(
        instrument: InstrumentID, timeframe: Timeframe, openTimes: [Int64], heads: [HeadID], votes: [[Vote]], verdicts: [Verdict],
        regimes: [RegimeState] = []
    ) {
        precondition(
            votes.count == heads.count && verdicts.count == openTimes.count && (regimes.isEmpty || regimes.count == openTimes.count)
                && votes.allSatisfy { $0.count == openTimes.count },
            "columns of one series have one length")
        self.instrument = instrument
        self.timeframe = timeframe
        self.openTimes = openTimes
        self.heads = heads
        self.votes = votes
        self.verdicts = verdicts
        self.regimes = regimes
    }

    public var count: Int { openTimes.count }
}
