import PulseCore

/// One row of a user's own signal file.
public struct SignalRow: Hashable, Sendable {
    /// When the signal became known; acted on at the first candle that opens at or after it.
    public var time: Timestamp
    public var instrument: InstrumentID
    /// `flat` closes.
    public var direction: Direction
    /// Quantity of the base currency; nil takes the run's default size.
    public var size: Double?
    public var stop: Double?
    public var targets: [Signal.Target]

    public init(
        time: Timestamp, instrument: InstrumentID, direction: Direction, size: Double? = nil, stop: Double? = nil,
        targets: [Signal.Target] = []
    ) {
        self.time = time
        self.instrument = instrument
        self.direction = direction
        self.size = size
        self.stop = stop
        self.targets = targets
    }
}
