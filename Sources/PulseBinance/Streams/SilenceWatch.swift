import PulseCore

/// Notices streams that say nothing for longer than their kind may; a live connection proves nothing about its streams.
///
/// Time is given in milliseconds and may be that of a replay: limits shrink with the speed, but not below two real seconds, so that a
/// pause of this machine is not taken for one of the venue. A silence is told once.
public struct SilenceWatch: Sendable {
    private struct Stream: Sendable {
        /// Nil where nothing is watched under this number.
        var kind: StreamKind?
        var last: Int64
        /// Mean time between frames.
        var gap = 0.0
        /// Frames since the watch began, or since the last silence.
        var frames = 0
        var isSilent = false
        /// The limit that made it silent.
        var limit: Int64 = 0
    }

    /// Milliseconds of wall time below which nothing counts as silence.
    public static let floor: Int64 = 2_000
    /// Frames after which a stream's pace is believed.
    private static let evidence = 10

    /// By number: streams have small ones.
    private var streams: [Stream] = []
    private let scale: Double

    /// The same for all streams of a connection together, which is the connection's end.
    private let floorOfAll: Int64

    /// - Parameters:
    ///   - scale: how many times faster than the clock the market runs.
    ///   - mute: milliseconds of wall time below which a connection's streams do not count as mute.
    public init(scale: Double = 1, mute: Int64 = 10_000) {
        self.scale = max(scale, 1e-3)
        floorOfAll = mute
    }

    /// Begins to watch a stream, or begins anew after a connection was made.
    public mutating func watch(_ stream: Int, _ kind: StreamKind, at now: Int64) {
        while streams.count <= stream { streams.append(Stream(kind: nil, last: now)) }
        streams[stream] = Stream(kind: kind, last: now)
    }

    public mutating func forget(_ stream: Int) {
        if streams.indices.contains(stream) { streams[stream].kind = nil }
    }

    /// Whoever did not listen cannot complain: time up to now does not count.
    public mutating func excuse(at now: Int64) {
        for index in streams.indices { streams[index].last = now }
    }

    /// A frame of the stream came in.
    public mutating func note(_ stream: Int, at now: Int64) {
        guard streams.indices.contains(stream) else { return }
        let gap = Double(now - streams[stream].last)
        // The time before the first frame says nothing of the pace.
        if streams[stream].frames == 1 { streams[stream].gap = gap }
        if streams[stream].frames > 1 { streams[stream].gap += (gap - streams[stream].gap) / 8 }
        streams[stream].frames += 1
        streams[stream].last = now
        streams[stream].isSilent = false
    }

    /// Streams that have fallen silent since the last call, ascending.
    public mutating func check(at now: Int64) -> [Int] {
        var silent: [Int] = []
        for index in streams.indices where !streams[index].isSilent {
            guard let limit = limit(streams[index]), now - streams[index].last > limit else { continue }
            streams[index].isSilent = true
            streams[index].limit = limit
            // Its pace is to be learned anew.
            streams[index].frames = 0
            silent.append(index)
        }
        return silent
    }

    /// Whether a stream is silent, and that was told.
    public func isSilent(_ stream: Int) -> Bool { streams.indices.contains(stream) && streams[stream].isSilent }

    /// Milliseconds for which the most silent of these streams has said nothing beyond what it may; 0 where none has.
    public func excess(_ group: some Sequence<Int>, at now: Int64) -> Int64 {
        var most: Int64 = 0
        for index in group where streams.indices.contains(index) {
            let stream = streams[index]
            guard let limit = stream.isSilent ? stream.limit : limit(stream) else { continue }
            most = max(most, now - stream.last - limit)
        }
        return most
    }

    /// Whether all of these streams whose silence means anything have been silent for longer than even idle ones may, and there is one.
    public func isMute(_ group: some Sequence<Int>, at now: Int64) -> Bool {
        var found = false
        for index in group where streams.indices.contains(index) {
            guard let kind = streams[index].kind, let patience = Self.patience(kind, gap: nil) else { continue }
            guard now - streams[index].last > max(floorOfAll, scaled(patience)) else { return false }
            found = true
        }
        return found
    }

    private func limit(_ state: Stream) -> Int64? {
        let gap = state.frames < Self.evidence ? nil : state.gap * scale
        guard let kind = state.kind, let patience = Self.patience(kind, gap: gap) else { return nil }
        return scaled(patience)
    }

    private func scaled(_ patience: Int64) -> Int64 { max(Self.floor, Int64(Double(patience) / scale)) }

    /// Milliseconds of market time that a stream may be silent for; nil where it may be for ever.
    ///
    /// - Parameter gap: the mean time between its frames in market time, where that is known: candles of an active instrument come every
    ///   two seconds or faster, those of an idle one only when they close.
    static func patience(_ kind: StreamKind, gap: Double?) -> Int64? {
        switch kind {
        case .markPrices: 5_000
        case .candles(let timeframe):
            if let gap, gap <= 2_500 { min(10_000, timeframe.milliseconds + 5_000) } else { timeframe.milliseconds + 5_000 }
        case .trades, .quotes: nil
        }
    }
}
