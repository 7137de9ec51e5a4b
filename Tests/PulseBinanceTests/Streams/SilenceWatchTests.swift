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
}
