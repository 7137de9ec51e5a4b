import PulseCore
import PulseLive

/// Statuses for tests: one that looks like an ordinary afternoon, and random ones.
enum StatusFixture {
    static func id(_ text: String) -> InstrumentID {
        guard let id = InstrumentID(text) else { preconditionFailure("a test names instruments well") }
        return id
    }

    static let noon = CivilDate(year: 2_025, month: 3, day: 1).timestamp.advanced(byMilliseconds: 12 * 3_600_000)

    static func live() -> SessionStatus {
        var status = SessionStatus(session: "s-20250301-7f3a", strategy: "nine-heads", timeframe: .m15)
        status.phase = .live
        status.steps = [
            SessionStep(.openingStore, seconds: 0.1), SessionStep(.readingWarmup, seconds: 4.2, done: 100, total: 100),
            SessionStep(.live, seconds: 3_600),
        ]
        status.venueTime = noon
        status.uptime = 3_605
        status.instruments = InstrumentsStatus(
            total: 4, live: 3,
            blocked: [
                .init(
                    id("binance-um:PEPEUSDT"), since: noon.advanced(byMilliseconds: -600_000), reason: "gap of 3 candles, repair asked for")
            ])
        status.connections = [
            ConnectionStatus(
                name: "um-1", state: .live, streams: 150, silentStreams: 2, messages: 1_234_567, messagesPerSecond: 812.4,
                lastMessageAge: 0.03, reconnects: 1, silence: 12),
            ConnectionStatus(name: "spot-1", state: .live, streams: 50, messages: 99_000, messagesPerSecond: 95, lastMessageAge: 0.21),
        ]
        status.counters.frames = 1_333_567
        status.counters.decoded = 1_333_560
        status.counters.quarantined = 7
        status.counters.gapsFound = 2
        status.counters.gapsRepaired = 1
        status.counters.candles = 5_904
        status.counters.decisions = 392
        status.counters.verdicts = 31
        status.counters.signals = 12
        status.counters.fills = 9
        status.counters.trades = 3
        status.buffer = BufferStatus(waiting: 12, capacity: 65_536, peak: 4_021, pauses: 0)
        status.signals = [
            SignalStatus(
                time: noon, instrument: id("binance-um:ETHUSDT"), direction: .short, reference: 2_204.51, stop: 2_241, target: 2_166.2,
                confidence: 0.81, state: "pending"),
            SignalStatus(
                time: noon.advanced(byMilliseconds: -900_000), instrument: id("binance-um:BTCUSDT"), direction: .long, reference: 84_311.2,
                stop: 83_100, target: 85_522.4, confidence: 0.77, state: "open"),
        ]
        status.positions = [
            PositionStatus(
                instrument: id("binance-um:BTCUSDT"), direction: .long, quantity: 0.1234, entry: 84_320.1, mark: 84_605.5, stop: 83_100,
                unrealised: 35.22, age: 905),
            PositionStatus(
                instrument: id("binance-um:1000SHIBUSDT"), direction: .short, quantity: 1_250_000, entry: 0.013412, mark: 0.013501,
                stop: nil, unrealised: -111.25, age: 93_600),
        ]
        status.account = AccountStatus(
            start: 10_000, equity: 10_234.56, cash: 8_123.4, realisedToday: 34.12, drawdown: 0.012, maximumDrawdown: 0.034)
        status.journal = JournalStatus(events: 1_400_000, bytes: 48_000_000, lastCommit: 1.24, lag: 0.05)
        status.latencies = [
            LatencySummary(
                stage: .frameToDecoded, count: 1_333_560, seconds: 26.7, p50: 14, p90: 31, p99: 88, p999: 412, maximum: 5_310),
            LatencySummary(
                stage: .frameToVerdict, count: 392, seconds: 4.9, p50: 9_310, p90: 18_200, p99: 44_100, p999: 61_000, maximum: 61_000),
            LatencySummary(stage: .sliceToSignals),
            LatencySummary(
                stage: .journalCommit, count: 7_200, seconds: 8.6, p50: 1_100, p90: 1_900, p99: 4_200, p999: 12_000, maximum: 120_500),
        ]
        status.recentLatencies = [
            LatencySummary(
                stage: .frameToVerdict, count: 4, seconds: 0.04, p50: 9_000, p90: 12_000, p99: 12_000, p999: 12_000, maximum: 12_000)
        ]
        return status
    }

    static func starting() -> SessionStatus {
        var status = SessionStatus(session: "s-20250301-7f3a", strategy: "nine-heads", timeframe: .m15)
        status.phase = .warmingPipelines
        status.uptime = 7.4
        status.steps = [
            SessionStep(.openingStore, seconds: 0.12), SessionStep(.readingWarmup, seconds: 4.2, done: 100, total: 100),
            SessionStep(.warmingPipelines, seconds: 3.1, done: 1_250_000, total: 5_000_000),
        ]
        status.instruments.total = 100
        return status
    }

    /// Anything that can be said, from the plausible to the absurd.
    static func random(_ seed: UInt64) -> SessionStatus {
        var random = SplitMix64(seed: seed)
        func below(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }
        func number() -> Double {
            switch below(8) {
            case 0: .nan
            case 1: .infinity
            case 2: -1e300
            case 3: 0
            default: (random.uniform() - 0.4) * [1e-6, 1, 1e3, 1e7, 1e13][below(5)]
            }
        }
        func text() -> String {
            let texts = [
                "plain", "", "牛来牛来牛来牛来牛来", "a\u{1B}[31mred\u{7}", "e\u{301}a\u{308}", "👩‍👩‍👧 👍🏽 🇩🇪", "two\nlines\ttab", "ﷺ\u{202E}rtl",
                "한국어 strategy",
            ]
            return texts[below(texts.count)]
        }
        func instrument() -> InstrumentID {
            id(["binance:BTCUSDT", "binance-um:1000000MOGUSDT", "a:B", "binance-um:" + String(repeating: "X", count: 40)][below(4)])
        }
        func time() -> Timestamp { Timestamp(milliseconds: Int64(random.next() % 4_000_000_000_000)) }
        func direction() -> Direction { Direction.allCases[below(3)] }
        var status = SessionStatus(session: text(), strategy: text(), timeframe: .h1)
        status.phase = SessionPhase.allCases[below(7)]
        status.steps = (0..<below(7)).map { SessionStep(SessionPhase.allCases[$0], seconds: number(), done: below(100), total: below(100)) }
        status.venueTime = below(3) == 0 ? nil : time()
        status.uptime = Double(below(10_000_000))
        status.instruments = InstrumentsStatus(
            total: below(200), live: below(200), blocked: (0..<below(12)).map { _ in .init(instrument(), since: time(), reason: text()) })
        status.connections = (0..<below(6)).map { index in
            ConnectionStatus(
                name: text() + "\(index)", state: ConnectionStatus.State.allCases[below(5)], streams: below(300), silentStreams: below(300),
                messages: below(1_000_000_000), messagesPerSecond: number(), lastMessageAge: below(2) == 0 ? nil : number(),
                reconnects: below(3_000), silence: number())
        }
        status.counters.frames = below(1_000_000_000_000)
        status.counters.signals = below(1_000_000)
        status.signals = (0..<below(50)).map { _ in
            SignalStatus(
                time: time(), instrument: instrument(), direction: direction(), reference: number(), stop: number(), target: number(),
                confidence: number(), state: text())
        }
        status.positions = (0..<below(30)).map { _ in
            PositionStatus(
                instrument: instrument(), direction: direction(), quantity: number(), entry: number(), mark: number(), stop: number(),
                unrealised: number(), age: number())
        }
        status.account = AccountStatus(
            start: number(), equity: number(), cash: number(), realisedToday: number(), drawdown: number(), maximumDrawdown: number())
        status.latencies = LatencyStage.allCases.map {
            LatencySummary(stage: $0, count: below(3), seconds: 1, p50: below(1_000_000_000), p99: below(100), maximum: below(1_000_000))
        }
        status.recentLatencies = status.latencies
        status.buffer = BufferStatus(waiting: below(100), capacity: below(100))
        status.journal = JournalStatus(
            events: below(1_000_000_000), bytes: below(1_000_000_000_000), lastCommit: below(2) == 0 ? nil : 1e6, lag: number())
        var monitor = SessionMonitor()
        _ = monitor.observe(&status)
        return status
    }
}
