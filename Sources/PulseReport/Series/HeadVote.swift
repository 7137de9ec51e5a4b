import PulseCore

/// One head's vote at the candle of a signal, named.
public struct HeadVote: Hashable, Sendable {
    public var head: HeadID
    public var vote: Vote

    public init(_ head: HeadID, _ vote: Vote) {
        self.head = head
        self.vote = vote
    }

    /// `technical:long:0.781:0.812`, or `wyckoff:abstain:warmup`.
    public var text: String {
        if vote.isAbstention { return "\(head.name):abstain:\(vote.abstention.name)" }
        return "\(head.name):\(vote.direction.name):\(ScoreText.text(vote.probability)):\(ScoreText.text(vote.confidence))"
    }
}
