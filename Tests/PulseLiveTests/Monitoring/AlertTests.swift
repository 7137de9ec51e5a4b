import PulseCore
import PulseLive
import PulseStore
import Testing

@Suite struct AlertTests {
    /// What a rule on drawdown makes of a series, a value a second (nil: not known): `kind@second`.
    private func events(_ rule: AlertRule, _ values: [Double?]) -> [String] {
        var board = AlertBoard([rule])
        return values.enumerated().flatMap { second, value in
            var status = SessionStatus(session: "s", strategy: "t", timeframe: .h1)
            status.uptime = Double(second)
            status.account.start = value == nil ? 0 : 1
            status.account.drawdown = (value ?? 0) / 100
            return board.observe(status).map { "\($0.kind.rawValue)@\(second)" }
        }
    }

    @Test func isRaisedOnceAndClearedOnTheGoodSide() {
        let rule = AlertRule("a", .drawdown, .above, 10, clear: 8)
        #expect(events(rule, [9, 11, 12, 9, 8.5, 10.5, 8, 9, 10]) == ["raised@1", "cleared@6"])
        #expect(events(AlertRule("a", .drawdown, .below, 2, clear: 3), [2, 1, 2.5, 3, 1]) == ["raised@1", "cleared@3", "raised@4"])
    }

    @Test func mustHoldWithoutABreak() {
        let rule = AlertRule("a", .drawdown, .above, 10, hold: 3)
        #expect(events(rule, [11, 11, 11, 9, 11, 11, 11, 11, 9]) == ["raised@7", "cleared@8"])
        #expect(events(rule, [11, 11, nil, 11, 11, 11]) == [], "what is not known begins the hold anew")
        #expect(events(rule, [11, 11, 11, 11, nil, nil, 9]) == ["raised@3", "cleared@6"], "and clears nothing")
    }

    @Test func isToldAgainWhileItStands() {
        let rule = AlertRule("a", .drawdown, .above, 10, clear: 5, repeat: 4)
        #expect(
            events(rule, Array(repeating: 11, count: 10) + [7, 7, 4])
                == ["raised@0", "repeated@4", "repeated@8", "cleared@12"])
        #expect(events(AlertRule("a", .drawdown, .above, 10, repeat: 0), Array(repeating: 11, count: 50)) == ["raised@0"])
    }

    @Test func tellsOfAUniverseThatCouldNotBeChosenUntilItIs() {
        var board = AlertBoard(AlertRule.defaults.filter { $0.metric == .universeFailures })
        var status = SessionStatus(session: "s", strategy: "t", timeframe: .h1)
        #expect(board.observe(status) == [])
        status.universeFailures = 1
        #expect(board.observe(status).map(\.message) == ["failures to choose the universe anew 1, above 0"])
        status.universeFailures = 0
        #expect(board.observe(status).map(\.kind) == [.cleared])
    }

    /// Whatever the series: raised and cleared take turns, and nothing is raised below the threshold.
    @Test(arguments: 0..<50) func takesTurns(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let values = (0..<300).map { _ in random.next() % 10 == 0 ? nil : random.uniform() * 20 }
        let rule = AlertRule(
            "a", .drawdown, .above, 10, clear: Double(random.next() % 10), hold: Double(random.next() % 4),
            repeat: Double(random.next() % 9))
        #expect(Self.isOrderly(events(rule, values), values))
    }

    private static func isOrderly(_ events: [String], _ values: [Double?]) -> Bool {
        var isStanding = false
        for event in events {
            let parts = event.split(separator: "@")
            guard let second = Int(parts[1]) else { return false }
            switch parts[0] {
            case "raised":
                guard !isStanding, let value = values[second], value > 10 else { return false }
                isStanding = true
            case "cleared":
                guard isStanding, let value = values[second], value < 10 else { return false }
                isStanding = false
            default: guard isStanding else { return false }
            }
        }
        return true
    }

    /// The mutant has no memory: it raises with every value beyond the threshold.
    @Test func theCheckCatchesAnAlertWithoutMemory() {
        let values: [Double?] = [11, 12, 9, 11]
        let mutant = values.enumerated().compactMap { second, value in (value ?? 0) > 10 ? "raised@\(second)" : nil }
        #expect(!Self.isOrderly(mutant, values))
        #expect(Self.isOrderly(events(AlertRule("a", .drawdown, .above, 10), values), values))
    }

    @Test func namesWhatStandsAndSaysWhy() throws {
        var monitor = SessionMonitor(alerts: [
            AlertRule("instruments-blocked", .blockedInstruments, .above, 0, hold: 60), AlertRule("drawdown", .drawdown, .above, 1),
        ])
        var status = StatusFixture.live()
        #expect(monitor.observe(&status).events.map(\.message) == ["drawdown 1.20 %, above 1.00 %"])
        status.uptime += 60
        let later = monitor.observe(&status)
        #expect(later.events.map(\.message) == ["blocked instruments 1, above 0 for 1:00"])
        #expect(status.alerts.map(\.name) == ["drawdown", "instruments-blocked"])
        #expect(later.isMetricsDue)
    }

    private func read(_ text: String) throws -> [AlertRule] {
        var reader = ConfigurationReader(try YAMLDocument.parse(text: text, file: "alphapulse.yaml"))
        return try AlertRule.read(reader.node("alerts"))
    }

    @Test func readsTheConfiguration() throws {
        #expect(try read("threads: 1\n") == AlertRule.defaults)
        let rules = try read(
            """
            alerts:
              health-low: off
              slow-verdicts:
                when: latency-p99
                above: 800
                clear: 400
                for: 2m
                repeat: 1h
              thin:
                when: health
                below: 50
            """)
        #expect(rules.map(\.name) == AlertRule.defaults.dropFirst().map(\.name) + ["thin"])
        #expect(rules[1] == AlertRule("slow-verdicts", .latency, .above, 800, clear: 400, hold: 120, repeat: 3_600))
        #expect(rules.last == AlertRule("thin", .health, .below, 50))
        #expect(try read("alerts:\n  defaults: false\n") == [])
    }

    @Test func namesFileLineAndKeyOfEveryFault() throws {
        let error = try #require(throws: PulseError.self) {
            try read(
                """
                alerts:
                  a:
                    when: latency
                    above: 5
                  b:
                    when: drawdown
                    above: 5
                    clear: 6
                  c:
                    when: drawdown
                    below: x
                    fro: 5m
                  health-lo: off
                  d:
                    above: 1
                    for: 5y
                  e: 7
                  f:
                    when: health
                """)
        }
        #expect(error.kind == .configuration)
        let found = error.diagnostics.map(\.description).joined(separator: "\n")
        for part in [
            "alphapulse.yaml:3:", "'alerts.a.when' must be one of", "alphapulse.yaml:8:", "'alerts.b.clear' must not be above 5",
            "alphapulse.yaml:11:", "'alerts.c.below' must be a number", "unknown key 'alerts.c.fro'", "did you mean 'for'?",
            "'alerts.health-lo' is none of the default alerts (did you mean 'health-low'?)", "'alerts.d.when' is missing",
            "'alerts.d.for' must be a span of time", "'alerts.e' must be a mapping", "'alerts.f.above' or 'below' is missing",
        ] {
            #expect(found.contains(part), "\(part) is not in\n\(found)")
        }
    }
}
