import PulseCore

/// One signal, as a reader of the session sees it.
public struct SignalStatus: Hashable, Sendable, Codable {
    /// When it became known, in venue time.
    public var time: Timestamp
    public var instrument: InstrumentID
    /// The close of its candle.
    public var reference: Double
    public var stop: Double?
    public var target: Double?
    /// 0...1.
    public var confidence: Double
    public var state: String
    private var side: String

    private enum CodingKeys: String, CodingKey {
        case time, instrument, reference, stop, target, confidence, state
        case side = "direction"
    }

    /// - Parameters:
    ///   - target: the nearest.
    ///   - state: where it is in its life, by `SignalState.name`.
    public init(
        time: Timestamp, instrument: InstrumentID, direction: Direction, reference: Double, stop: Double?, target: Double?,
        confidence: Double, state: String
    ) {
        self.time = time
        self.instrument = instrument
        side = direction.name
        self.reference = reference
        self.stop = stop
        self.target = target
        self.confidence = confidence
        self.state = state
    }

    public var direction: Direction { Direction(name: side) ?? .flat }
}
