/// How long a session waits for what, and what it doubts. Times are nanoseconds of a monotonic clock unless they say market time.
public struct AssemblyRules: Hashable, Sendable {
    /// A slice of which some candle is there is decided on without the others after so long. Venues close idle instruments' candles by a timer of
    /// about two seconds.
    public var patience: UInt64 = 10_000_000_000
    /// Frames may overtake one another: so long after the first sign that a candle was lost, it is asked for.
    public var reordering: UInt64 = 250_000_000
    /// So long after the first candle of a slice, those of the others are asked for.
    public var straggling: UInt64 = 3_000_000_000
    /// Market time, in milliseconds, after a candle's end at which its absence is a sign.
    public var overdue: Int64 = 3_000
    /// Market time, in milliseconds, that one report alone may put the clock forward by: less than what settlements and side series are asked for again.
    public var leap: Int64 = 600_000
    /// No news of an instrument for so long makes an overdue candle one to ask for.
    public var silence: UInt64 = 1_000_000_000
    /// The first wait after a request that brought nothing; doubled with each, up to `longestRetry`.
    public var retry: UInt64 = 250_000_000
    public var longestRetry: UInt64 = 30_000_000_000
    /// Closed candles that are held per instrument while one before them is missing (P9); beyond it they are dropped and asked for later.
    public var held = 4_096
    /// Delivered candles that are remembered per instrument, to tell duplicates from revisions (P9).
    public var remembered = 64
    /// Candles that one request asks for at most.
    public var perRequest = 1_000
    /// A candle whose prices lie farther than this share from the last close is confirmed by a request before it counts.
    public var outlier = 0.25

    public init() {}

    /// The wait before request `attempt`, counted from 1 for the first one that follows a failure.
    func wait(attempt: Int) -> UInt64 { min(longestRetry, retry << UInt64(min(max(attempt - 1, 0), 16))) }
}
