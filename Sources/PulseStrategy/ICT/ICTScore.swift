import PulseCore

/// How events become a vote.
///
/// Each event weighs its kind's weight, less with its age: all of it on its own candle, 1/(life + 1) on the last on which it counts. The
/// net is the sum for longs minus the sum for shorts; below 1 no side is taken. p = min(.95, .6 + .1 |net|); c is the weighted mean of
/// the winning side's confidences, .1 less if anything speaks against it, times the session's multiplier, at most .95.
package struct ICTScore: Sendable {
    /// Confidence of a vote for no side.
    static let undecided = Score.half

    private let sweepLife: Int
    private let judasLife: Int
    private let retestLife: Int
    private let longestLife: Int

    package init(sweepLife: Int, judasLife: Int, retestLife: Int) {
        self.sweepLife = sweepLife
        self.judasLife = judasLife
        self.retestLife = retestLife
        longestLife = max(sweepLife, judasLife, retestLife)
    }

    package func life(of kind: ICTEvent.Kind) -> Int {
        switch kind {
        case .sweep: sweepLife
        case .judas: judasLife
        case .optimalEntry, .gapRetest, .blockRetest: retestLife
        }
    }

    /// The sums of one side.
    private struct Tally {
        var weight = 0.0
        var confidence = 0.0
        /// Of the weightiest event.
        var strongest = 0.0
        var age = 0

        @inline(__always)
        mutating func add(_ event: ICTEvent, _ kind: ICTEvent.Kind, life: Int, at index: Int) {
            let age = index - event.index
            guard age <= life else { return }
            let weight = kind.weight * Double(life + 1 - age) / Double(life + 1)
            self.weight += weight
            confidence += weight * event.confidence
            if weight > strongest {
                strongest = weight
                self.age = age
            }
        }
    }

    /// The vote at a candle.
    @inline(__always)
    package func vote(long: ICTEvents, short: ICTEvents, at index: Int, multiplier: Double) -> Vote {
        guard index - max(long.latest, short.latest) <= longestLife else { return .flat(confidence: Self.undecided) }
        return weigh(long, short, index, multiplier)
    }

    private func weigh(_ long: ICTEvents, _ short: ICTEvents, _ index: Int, _ multiplier: Double) -> Vote {
        let (bull, bear) = (tally(long, index), tally(short, index))
        let net = bull.weight - bear.weight
        guard abs(net) >= 1 else { return .flat(confidence: Self.undecided) }
        let (winner, loser) = net > 0 ? (bull, bear) : (bear, bull)
        var confidence = winner.confidence / winner.weight
        if loser.weight > 0 { confidence -= 0.1 }
        return Vote(
            net > 0 ? .long : .short, probability: Score(min(0.95, 0.6 + 0.1 * abs(net))),
            confidence: Score(min(0.95, confidence * multiplier)), evidenceAge: winner.age)
    }

    private func tally(_ events: ICTEvents, _ index: Int) -> Tally {
        var tally = Tally()
        tally.add(events.sweep, .sweep, life: sweepLife, at: index)
        tally.add(events.judas, .judas, life: judasLife, at: index)
        tally.add(events.optimalEntry, .optimalEntry, life: retestLife, at: index)
        tally.add(events.gapRetest, .gapRetest, life: retestLife, at: index)
        tally.add(events.blockRetest, .blockRetest, life: retestLife, at: index)
        return tally
    }
}
