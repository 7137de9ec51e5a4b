import PulseCore

extension WyckoffHead {
    /// The events that vote, the surest first, then the ranges in progress with phase, edges and targets.
    public var evidence: [Evidence] {
        guard latestIndex >= 0 else { return [] }
        var live: [(evidence: Evidence, confidence: Score)] = []
        var states: [Evidence] = []
        for range in ranges where range.phase != .none {
            for event in range.events {
                guard let vote = event.vote(at: latestIndex) else { continue }
                let detail = "\(range.schematic.name), at \(event.price)" + (event.hasAbsorption ? ", absorption" : "")
                live.append(
                    (
                        Evidence(
                            event.name, side: event.side, strength: vote.confidence.value, age: Int(vote.evidenceAge), detail: detail),
                        vote.confidence
                    ))
            }
            states.append(Self.state(range, at: latestIndex))
        }
        // A stable order among equals: that of the schematics and their events.
        let order = live.indices.sorted { (live[$1].confidence, $0) < (live[$0].confidence, $1) }
        return order.map { live[$0].evidence } + states
    }

    private static func state(_ range: WyckoffRange, at index: Int) -> Evidence {
        var detail = "phase \(range.phase.name)"
        if let low = range.low, let high = range.high { detail += ", range \(low)...\(high), \(range.tests) tests" }
        if range.phase >= .d, let targets = range.targets { detail += ", targets \(rounded(targets.near)), \(rounded(targets.far))" }
        let kinds = range.events.map { $0.kind.name($0.side) }.joined(separator: " ")
        if !kinds.isEmpty { detail += ", \(kinds)" }
        return Evidence(range.schematic.name, side: .flat, age: index - (range.climaxIndex ?? index), detail: detail)
    }

    /// Without the last digits of a sum.
    private static func rounded(_ price: Double) -> Double { (price * 1e8).rounded() / 1e8 }
}
