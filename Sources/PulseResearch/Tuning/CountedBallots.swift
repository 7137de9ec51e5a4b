import PulseCore
import PulseStrategy
import Synchronization

/// The ballots on which a side has the quorum, kept for rules that count alike: where trials differ in weights alone, heads are counted once.
///
/// Counting all ballots costs more than judging those that a trial meets, so it is done for the second trial in a row that would profit. One
/// set is kept.
final class CountedBallots: Sendable {
    private struct State {
        var last: RowJudge.Counting?
        var ballots: [TrialBallots]?
    }

    private let state = Mutex(State())

    /// Ballots that give `rule` every verdict with a side that `all` give it.
    func ballots(for rule: ConsensusRule, of all: [TrialBallots]) -> [TrialBallots] {
        let counting = RowJudge.Counting(rule)
        return state.withLock { state in
            guard state.last == counting else {
                state.last = counting
                state.ballots = nil
                return all
            }
            if let ballots = state.ballots { return ballots }
            let ballots = all.map { TrialBallots($0, countedBy: rule) }
            state.ballots = ballots
            return ballots
        }
    }
}
