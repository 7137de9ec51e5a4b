import PulseBinance
import PulseCore
import Testing

@Suite("Connections of streams")
struct StreamConnectionTests {
    private func names(_ range: Range<Int>) -> [String] { range.map { "s\($0)usdt@kline_1m" } }

    @Test("A good server: all streams subscribed in few messages, pings answered, then quiet")
    func good() {
        for market in BinanceMarket.allCases {
            var world = StreamWorld(streams: names(0..<1_024), rules: StreamRules(market), seed: 1)
            world.run(5_000)
            #expect(world.isWell && world.connects == 1 && world.losses == 0 && world.faults.isEmpty)
            world.run(120_000)
            let socket = world.sockets.values.first
            #expect(socket?.pongs.count == 6 && (socket?.sent.count ?? 0) == 6 + 6)
        }
    }

    @Test("Trouble of every kind, in any order: the rules are kept, and all is well again when it ends", arguments: 0..<24)
    func trouble(seed: Int) {
        var rules = StreamRules(seed % 2 == 0 ? .spot : .usdm)
        rules.lifetime = 60_000
        rules.overlap = 8_000
        rules.stableAfter = 10_000
        var random = SplitMix64(seed: UInt64(seed))
        var world = StreamWorld(streams: names(0..<300), rules: rules, seed: UInt64(seed))
        world.trouble = [1, 3, 10, 40][seed % 4]
        for _ in 0..<20 {
            world.run(Int64(random.next() % 20_000))
            let from = Int(random.next() % 200)
            world.setStreams(names(from..<(from + 100 + Int(random.next() % 300))))
        }
        world.trouble = 0
        world.run(150_000)
        var tries = 0
        // It may be in the middle of a replacement.
        while !world.isWell, tries < 200 {
            world.run(500)
            tries += 1
        }
        #expect(world.isWell, "\(world.connection.state)")
        #expect(world.faults.isEmpty, "\(world.faults.prefix(3))")
    }

    @Test("A replacement before the server's limit loses no stream for a moment")
    func renewal() {
        var rules = StreamRules(.spot)
        rules.lifetime = 100_000
        var world = StreamWorld(streams: names(0..<500), rules: rules, seed: 5)
        world.run(1_000_000)
        #expect(world.connection.renewals >= 9 && world.connection.renewals <= 11)
        #expect(world.connects == 1 && world.losses == 0 && world.faults.isEmpty, "\(world.faults.prefix(3))")
        // Whoever closes the old one too early is found out.
        var planted = StreamWorld(streams: names(0..<500), rules: rules, seed: 5)
        planted.closesTooEarly = true
        planted.run(300_000)
        #expect(!planted.faults.isEmpty)
    }

    @Test("An announced shutdown is a replacement at once")
    func shutdown() {
        var world = StreamWorld(streams: names(0..<10), rules: StreamRules(.spot), seed: 6)
        world.run(10_000)
        world.announceShutdown()
        #expect(world.connection.state == .renewing)
        world.run(100_000)
        #expect(world.losses == 0 && world.connects == 1 && world.connection.renewals == 1 && world.isWell && world.faults.isEmpty)
    }

    @Test("Losses: other endpoints, delays that grow and differ, small again after a good time")
    func backOff() {
        var world = StreamWorld(streams: names(0..<5), rules: StreamRules(.spot), seed: 8)
        world.trouble = 100
        world.run(600_000)
        let gaps = zip(world.opened, world.opened.dropFirst()).map { $1.at - $0.at }
        #expect(gaps.allSatisfy { $0 >= 1_000 && $0 <= 62_000 + 10_500 })
        #expect((gaps.max() ?? 0) > 20_000 && Set(gaps).count > gaps.count / 2)
        #expect(zip(world.opened, world.opened.dropFirst()).allSatisfy { $0.endpoint != $1.endpoint })
        #expect(Set(world.opened.map(\.endpoint)) == [0, 1, 2])
    }

    @Test("A stream that the server will not have is found, and the others are subscribed")
    func refused() {
        var world = StreamWorld(streams: names(0..<200), rules: StreamRules(.usdm), seed: 9)
        world.unwelcome = ["s77usdt@kline_1m"]
        world.run(30_000)
        #expect(world.isWell && world.connection.refused == world.unwelcome && world.faults.isEmpty)
    }

    @Test("A socket that says nothing is probed, and given up")
    func halfOpen() {
        var connection = StreamConnection(streams: ["a"], endpoints: 2, rules: StreamRules(.spot), random: SplitMix64(seed: 1), at: 0)
        #expect(connection.handle(.wake, at: 0) == [.open(socket: 0, endpoint: 0)])
        #expect(connection.handle(.opened(socket: 0), at: 100).count == 1)
        #expect(connection.handle(.reply(socket: 0, id: 1, error: nil), at: 200) == [.connected])
        #expect(connection.handle(.wake, at: 20_100).isEmpty)
        #expect(connection.handle(.wake, at: 20_200) == [.probe(socket: 0)])
        #expect(connection.handle(.wake, at: 40_000).isEmpty)
        #expect(connection.handle(.wake, at: 70_200) == [.close(socket: 0), .lost(reason: "no traffic")])
        // What comes from a socket that was given up is nobody's.
        #expect(connection.handle(.traffic(socket: 0), at: 70_300).isEmpty)
        #expect(connection.handle(.wake, at: 75_000) == [.open(socket: 1, endpoint: 1)])
        // No answer to the attempt, none to the request.
        #expect(connection.handle(.wake, at: 85_000) == [.close(socket: 1)])
        #expect(connection.state == .waiting && connection.losses == 2)
    }

    @Test("Silence of all streams ends a live socket")
    func mute() {
        var connection = StreamConnection(streams: ["a"], endpoints: 1, rules: StreamRules(.usdm), random: SplitMix64(seed: 1), at: 0)
        _ = connection.handle(.wake, at: 0)
        _ = connection.handle(.opened(socket: 0), at: 10)
        _ = connection.handle(.reply(socket: 0, id: 1, error: nil), at: 20)
        #expect(connection.handle(.mute, at: 30_000) == [.close(socket: 0), .lost(reason: "all streams are silent")])
        #expect(connection.stop().isEmpty)
    }

    /// A connection whose socket 0 is live since 20 ms, with a stream.
    private func live(_ change: (inout StreamRules) -> Void = { _ in }) -> StreamConnection {
        var rules = StreamRules(.spot)
        change(&rules)
        var connection = StreamConnection(streams: ["a"], endpoints: 1, rules: rules, random: SplitMix64(seed: 3), at: 0)
        _ = connection.handle(.wake, at: 0)
        _ = connection.handle(.opened(socket: 0), at: 10)
        _ = connection.handle(.reply(socket: 0, id: 1, error: nil), at: 20)
        return connection
    }

    @Test("Every ping is answered at once, however often a server asks; requests wait for their turn")
    func pings() {
        var connection = live { $0.probeAfter = 60_000 }
        for number in 0..<100 {
            let payload = [UInt8(number)]
            #expect(connection.handle(.ping(socket: 0, payload), at: 100 + Int64(number)) == [.pong(socket: 0, payload)])
        }
        #expect(connection.setStreams(["a", "b"], at: 200).isEmpty)
        #expect(connection.handle(.wake, at: 1_100).isEmpty)
        #expect(connection.handle(.wake, at: 1_500).count == 1)
    }

    @Test("Replacements that fail are tried ever more rarely, though the old socket lives")
    func failingRenewals() {
        var connection = live { $0.lifetime = 100_000 }
        var opened: [Int64] = []
        for now in stride(from: Int64(100), to: 1_000_000, by: 100) {
            for action in connection.handle(.traffic(socket: 0), at: now) {
                guard case .open(let socket, _) = action else { continue }
                opened.append(now)
                _ = connection.handle(.closed(socket: socket, reason: "refused"), at: now)
            }
        }
        #expect(connection.state == .live)
        #expect(opened.count > 5 && opened.count < 60, "\(opened.count)")
        #expect(zip(opened, opened.dropFirst()).contains { $1 - $0 > 20_000 })
    }

    @Test("A server that closes what it said it would close loses nothing where the replacement carries all")
    func closedInOverlap() {
        var connection = live()
        let asked = connection.handle(.shutdown(socket: 0), at: 10_000)
        #expect(asked.contains(.open(socket: 1, endpoint: 0)))
        _ = connection.handle(.opened(socket: 1), at: 10_100)
        // Before it carries all, the end of the old one is a loss.
        var early = connection
        let lost = early.handle(.closed(socket: 0, reason: "bye"), at: 10_200)
        #expect(lost.contains(.lost(reason: "bye")))
        _ = connection.handle(.reply(socket: 1, id: 1, error: nil), at: 10_200)
        #expect(connection.state == .renewing)
        let actions = connection.handle(.closed(socket: 0, reason: "bye"), at: 60_000)
        #expect(!actions.contains { if case .lost = $0 { true } else { false } } && connection.state == .live)
        #expect(connection.losses == 0 && connection.renewals == 1)
    }

    @Test("A close that is announced before the socket is live is not forgotten")
    func earlyShutdown() {
        var connection = StreamConnection(streams: ["a"], endpoints: 1, rules: StreamRules(.spot), random: SplitMix64(seed: 3), at: 0)
        _ = connection.handle(.wake, at: 0)
        _ = connection.handle(.opened(socket: 0), at: 10)
        #expect(connection.handle(.shutdown(socket: 0), at: 15).isEmpty)
        #expect(connection.handle(.reply(socket: 0, id: 1, error: nil), at: 20) == [.connected])
        #expect(connection.handle(.wake, at: 70) == [.open(socket: 1, endpoint: 0)])
    }

    @Test("A replacement whose own close is announced is replaced in its turn")
    func shutdownOfReplacement() {
        for endsEarly in [false, true] {
            var connection = live()
            _ = connection.handle(.shutdown(socket: 0), at: 10_000)
            _ = connection.handle(.opened(socket: 1), at: 10_100)
            #expect(connection.handle(.shutdown(socket: 1), at: 10_150).isEmpty)
            _ = connection.handle(.reply(socket: 1, id: 1, error: nil), at: 10_200)
            #expect(connection.state == .renewing)
            let end: StreamConnection.Input = endsEarly ? .closed(socket: 0, reason: "bye") : .seen(socket: 1, stream: "a")
            let actions = connection.handle(end, at: 10_300) + connection.handle(.wake, at: 10_350)
            let opening: StreamConnection.Action = .open(socket: 2, endpoint: 0)
            #expect(actions == (endsEarly ? [opening] : [.close(socket: 0), opening]))
            #expect(connection.state == .renewing && connection.losses == 0)
        }
    }
}
