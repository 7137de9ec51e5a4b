import PulseBinance
import PulseCore
import PulseLive

/// The streams of a session's instruments: one feed a market.
struct PaperFeeds {
    let streams: [BinanceStreams]

    init(
        _ instruments: [(instrument: Instrument, index: Int)], base: Timeframe, options: PaperOptions, sink: any FeedSink
    ) throws {
        var kinds: Set<StreamKind> = options.fromTrades ? [.trades] : [.candles(base)]
        if options.quotes { kinds.insert(.quotes) }
        streams = try BinanceMarket.allCases.compactMap { market in
            let listed = instruments.filter { BinanceMarket($0.instrument.id) == market }
            guard !listed.isEmpty else { return nil }
            return try BinanceStreams(
                market: market, hosts: options.stream.map { [$0] } ?? [],
                instruments: listed.map { (symbol: $0.instrument.id.symbol, index: $0.index) }, kinds: kinds, sink: sink,
                options: options.streamOptions())
        }
    }

    /// Connects all feeds; returns when every stream is subscribed.
    func start() throws {
        let streams = streams
        try Asynchronous.wait {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for stream in streams { group.addTask { try await stream.start() } }
                try await group.waitForAll()
            }
        }
    }

    /// Follows a changed universe: what is new is subscribed before what is gone is dropped.
    func follow(_ instruments: [(id: InstrumentID, index: Int)]) {
        for stream in streams {
            let listed = instruments.filter { BinanceMarket($0.id) == stream.market }.map { (symbol: $0.id.symbol, index: $0.index) }
            stream.setInstruments(listed)
        }
    }

    func stop() {
        let streams = streams
        try? Asynchronous.wait { for stream in streams { await stream.stop() } }
    }

    /// What the feeds have done so far, market by market.
    var counts: [(market: BinanceMarket, counts: StreamCounts)] { streams.map { ($0.market, $0.counts) } }
}
