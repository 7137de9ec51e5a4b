import PulseCore
import PulseStrategy
import Synchronization

/// Votes of heads under the parameters that trials give them. Each head's votes are cast once for each setting of its own parameters; a trial that changes one
/// head has that head alone cast again.
///
/// A head's votes depend on its parameters, the regime's and the candles, not on who else votes (the suites of the heads test it), so columns may be put
/// together as they are needed. Bounded by bytes: the setting that was used longest ago goes first.
public final class VoteLibrary: Sendable {
    /// What the cache of columns may hold, in bytes.
    public static let capacity = 256 << 20

    private struct Shelf {
        var columns: [String: [[Vote]]] = [:]
        var frames: [String: [DecisionColumns]] = [:]
        /// Keys of `columns`, the one that was used longest ago first.
        var order: [String] = []
        var bytes = 0
    }

    private let home: TrialMarket
    private let shelf = Mutex(Shelf())

    /// `home` has the votes of most trials.
    init(home: TrialMarket) { self.home = home }

    /// A market on which a trial's votes are cast. Throws what the pipeline says of its parameters.
    func market(for trial: StrategySpecification) throws(PulseError) -> TrialMarket {
        if home.hasVotes(of: trial) { return home }
        let heads = trial.consensus.weights.heads
        let regime = trial.frameKey
        let keys = heads.map(trial.voteKey)
        var columns: [[[Vote]]?] = []
        var frame: [DecisionColumns]?
        shelf.withLock { shelf in
            columns = keys.map { shelf.columns[$0] }
            frame = shelf.frames[regime]
        }
        let missing = heads.indices.filter { columns[$0] == nil }
        if !missing.isEmpty || frame == nil {
            // A pipeline has at least one head; where only the frame is missing, the first one's votes are cast again.
            let cast = missing.isEmpty ? [0] : missing
            let decided = try home.decide(trial, heads: cast.map { heads[$0] })
            for (lane, index) in cast.enumerated() { columns[index] = decided.map { $0.votes[lane] } }
            frame = decided.map { $0.withoutVotes() }
            keep(cast.map { (keys[$0], columns[$0] ?? []) }, frame: (regime, frame ?? []))
        }
        let series = frame?.count ?? 0
        let decisions = (0..<series).map { index -> DecisionColumns in
            (frame ?? [])[index].withVotes(of: heads, columns.map { $0?[index] ?? [] })
        }
        return home.holding(decisions, of: trial)
    }

    private func keep(_ cast: [(key: String, columns: [[Vote]])], frame: (key: String, columns: [DecisionColumns])) {
        shelf.withLock { shelf in
            shelf.frames[frame.key] = frame.columns
            for entry in cast where shelf.columns[entry.key] == nil {
                shelf.columns[entry.key] = entry.columns
                shelf.order.append(entry.key)
                shelf.bytes += Self.bytes(entry.columns)
            }
            while shelf.bytes > Self.capacity, shelf.order.count > 1 {
                let oldest = shelf.order.removeFirst()
                shelf.bytes -= shelf.columns.removeValue(forKey: oldest).map(Self.bytes) ?? 0
            }
            // A frame is a few columns, but a search may change the regime's parameters in each trial.
            if shelf.frames.count > 8 { shelf.frames = [frame.key: frame.columns] }
        }
    }

    private static func bytes(_ columns: [[Vote]]) -> Int { columns.reduce(0) { $0 + $1.count * MemoryLayout<Vote>.stride } }
}
