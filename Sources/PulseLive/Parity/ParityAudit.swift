import PulseCore
import PulseEngine
import PulseResearch
import PulseStore
import PulseStrategy

/// Proves that a session decided what the backtest decides (P8): the candles of its journal are run through the backtester, and everything that the
/// session wrote down while it ran is compared with what comes out, to the bit.
///
/// Where instruments were evaluated in rounds, candles came late, slices were decided on without them, or instruments joined or left, the
/// backtest is given the candles in the order in which they became known (`ArrivalScript`); otherwise it is a backtest like any other.
public struct ParityAudit {
    /// Differences that a report lists.
    public static let shown = 20

    private let session: SessionRecord
    private let plan: SessionPlan
    private let store: SessionStore
    private let candles: CandleStore
    private let engineVersion: String

    public init(_ session: SessionRecord, plan: SessionPlan, store: CandleStore, engineVersion: String) {
        self.session = session
        self.plan = plan
        self.store = SessionStore(store)
        candles = store
        self.engineVersion = engineVersion
    }

    /// Runs the comparison. `warm` finds what instruments were warmed up with.
    ///
    /// Throws `.badData` where the journal cannot be read, `.missing` where it has no slice.
    public func run(
        threads: Int, warm: (Instrument, Timestamp, SessionWarmup) throws -> SessionInstrument
    ) throws -> ParityReport {
        var journal = JournalMarket(plan)
        try store.forEachEvent(of: session.id) { number, stored in
            guard let event = SessionEvent(stored) else {
                throw PulseError(.badData, "line \(number) of the journal of session '\(session.id)' cannot be read")
            }
            try journal.take(event, warm)
        }
        let market = journal.market()
        guard market.candleCount > 0 else {
            throw PulseError(.missing, "session '\(session.id)' has not decided on anything yet")
        }
        let backtest = try Backtest(strategy: plan.strategy, market: market, timeframe: plan.timeframe)
        var comparison = ParityComparison(instruments: market.instruments.map(\.id))
        let decisions: [DecisionColumns]
        if journal.isOrderly {
            let result = try backtest.run(threads: threads)
            decisions = result.decisions
            comparison.expect(
                signals: result.expected.sent, fills: result.expected.fills, movements: result.expected.movements,
                equity: zip(result.expected.times, result.expected.equity).map { ($0, $1) }, ledgerBytes: result.expected.ledgerBytes)
        } else {
            decisions = backtest.decide(threads: threads)
            let result = try backtest.run(
                journal.script, decisions: decisions, starts: journal.warmups, pace: plan.pace, away: journal.away)
            var bytes: [UInt8] = []
            result.engine.appendCanonicalBytes(to: &bytes)
            comparison.expect(
                signals: result.signals, fills: result.engine.fills.elements, movements: result.engine.ledger.movements.elements,
                equity: result.equity.map { ($0.time.milliseconds, $0.equity.units) }, ledgerBytes: bytes)
        }
        try comparison.compare(decisions: decisions, market: market, starts: journal.warmups, store, session.id)
        try comparison.compareRecords(store, session.id)
        var report = comparison.report
        report.blocks = journal.blocks
        report.resumptions = max(0, journal.resumptions)
        report.candles = market.candleCount
        report.slices = comparison.slices
        try compareWithStore(journal, market, into: &report)
        if report.differences > 0 { report.cause = cause(report) }
        report.shortfall = try shortfall(market)
        return report
    }

    /// The candles of the journal beside what the store says of them now.
    private func compareWithStore(_ journal: JournalMarket, _ market: Market, into report: inout ParityReport) throws {
        for (index, instrument) in journal.instruments.enumerated() {
            let received = journal.received[index]
            guard let first = received.first, let last = received.last else { continue }
            let range = TimeRange(from: first.openTime, to: last.openTime.advanced(byMilliseconds: 1))
            let stored = try candles.read(instrument.id, plan.base, range)
            var position = 0
            for candle in received {
                while position < stored.count, stored.openTime[position] < candle.openTime.milliseconds { position += 1 }
                guard position < stored.count, stored.openTime[position] == candle.openTime.milliseconds else {
                    report.missingCandles += 1
                    continue
                }
                if stored[position] != candle {
                    report.revisedCandles += 1
                    if report.firstRevised == nil {
                        report.firstRevised = "\(instrument.id) \(candle.openTime): \(Self.difference(candle, stored[position]))"
                    }
                }
            }
        }
    }

    /// What two candles of a span do not agree on, and nothing else.
    private static func difference(_ decided: Candle, _ stored: Candle) -> String {
        func values(_ candle: Candle) -> [(name: String, value: String)] {
            [
                ("open", "\(candle.open)"), ("high", "\(candle.high)"), ("low", "\(candle.low)"), ("close", "\(candle.close)"),
                ("volume", "\(candle.volume)"), ("quote volume", "\(candle.quoteVolume)"), ("trades", "\(candle.tradeCount)"),
                ("taker-buy volume", "\(candle.takerBuyVolume)"), ("taker-buy quote volume", "\(candle.takerBuyQuoteVolume)"),
            ]
        }
        let pairs = zip(values(decided), values(stored)).filter { $0.value != $1.value }
        func text(_ side: [(name: String, value: String)]) -> String { side.map { "\($0.name) \($0.value)" }.joined(separator: " ") }
        return "decided on \(text(pairs.map { $0.0 })); the store now has \(text(pairs.map { $0.1 }))"
    }

    /// The first thing that explains a difference.
    private func cause(_ report: ParityReport) -> String {
        if session.engineVersion != engineVersion {
            return "the session ran with version \(session.engineVersion) of the program, this is \(engineVersion)"
        }
        let hash = ContentDigest.hex(of: plan.strategy.canonicalForm)
        if session.strategyHash != hash {
            return "the session ran with another strategy: its hash is \(session.strategyHash.prefix(12)), this one's \(hash.prefix(12))"
        }
        guard let first = report.first.first else { return "nothing that is known explains it" }
        let place = "\(first.instrument.map { "\($0) at " } ?? "")\(first.time)"
        switch first.kind {
        case .decision:
            return "the votes of \(place) differ although the candles before are those of the journal: the pipeline is not the same"
        case .signal: return "the verdicts agree; the signals differ first for \(place): plan or gates are not the same"
        case .fill, .movement, .equity: return "the signals agree; the account differs first at \(place): the venue is not the same"
        }
    }

    /// The session's fills beside the quotes of their time.
    private func shortfall(_ market: Market) throws -> ImplementationShortfall? {
        let rows = try store.quotedFills(of: session.id)
        let quoted = rows.compactMap { row -> (side: Direction, price: Double, quantity: Double, bid: Double, ask: Double)? in
            guard market.series.indices.contains(row.instrument), let bid = row.bid, let ask = row.ask,
                let side = Direction(rawValue: Int8(row.side))
            else { return nil }
            let instrument = market.series[row.instrument].instrument
            return (side, instrument.tick.value(row.ticks), instrument.lot.value(row.lots), bid, ask)
        }
        return ImplementationShortfall(fills: rows.count, quoted: quoted)
    }
}
