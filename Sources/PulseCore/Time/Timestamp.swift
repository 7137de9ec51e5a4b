/// An instant in UTC, in whole milliseconds since 1970-01-01T00:00:00Z.
///
/// Time is data here: an instant comes from a candle, a file or a command line, never from a clock.
@frozen
public struct Timestamp: Hashable, Comparable, Sendable, Codable {
    /// Milliseconds since the Unix epoch; negative before it.
    public var milliseconds: Int64

    @inlinable
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    @inlinable
    public static func < (a: Timestamp, b: Timestamp) -> Bool { a.milliseconds < b.milliseconds }

    /// The instant `milliseconds` later (earlier, if negative).
    @inlinable
    public func advanced(byMilliseconds milliseconds: Int64) -> Timestamp {
        Timestamp(milliseconds: self.milliseconds + milliseconds)
    }

    /// 00:00 UTC of the same day.
    @inlinable
    public var startOfDay: Timestamp { Timestamp(milliseconds: milliseconds.floored(toMultipleOf: Self.day)) }

    /// One UTC day, in milliseconds (there are no leap seconds in Unix time).
    @inlinable public static var day: Int64 { 86_400_000 }

    /// The oldest and newest instants that files and options may name: the years 1970 to 2100.
    ///
    /// A bound, so that a wrong unit (microseconds read as milliseconds) or a damaged field is an error, not a candle in the year 9999.
    public static let plausible = TimeRange(
        from: Timestamp(milliseconds: 0), to: Timestamp(milliseconds: Int64(plausibleCount)))

    /// Milliseconds from 1970 to 2100.
    @inlinable static var plausibleCount: UInt64 { 4_102_444_800_000 }

    /// Whether it lies in `plausible`, in one comparison.
    @inlinable public var isPlausible: Bool { UInt64(bitPattern: milliseconds) < Self.plausibleCount }

    public init(from decoder: any Decoder) throws {
        milliseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }
}

extension Int64 {
    /// The largest multiple of `step` that is not above this number; right for negative numbers too.
    @inlinable
    public func floored(toMultipleOf step: Int64) -> Int64 {
        let remainder = self % step
        return remainder < 0 ? self - remainder - step : self - remainder
    }
}
