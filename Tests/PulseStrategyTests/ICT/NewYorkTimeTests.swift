import Foundation
import PulseCore
import PulseStrategy
import Testing

/// New York's offset from UTC, at the edges and against the system's time zone data.
@Suite struct NewYorkTimeTests {
    private static func instant(_ text: String) throws -> Int64 { try #require(Timestamp(text)).milliseconds }

    @Test(arguments: [
        ("2024-03-10T06:59:59.999", -5), ("2024-03-10T07:00", -4), ("2024-11-03T05:59:59.999", -4), ("2024-11-03T06:00", -5),
        ("2024-01-01T00:00", -5), ("2024-12-31T23:59", -5), ("2024-07-15T13:55", -4), ("2023-03-12T06:59", -5), ("2023-03-12T07:00", -4),
        ("2015-11-01T05:59", -4), ("2015-11-01T06:00", -5),
    ])
    func theClocksAreChangedOnTime(text: String, hours: Int64) throws {
        #expect(NewYorkTime.span(at: try Self.instant(text)).offset == hours * 3_600_000)
    }

    /// A span holds the instant it was asked for, ends where the next begins, and has one offset all along.
    @Test func spansFollowEachOtherWithoutAGap() throws {
        var instant = try Self.instant("2006-06-01")
        for _ in 0..<120 {
            let span = NewYorkTime.span(at: instant)
            #expect(span.instants.contains(instant))
            #expect(NewYorkTime.span(at: span.instants.lowerBound) == span)
            #expect(NewYorkTime.span(at: span.instants.upperBound - 1) == span)
            let next = NewYorkTime.span(at: span.instants.upperBound)
            #expect(next.instants.lowerBound == span.instants.upperBound && next.offset != span.offset)
            instant = span.instants.upperBound
        }
    }

    /// Hour by hour from 2007 to 2037, where the rules are the system's own.
    @Test(.enabled(if: TimeZone(identifier: "America/New_York") != nil)) func agreesWithTheTimeZoneDataBase() throws {
        let zone = try #require(TimeZone(identifier: "America/New_York"))
        var differences = 0
        for instant in stride(from: try Self.instant("2007-06-01"), to: try Self.instant("2037-01-01"), by: 3 * 3_600_000 + 1_800_000) {
            let offset = Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant) / 1_000))) * 1_000
            if NewYorkTime.span(at: instant).offset != offset { differences += 1 }
        }
        #expect(differences == 0)
        // The rules of 1987 to 2006, as the data base has them, are not these: the comparison can fail.
        let april = try Self.instant("2006-03-20")
        #expect(
            NewYorkTime.span(at: april).offset != Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(april) / 1_000)))
                * 1_000)
    }
}
