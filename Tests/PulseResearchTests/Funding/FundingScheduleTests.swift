import PulseCore
import PulseResearch
import PulseStore
import PulseStrategy
import Testing

@Suite struct FundingScheduleTests {
    private func observation(_ milliseconds: Int64, _ rate: Double, weight: Double = 1, delay: Int64 = 0) -> SideObservation {
        let event = Timestamp(milliseconds: FundingRig.start + milliseconds)
        return SideObservation(eventTime: event, knownAt: event.advanced(byMilliseconds: delay), value: rate, weight: weight)
    }

    private func hours(_ from: Double, _ to: Double) -> TimeRange {
        func instant(_ hour: Double) -> Timestamp { Timestamp(milliseconds: FundingRig.start + Int64(hour * Double(FundingRig.hour))) }
        return TimeRange(from: instant(from), to: instant(to))
    }

    @Test func timesAreThoseOfSettlementsNotOfTheFeed() {
        let schedule = FundingSchedule([
            observation(8 * FundingRig.hour + 7, -0.00001234, weight: 0.5, delay: 600_000), observation(-4, 0.0001),
            observation(8 * FundingRig.hour + 900, 0.5),
        ])
        #expect(schedule.terms == .series)
        #expect(
            schedule.settlements == [
                FundingSettlement(time: hours(0, 0).from, rate: 10_000),
                FundingSettlement(time: hours(8, 8).from, rate: -1_234, interval: 4 * FundingRig.hour),
            ])
    }

    @Test func aFixedRateIsSettledThriceADay() {
        let schedule = FundingSchedule(fixed: 0.0001, hours(0.5, 24))
        #expect(schedule.settlements == [8, 16].map { FundingSettlement(time: hours($0, $0).from, rate: 10_000) })
        #expect(FundingSchedule(fixed: 0.0001, hours(0, 24.5)).settlements.count == 4)
        #expect(schedule.coverage(of: hours(0.5, 24)).missing == 0)
    }

    @Test func coverageCountsWhatIsMissing() {
        func coverage(_ rates: [Double], _ range: TimeRange, every interval: Double = 8) -> [Int] {
            let schedule = FundingSchedule(rates.map { observation(Int64($0 * Double(FundingRig.hour)), 0.0001, weight: interval / 8) })
            let found = schedule.coverage(of: range)
            return [found.missing, found.expected]
        }
        #expect(coverage([0, 8, 16], hours(0, 24)) == [0, 3])
        #expect(coverage([8, 16], hours(0.1, 24)) == [0, 2])
        #expect(coverage([16], hours(0, 24)) == [2, 3])
        #expect(coverage([0], hours(0, 24)) == [2, 3])
        #expect(coverage([0, 24], hours(0, 32)) == [2, 4])
        #expect(coverage([], hours(0, 24)) == [3, 3])
        #expect(coverage([], hours(0.1, 8)) == [0, 0])
        #expect(coverage([0, 4, 12, 20], hours(0, 24), every: 4) == [2, 6])
        #expect(coverage([100], hours(0, 24)) == [3, 3], "outside of the range")
    }
}
