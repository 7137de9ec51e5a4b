import HeapModule
import PulseCore

/// What all streams that somebody listens to say, in the order of time: made a little ahead, handed out as the clock passes.
package struct VenueSchedule: Sendable {
    package let source: FrameSource
    /// Streams that were ever subscribed to; a stream's number is its place here.
    private var streams: [Entry] = []
    private var numbers: [Key: Int] = [:]
    /// One for each stream that somebody listens to and that has anything left to say.
    private var due = Heap<Due>()
    /// Streams that somebody listens to.
    private var heard = 0
    /// What was handed out last.
    package private(set) var now: Int64
    private let window: Int64

    private struct Entry {
        var stream: StreamName
        var listeners = 0
        /// Frames that are made and not handed out: those from `next` on.
        var frames: [VenueFrame] = []
        var next = 0
        /// Until when frames are made.
        var horizon: Int64 = 0
    }

    /// When a stream has its next frame, or needs more of them to be made.
    private struct Due: Comparable {
        var time: Int64
        var stream: Int

        static func < (one: Due, other: Due) -> Bool { (one.time, one.stream) < (other.time, other.stream) }
    }

    private struct Key: Hashable {
        var market: BinanceMarket
        var kind: StreamName.Kind
        var instrument: Int?
        var isMicroseconds: Bool
    }

    /// Streams that may be known at a time (P9): more are refused.
    package static let maximumStreams = 65_536

    package init(_ source: FrameSource) {
        self.source = source
        now = source.clock.from
        window =
            switch source.clock.speed {
            case .times(let factor): Int64(min(60_000, max(1_000, factor * 1_000)))
            case .maximum: 60_000
            }
    }

    /// Takes up a stream from now on; its number, or nil where there are too many.
    package mutating func subscribe(_ stream: StreamName) -> Int? {
        let key = Key(
            market: stream.market, kind: stream.kind, instrument: stream.instrument, isMicroseconds: stream.isMicroseconds)
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
        streams[number].horizon = now
        // Windows of different ends, so that not all streams are made at once: who makes keeps what is due waiting.
        make(number, through: now + max(1, window * Int64(number % 64 + 1) / 64))
        queue(number)
        return number
    }

    package mutating func unsubscribe(_ number: Int) {
        guard streams.indices.contains(number), streams[number].listeners > 0 else { return }
        streams[number].listeners -= 1
        guard streams[number].listeners == 0 else { return }
        heard -= 1
        streams[number].frames = []
        streams[number].next = 0
        due = Heap(due.unordered.filter { $0.stream != number })
    }

    package func stream(_ number: Int) -> StreamName { streams[number].stream }

    package var isHeard: Bool { heard > 0 }

    /// Moves on and hands out what is due, by time, then by stream.
    package mutating func advance(to instant: Int64) -> [VenueFrame] {
        precondition(instant >= now, "time goes forward")
        var found: [VenueFrame] = []
        while let first = due.min, first.time <= instant {
            due.removeMin()
            if streams[first.stream].next < streams[first.stream].frames.count {
                found.append(streams[first.stream].frames[streams[first.stream].next])
                streams[first.stream].next += 1
            } else {
                make(first.stream, through: streams[first.stream].horizon + window)
            }
            queue(first.stream)
        }
        now = instant
        return found
    }

    /// Puts a stream where its next frame is due, or the making of more; nowhere at the end.
    private mutating func queue(_ number: Int) {
        let entry = streams[number]
        if entry.next < entry.frames.count {
            due.insert(Due(time: entry.frames[entry.next].time, stream: number))
        } else if entry.horizon < source.clock.end {
            due.insert(Due(time: entry.horizon + 1, stream: number))
        }
    }

    /// Makes the frames after the horizon, which takes the place of those that were handed out.
    private mutating func make(_ number: Int, through instant: Int64) {
        let through = min(instant, source.clock.end)
        let stream = streams[number].stream
        streams[number].frames.removeAll(keepingCapacity: true)
        streams[number].next = 0
        var last = Int64.min
        var ordinal = 0
        for event in source.events(stream, after: streams[number].horizon, through: through) {
            ordinal = event.time == last ? ordinal + 1 : 0
            last = event.time
            streams[number].frames.append(
                VenueFrame(
                    time: event.time, stream: number, ordinal: ordinal, payload: event.payload, isClosing: event.isClosing,
                    instrument: stream.instrument))
        }
        streams[number].horizon = max(streams[number].horizon, through)
    }
}
