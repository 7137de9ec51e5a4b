import PulseCore
import PulseResearch
import Testing

@Suite struct RoundScheduleTests {
    private typealias Round = RoundSchedule.Round
    private typealias Close = (instrument: Int, time: Timestamp)

    private func minute(_ number: Double) -> Timestamp { Timestamp(milliseconds: Int64(number * 60_000)) }

    /// All rounds of some candles, asked for at some instants.
    private func rounds(
        _ pace: RoundSchedule.Pace, instruments: Int, _ closes: [Close], asked: [Timestamp]
    ) -> [Round] {
        var schedule = RoundSchedule(pace, instruments: instruments)
        var rounds: [Round] = []
        var rest = closes[...]
        for now in asked {
            while let close = rest.first, close.time <= now {
                schedule.closed(close.instrument, at: close.time)
                rest.removeFirst()
            }
            rounds += schedule.rounds(through: now)
        }
        return rounds
    }

    @Test func evaluatesAtTheClose() {
        var schedule = RoundSchedule(.candleClose, instruments: 4)
        schedule.closed(2, at: minute(15))
        schedule.closed(0, at: minute(15))
        schedule.closed(3, at: minute(16))
        #expect(schedule.rounds(through: minute(15)) == [Round(time: minute(15), instruments: [0, 2])])
        #expect(schedule.rounds(through: minute(15)).isEmpty)
        #expect(schedule.rounds(through: minute(20)) == [Round(time: minute(16), instruments: [3])])
        #expect(schedule.waitingCount == 0 && schedule.longestWait == 0)
    }

    @Test func takesSoManyAMinuteAndGoesOnBehindTheLast() {
        var schedule = RoundSchedule(.perMinute(2), instruments: 5)
        for instrument in 0..<5 { schedule.closed(instrument, at: minute(15)) }
        #expect(
            schedule.rounds(through: minute(16.5)) == [
                Round(time: minute(15), instruments: [0, 1]), Round(time: minute(16), instruments: [2, 3]),
            ])
        #expect(schedule.waitingCount == 1)
        for instrument in 0..<5 { schedule.closed(instrument, at: minute(16.6)) }
        #expect(
            schedule.rounds(through: minute(30)) == [
                Round(time: minute(17), instruments: [4, 0]), Round(time: minute(18), instruments: [1, 2]),
                Round(time: minute(19), instruments: [3]),
            ])
    }

    @Test func whoIsDroppedIsNotEvaluated() {
        var schedule = RoundSchedule(.perMinute(1), instruments: 2)
        schedule.closed(0, at: minute(1))
        schedule.closed(1, at: minute(1))
        schedule.drop(0)
        schedule.drop(0)
        schedule.append()
        schedule.closed(2, at: minute(1))
        #expect(schedule.rounds(through: minute(9)).flatMap(\.instruments) == [1, 2])
    }

    /// A session has some instruments and others join, its audit has all from the start: the rounds are the same.
    @Test(arguments: 0..<20) func whoJoinsChangesNoRoundOfTheOthers(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let first = 1 + Int(random.next() % 6)
        let all = first + 1 + Int(random.next() % 6)
        let number = 1 + Int(random.next() % 3)
        var (growing, whole) = (RoundSchedule(.perMinute(number), instruments: first), RoundSchedule(.perMinute(number), instruments: all))
        var (found, expected): ([Round], [Round]) = ([], [])
        var joined = first
        for step in 0..<60 {
            let time = minute(Double(step * 5))
            // Another one joins every four groups.
            let count = min(all, first + step / 4)
            while joined < count {
                growing.append()
                joined += 1
            }
            for instrument in 0..<count {
                growing.closed(instrument, at: time)
                whole.closed(instrument, at: time)
            }
            found += growing.rounds(through: time)
            expected += whole.rounds(through: time)
        }
        #expect(found == expected)
    }

    @Test func goesOnWithWhoJoinedBehindTheLast() {
        var schedule = RoundSchedule(.perMinute(2), instruments: 2)
        for instrument in 0..<2 { schedule.closed(instrument, at: minute(15)) }
        #expect(schedule.rounds(through: minute(15)) == [Round(time: minute(15), instruments: [0, 1])])
        schedule.append()
        for instrument in 0..<3 { schedule.closed(instrument, at: minute(20)) }
        #expect(
            schedule.rounds(through: minute(21)) == [
                Round(time: minute(20), instruments: [2, 0]), Round(time: minute(21), instruments: [1]),
            ])
    }

    /// Random candles, asked for at random instants: the same rounds (P1), at most N of a minute, every candle evaluated, nobody later
    /// than stated.
    @Test(arguments: 0..<60) func isFairAndBoundedHoweverOftenItIsAsked(seed: Int) {
        var random = SplitMix64(seed: UInt64(seed))
        let instruments = 1 + Int(random.next() % 40)
        let number = 1 + Int(random.next() % 12)
        var closes: [Close] = []
        for step in 0..<300 {
            let time = minute(Double(step) / 4)
            for instrument in 0..<instruments where random.next() % (step % 60 == 0 ? 1 : 9) == 0 { closes.append((instrument, time)) }
        }
        let end = minute(200)
        let dense = (0...800).map { minute(Double($0) / 4) }
        let found = rounds(.perMinute(number), instruments: instruments, closes, asked: dense)
        let sparse = dense.filter { _ in random.next() % 13 == 0 } + [end]
        #expect(rounds(.perMinute(number), instruments: instruments, closes, asked: sparse) == found)
        #expect(zip(found, found.dropFirst()).allSatisfy { $0.time < $1.time })
        #expect(found.allSatisfy { !$0.instruments.isEmpty && $0.instruments.count <= number && $0.time.milliseconds % 60_000 == 0 })
        #expect(latest(closes, found, instruments) <= RoundSchedule(.perMinute(number), instruments: instruments).longestWait)
    }

    /// The longest time from a close to the round that evaluates it; the end of time where none does.
    private func latest(_ closes: [Close], _ rounds: [Round], _ instruments: Int) -> Int64 {
        var times = Array(repeating: [Int64](), count: instruments)
        for round in rounds { for instrument in round.instruments { times[instrument].append(round.time.milliseconds) } }
        return closes.map { close in
            let evaluated = times[close.instrument].first { $0 >= close.time.milliseconds }
            return evaluated.map { $0 - close.time.milliseconds } ?? .max
        }.max() ?? 0
    }

    /// The mutant always begins with the first instrument, as a loop over a list would: the last ones then wait beyond the bound.
    @Test func theCheckCatchesAScheduleThatStarves() {
        let instruments = 10
        var closes: [Close] = []
        for step in 0..<40 { for instrument in 0..<instruments { closes.append((instrument, minute(Double(step)))) } }
        var mutant: [Round] = []
        var waiting: Set<Int> = []
        for step in 0..<80 {
            for close in closes where close.time == minute(Double(step)) { waiting.insert(close.instrument) }
            let taken = Array(waiting.sorted().prefix(3))
            waiting.subtract(taken)
            if !taken.isEmpty { mutant.append(Round(time: minute(Double(step)), instruments: taken)) }
        }
        let bound = RoundSchedule(.perMinute(3), instruments: instruments).longestWait
        #expect(latest(closes, mutant, instruments) > bound)
        let asked = (0..<80).map { minute(Double($0)) }
        #expect(latest(closes, rounds(.perMinute(3), instruments: instruments, closes, asked: asked), instruments) <= bound)
    }
}
