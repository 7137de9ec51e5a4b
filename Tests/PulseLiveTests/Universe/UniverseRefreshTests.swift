import PulseCore
import PulseLive
import Testing

@Suite struct UniverseRefreshTests {
    private let began = Timestamp(milliseconds: 1_740_830_400_000)
    private let first: InstrumentID
    private let second: InstrumentID

    init() throws {
        first = try #require(InstrumentID(venue: "binance", symbol: "AAAUSDT"))
        second = try #require(InstrumentID(venue: "binance", symbol: "BBBUSDT"))
    }

    private func day(_ number: Int) -> CivilDate { CivilDate(year: 2_025, month: 3, day: number) }

    @Test("a session that is taken up again keeps the day's universe, and is told again of one that it had not taken over")
    func keepsTheDay() {
        #expect(CivilDate(began) == day(1))
        func followed(_ chosen: (day: CivilDate, members: [InstrumentID])?) -> Timestamp {
            UniverseRefresh.day(of: [first, second], began: began, chosen: chosen)
        }
        #expect(followed((day: day(4), members: [second, first])) == day(4).timestamp)
        #expect(followed((day: day(4), members: [second])) == day(1).timestamp)
        #expect(followed(nil) == day(1).timestamp)
        // A snapshot of before, which a day without one falls back to.
        #expect(followed((day: CivilDate(year: 2_025, month: 2, day: 20), members: [first, second])) == day(1).timestamp)
    }
}
