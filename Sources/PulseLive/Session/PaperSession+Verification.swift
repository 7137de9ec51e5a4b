import PulseCore
import PulseStore

/// What streams told is compared with what the venue's history says: once in a while, and at the end.
///
/// A frame that was damaged and still made sense, or a candle that the venue changed afterwards, would otherwise stay in the store for good.
extension PaperSession {
    /// Asks for the candles since the last comparison, where one is due.
    func verify() {
        guard verifications == 0, clock.now() >= verifyAgainAt,
            decided.milliseconds >= verifiedUntil.milliseconds + options.verification
        else { return }
        askToVerify(through: decided)
    }

    /// The close of the last slice: candles after it may wait for something, and are not the store's yet.
    private var decided: Timestamp { lastClose ?? plan.from }

    /// Asks for the history of all instruments up to an instant, in requests that venues answer at once.
    func askToVerify(through end: Timestamp) {
        let base = plan.base
        let step = Int64(assembly.rules.perRequest) * base.milliseconds
        for instrument in core.instruments.indices {
            var from = verifiedUntil
            while from < end {
                let through = min(from.advanced(byMilliseconds: step), end).advanced(byMilliseconds: -1)
                let (replies, buffer) = (replies, buffer)
                verifications += 1
                history.requestCandles(id(instrument), base, from: from, through: through) { [from] result in
                    replies.post(.verification(instrument: instrument, from: from, try? result.get()))
                    buffer.wake()
                }
                from = through.advanced(byMilliseconds: 1)
            }
        }
        // The last ones are compared again the next time: history may not have been final for them.
        verifiedUntil = max(verifiedUntil, end.advanced(byMilliseconds: -2 * base.milliseconds))
    }

    /// Compares an answer; what is new or otherwise becomes a revision. Where there was none, it is asked for again with the next comparison.
    func take(verification answer: CandleAnswer?, _ instrument: Int, from: Timestamp) throws {
        verifications -= 1
        guard let answer else {
            verifiedUntil = min(verifiedUntil, from)
            verifyAgainAt = clock.now() + Self.pause
            return
        }
        assembly.note(marketTime: answer.venueTime)
        guard let first = answer.candles.first, let last = answer.candles.last else { return }
        let base = plan.base
        let known = try recorder.known(
            TimeRange(from: first.openTime, to: last.openTime.advanced(byMilliseconds: 1)), id(instrument))
        var position = 0
        var events: [SessionEvent] = []
        for candle in answer.candles where candle.openTime.advanced(byMilliseconds: base.milliseconds) <= answer.venueTime {
            guard CandleValidation.fault(in: candle, timeframe: base) == nil else { continue }
            while position < known.count, known.openTime[position] < candle.openTime.milliseconds { position += 1 }
            let isKnown = position < known.count && known[position] == candle
            if !isKnown { events.append(.revised(instrument: instrument, candle)) }
        }
        try commit(events)
    }

    /// Compares everything at the end, and what closed just before it again a little later: venues write down a candle's last trades with delay. Waits for
    /// answers, but not for ever.
    func verifyAtEnd() throws {
        let end = decided
        let began = clock.now()
        // What fails is asked for again, some times, for a minute at most.
        for _ in 0..<Self.attempts {
            askToVerify(through: end)
            try awaitVerification()
            let isWhole = verifiedUntil >= end.advanced(byMilliseconds: -2 * plan.base.milliseconds)
            if isWhole || clock.now() >= began + 60_000_000_000 { break }
        }
        let compared = clock.now()
        while assembly.marketTime.milliseconds < end.milliseconds + Self.settling, clock.now() < compared + 5_000_000_000 {
            var messages: [FeedMessage] = []
            _ = buffer.drain(into: &messages, waiting: 0.2)
            verifiedUntil = end.advanced(byMilliseconds: -plan.base.milliseconds)
            askToVerify(through: end)
            let asked = clock.now()
            try awaitVerification()
            // A clock that a test moves stands still here.
            if clock.now() == asked { return }
        }
    }

    /// Market time after a candle's end, in milliseconds, by which history is final.
    private static let settling: Int64 = 15_000
    /// Nanoseconds after a comparison that failed until the next one.
    private static let pause: UInt64 = 5_000_000_000
    private static let attempts = 10

    /// Waits for the answers that are under way.
    private func awaitVerification() throws {
        let limit = clock.now() + 30_000_000_000
        var messages: [FeedMessage] = []
        while verifications > 0, clock.now() < limit {
            for reply in replies.take() {
                if case .verification(let instrument, let from, let answer) = reply {
                    try take(verification: answer, instrument, from: from)
                }
            }
            if verifications > 0 { _ = buffer.drain(into: &messages, waiting: 0.05) }
            messages.removeAll()
        }
    }
}
