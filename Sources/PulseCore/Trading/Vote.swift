/// One head's opinion at one closed candle, or its abstention with a reason.
///
/// Eight bytes, so that a column of votes is cheap to keep and compare. An abstention is not a flat vote: it lowers the number of heads available
/// to the quorum.
@frozen
public struct Vote: Hashable, Sendable {
    /// Why a head has no opinion.
    @frozen
    public enum Abstention: UInt8, Hashable, Sendable, CaseIterable {
        /// It has one.
        case none = 0
        /// Not enough history yet.
        case warmup = 1
        /// A side input that it needs is missing or too old.
        case missingInput = 2
        /// The candles cannot be judged (no volume for long, a degenerate range ...).
        case unusable = 3

        public var name: String { String(describing: self) }
    }

    public let direction: Direction
    public let abstention: Abstention
    /// Strength of belief in `direction`; 0.5 when flat.
    public let probability: Score
    /// Quality of the evidence.
    public let confidence: Score
    /// Candles since the event that the opinion rests on, at most 65,535; 0 for opinions on the present candle.
    public let evidenceAge: UInt16

    @inlinable
    init(direction: Direction, abstention: Abstention, probability: Score, confidence: Score, evidenceAge: UInt16) {
        self.direction = direction
        self.abstention = abstention
        self.probability = probability
        self.confidence = confidence
        self.evidenceAge = evidenceAge
    }

    /// An opinion for one side.
    @inlinable
    public init(_ direction: Direction, probability: Score, confidence: Score, evidenceAge: Int = 0) {
        self.init(
            direction: direction, abstention: .none, probability: direction == .flat ? .half : probability, confidence: confidence,
            evidenceAge: UInt16(clamping: evidenceAge))
    }

    /// No side taken, at some confidence.
    @inlinable
    public static func flat(confidence: Score) -> Vote { Vote(.flat, probability: .half, confidence: confidence) }

    /// No opinion at all.
    @inlinable
    public static func abstain(_ reason: Abstention) -> Vote {
        Vote(direction: .flat, abstention: reason, probability: .half, confidence: .zero, evidenceAge: 0)
    }

    @inlinable public var isAbstention: Bool { abstention != .none }
}
