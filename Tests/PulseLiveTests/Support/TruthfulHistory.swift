import PulseCore
import PulseLive
import PulseResearch
import PulseStore

/// A venue's history in a test: it answers at once, from the whole market, with what has closed by its clock.
final class TruthfulHistory: MarketHistory {
    struct Refused: Error {}

    struct Request {
        /// Nil for candles.
        var kind: SideKind?
        var ids: [InstrumentID]
        var range: TimeRange
        /// The venue's clock.
        var at: Timestamp
    }

    /// Everything that was asked.
    let asked = Guarded<[Request]>([])

    private let rehearsal: Rehearsal
    private let time = Guarded(Timestamp(milliseconds: 0))
    private let random: Guarded<SplitMix64>

    init(_ rehearsal: Rehearsal) {
        self.rehearsal = rehearsal
        random = Guarded(SplitMix64(seed: rehearsal.faults.seed &+ 77))
        set(rehearsal.from)
    }

    func set(_ now: Timestamp) { time.withValue { $0 = now } }

    private func note(_ request: Request) { asked.withValue { $0.append(request) } }

    private var now: Timestamp { time.withValue { $0 } }

    func requestCandles(
        _ id: InstrumentID, _ timeframe: Timeframe, from: Timestamp, through: Timestamp,
        reply: @escaping @Sendable (Result<CandleAnswer, any Error>) -> Void
    ) {
        note(Request(ids: [id], range: TimeRange(from: from, to: through.advanced(byMilliseconds: 1)), at: now))
        guard let index = rehearsal.instruments.firstIndex(where: { $0.id == id }) else { return reply(.failure(Refused())) }
        if random.withValue({ $0.uniform() }) < rehearsal.faults.refusal { return reply(.failure(Refused())) }
        if let outage = rehearsal.faults.outage, rehearsal.faults.historyIsDownInOutage, outage.instrument == index,
            now.milliseconds < rehearsal.from.milliseconds + Int64(outage.from + outage.minutes) * 60_000
        {
            return reply(.failure(Refused()))
        }
        let candles = rehearsal.candles[index]
        var found: [Candle] = []
        for position in 0..<candles.count where candles.openTime[position] >= from.milliseconds {
            guard candles.openTime[position] <= through.milliseconds, candles.openTime[position] + 60_000 <= now.milliseconds else { break }
            found.append(candles[position])
        }
        reply(.success(CandleAnswer(candles: found, venueTime: now)))
    }

    let settling: Int64 = 15_000

    func requestTime(_ id: InstrumentID, reply: @escaping @Sendable (Result<Timestamp, any Error>) -> Void) {
        if random.withValue({ $0.uniform() }) < rehearsal.faults.refusal { return reply(.failure(Refused())) }
        reply(.success(now))
    }

    var sideSchedules: [SideSchedule] { Rehearsal.schedules }

    func requestSide(
        _ kind: SideKind, _ ids: [InstrumentID], _ range: TimeRange,
        reply: @escaping @Sendable (Result<[InstrumentID: [SideObservation]], any Error>) -> Void
    ) {
        note(Request(kind: kind, ids: ids, range: range, at: now))
        let count = asked.withValue { $0.count { $0.kind != nil } }
        let minute = Int((now.milliseconds - rehearsal.from.milliseconds) / 60_000)
        if count <= rehearsal.faults.sideRefusals || rehearsal.faults.sideOutage?.contains(minute) == true {
            return reply(.failure(Refused()))
        }
        if rehearsal.faults.sideIsDown || random.withValue({ $0.uniform() }) < rehearsal.faults.refusal {
            return reply(.failure(Refused()))
        }
        let published = now.advanced(byMilliseconds: -rehearsal.faults.sideLag)
        var found: [InstrumentID: [SideObservation]] = [:]
        for (index, instrument) in rehearsal.instruments.enumerated() where ids.contains(instrument.id) {
            found[instrument.id] = rehearsal.observations(kind, index).filter { range.contains($0.eventTime) && $0.eventTime <= published }
        }
        reply(.success(found))
    }
}
