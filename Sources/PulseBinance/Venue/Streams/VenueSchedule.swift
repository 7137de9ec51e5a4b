import PulseCore

/// What all streams that somebody listens to say, in the order of time: made a little ahead, handed out as the clock passes.
package struct VenueSchedule: Sendable {
    package let source: FrameSource
    /// Streams that were ever subscribed to; a stream's number is its place here.
    private var streams: [Entry] = []
    private var numbers: [Key: Int] = [:]
    private var pending: [VenueFrame] = []
    private var next = 0
    /// Streams that somebody listens to.
    private var heard = 0
    private var isSorted = true
    /// What was handed out last, and until when frames are made.
    package private(set) var now: Int64
    private var horizon: Int64
    private let window: Int64

    private struct Entry {
        var stream: StreamName
        var listeners: Int
    }

    private struct Key: Hashable {
        var market: BinanceMarket
        var kind: StreamName.Kind
        var instrument: Int?
    }

    /// Streams that may be known at a time (P9): more are refused.
    package static let maximumStreams = 65_536

    package init(_ source: FrameSource) {
        self.source = source
        now = source.clock.from
        horizon = source.clock.from
        window =
            switch source.clock.speed {
            case .times(let factor): Int64(min(60_000, max(1_000, factor * 1_000)))
            case .maximum: 60_000
            }
    }

    /// Takes up a stream from now on; its number, or nil where there are too many.
    package mutating func subscribe(_ stream: StreamName) -> Int? {
        let key = Key(market: stream.market, kind: stream.kind, instrument: stream.instrument)
        let number: Int
        if let known = numbers[key] {
            number = known
            streams[number].listeners += 1
            guard streams[number].listeners == 1 else { return number }
        } else {
            guard streams.count < Self.maximumStreams else { return nil }
            number = streams.count
            numbers[key] = number
            streams.append(Entry(stream: stream, listeners: 1))
        }
        heard += 1
        make(number, after: now, through: horizon)
        return number
    }

    package mutating func unsubscribe(_ number: Int) {
        guard streams.indices.contains(number), streams[number].listeners > 0 else { return }
        streams[number].listeners -= 1
        guard streams[number].listeners == 0 else { return }
        heard -= 1
        pending.removeAll { $0.stream == number && $0.time > now }
    }

    package func stream(_ number: Int) -> StreamName { streams[number].stream }

    package var isHeard: Bool { heard > 0 }

    /// Moves on and hands out what is due, by time, then by instrument and stream.
    package mutating func advance(to instant: Int64) -> ArraySlice<VenueFrame> {
        precondition(instant >= now, "time goes forward")
        let from = next
        if horizon < instant { extend(to: max(instant, min(now + window, source.clock.end))) }
        sort()
        now = instant
        while next < pending.count, pending[next].time <= instant { next += 1 }
        return pending[from..<next]
    }

    /// Forgets what was handed out, once it is worth while to move the rest.
    package mutating func trim() {
        guard next > 1_024 || next == pending.count else { return }
        pending.removeFirst(next)
        next = 0
    }

    private mutating func extend(to instant: Int64) {
        guard instant > horizon else { return }
        for number in streams.indices where streams[number].listeners > 0 { make(number, after: horizon, through: instant) }
        horizon = instant
    }

    private mutating func make(_ number: Int, after: Int64, through: Int64) {
        guard through > after else { return }
        let stream = streams[number].stream
        var last = Int64.min
        var ordinal = 0
        for event in source.events(stream, after: after, through: through) {
            ordinal = event.time == last ? ordinal + 1 : 0
            last = event.time
            pending.append(
                VenueFrame(
                    time: event.time, stream: number, ordinal: ordinal, payload: event.payload, isClosing: event.isClosing,
                    instrument: stream.instrument))
        }
        isSorted = false
    }

    private mutating func sort() {
        guard !isSorted else { return }
        isSorted = true
        let sorted = pending[next...].sorted { ($0.time, $0.stream, $0.ordinal) < ($1.time, $1.stream, $1.ordinal) }
        pending.replaceSubrange(next..., with: sorted)
    }
}
