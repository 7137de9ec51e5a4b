/// Turns counters into rates over the last five minutes.
public struct RateWindow: Sendable {
    /// Length of the window in seconds, and how far apart the counts in it are at least.
    public static let span = 300.0
    static let step = 5.0

    private struct Mark: Sendable {
        var uptime: Double
        var frames: Int
        var decoded: Int
        var quarantined: Int
        var shed: Int
        var reconnects: Int

        init(_ status: SessionStatus) {
            uptime = status.uptime
            frames = status.counters.frames
            decoded = status.counters.decoded
            quarantined = status.counters.quarantined
            shed = status.counters.shed
            reconnects = status.connections.reduce(0) { $0 + $1.reconnects }
        }
    }

    /// Ascending; at most span / step + 2 of them.
    private var marks: [Mark] = []

    public init() {}

    /// The rates at a status, which must not be older than the one before.
    public mutating func observe(_ status: SessionStatus) -> SessionRates {
        let now = Mark(status)
        if marks.last.map({ now.uptime - $0.uptime >= Self.step }) ?? true { marks.append(now) }
        // The oldest mark is the last one that is not inside the window.
        while marks.count > 2, marks[1].uptime <= now.uptime - Self.span { marks.removeFirst() }
        let first = marks[0]
        let seconds = now.uptime - first.uptime
        guard seconds > 0 else { return SessionRates() }
        func share(_ part: Int, _ whole: Int) -> Double { whole > 0 ? Double(part) / Double(whole) : 0 }
        let frames = now.frames - first.frames
        return SessionRates(
            seconds: seconds, framesPerSecond: Double(frames) / seconds, quarantined: share(now.quarantined - first.quarantined, frames),
            shed: share(now.shed - first.shed, now.decoded - first.decoded), reconnects: max(0, now.reconnects - first.reconnects))
    }
}
