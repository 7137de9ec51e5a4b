/// Notices a connection that says nothing at all though its socket lives, by its own pace: streams of trades and quotes may be silent for any time, one by
/// one, and candles of idle instruments until they close.
///
/// Time is given in milliseconds of a clock that does not go back.
public struct ConnectionPace: Sendable {
    /// Milliseconds of market time for which a connection may be silent before its pace is known, unless its candles take longer.
    public static let unknown: Int64 = 300_000
    /// And afterwards, at least, unless the shortest of its candles take longer: an idle instrument tells nothing before they close.
    public static let least: Int64 = 60_000
    /// So many of its mean gaps are no silence.
    private static let gaps = 20.0
    /// Nor are so many of its longest: a market that was quiet for a while will be so again.
    private static let longestGaps: Int64 = 2
    /// Frames after which its pace is believed.
    private static let evidence = 10

    private let unknown: Int64
    private let least: Int64
    private var since: Int64
    private var last: Int64
    private var frames = 0
    private var longest: Int64 = 0
    private var isUp = true

    /// Begins with a connection that is up now.
    ///
    /// - Parameters:
    ///   - kinds: what it carries.
    ///   - scale: how many times faster than the clock the market runs.
    ///   - floor: milliseconds of wall time below which nothing counts as silence.
    public init(kinds: [StreamKind], scale: Double, floor: Int64, at now: Int64) {
        let patience = kinds.compactMap { SilenceWatch.patience($0, gap: nil) }
        let scale = max(scale, 1e-3)
        unknown = max(floor, Int64(Double(max(Self.unknown, patience.max() ?? 0)) / scale))
        least = max(floor, Int64(Double(max(Self.least, patience.min() ?? 0)) / scale))
        since = now
        last = now
    }

    /// A frame came in.
    public mutating func note(at now: Int64) {
        guard isUp else { return }
        // The time before the first frame says nothing of the pace.
        if frames > 0 { longest = max(longest, now - last) }
        frames += 1
        last = now
    }

    /// The connection is lost: what comes until it is up again says nothing of its pace.
    public mutating func interrupt() { isUp = false }

    /// It is up again, with another socket. The longest gap is kept: it was the market's.
    public mutating func resume(at now: Int64) {
        isUp = true
        frames = 0
        since = now
        last = now
    }

    /// Whoever did not listen cannot complain: the time since the last frame does not count.
    public mutating func excuse(at now: Int64) {
        since += now - last
        last = now
    }

    /// Whether it has been silent for longer than it may.
    public func isMute(at now: Int64) -> Bool { excess(at: now) > 0 }

    /// Milliseconds for which it has been silent beyond what it may.
    public func excess(at now: Int64) -> Int64 { max(0, now - last - patience) }

    private var patience: Int64 {
        let known = Self.longestGaps * longest
        guard frames >= Self.evidence else { return max(unknown, known) }
        return max(least, known, Int64(Self.gaps * Double(last - since) / Double(frames)))
    }
}
