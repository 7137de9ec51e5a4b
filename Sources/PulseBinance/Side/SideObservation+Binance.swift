import PulseCore
import PulseStore

/// What the venue's figures are as observations, whether they come from a file of the archive or an answer.
extension SideObservation {
    /// Milliseconds between a snapshot of open interest or a ratio and its publication.
    static let publication: Int64 = 300_000

    /// A settlement of funding, at the nearest minute; known when the venue says, but not before the settlement.
    static func settlement(time: Timestamp, rate: Double, hours: Double, delay: Int64 = 0) -> SideObservation {
        let settlement = Timestamp(milliseconds: (time.milliseconds + 30_000).floored(toMultipleOf: 60_000))
        return SideObservation(
            eventTime: settlement, knownAt: max(time, settlement).advanced(byMilliseconds: delay), value: rate, weight: hours / 8)
    }

    /// A snapshot that is published every five minutes.
    static func metric(time: Timestamp, value: Double, delay: Int64 = 0) -> SideObservation {
        SideObservation(eventTime: time, knownAt: time.advanced(byMilliseconds: publication + delay), value: value)
    }

    /// The premium at the close of a candle, known at that close.
    static func premium(open: Timestamp, close: Double, timeframe: Timeframe, delay: Int64 = 0) -> SideObservation {
        SideObservation(eventTime: open, knownAt: open.advanced(byMilliseconds: timeframe.milliseconds + delay), value: close)
    }
}
