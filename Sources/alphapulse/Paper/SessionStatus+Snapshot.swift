import PulseBinance
import PulseCore
import PulseEngine
import PulseLive

/// A session's state as readers see it.
extension SessionStatus {
    /// What the feeds have done.
    ///
    /// - Parameter now: nanoseconds of the clock that frames are stamped by.
    mutating func take(_ feeds: [(market: BinanceMarket, counts: StreamCounts)], now: UInt64) {
        connections = feeds.flatMap { feed in
            feed.counts.connections.map { connection in
                ConnectionStatus(
                    name: "\(feed.market.rawValue)-\(connection.id)", state: .init(connection.state), streams: connection.streams,
                    silentStreams: connection.silent, messages: Int(connection.frames),
                    lastMessageAge: connection.lastFrame > 0 ? Double(now &- connection.lastFrame) / 1e9 : nil,
                    reconnects: connection.losses, silence: Double(connection.silence) / 1_000)
            }
        }
        counters.frames = feeds.reduce(0) { $0 + Int($1.counts.frames) }
        counters.decoded = feeds.reduce(0) {
            $0 + Int($1.counts.candles + $1.counts.quotes + $1.counts.trades + $1.counts.markPrices)
        }
        counters.quarantined = feeds.reduce(0) { $0 + Int($1.counts.quarantined) }
    }

    mutating func take(_ snapshot: SessionSnapshot) {
        venueTime = snapshot.marketTime
        let ids = snapshot.instruments.map(\.id)
        instruments = InstrumentsStatus(
            total: ids.count, live: ids.count - snapshot.blocked.count,
            blocked: snapshot.blocked.map {
                InstrumentsStatus.Blocked(ids[$0.instrument], since: $0.missing, reason: "its candle is missing")
            })
        let counts = snapshot.counts
        counters.shed = snapshot.feed.shed
        counters.duplicates = counts.duplicates
        counters.outOfOrder = counts.outOfOrder
        counters.gapsFound = counts.requests
        counters.gapsRepaired = counts.requests - counts.failedRequests
        counters.revised = counts.revised
        counters.late = counts.late
        counters.candles = snapshot.candles
        counters.decisions = snapshot.decisions
        counters.verdicts = snapshot.verdicts
        counters.signals = snapshot.signals
        counters.fills = snapshot.fills
        counters.trades = snapshot.trades
        buffer = BufferStatus(
            waiting: snapshot.waiting, capacity: snapshot.capacity, peak: snapshot.feed.peak, pauses: snapshot.feed.pauses)
        signals = snapshot.lastSignals.reversed().map { entry in
            let signal = entry.signal
            return SignalStatus(
                time: signal.time, instrument: ids[signal.instrument], direction: signal.direction, reference: signal.reference,
                stop: signal.stop, target: signal.targets.first?.price, confidence: signal.confidence.value,
                state: entry.state(snapshot.instruments[signal.instrument]).name)
        }
        positions = snapshot.positions.map { position in
            let instrument = snapshot.instruments[position.instrument]
            let tick = instrument.tick
            let entry = tick.value(position.entryTicks)
            let mark = tick.value(position.markTicks)
            let quantity = instrument.lot.value(position.lots)
            return PositionStatus(
                instrument: instrument.id, direction: position.direction, quantity: quantity, entry: entry, mark: mark,
                stop: position.stopTicks.map { tick.value($0) }, unrealised: (mark - entry) * quantity * Double(position.direction.sign),
                age: Double(snapshot.marketTime.milliseconds - position.entryTime.milliseconds) / 1_000)
        }
        account = AccountStatus(
            start: snapshot.initialCash.value, equity: snapshot.equity.value, cash: snapshot.cash.value,
            realisedToday: snapshot.realisedToday.value, drawdown: snapshot.drawdown, maximumDrawdown: snapshot.maximumDrawdown)
        journal = JournalStatus(
            events: snapshot.journalEvents, bytes: snapshot.journalEvents * Self.bytesPerEvent,
            lastCommit: Double(snapshot.lastJournalNanoseconds) / 1e6, lag: 0)
    }

    /// A line of the journal in the store's file, roughly.
    private static let bytesPerEvent = 140
}

extension ConnectionStatus.State {
    init(_ state: StreamConnection.State) {
        self =
            switch state {
            case .waiting: .waiting
            case .connecting: .connecting
            case .subscribing: .subscribing
            case .live, .renewing: .live
            }
    }
}
