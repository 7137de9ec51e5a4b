import Foundation
import PulseCore
import Testing

@Suite struct TimeTests {
    @Test func civilDatesAgreeWithFoundationOverTwoCenturies() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        for days in stride(from: -36_525, through: 47_482, by: 7) {
            let parts = calendar.dateComponents([.year, .month, .day], from: Date(timeIntervalSince1970: Double(days) * 86_400))
            let date = CivilDate(daysSinceEpoch: days)
            #expect(date.year == parts.year && date.month == parts.month && date.day == parts.day)
            #expect(date.daysSinceEpoch == days)
        }
    }

    @Test(arguments: [
        ("2024-01-31T12:00:00Z", 1_706_702_400_000), ("2024-01-31", 1_706_659_200_000), ("2024-02", 1_706_745_600_000),
        ("2024", 1_704_067_200_000),
        ("2024-01-31 12:00", 1_706_702_400_000), ("2024-01-31T12:00:00.250Z", 1_706_702_400_250), ("1706702400000", 1_706_702_400_000),
        ("1706702400000123", 1_706_702_400_000),
    ])
    func timesAreRead(text: String, milliseconds: Int64) {
        #expect(Timestamp(text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2024-13-01", "2024-02-30", "2024-01-31T25:00", "yesterday", "2024-01-31T12:00:00+01:00", "12", "2024-1-1", "20240131x",
    ])
    func whatIsNoTimeIsRefused(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func descriptionsReadBack() {
        var generator = SplitMix64(seed: 5)
        for _ in 0..<2_000 {
            let time = Timestamp(milliseconds: Int64(generator.next() % 4_102_444_800_000))
            #expect(Timestamp(time.description) == time)
        }
    }

    @Test func candlesOpenOnTheirGrid() {
        let noon = Timestamp(milliseconds: 1_706_702_400_000 + 12_345)
        #expect(Timeframe.h4.floor(noon).description == "2024-01-31T12:00:00Z")
        #expect(Timeframe.m1.isAligned(Timeframe.m1.floor(noon)))
        #expect(Timeframe.m1.floor(Timestamp(milliseconds: -1)).milliseconds == -60_000)
        #expect(Timeframe("1M") == nil && Timeframe("1h") == .h1)
    }
}
