import PulseCore
import PulseStrategy
import Testing

@Suite struct SessionClockTests {
    private static func window(_ text: String) throws -> TradingWindow {
        var clock = SessionClock()
        return clock.window(at: try #require(Timestamp(text)).milliseconds)
    }

    /// The two golden instants, winter and summer, and both sides of edges, among them those of the days on which the clocks are changed.
    @Test(arguments: [
        ("2024-01-15T14:55", TradingWindow.silverBulletMorning), ("2024-07-15T13:55", .silverBulletMorning),
        ("2024-07-15T14:55", .newYorkKillZone), ("2024-01-15T13:55", .newYorkKillZone),
        ("2024-01-15T14:49:59.999", .newYorkKillZone), ("2024-01-15T14:50", .silverBulletMorning), ("2024-01-15T15:10", .newYorkKillZone),
        ("2024-01-15T16:00", .overlap), ("2024-01-15T17:00", .newYork), ("2024-01-15T20:00", .silverBulletAfternoon),
        ("2024-07-15T19:19", .silverBulletAfternoon), ("2024-07-15T19:20", .newYork), ("2024-01-15T22:00", .quiet),
        ("2024-01-16T01:00", .asian), ("2024-01-16T04:59", .asian), ("2024-01-16T05:00", .quiet), ("2024-01-15T07:00", .londonKillZone),
        ("2024-07-15T06:00", .londonKillZone), ("2024-01-15T10:00", .london), ("2024-01-15T13:00", .newYorkKillZone),
        // 2024-03-10: 02:00 to 03:00 do not exist, the kill zone lasts from 07:00 (03:00 daylight time) to 09:00 UTC.
        ("2024-03-10T06:59", .quiet), ("2024-03-10T07:00", .londonKillZone), ("2024-03-10T08:59", .londonKillZone),
        ("2024-03-10T09:00", .london),
        // 2024-11-03: 01:00 to 02:00 come twice, both quiet; the kill zone begins at 07:00 UTC.
        ("2024-11-03T05:30", .quiet), ("2024-11-03T06:30", .quiet), ("2024-11-03T07:00", .londonKillZone),
        ("2024-11-03T09:59", .londonKillZone),
        ("2024-11-03T10:00", .london), ("2024-11-03T14:55", .silverBulletMorning),
    ])
    func windows(text: String, window: TradingWindow) throws {
        #expect(try Self.window(text) == window)
    }

    /// The table of the hours, read from scratch: local minutes, the narrowest window first.
    private static func expected(_ instant: Int64) -> TradingWindow {
        let local = instant + NewYorkTime.span(at: instant).offset
        let minute = (local - local.floored(toMultipleOf: Timestamp.day)) / 60_000
        switch minute {
        case 590..<610: return .silverBulletMorning
        case 900..<920: return .silverBulletAfternoon
        case 120..<300: return .londonKillZone
        case 480..<660: return .newYorkKillZone
        case 660..<720: return .overlap
        case 300..<480: return .london
        case 720..<1_020: return .newYork
        case 1_200..<1_440: return .asian
        default: return .quiet
        }
    }

    /// What is remembered is what would be worked out, in order and out of it, through both changes of the clocks.
    @Test func theRememberedAnswerIsTheFreshOne() throws {
        var clock = SessionClock()
        var seen: Set<TradingWindow> = []
        for text in ["2024-03-08", "2024-11-01", "2025-03-07"] {
            let start = try #require(Timestamp(text)).milliseconds
            for instant in stride(from: start, to: start + 4 * Timestamp.day, by: 60_000) {
                let window = clock.window(at: instant)
                guard window == Self.expected(instant) else {
                    Issue.record("\(Timestamp(milliseconds: instant)): \(window)")
                    return
                }
                seen.insert(window)
            }
        }
        #expect(seen.count == TradingWindow.allCases.count)
        var random = SplitMix64(seed: 3)
        let start = try #require(Timestamp("2020-01-01")).milliseconds
        for _ in 0..<20_000 {
            let instant = start + Int64(random.next() % UInt64(3_000 * Timestamp.day))
            #expect(clock.window(at: instant) == Self.expected(instant))
        }
    }

    @Test func multipliers() {
        let expected: [TradingWindow: Double] = [
            .silverBulletMorning: 1.10, .silverBulletAfternoon: 1.10, .newYorkKillZone: 1.08, .londonKillZone: 1.05, .london: 1,
            .newYork: 1,
            .overlap: 1, .asian: 0.92, .quiet: 0.90,
        ]
        for window in TradingWindow.allCases { #expect(window.multiplier == expected[window]) }
        #expect(TradingWindow.allCases.filter(\.isKillZone).count == 4 && !TradingWindow.asian.isKillZone)
    }
}
