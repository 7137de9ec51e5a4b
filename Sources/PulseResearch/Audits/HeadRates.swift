import PulseCore
import PulseStrategy

/// How often a head votes, for which side, and how often the price then goes there: counted over decisions, of real candles as of noise.
public struct HeadRates: Hashable, Sendable {
    public let head: HeadID
    /// Decisions after the head's warm-up.
    public private(set) var decisions = 0
    public private(set) var abstained = 0
    public private(set) var long = 0
    public private(set) var short = 0
    /// Votes that counted: they met the rule's minima.
    public private(set) var validLong = 0
    public private(set) var validShort = 0
    /// Valid votes whose outcome is known, and those after which the close `horizon` decisions later lay on their side.
    public private(set) var judged = 0
    public private(set) var hits = 0

    public init(head: HeadID) {
        self.head = head
    }

    /// Decisions after which a vote is judged.
    public static let horizon = 24

    public var valid: Int { validLong + validShort }
    /// Share of the decisions; 0 where there are none.
    public var validRate: Double { decisions == 0 ? 0 : Double(valid) / Double(decisions) }
    public var abstentionRate: Double { decisions == 0 ? 0 : Double(abstained) / Double(decisions) }
    public var directionalRate: Double { decisions == 0 ? 0 : Double(long + short) / Double(decisions) }
    /// Long share of the valid votes; nil where there are none.
    public var longShare: Double? { valid == 0 ? nil : Double(validLong) / Double(valid) }
    /// Share of the judged votes that were right; nil where there are none.
    public var hitRate: Double? { judged == 0 ? nil : Double(hits) / Double(judged) }

    /// Counts a column of votes; `closes` are the decision candles' closes.
    public mutating func add(_ votes: [Vote], closes: UnsafeBufferPointer<Double>, _ range: Range<Int>, _ rule: ConsensusRule) {
        for index in range {
            let vote = votes[index]
            if vote.abstention == .warmup { continue }
            decisions += 1
            guard !vote.isAbstention else {
                abstained += 1
                continue
            }
            guard vote.direction != .flat else { continue }
            if vote.direction == .long { long += 1 } else { short += 1 }
            guard vote.probability >= rule.minimumProbability, vote.confidence >= rule.minimumConfidence else { continue }
            if vote.direction == .long { validLong += 1 } else { validShort += 1 }
            let later = index + Self.horizon
            guard later < closes.count else { continue }
            let change = closes[later] - closes[index]
            guard change != 0 else { continue }
            judged += 1
            if (change > 0) == (vote.direction == .long) { hits += 1 }
        }
    }

    /// Adds another count of the same head.
    public mutating func add(_ other: HeadRates) {
        decisions += other.decisions
        abstained += other.abstained
        long += other.long
        short += other.short
        validLong += other.validLong
        validShort += other.validShort
        judged += other.judged
        hits += other.hits
    }
}
