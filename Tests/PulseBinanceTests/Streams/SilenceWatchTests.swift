import PulseBinance
import PulseCore
import Testing

@Suite("Silent streams")
struct SilenceWatchTests {
    /// Frames at a steady pace for five minutes, then none; when the silence is told, in milliseconds after the last frame.
    private func told(_ kind: StreamKind, pace: Int64, scale: Double = 1) -> Int64? {
        var watch = SilenceWatch(scale: scale)
        watch.watch(3, kind, at: 0)
        let end: Int64 = 300_000
        var last: Int64 = 0
        for now in stride(from: Int64(0), through: end, by: 50) {
            if now % pace == 0 {
                watch.note(3, at: now)
                last = now
            }
            if !watch.check(at: now).isEmpty { return -1 }
        }
        for now in stride(from: end, through: end + 400_000, by: 50) where !watch.check(at: now).isEmpty { return now - last }
        return nil
    }

    @Test("Each kind has its patience, active candles less than idle ones")
    func patience() throws {
        #expect((5_000...5_100).contains(try #require(told(.markPrices, pace: 1_000))))
        #expect((10_000...10_100).contains(try #require(told(.candles(.m1), pace: 2_000))))
        #expect((65_000...65_100).contains(try #require(told(.candles(.m1), pace: 50_000))))
        #expect(told(.quotes, pace: 100) == nil && told(.trades, pace: 100) == nil)
    }

    @Test("A replay that runs fast is not taken for silence, and a real one is found")
    func replay() throws {
        // Sixty times as fast: a minute a second. Candles close every second.
        #expect((2_000...2_100).contains(try #require(told(.candles(.m1), pace: 1_000, scale: 60))))
        // A pause of the machine of almost two seconds.
        #expect(told(.candles(.m1), pace: 1_900, scale: 1_000) != -1)
        // Without the floor every gap of a thousandfold replay would be told.
        #expect(SilenceWatch.floor >= 2_000)
    }

    @Test("Told once; a frame, a new connection or a pause of ours begins anew")
    func once() {
        var watch = SilenceWatch()
        watch.watch(0, .markPrices, at: 0)
        watch.watch(1, .quotes, at: 0)
        #expect(watch.check(at: 6_000) == [0] && watch.check(at: 60_000).isEmpty)
        #expect(watch.isMute([0, 1], at: 11_000) && !watch.isMute([0, 1], at: 9_000) && !watch.isMute([1], at: 11_000))
        watch.note(0, at: 61_000)
        #expect(!watch.isMute([0, 1], at: 62_000))
        watch.excuse(at: 70_000)
        #expect(watch.check(at: 74_000).isEmpty && watch.check(at: 76_000) == [0])
        watch.watch(0, .markPrices, at: 80_000)
        watch.forget(0)
        #expect(watch.check(at: 200_000).isEmpty)
    }

    @Test("How long the most silent stream is silent beyond what it may, by the limit that it broke")
    func excess() {
        var watch = SilenceWatch()
        watch.watch(0, .candles(.m1), at: 0)
        watch.watch(1, .trades, at: 0)
        for now in stride(from: Int64(0), through: 60_000, by: 2_000) { watch.note(0, at: now) }
        #expect(watch.excess([0, 1], at: 70_000) == 0)
        #expect(watch.check(at: 75_000) == [0])
        // Ten seconds were allowed, from a minute on.
        #expect(watch.excess([0, 1], at: 75_000) == 5_000 && watch.excess([1], at: 75_000) == 0)
        #expect(watch.excess([0], at: 200_000) == 130_000)
        watch.note(0, at: 200_000)
        #expect(watch.excess([0, 1], at: 201_000) == 0)
    }

    @Test("A connection without any frame is mute by its own pace, whatever its streams may do")
    func pace() {
        for kinds in [[StreamKind.trades], [.quotes], [.markPrices, .candles(.h1)], [.trades, .quotes]] {
            var pace = ConnectionPace(kinds: kinds, scale: 1, floor: 10_000, at: 0)
            for now in stride(from: Int64(0), to: 100_000, by: 250) { pace.note(at: now) }
            #expect(!pace.isMute(at: 159_000) && pace.isMute(at: 161_000) && pace.excess(at: 161_000) < 2_000)
            // Not our silence.
            pace.excuse(at: 400_000)
            #expect(!pace.isMute(at: 459_000) && pace.isMute(at: 461_000))
        }
        // A frame every two minutes: forty minutes are no silence.
        var slow = ConnectionPace(kinds: [.trades], scale: 1, floor: 10_000, at: 0)
        for now in stride(from: Int64(120_000), through: 2_400_000, by: 120_000) { slow.note(at: now) }
        #expect(!slow.isMute(at: 4_700_000) && slow.isMute(at: 4_900_000))
        // Nothing at all: five minutes, or as long as a candle takes to be told.
        #expect(!ConnectionPace(kinds: [.trades], scale: 1, floor: 10_000, at: 0).isMute(at: 299_000))
        #expect(ConnectionPace(kinds: [.trades], scale: 1, floor: 10_000, at: 0).isMute(at: 301_000))
        #expect(!ConnectionPace(kinds: [.candles(.h1)], scale: 1, floor: 10_000, at: 0).isMute(at: 3_600_000))
        // A market of a thousand times the pace: never below the floor.
        var fast = ConnectionPace(kinds: [.trades], scale: 1_000, floor: 10_000, at: 0)
        for now in Int64(0)..<1_000 { fast.note(at: now) }
        #expect(!fast.isMute(at: 10_900) && fast.isMute(at: 11_100))
    }

    @Test("A quiet minute of candles alone is no end of their connection: an idle instrument tells nothing before they close")
    func idleCandles() {
        for (timeframe, least) in [(Timeframe.m1, Int64(65_000)), (Timeframe.h1, Int64(3_605_000))] {
            var pace = ConnectionPace(kinds: [.candles(timeframe)], scale: 1, floor: 10_000, at: 0)
            for now in stride(from: Int64(0), through: 600_000, by: 250) { pace.note(at: now) }
            #expect(!pace.isMute(at: 600_000 + 62_000))
            #expect(!pace.isMute(at: 600_000 + least) && pace.isMute(at: 600_000 + least + 1))
        }
    }

    @Test("A connection may be silent for twice as long as it was before, also after a loss, whose own time does not count")
    func longestGap() {
        var pace = ConnectionPace(kinds: [.trades], scale: 1, floor: 10_000, at: 0)
        for now in stride(from: Int64(40_000), through: 50_000, by: 250) { pace.note(at: now) }
        // Before the first frame nothing is known.
        #expect(pace.isMute(at: 111_000))
        pace.note(at: 100_000)
        #expect(!pace.isMute(at: 200_000) && pace.isMute(at: 200_001))
        pace.interrupt()
        pace.note(at: 900_000)
        pace.resume(at: 1_000_000)
        for now in stride(from: Int64(1_000_000), through: 1_010_000, by: 250) { pace.note(at: now) }
        #expect(!pace.isMute(at: 1_110_000) && pace.isMute(at: 1_110_001))
    }
}
