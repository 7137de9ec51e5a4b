import PulseCore

/// Which instruments are evaluated when: each at its candle's close, or a bounded number of them a minute, in rounds.
///
/// A round takes place at each full minute of venue time. It takes those that have waited longest; where several began to wait at one
/// instant (every instrument, at a full hour) it goes on behind the one that was evaluated last, so that nobody is always last. So
/// with I instruments and N a minute no instrument waits longer than `longestWait`, ceil(I / N) minutes. Candles that close while an
/// instrument waits are evaluated with it, in their order.
///
/// Rounds depend on candles' times alone, not on when or how often `rounds(through:)` is asked (P1), provided that candles known at
/// or before an instant are told before the rounds through it are asked for.
public struct RoundSchedule: Hashable, Sendable {
    public enum Pace: Hashable, Sendable {
        case candleClose
        /// So many instruments a minute.
        case perMinute(Int)
    }

    /// Instruments that are evaluated together, in this order.
    public struct Round: Hashable, Sendable {
        public var time: Timestamp
        public var instruments: [Int]

        public init(time: Timestamp, instruments: [Int]) {
            self.time = time
            self.instruments = instruments
        }
    }

    /// The most instruments a minute that may be asked for.
    public static let maximumPerMinute = 100_000
    private static let minute: Int64 = 60_000

    public let pace: Pace
    /// Since when an instrument waits, by its position; nil for those that do not.
    private var waiting: [Timestamp?]
    /// Behind the instrument that was evaluated last, be there one at that position or not: the order of a round must not depend on how many instruments
    /// there are by then, since an audit has those from the start that join a session later.
    private var cursor = 0
    /// Before this nothing is evaluated any more.
    private var evaluatedThrough: Timestamp?
    /// The latest candle's time, and rounds before it that nobody has asked for yet.
    private var latest = Timestamp(milliseconds: .min)
    private var made: [Round] = []
    public private(set) var waitingCount = 0

    /// Traps where there are no instruments or fewer than one a minute is asked for.
    public init(_ pace: Pace, instruments: Int) {
        precondition(instruments >= 0, "instruments are counted from 0")
        if case .perMinute(let number) = pace {
            precondition((1...Self.maximumPerMinute).contains(number), "a round takes at least one instrument")
        }
        self.pace = pace
        waiting = Array(repeating: nil, count: instruments)
    }

    /// The longest that an instrument can wait, in milliseconds of venue time.
    public var longestWait: Int64 {
        switch pace {
        case .candleClose: 0
        case .perMinute(let number): Int64((waiting.count + number - 1) / number) * Self.minute
        }
    }

    /// A candle of an instrument became known. One that waits already keeps its place. Times do not fall; one that does counts as the
    /// latest.
    public mutating func closed(_ instrument: Int, at time: Timestamp) {
        let time = max(time, latest)
        // Whatever took place before must not see this candle, however late it is asked for.
        if time > latest { made += make(through: time.advanced(byMilliseconds: -1)) }
        latest = time
        guard waiting[instrument] == nil else { return }
        waiting[instrument] = time
        waitingCount += 1
    }

    /// An instrument that joined at the end of the list.
    public mutating func append() {
        waiting.append(nil)
    }

    /// The instrument is followed no longer, or blocked: it does not wait. Its position stays.
    public mutating func drop(_ instrument: Int) {
        guard waiting[instrument] != nil else { return }
        waiting[instrument] = nil
        waitingCount -= 1
    }

    /// The rounds that are due at an instant and were not given out before, ascending; none of them is empty.
    public mutating func rounds(through now: Timestamp) -> [Round] {
        made += make(through: now)
        defer { made = [] }
        return made
    }

    private mutating func make(through now: Timestamp) -> [Round] {
        switch pace {
        case .candleClose: atCandleClose(now)
        case .perMinute(let number): perMinute(number, now)
        }
    }

    private mutating func atCandleClose(_ now: Timestamp) -> [Round] {
        var rounds: [Round] = []
        for (time, instrument) in ready(by: now) {
            take(instrument)
            if rounds.last?.time == time {
                rounds[rounds.count - 1].instruments.append(instrument)
            } else {
                rounds.append(Round(time: time, instruments: [instrument]))
            }
        }
        return rounds
    }

    private mutating func perMinute(_ number: Int, _ now: Timestamp) -> [Round] {
        var rounds: [Round] = []
        let last = now.milliseconds.floored(toMultipleOf: Self.minute)
        while let first = waiting.lazy.compactMap({ $0 }).min() {
            // A candle that becomes known at a full minute is in the round of that minute, unless it was given out already.
            var minute = -(-first.milliseconds).floored(toMultipleOf: Self.minute)
            if let done = evaluatedThrough { minute = max(minute, done.milliseconds + Self.minute) }
            guard minute <= last else { break }
            let time = Timestamp(milliseconds: minute)
            let cursor = cursor
            let order = ready(by: time).sorted { a, b in
                let (first, second) = (a.instrument < cursor ? 1 : 0, b.instrument < cursor ? 1 : 0)
                return (a.since, first, a.instrument) < (b.since, second, b.instrument)
            }
            let taken = order.prefix(number).map(\.instrument)
            for instrument in taken { take(instrument) }
            if let end = taken.last { self.cursor = end + 1 }
            rounds.append(Round(time: time, instruments: taken))
            evaluatedThrough = time
        }
        return rounds
    }

    private mutating func take(_ instrument: Int) {
        waiting[instrument] = nil
        waitingCount -= 1
    }

    /// Those that wait since `time` or longer, by time and position.
    private func ready(by time: Timestamp) -> [(since: Timestamp, instrument: Int)] {
        waiting.enumerated().compactMap { instrument, since in
            since.flatMap { $0 <= time ? (since: $0, instrument: instrument) : nil }
        }.sorted { ($0.since, $0.instrument) < ($1.since, $1.instrument) }
    }
}
