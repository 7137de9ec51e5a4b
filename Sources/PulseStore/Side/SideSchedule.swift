import PulseCore

/// When a venue publishes the observations of a series, and when each may count as known.
///
/// Times of events lie on a grid of `step`. Known times of live observations depend on this rule, not on when an answer came, so that a
/// session that asked in time decides as a backtest does over what it stored.
public struct SideSchedule: Hashable, Sendable {
    public let kind: SideKind
    /// Milliseconds between two observations.
    public let step: Int64
    /// From an event until it is known by the series' own rule, in milliseconds.
    public let delay: Int64
    /// From an event until it can be asked for with success, in milliseconds.
    public let publication: Int64
    /// Added to the rule: nobody can have at the close of a candle what is told of at that very instant.
    public let settling: Int64

    public init(kind: SideKind, step: Int64, delay: Int64, publication: Int64, settling: Int64 = 0) {
        precondition(step > 0 && delay >= 0 && publication >= 0 && settling >= 0, "times go forward")
        self.kind = kind
        self.step = step
        self.delay = delay
        self.publication = publication
        self.settling = settling
    }

    /// The last event that is known at an instant.
    public func last(knownBy instant: Timestamp) -> Timestamp { grid(instant, -delay - settling) }

    /// The last event that the venue can be asked for at an instant.
    public func last(publishedBy instant: Timestamp) -> Timestamp { grid(instant, -publication) }

    /// When an observation that is asked for by this schedule counts as known.
    public func known(_ observation: SideObservation) -> Timestamp { observation.knownAt.advanced(byMilliseconds: settling) }

    private func grid(_ instant: Timestamp, _ offset: Int64) -> Timestamp {
        Timestamp(milliseconds: (instant.milliseconds + offset).floored(toMultipleOf: step))
    }
}
