import PulseCore
import PulseStore

/// What streams told is compared with what the venue's history says: once in a while, and at the end.
///
/// A frame that was damaged and still made sense, or a candle that the venue changed afterwards, would otherwise stay in the store for good.
extension PaperSession {
    /// How far the candles of each instrument were compared when a process begins.
    ///
    /// What a dead one had received and not compared is younger than two comparisons; more of it came over REST, since the session was catching up.
    static func comparisons(_ replay: SessionReplay, _ options: Options) -> [ComparisonWatch] {
        let begin = (replay.slice.milliseconds - 2 * options.verification).floored(toMultipleOf: replay.core.plan.base.milliseconds)
        return replay.joinedAt.map { ComparisonWatch(joined: $0, from: Timestamp(milliseconds: begin)) }
    }

    /// Asks for the candles since the last comparison, where one is due: some at a time, and none while the session catches up, since what it waits for
    /// goes first.
    func verify() {
        // After a start nothing is known of the market's time until the first frame, or until the venue is asked.
        guard assembly.marketTime > assembly.slice,
            assembly.marketTime <= assembly.slice.advanced(byMilliseconds: 2 * plan.base.milliseconds)
        else { return }
        addComparisons()
        for instrument in comparisons.indices where verifications < Self.comparedTogether {
            let end = compared(instrument)
            guard end.milliseconds >= comparisons[instrument].until.milliseconds + options.verification else { continue }
            askToVerify(instrument, through: end)
        }
    }

    /// The close of the last slice: candles after it may wait for something, and are not the store's yet.
    private var decided: Timestamp { lastClose ?? plan.from }

    /// The end of what can be compared of an instrument: the session has no candles of one that is blocked, or was dropped, after its last.
    ///
    /// - Parameter isAtEnd: a blocked one's candles do not come any more, and are wanted in the store.
    private func compared(_ instrument: Int, isAtEnd: Bool = false) -> Timestamp {
        if isAtEnd, !dropped.contains(instrument) { return decided }
        guard let last = core.lastCandle(instrument) else { return joinedAt[instrument] }
        return min(decided, last.openTime.advanced(byMilliseconds: plan.base.milliseconds))
    }

    /// Instruments that joined since.
    private func addComparisons() {
        while comparisons.count < joinedAt.count {
            let joined = joinedAt[comparisons.count]
            comparisons.append(ComparisonWatch(joined: joined, from: joined))
        }
    }

    /// Asks for the history of an instrument up to an instant, as much as venues answer at once. Returns whether something was asked for.
    @discardableResult
    private func askToVerify(_ instrument: Int, through end: Timestamp) -> Bool {
        let base = plan.base
        let length = Int64(max(1, assembly.rules.perRequest - Self.overlap)) * base.milliseconds
        guard verifications < Self.comparedTogether,
            let range = comparisons[instrument].request(
                through: end, length: length, overlap: Int64(Self.overlap) * base.milliseconds, now: clock.now())
        else { return false }
        verifications += 1
        history.requestCandles(
            id(instrument), base, from: range.from, through: range.to.advanced(byMilliseconds: -1),
            reply: reply(
                { .verification(instrument: instrument, range, $0) }, { _ in .verification(instrument: instrument, range, nil) }))
        return true
    }

    /// Compares an answer; what is new or otherwise becomes a revision. Where there was none, it is asked for again after a while.
    func take(verification answer: CandleAnswer?, _ instrument: Int, _ range: TimeRange) throws {
        verifications -= 1
        guard let answer else { return comparisons[instrument].failed(now: clock.now()) }
        comparisons[instrument].answered(range)
        assembly.note(marketTime: answer.venueTime)
        guard let first = answer.candles.first, let last = answer.candles.last else { return }
        let base = plan.base
        let known = try recorder.known(
            TimeRange(from: first.openTime, to: last.openTime.advanced(byMilliseconds: 1)), id(instrument))
        var position = 0
        var events: [SessionEvent] = []
        for candle in answer.candles where candle.openTime.advanced(byMilliseconds: base.milliseconds) <= answer.venueTime {
            guard range.contains(candle.openTime), CandleValidation.fault(in: candle, timeframe: base) == nil else { continue }
            while position < known.count, known.openTime[position] < candle.openTime.milliseconds { position += 1 }
            let isKnown = position < known.count && known[position] == candle
            if !isKnown { events.append(.revised(instrument: instrument, candle)) }
        }
        try commit(events)
    }

    /// Compares everything at the end, and what closed just before it again a little later: venues write down a candle's last trades with delay. Waits for
    /// answers, but not for ever.
    func verifyAtEnd() throws {
        addComparisons()
        let end = decided
        let last = end.advanced(byMilliseconds: -plan.base.milliseconds)
        let began = clock.now()
        reopen(from: last)
        // What fails is asked for again, some times, for a minute at most.
        for _ in 0..<Self.attempts {
            try compareAll()
            let isWhole = comparisons.indices.allSatisfy { comparisons[$0].until >= compared($0, isAtEnd: true) }
            if isWhole || clock.now() >= began + 60_000_000_000 { break }
        }
        let finished = clock.now()
        while assembly.marketTime.milliseconds < end.milliseconds + history.settling, clock.now() < finished + 5_000_000_000 {
            var messages: [FeedMessage] = []
            _ = buffer.drain(into: &messages, waiting: 0.2)
            reopen(from: last)
            let asked = clock.now()
            try compareAll()
            // A clock that a test moves stands still here.
            if clock.now() == asked { return }
        }
    }

    /// Candles that open then are compared once more, where their instruments are still followed.
    private func reopen(from time: Timestamp) {
        for instrument in comparisons.indices where !dropped.contains(instrument) { comparisons[instrument].reopen(from: time) }
    }

    /// Asks for everything that was not compared, whatever failed before, and waits for the answers, but not for ever.
    private func compareAll() throws {
        let limit = clock.now() + 30_000_000_000
        var messages: [FeedMessage] = []
        for instrument in comparisons.indices { comparisons[instrument].hurry() }
        var isAsking = true
        while isAsking, clock.now() < limit {
            isAsking = false
            for instrument in comparisons.indices where verifications < Self.comparedTogether {
                if askToVerify(instrument, through: compared(instrument, isAtEnd: true)) { isAsking = true }
            }
            for reply in replies.take() {
                if case .verification(let instrument, let range, let answer) = reply {
                    try take(verification: answer, instrument, range)
                }
            }
            guard verifications > 0 else { continue }
            isAsking = true
            _ = buffer.drain(into: &messages, waiting: 0.05)
            messages.removeAll()
        }
    }

    /// Requests that are under way at a time: a venue's allowance is no queue, and what is asked for too much at once may take the place of candles that
    /// a slice waits for.
    private static let comparedTogether = 4
    /// Candles before the last comparison that are compared again.
    private static let overlap = 2
    private static let attempts = 10
}
