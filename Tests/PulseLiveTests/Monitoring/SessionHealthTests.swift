import PulseCore
import PulseLive
import Testing

@Suite struct SessionHealthTests {
    private func score(_ change: (inout SessionStatus) -> Void) throws -> SessionHealth {
        var status = StatusFixture.live()
        status.instruments.blocked = []
        status.connections = [ConnectionStatus(name: "a", state: .live, streams: 100)]
        status.rates = SessionRates(seconds: 300, framesPerSecond: 10)
        change(&status)
        return try #require(SessionHealth(status))
    }

    @Test func weightsAddUp() {
        #expect(SessionHealth.Kind.allCases.reduce(0) { $0 + $1.weight } == 100)
    }

    /// Each component alone, half-way between its marks and at its end: so many points are gone.
    @Test func everyComponentTakesItsWeight() throws {
        #expect(try score { _ in }.score == 100)
        #expect(try score { _ in }.worst == nil)
        let changes: [(SessionHealth.Kind, Int, (inout SessionStatus) -> Void, (inout SessionStatus) -> Void)] = [
            (.freshness, 25, { $0.connections[0].silentStreams = 12 }, { $0.connections[0].state = .waiting }),
            (
                .blocked, 20, { Self.block(&$0, 1, of: 10) }, { Self.block(&$0, 2, of: 10) }
            ),
            (.errors, 15, { $0.rates.quarantined = 0.005 }, { $0.rates.quarantined = 0.5 }),
            (.latency, 15, { $0.recentLatencies[0].p99 = 2_750_000 }, { $0.recentLatencies[0].p99 = 5_000_000 }),
            (.reconnects, 10, { $0.rates.reconnects = 2 }, { $0.rates.reconnects = 5 }),
            (.buffer, 10, { $0.buffer.waiting = 49_152 }, { $0.buffer.waiting = 65_536 }),
            (.journal, 5, { $0.journal.lag = 5.5 }, { $0.journal.lag = 10 }),
        ]
        #expect(changes.map(\.0) == SessionHealth.Kind.allCases)
        for (kind, weight, half, whole) in changes {
            let middle = try score(half)
            #expect(middle.worst?.kind == kind)
            #expect((100 - middle.score - weight / 2).magnitude <= 2, "\(kind): \(middle.score)")
            #expect(try score(whole).score == 100 - weight, "\(kind)")
        }
    }

    private static func block(_ status: inout SessionStatus, _ count: Int, of total: Int) {
        status.instruments.total = total
        status.instruments.blocked = (0..<count).map {
            .init(StatusFixture.id("binance:C\($0)"), since: StatusFixture.noon, reason: "gap")
        }
    }

    @Test func whatIsNotKnownDropsOut() throws {
        #expect(SessionHealth(SessionStatus(session: "s", strategy: "t", timeframe: .h1)) == nil)
        var status = SessionStatus(session: "s", strategy: "t", timeframe: .h1)
        Self.block(&status, 1, of: 10)
        #expect(SessionHealth(status) == nil, "not live yet")
        status.phase = .live
        let health = try #require(SessionHealth(status))
        #expect(health.components.map(\.kind) == [.blocked] && health.score == 50)
    }

    @Test(arguments: 0..<200) func staysInItsRange(seed: Int) {
        guard let health = StatusFixture.random(UInt64(seed)).health else { return }
        #expect((0...100).contains(health.score))
        #expect(health.components.allSatisfy { (0...1).contains($0.score) && !$0.explanation.isEmpty })
    }

    /// An old fault does not count forever.
    @Test func ratesForget() {
        var window = RateWindow()
        var status = SessionStatus(session: "s", strategy: "t", timeframe: .h1)
        var rates = SessionRates()
        for second in 0..<700 {
            status.uptime = Double(second)
            status.counters.frames = second * 10
            status.counters.quarantined = second < 100 ? 0 : 30
            rates = window.observe(status)
            #expect(rates.seconds <= RateWindow.span + 6)
            if second == 200 { #expect(rates.quarantined > 0.01) }
        }
        #expect(rates.quarantined == 0 && (rates.framesPerSecond - 10).magnitude < 1e-9)
    }
}
