import PulseCore
import PulseStore

/// One instrument's way from updates to a gapless sequence of closed candles.
struct CandleLane: Sendable {
    /// Open time of the first candle that is not settled yet: neither delivered nor known to be absent.
    private(set) var next: Timestamp
    /// Candles in order that no slice has taken yet.
    private(set) var ready: [Candle] = []
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

    init(next: Timestamp, now: UInt64) {
        self.next = next
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

    /// Takes a candle of the venue's history, which is believed. Returns the range before it that the venue does not have.
    mutating func repair(_ candle: Candle, _ base: Timeframe, _ rules: AssemblyRules, now: UInt64) -> TimeRange? {
        guard candle.openTime >= next else { return nil }
        let missing = candle.openTime > next ? TimeRange(from: next, to: candle.openTime) : nil
        deliver(candle, base, rules, now: now)
        return missing
    }

    /// The venue has nothing from `next` up to the first candle that is held. Returns that range; nil where nothing is held.
    mutating func skipToHeld(_ base: Timeframe, _ rules: AssemblyRules, now: UInt64) -> TimeRange? {
        guard let first = held.keys.min(), first > next.milliseconds else { return nil }
        let range = TimeRange(from: next, to: Timestamp(milliseconds: first))
        next = range.to
        doubted = nil
        deliverHeld(base, rules, now: now)
        return range
    }

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
