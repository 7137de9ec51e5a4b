import Foundation
import PulseBinance
import PulseCore
import PulseLive
import PulseStore
import PulseStrategy

/// The candles before a session: from the store, and from the venue what the store lacks.
struct PaperWarmup {
    let store: CandleStore
    let history: VenueHistory
    let plan: SessionPlan
    /// So many days of side series are fetched where the store lacks them.
    var sideDays = 0

    /// Instruments that are asked for at a time.
    private static let parallel = 8

    /// Where a warm-up ends that is read at an instant of the venue: behind the last candle that its history does not change any more. A journal holds a
    /// session to what it was warmed up with.
    static func end(at time: Timestamp, _ base: Timeframe) -> Timestamp {
        Timestamp(milliseconds: (time.milliseconds - DataFetcher.settling).floored(toMultipleOf: base.milliseconds))
    }

    /// Open time of the first candle that is worth having.
    var first: Timestamp {
        Timestamp(milliseconds: max(0, plan.from.milliseconds - Int64(plan.warmupCandles) * plan.base.milliseconds))
    }

    /// The candles that the store lacks, holes between others among them, as ranges by instrument.
    func missing(_ ids: [InstrumentID]) throws -> [(id: InstrumentID, ranges: [TimeRange])] {
        try ids.map { ($0, try store.missing($0, plan.base, TimeRange(from: first, to: plan.from), most: DataFetcher.mostParts)) }
    }

    /// How many candles lie in ranges.
    func count(_ missing: [(id: InstrumentID, ranges: [TimeRange])]) -> Int {
        missing.reduce(0) { $0 + $1.ranges.reduce(0) { $0 + Int($1.milliseconds / plan.base.milliseconds) } }
    }

    /// Fetches what the store lacks, into the store, and the side series.
    ///
    /// - Parameter progress: is told how many candles came, those that the venue does not have either among them.
    func fetch(_ missing: [(id: InstrumentID, ranges: [TimeRange])], progress: @escaping @Sendable (Int) -> Void) throws {
        let (store, history, plan) = (store, history, plan)
        try Asynchronous.wait {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (number, (id, ranges)) in missing.enumerated() {
                    if number >= Self.parallel { try await group.next() }
                    group.addTask {
                        try await fetchSide(id)
                        for range in ranges {
                            var told = 0
                            let candles = try await history.client(id).candles(
                                symbol: id.symbol, timeframe: plan.base, from: range.from, before: range.to
                            ) { count in
                                told += count
                                progress(count)
                            }
                            progress(Int(range.milliseconds / plan.base.milliseconds) - told)
                            if !candles.isEmpty { try store.insert(CandleColumns(candles), id, plan.base, source: "rest") }
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    /// Fetches the side series that the strategy reads, from the last observation that the store has on.
    private func fetchSide(_ id: InstrumentID) async throws {
        guard sideDays > 0, BinanceMarket(id) == .usdm else { return }
        for schedule in history.sideSchedules where plan.strategy.sideKinds.contains(schedule.kind) {
            var from = plan.from.advanced(byMilliseconds: -Int64(sideDays) * Timestamp.day)
            try store.forEachSideObservation(id, schedule.kind, TimeRange(from: from, to: plan.from)) { batch in
                if let last = batch.last { from = last.eventTime.advanced(byMilliseconds: 1) }
            }
            let found = try await history.client(id).sideObservations(
                schedule.kind, symbol: id.symbol, from: from, through: plan.from)
            // What becomes known later is the session's own to be told of.
            try store.insertSide(found.filter { $0.knownAt <= plan.from }, id, schedule.kind, source: "rest")
        }
    }

    /// What an instrument of a new session is warmed up with.
    func read(_ instrument: Instrument) throws -> SessionInstrument {
        let candles = try store.read(instrument.id, plan.base, TimeRange(from: first, to: plan.from))
        return SessionInstrument(instrument, warmup: candles, side: try side(instrument, candles, until: plan.from))
    }

    /// What an instrument of a session that is taken up again, or checked, was warmed up with. Throws `.badData` where the store has other candles now.
    func read(_ instrument: Instrument, _ from: Timestamp, _ warmup: SessionWarmup) throws -> SessionInstrument {
        let first = warmup.first ?? from
        let candles = try store.read(instrument.id, plan.base, TimeRange(from: first, to: from))
        let side = try side(instrument, candles, until: from)
        let found = SessionWarmup(candles, side)
        guard found == warmup else {
            let (what, table) =
                found.digest == warmup.digest ? ("side series", "side_revision") : ("\(plan.base) candles", "candle_revision")
            throw PulseError(
                .badData,
                "the store's \(what) of \(instrument.id) from \(first) to \(from) are not those that the session was warmed up with",
                hint: "they were imported or revised since; the table \(table) tells what was revised. Start a new session")
        }
        return SessionInstrument(instrument, warmup: candles, side: side)
    }

    private func side(_ instrument: Instrument, _ candles: CandleColumns, until from: Timestamp) throws -> SideInputs {
        let begin = candles.openTime.first ?? from.milliseconds
        return try store.side(
            instrument.id, kinds: plan.strategy.sideKinds, from: Timestamp(milliseconds: max(0, begin - MarketLoader.sideLead)),
            through: from)
    }
}
