import PulseCore
import PulseEngine

/// What a running session shows of itself: a value, taken between two events.
public struct SessionSnapshot: Sendable {
    public var marketTime = Timestamp(milliseconds: 0)
    public var instruments: [Instrument] = []
    public var blocked: [(instrument: Int, missing: Timestamp)] = []
    public var counts = AssemblyCounts()
    public var feed = FeedBuffer.Counts()
    /// Messages that wait in the buffer, and those that it holds.
    public var waiting = 0
    public var capacity = 0
    public var candles = 0
    public var slices = 0
    public var decisions = 0
    public var verdicts = 0
    public var signals = 0
    /// The last ones, oldest first.
    public var lastSignals: [RecentSignals.Entry] = []
    public var fills = 0
    public var trades = 0
    public var positions: [Position] = []
    public var equity = Cash.zero
    public var cash = Cash.zero
    /// Net profit of the trades that ended since midnight of market time.
    public var realisedToday = Cash.zero
    /// The fall from the highest equity, as a fraction of it, now and at its worst.
    public var drawdown = 0.0
    public var maximumDrawdown = 0.0
    public var initialCash = Cash.zero
    public var journalEvents = 0
    public var lastJournalNanoseconds: UInt64 = 0

    public init() {}
}
