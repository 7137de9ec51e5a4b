/// The length of a candle: one of the venue's fixed-length intervals, `1m` to `1w`.
///
/// A candle of a timeframe opens on a multiple of its length since the epoch, weeks on Monday. Calendar months have no fixed length and are not supported.
@frozen
public struct Timeframe: Hashable, Comparable, Sendable {
    /// Length in milliseconds.
    public let milliseconds: Int64

    @usableFromInline
    init(unchecked milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    public static let m1 = Timeframe(unchecked: 60_000)
    public static let m3 = Timeframe(unchecked: 180_000)
    public static let m5 = Timeframe(unchecked: 300_000)
    public static let m15 = Timeframe(unchecked: 900_000)
    public static let m30 = Timeframe(unchecked: 1_800_000)
    public static let h1 = Timeframe(unchecked: 3_600_000)
    public static let h2 = Timeframe(unchecked: 7_200_000)
    public static let h4 = Timeframe(unchecked: 14_400_000)
    public static let h6 = Timeframe(unchecked: 21_600_000)
    public static let h8 = Timeframe(unchecked: 28_800_000)
    public static let h12 = Timeframe(unchecked: 43_200_000)
    public static let d1 = Timeframe(unchecked: 86_400_000)
    public static let d3 = Timeframe(unchecked: 259_200_000)
    public static let w1 = Timeframe(unchecked: 604_800_000)

    /// All of them, shortest first, with the names that the venue uses.
    public static let named: [(name: String, timeframe: Timeframe)] = [
        ("1m", m1), ("3m", m3), ("5m", m5), ("15m", m15), ("30m", m30), ("1h", h1), ("2h", h2), ("4h", h4), ("6h", h6), ("8h", h8),
        ("12h", h12), ("1d", d1), ("3d", d3), ("1w", w1),
    ]

    /// The timeframe of that length, or nil if there is none.
    public init?(milliseconds: Int64) {
        guard let match = Self.named.first(where: { $0.timeframe.milliseconds == milliseconds }) else { return nil }
        self = match.timeframe
    }

    /// The open time of the candle that contains an instant.
    @inlinable
    public func floor(_ instant: Timestamp) -> Timestamp {
        // 1970-01-01 was a Thursday: a week that starts on Monday is four days off the epoch's multiples.
        let offset: Int64 = milliseconds == 604_800_000 ? 345_600_000 : 0
        return Timestamp(milliseconds: (instant.milliseconds - offset).floored(toMultipleOf: milliseconds) + offset)
    }

    /// Whether a candle of this timeframe may open at that instant.
    @inlinable
    public func isAligned(_ instant: Timestamp) -> Bool { floor(instant) == instant }

    /// Whether candles of this timeframe can be built from candles of `base` without remainder.
    public func isMultiple(of base: Timeframe) -> Bool {
        milliseconds % base.milliseconds == 0 && (self != .w1 || Timestamp.day % base.milliseconds == 0)
    }

    /// How many candles of this timeframe a year of 365 days holds.
    public var candlesPerYear: Double { 365.0 * 86_400_000.0 / Double(milliseconds) }

    @inlinable
    public static func < (a: Timeframe, b: Timeframe) -> Bool { a.milliseconds < b.milliseconds }
}

extension Timeframe: CustomStringConvertible, LosslessStringConvertible, Codable {
    public var description: String {
        Self.named.first { $0.timeframe == self }?.name ?? "\(milliseconds)ms"
    }

    public init?(_ description: String) {
        guard let match = Self.named.first(where: { $0.name == description }) else { return nil }
        self = match.timeframe
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let timeframe = Timeframe(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is not a timeframe")
        }
        self = timeframe
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
