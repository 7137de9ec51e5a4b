import Foundation
import PulseBinance
import PulseCore
import PulseLive
import PulseResearch
import PulseStore
import Synchronization

extension PaperStart {
    /// Starts phase by phase, runs until the end, and prints what came of it.
    func run(_ show: Show, settings: Settings) throws {
        Interrupt.unblock()
        let began = SystemClock().now()
        let folder = try SessionLookup(settings).folder(record.id)
        let lock = try SessionLock(folder, session: record.id)
        defer { withExtendedLifetime(lock) {} }
        let view = show.options.quiet ? nil : TerminalView(usesColour: !show.options.noColor, isPlain: show.isPlain)
        let board = PaperBoard(
            SessionStatus(session: record.id, strategy: record.strategy, timeframe: record.timeframe), alerts: try Settings.alertRules(),
            view: view, folder: folder)
        // Before anything is shown or written down: a port that is taken is to be told of, and leaves no session behind.
        let metrics = try show.metricsPort.map { try MetricsServer(port: $0) { board.metrics } }
        defer { metrics?.stop() }
        defer { board.finish() }
        let warmup = PaperWarmup(store: store, history: history, plan: plan, sideDays: paper.sideDays)
        let replay = try warm(warmup, board)
        let buffer = FeedBuffer { board.decodeTook($0) }
        let session = try session(replay, buffer: buffer, board: board)
        board.enter(.connecting)
        let feeds = try PaperFeeds(session.followed, base: plan.base, options: paper, sink: buffer)
        board.attach(feeds)
        try feeds.start()
        defer { feeds.stop() }
        // Up to here, where a server that does not answer may hold it up for long, a Ctrl-C may end the program as it likes: nothing has begun
        // that a resumption would not begin with.
        let interrupt = Interrupt()
        board.enter(.live)
        let follower = UniverseFollower(
            rule: rule, store: store, warmup: warmup, day: try universeDay(replay), board: board, change: session.changer)
        follower?.start()
        defer { follower?.stop() }
        let watch = stopWatch(interrupt, session)
        defer { watch.cancel() }
        let last = try session.run()
        board.enter(.stopping)
        feeds.stop()
        try SessionStore(store).set(.stopped, of: record.id)
        let document = try document(
            session, last, feeds: feeds, board: board, seconds: Double(SystemClock().now() - began) / 1e9)
        board.finish()
        if show.options.json { return try JSONOutput.print(document) }
        try Console.print(SessionText(document).text)
        for reason in board.failures.suffix(3) { Console.note("note: a request to the venue failed: \(reason)") }
    }

    /// The journal, replayed; a new session's has been given its instruments just before.
    private func warm(_ warmup: PaperWarmup, _ board: PaperBoard) throws -> SessionReplay {
        let sessions = SessionStore(store)
        // Read once: for the journal, and to warm up with.
        var read: [InstrumentID: SessionInstrument] = [:]
        if !instruments.isEmpty {
            let missing = try warmup.missing(instruments.map(\.id))
            board.enter(.readingWarmup, total: warmup.count(missing))
            try warmup.fetch(missing) { count in
                board.progress(count)
                board.show()
            }
            let joined = try instruments.map { instrument in
                let one = try warmup.read(instrument)
                read[instrument.id] = one
                return SessionEvent.joined(instrument, from: plan.from, warmup: SessionWarmup(one.warmup, one.side))
            }
            try StoredJournal.create(record, joined, in: sessions)
        }
        board.enter(.warmingPipelines, total: try sessions.eventCount(of: record.id))
        var rescue = CandleRescue(store, base: plan.base)
        let replay = try SessionReplay(record, plan: plan, store: sessions, warm: { try read[$0.id] ?? warmup.read($0, $1, $2) }) {
            board.progress($0)
        } each: {
            event, _ in
            try rescue.take(event)
        }
        try rescue.finish(replay)
        try sessions.set(.open, of: record.id)
        return replay
    }

    /// The day whose universe the session has: one that is taken up again keeps it.
    private func universeDay(_ replay: SessionReplay) throws -> Timestamp {
        let instruments = replay.core.instruments
        let members = Set(instruments.indices.filter { !replay.left.contains($0) }.map { instruments[$0].id })
        let stored = try rule.flatMap { try UniverseStore(store).snapshot(on: CivilDate(replay.slice), rule: $0.name) }
        return UniverseRefresh.day(
            of: members, began: plan.from, chosen: stored.map { (day: $0.day, members: $0.members.map(\.id)) })
    }

    private func session(_ replay: SessionReplay, buffer: FeedBuffer, board: PaperBoard) throws -> PaperSession {
        var rules = AssemblyRules()
        rules.patience = UInt64(paper.patience * 1e9)
        // A request that was refused is made again sooner where the market runs faster.
        if paper.speed > 1 { rules.longestRetry = max(rules.retry, UInt64(Double(rules.longestRetry) / paper.speed)) }
        var options = PaperSession.Options()
        options.until = try paper.untilTime()
        options.buildsFromTrades = paper.fromTrades
        // As long by the clock, whatever the market's pace; where candles follow one another so fast, their pipelines are still in the caches.
        let priming = Double(options.priming) * max(1, paper.speed)
        options.priming = priming <= Double(record.base.milliseconds) / 4 ? Int64(priming) : 0
        return PaperSession(
            replay, journal: StoredJournal(SessionStore(store), session: record.id, next: replay.next), store: store, history: history,
            buffer: buffer, observer: board, rules: rules, options: options)
    }

    /// Ends the session when the user asks for it.
    private func stopWatch(_ interrupt: Interrupt, _ session: PaperSession) -> any DispatchSourceTimer {
        let timer = DispatchSource.makeTimerSource(queue: .global())
        timer.schedule(deadline: .now(), repeating: .milliseconds(100))
        let stop = session.stopper
        timer.setEventHandler { if interrupt.isRaised { stop() } }
        timer.resume()
        return timer
    }

    private func document(
        _ session: PaperSession, _ last: SessionSnapshot, feeds: PaperFeeds, board: PaperBoard, seconds: Double
    ) throws -> SessionDocument {
        let sessions = SessionStore(store)
        let end = session.lastClose
        let initial = last.initialCash.value
        let status = board.status
        return SessionDocument(
            session: record.id, strategy: record.strategy, timeframe: record.timeframe.description, base: record.base.description,
            instruments: last.instruments.map(\.id.description), from: record.from.description, to: end?.description,
            candles: last.candles, slices: last.slices, decisions: last.decisions, signals: last.signals, fills: last.fills,
            trades: last.trades, equity: last.equity.value, totalReturn: last.equity.value / initial - 1,
            votesDigest: try sessions.votesDigest(of: record.id, through: end ?? record.from), ledgerDigest: session.ledgerDigest,
            events: last.journalEvents, counts: last.counts, frames: status.counters.frames, quarantined: status.counters.quarantined,
            reconnects: status.connections.reduce(0) { $0 + $1.reconnects }, shed: last.feed.shed,
            latencies: Dictionary(
                uniqueKeysWithValues: status.latencies.filter { $0.count > 0 }.map {
                    ($0.stage.label, SessionDocument.Latency(count: $0.count, p50: $0.p50, p99: $0.p99, longest: $0.maximum))
                }), seconds: seconds)
    }
}
