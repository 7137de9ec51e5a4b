import Foundation
import PulseCore
import PulseEngine
import PulseResearch
import PulseStore
import PulseStrategy

/// Drives a session: messages of feeds and answers of the venue in, journal, decisions, candles to the store.
///
/// All of it happens on the thread that calls `run`; feeds deliver into `buffer` from theirs. Events are written to the journal before they
/// are processed, so that the process can be killed at any moment (P7).
public final class PaperSession {
    /// What a session is told.
    public struct Options: Sendable {
        /// The session ends when the slice that closes then, or later, was decided on.
        public var until: Timestamp?
        /// Market time between two comparisons of what was received with what the venue's history says, in milliseconds.
        public var verification: Int64 = 3_600_000
        /// Candles are built from trades instead of taken from streams of candles.
        public var buildsFromTrades = false
        /// Market time before a close at which pipelines are primed for it (`SessionCore.prime`), in milliseconds; 0 for never.
        public var priming: Int64 = 100
        /// Threads that vote beside the session's own, `WorkerPool`'s number where nil.
        public var helpers: Int?

        public init() {}
    }

    package internal(set) var core: SessionCore
    let plan: SessionPlan
    public let buffer: FeedBuffer
    let journal: any SessionJournal
    let history: any MarketHistory
    let recorder: CandleRecorder
    let clock: any SessionClock
    let options: Options
    var assembly: SliceAssembly
    var funding: FundingWatch
    var sides: [SideWatch]
    var time: TimeWatch
    var trades: TradeCandles?
    /// The last settlement of each instrument that is in the journal: one that is told of again counts once.
    var settled: [Int: Timestamp]
    /// The last event of each side series that the journal has, and when each instrument joined.
    var observed: [SideKey: Timestamp]
    var joinedAt: [Timestamp]
    let replies = ReplyBox()
    let pool: WorkerPool
    /// Outputs that wait for a slice's settlements, or for what a candle may know beside the candles.
    var waiting: [SliceAssembly.Output] = []
    /// What came of the events that the journal has, and has not been written itself.
    var unwritten: [SessionOutcome]
    var unwrittenRows: [StoredSessionRow] = []
    /// Changes of the universe that wait for the end of the slice that is being collected, oldest first.
    var changes: [SessionUniverseChange] = []
    /// Instruments that are not of the universe any more, and those of them that nothing is held of.
    var left: Set<Int>
    var dropped: Set<Int> = []
    var receivedAt: [UInt64]
    var quotes: [BestQuote?]
    var snapshot = SessionSnapshot()
    var publishedAt: UInt64 = 0
    /// By instrument; those that have just joined come with the next comparison.
    var comparisons: [ComparisonWatch]
    /// Requests for comparison that are under way.
    var verifications = 0
    /// How many instruments, from the first one on, are primed for the close of a slice.
    package internal(set) var primed: (slice: Timestamp, count: Int)
    private let stopping = Guarded(false)
    public let observer: any SessionObserver
    /// When the last candle of the slice that is being collected was voted on.
    var lastFrame: UInt64 = 0
    package internal(set) var isFinished = false

    /// Takes a session up where a replay has left it; a new one is a replay of its `joined` events alone.
    public init(
        _ replay: SessionReplay, journal: any SessionJournal, store: CandleStore, history: any MarketHistory, buffer: FeedBuffer,
        observer: any SessionObserver, rules: AssemblyRules = AssemblyRules(), options: Options = Options(),
        clock: any SessionClock = SystemClock()
    ) {
        core = replay.core
        plan = core.plan
        self.journal = journal
        self.history = history
        self.buffer = buffer
        self.observer = observer
        self.clock = clock
        self.options = options
        pool = WorkerPool(helpers: options.helpers)
        recorder = CandleRecorder(store, base: plan.base)
        // A slice whose candles were coming in need not be the one that follows the last: those between had none of any instrument. What
        // is known beside candles is known up to the last slice alone.
        let collected = replay.core.collected
        let slice = collected.first.flatMap { replay.core.lastCandle($0)?.openTime } ?? replay.slice
        assembly = SliceAssembly(
            base: plan.base, slice: slice, next: replay.nextOpen,
            lastCloses: replay.core.instruments.indices.map { replay.core.lastCandle($0)?.close }, collected: collected.count, rules: rules,
            now: clock.now())
        for instrument in replay.blocked { assembly.restoreBlock(instrument) }
        funding = FundingWatch(
            isPaid: plan.strategy.venue.funding == .series, isNeeded: replay.core.instruments.contains { $0.market == .perpetual },
            start: plan.from, from: replay.slice)
        sides = Self.watches(plan, history, from: replay.slice)
        time = TimeWatch(assembly.marketTime, now: clock.now())
        observed = replay.observed
        joinedAt = replay.joinedAt
        trades = options.buildsFromTrades ? TradeCandles(replay.core.instruments, base: plan.base) : nil
        settled = replay.settled
        unwritten = replay.unwritten
        left = replay.left
        receivedAt = replay.core.instruments.map { _ in 0 }
        quotes = replay.core.instruments.map { _ in nil }
        comparisons = Self.comparisons(replay, options)
        primed = (slice, 0)
        snapshot.initialCash = replay.core.engine.configuration.initialCash
        // A process that had come to the end may have died before it said so.
        if let until = options.until, replay.core.lastSlice != nil, replay.slice >= until { isFinished = true }
        snapshot.decisions = replay.decisions
        snapshot.verdicts = replay.verdicts
        dropIdle()
    }

    /// What the data pipeline met so far.
    public var counts: AssemblyCounts { assembly.counts }

    /// Asks the session to end after what it is doing. From any thread.
    public var stopper: @Sendable () -> Void {
        let (stopping, buffer) = (stopping, buffer)
        return {
            stopping.withValue { $0 = true }
            buffer.wake()
        }
    }

    /// The close of the last slice that was decided on; nil before the first.
    public var lastClose: Timestamp? {
        core.lastSlice?.advanced(byMilliseconds: plan.base.milliseconds)
    }

    /// SHA-256 over fills and ledger, as a backtest's.
    public var ledgerDigest: String { ContentDigest.hex(of: core.ledgerBytes) }

    /// Runs until it is stopped or its time is over, and ends the session in an orderly way. Returns its last snapshot.
    ///
    /// Throws what the journal or the store throw: then nothing was decided that is not in the journal.
    public func run() throws -> SessionSnapshot {
        try begin()
        var messages: [FeedMessage] = []
        while !isFinished, !stopping.withValue({ $0 }) {
            messages.removeAll(keepingCapacity: true)
            _ = buffer.drain(into: &messages, waiting: isPriming ? 0 : 0.05)
            try step(messages)
        }
        return try finish()
    }

    /// The journal tells where one process ended and another began.
    package func begin() throws {
        try recorder.begin()
        try commit([.resumed])
    }

    /// One turn: messages, answers, time, then everything that follows from them.
    package func step(_ messages: [FeedMessage]) throws {
        var outputs: [SliceAssembly.Output] = []
        for message in messages { take(message, into: &outputs) }
        for reply in replies.take() { try take(reply, into: &outputs) }
        assembly.tick(now: clock.now(), into: &outputs)
        waiting += outputs
        askTime()
        askSides()
        try carryOut()
        // What came of a slice is written when it is over, so that the next one's candles do not wait for it.
        if core.collected.isEmpty { try write([]) }
        let now = clock.now()
        try recorder.flush(now: now, isBusy: !core.collected.isEmpty)
        verify()
        // Not while candles of a slice come in, unless that takes long.
        if now >= publishedAt + (core.collected.isEmpty ? 500_000_000 : 2_000_000_000) { publish(now) }
        prime()
    }

    /// Ends the session: what is unwritten is written, candles go to the store.
    package func finish() throws -> SessionSnapshot {
        try verifyAtEnd()
        try commit([.stopped])
        try write([], isAtEnd: true)
        try recorder.finish()
        publish(clock.now())
        return snapshot
    }

    private func take(_ message: FeedMessage, into outputs: inout [SliceAssembly.Output]) {
        switch message.event {
        case .candle(let update):
            if update.isClosed, receivedAt.indices.contains(update.instrument) { receivedAt[update.instrument] = message.receivedAt }
            assembly.receive(update, now: clock.now(), into: &outputs)
        case .quote(let quote):
            assembly.note(marketTime: quote.eventTime ?? assembly.marketTime)
            if quotes.indices.contains(quote.instrument) { quotes[quote.instrument] = quote }
        case .trade(let trade):
            assembly.note(marketTime: trade.eventTime)
            var updates: [CandleUpdate] = []
            trades?.take(trade, into: &updates)
            for update in updates {
                if update.isClosed { receivedAt[update.instrument] = message.receivedAt }
                assembly.receive(update, now: clock.now(), into: &outputs)
            }
        case .markPrice(let price): assembly.note(marketTime: price.eventTime)
        case .connected: break
        case .lost(let connection, let reason):
            trades?.interrupt()
            outputs.append(.event(.note("connection \(connection) lost: \(reason)")))
        // The feed counts these.
        case .silent, .quarantined: break
        }
    }

    private func take(_ reply: SessionReply, into outputs: inout [SliceAssembly.Output]) throws {
        let now = clock.now()
        switch reply {
        case .candles(let request, let answer):
            assembly.receive(answer.candles, for: request, venueTime: answer.venueTime, now: now, into: &outputs)
        case .failed(let request, let reason):
            assembly.failed(request, now: now)
            observer.requestFailed(reason)
        case .verification(let instrument, let range, let answer): try take(verification: answer, instrument, range)
        case .time(let venueTime):
            time.answered(now: now)
            assembly.note(marketTime: venueTime)
        case .timeFailed(let reason):
            observer.requestFailed(reason)
            time.failed(now: now)
        case .universe(let change):
            changes.append(change)
            try changeUniverse()
        case .funding(let through, let found): try take(found, through: through)
        case .side(let kind, let found): try take(kind, found)
        case .sideFailed(let kind, let reason): sideFailed(kind, reason)
        case .fundingFailed(let reason):
            observer.requestFailed(reason)
            let isGivenUp = funding.failed(now: now)
            if isGivenUp { waiting.insert(.event(.note("funding is not known: \(reason)")), at: 0) }
        }
    }
}
