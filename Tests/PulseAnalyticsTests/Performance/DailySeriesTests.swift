import PulseAnalytics
import PulseCore
import PulseTesting
import Testing

@Suite struct DailySeriesTests {
    private let day: Int64 = 86_400_000

    /// Points at random distances from seconds to days, some of them on midnight.
    private func irregularCurve(seed: UInt64, count: Int = 600) throws -> EquityCurve {
        var random = SplitMix64(seed: seed)
        var time = 1_700_000_000_000 + Int64(random.next() % 86_400_000)
        var value = 1_000.0
        var times: [Int64] = []
        var values: [Double] = []
        for _ in 0..<count {
            times.append(time)
            values.append(value)
            let step = Int64(random.next() % [1_000, 3_600_000, 50_000_000, 300_000_000][Int(random.next() % 4)]) + 1
            time += step
            if random.next() % 8 == 0 { time = Timestamp(milliseconds: time).startOfDay.milliseconds + 86_400_000 }
            value *= 1 + 0.04 * (random.uniform() - 0.5)
        }
        return try EquityCurve(times: times, values: values)
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>)
    func everyMidnightHasTheLastValueAtOrBeforeIt(seed: UInt64) throws {
        let curve = try irregularCurve(seed: seed)
        let daily = DailySeries(curve)
        for (time, value) in zip(daily.times, daily.values) {
            #expect(time % day == 0)
            let last = curve.times.lastIndex { $0 <= time }
            #expect(last.map { curve.values[$0] } == value)
        }
        #expect(daily.times.first.map { $0 - day < curve.times[0] && $0 >= curve.times[0] } == true)
        #expect(daily.times.last.map { $0 + day > curve.end.milliseconds && $0 <= curve.end.milliseconds } == true)
        #expect(daily.returns.count == daily.times.count - 1)
        #expect(zip(daily.times, daily.times.dropFirst()).allSatisfy { $1 - $0 == day })
    }

    @Test func gapsAreFlatDays() throws {
        let curve = try EquityCurve(times: [0, day, 5 * day], values: [100, 110, 121])
        let returns = DailySeries(curve).returns
        #expect(returns.count == 5)
        #expect(agree(returns[0], 0.1) && agree(returns[4], 0.1))
        #expect(returns[1...3] == [0, 0, 0])
    }

    @Test func hoursOutsideWholeDaysBelongToNoReturn() throws {
        let hour: Int64 = 3_600_000
        let curve = try EquityCurve(times: [20 * hour, 24 * hour, 48 * hour, 60 * hour], values: [100, 200, 220, 440])
        let report = PerformanceReport.compute(PerformanceInput(equity: curve))
        #expect(report.daily.returns.count == 1)
        #expect(agree(report.daily.returns[0], 0.1))
        #expect(agree(report["totalReturn"]?.number, 3.4))
        #expect(report.conventions.uncovered == 16 * hour)
        #expect(report.conventions.firstDay?.dateDescription == "1970-01-02")
    }

    @Test func aCurveWithinOneDayHasNoReturns() throws {
        let curve = try EquityCurve(times: [1, 2, 3], values: [100, 90, 120])
        let report = PerformanceReport.compute(PerformanceInput(equity: curve))
        #expect(report["sharpe"]?.reason == "needs 2 returns or more, has 0")
        #expect(agree(report["maxDrawdown"]?.number, 0.1))
        #expect(report.conventions.firstDay == nil)
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>, [CalendarReturn.Calendar.month, .year])
    func calendarReturnsChainToTheTotal(seed: UInt64, calendar: CalendarReturn.Calendar) throws {
        let curve = try irregularCurve(seed: seed)
        let periods = CalendarReturn.of(curve, by: calendar)
        let chained = periods.reduce(1.0) { $0 * (1 + ($1.value ?? .nan)) }
        #expect(agree(chained, curve.final / curve.initial, within: 1e-12))
        #expect(periods.first?.isPartial == true)
        #expect(zip(periods, periods.dropFirst()).allSatisfy { $0.period < $1.period })
    }

    @Test func aMonthFromEndToEndIsWhole() throws {
        let start = CivilDate(year: 2024, month: 2, day: 1).timestamp.milliseconds
        let whole = try EquityCurve(times: [start, start + 29 * day], values: [100, 130])
        #expect(CalendarReturn.of(whole, by: .month).map(\.isPartial) == [false])
        let cut = try EquityCurve(times: [start, start + 29 * day + 1], values: [100, 130])
        #expect(CalendarReturn.of(cut, by: .month).map(\.isPartial) == [false, true])
    }

    @Test func faultyCurvesAreRefused() {
        #expect(throws: PulseError.self) { try EquityCurve(times: [], values: []) }
        #expect(throws: PulseError.self) { try EquityCurve(times: [1, 1], values: [1, 1]) }
        #expect(throws: PulseError.self) { try EquityCurve(times: [1, 2], values: [1, .nan]) }
        #expect(throws: PulseError.self) { try EquityCurve(times: [1, 2], values: [0, 1]) }
        #expect(throws: PulseError.self) { try EquityCurve(times: [1, 2], values: [1]) }
        #expect(throws: PulseError.self) { try EquityCurve(times: [1, 1_700_000_000_000_000], values: [1, 1]) }
    }
}
