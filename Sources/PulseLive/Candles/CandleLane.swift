import PulseCore
import PulseStore

/// One instrument's way from updates to a gapless sequence of closed candles.
struct CandleLane: Sendable {
    /// Open time of the first candle that is not settled yet: neither delivered nor known to be absent.
    private(set) var next: Timestamp
    /// Candles in order that no slice has taken yet.
    private(set) var ready: [Candle] = []
    /// Ranges that the venue does not have, in order, and that are not told of yet: candles before them may still be among `ready`.
    private var absences: [TimeRange] = []
    /// Ranges of which the last answer had nothing though there are later candles: at most as many as a request asks for (P9).
    private var missed: [TimeRange] = []
    /// Closed candles behind a gap, by open time.
    private var held: [Int64: Candle] = [:]
    /// The last delivered candles, oldest first.
    private var recent: [Candle] = []
    private var lastClose: Double?
    /// Since when there are signs that `next` was lost.
    private(set) var suspectedAt: UInt64?
    /// When the last update came.
    var newsAt: UInt64
    /// The newest open time that any update spoke of.
    private var newestOpen: Timestamp
    /// An open time whose candle was so strange that history has to confirm it.
    private var doubted: Timestamp?
    var request: CandleRequest?
    var retryAt: UInt64 = 0
    var attempts = 0
    var isBlocked = false
    /// Whether slices wait for it at all.
    var isActive = true

    /// - Parameter lastClose: of the candle before `next`; nil where there is none.
    init(next: Timestamp, lastClose: Double? = nil, now: UInt64) {
        self.next = next
        self.lastClose = lastClose
        newestOpen = next
        newsAt = now
    }

    /// Where a closed candle belongs.
    enum Place: Hashable {
        case delivered
        case duplicate
        case revision
        case held
        case doubted
        case dropped
    }

    /// A candle is forming: those before it have ended.
    mutating func noteForming(_ openTime: Timestamp, now: UInt64) {
        newestOpen = max(newestOpen, openTime)
        if newestOpen > next, suspectedAt == nil { suspectedAt = now }
    }

    /// Takes a closed candle of a stream.
    mutating func take(_ candle: Candle, _ base: Timeframe, _ rules: AssemblyRules, now: UInt64) -> Place {
        newestOpen = max(newestOpen, candle.openTime)
        if candle.openTime < next {
            guard let known = recent.last(where: { $0.openTime == candle.openTime }) else { return .revision }
            return known == candle ? .duplicate : .revision
        }
        if candle.openTime > next {
            if suspectedAt == nil { suspectedAt = now }
            guard held[candle.openTime.milliseconds] != candle else { return .duplicate }
            guard held.count < rules.held else { return .dropped }
            // The stream is back: so may be the history, however long its absence has made the wait.
            if held.isEmpty { retryAt = 0 }
            held[candle.openTime.milliseconds] = candle
            return .held
        }
        guard !isOutlier(candle, rules) else {
            doubt(candle, now: now)
            return .doubted
        }
        deliver(candle, base, rules, now: now)
        return .delivered
    }

    /// Takes the venue's answer to a request: candles from `next` on, ascending, which are believed. A range that it does not have is
    /// passed when the answer before said the same of it, with later candles there: a row may have been damaged on its way, or not have
    /// been written down yet. Until then what lies behind is not taken. Returns how many candles were.
    ///
    /// - Parameter through: the last open time that was asked for.
    mutating func repair(
        _ candles: [Candle], through: Timestamp, _ base: Timeframe, _ rules: AssemblyRules, venueTime: Timestamp, now: UInt64
    ) -> Int {
        let before = next
        var holes: [TimeRange] = []
        var isStopped = false
        var taken = 0
        var position = next
        if let last = candles.last { newestOpen = max(newestOpen, last.openTime) }
        for candle in candles {
            if !isStopped { position = next }
            guard candle.openTime >= position else { continue }
            if candle.openTime > position {
                // What a stream brought is there, whatever the answer says.
                let end = isStopped ? candle.openTime : min(candle.openTime, firstHeld ?? candle.openTime)
                let hole = TimeRange(from: position, to: end)
                holes.append(hole)
                if !isStopped {
                    if pass(hole, rules, venueTime), end < candle.openTime { deliverHeld(base, rules, now: now) }
                    isStopped = next < candle.openTime
                }
            }
            position = candle.openTime.advanced(byMilliseconds: base.milliseconds)
            guard !isStopped, candle.openTime >= next else { continue }
            deliver(candle, base, rules, now: now)
            taken += 1
        }
        // A candle that a stream brought is a later one too.
        let answered = through.advanced(byMilliseconds: base.milliseconds)
        if !isStopped, let first = firstHeld, next < min(first, answered) {
            let hole = TimeRange(from: next, to: min(first, answered))
            holes.append(hole)
            if pass(hole, rules, venueTime) { deliverHeld(base, rules, now: now) }
        }
        let isTold = missed.contains { $0.from == next }
        missed = holes.filter { $0.from >= next }
        if next == before || !missed.isEmpty {
            // Whether a hole is one is known soon: the wait begins anew with it.
            attempts = missed.isEmpty || isTold ? attempts + 1 : 1
            retryAt = now + rules.wait(attempt: attempts)
        }
        if suspectedAt == nil, newestOpen > next { suspectedAt = now }
        return taken
    }

    /// Goes on behind a range that the venue does not have; false where that is not certain. What a stream said of a candle in it that is
    /// doubted does not count.
    private mutating func pass(_ hole: TimeRange, _ rules: AssemblyRules, _ venueTime: Timestamp) -> Bool {
        guard venueTime >= hole.to.advanced(byMilliseconds: rules.overdue),
            missed.contains(where: { $0.from <= hole.from && hole.to <= $0.to })
        else { return false }
        absences.append(hole)
        next = hole.to
        attempts = 0
        retryAt = 0
        return true
    }

    /// The next range that the venue does not have, once every candle before it was given out: who reads of it asks for none of these
    /// any more.
    mutating func popAbsence() -> TimeRange? {
        guard let range = absences.first, ready.first.map({ $0.openTime >= range.to }) ?? true else { return nil }
        return absences.removeFirst()
    }

    /// Open time of the first candle that was not given out, whether it is there or not.
    var pending: Timestamp { ready.first?.openTime ?? next }

    mutating func popReady() -> Candle { ready.removeFirst() }

    /// Open time of the first candle that is held behind a gap.
    var firstHeld: Timestamp? { held.keys.min().map { Timestamp(milliseconds: $0) } }

    /// Whether the next candle has come, but has to be confirmed.
    var isDoubted: Bool { doubted == next }

    private func isOutlier(_ candle: Candle, _ rules: AssemblyRules) -> Bool {
        guard let lastClose else { return false }
        let bound = rules.outlier * lastClose
        return candle.high - lastClose > bound || lastClose - candle.low > bound
    }

    private mutating func doubt(_ candle: Candle, now: UInt64) {
        doubted = candle.openTime
        suspectedAt = now
    }

    private mutating func deliver(_ candle: Candle, _ base: Timeframe, _ rules: AssemblyRules, now: UInt64) {
        append(candle, base, rules)
        deliverHeld(base, rules, now: now)
    }

    private mutating func deliverHeld(_ base: Timeframe, _ rules: AssemblyRules, now: UInt64) {
        while let candle = held.removeValue(forKey: next.milliseconds) {
            guard !isOutlier(candle, rules) else {
                doubt(candle, now: now)
                break
            }
            append(candle, base, rules)
        }
        for openTime in held.keys where openTime < next.milliseconds { held[openTime] = nil }
        suspectedAt = newestOpen > next || isDoubted ? now : nil
    }

    private mutating func append(_ candle: Candle, _ base: Timeframe, _ rules: AssemblyRules) {
        ready.append(candle)
        recent.append(candle)
        if recent.count > rules.remembered { recent.removeFirst(recent.count - rules.remembered) }
        lastClose = candle.close
        next = candle.openTime.advanced(byMilliseconds: base.milliseconds)
        doubted = nil
        attempts = 0
        retryAt = 0
    }
}
