import PulseCore

extension StructureHead {
    /// What the vote rests on first (the alignment of the trends, or without one a breaker's retest), then the trends, the weightiest
    /// first, and what changes the confidence. The strength of a trend is its share of the alignment.
    public var evidence: [Evidence] {
        guard latest.index >= 0 else { return [] }
        guard latest.index >= warmup else { return [.warmingUp(latest.index + 1, of: warmup)] }
        guard latest.range > 0 else { return [.noRange] }
        let foundation = alignment.side == 0 ? retested + [alignmentEvidence] : [alignmentEvidence]
        return foundation + trendEvidence + placeEvidence + eventEvidence + blockEvidence + (alignment.side == 0 ? [] : retested)
    }

    /// The timeframes that count, with their weights.
    private var total: Int { higher.reduce(baseWeight) { $0 + ($1.hasJoined ? $1.weight : 0) } }

    private static func side(of sign: Int) -> Direction { sign > 0 ? .long : sign < 0 ? .short : .flat }

    private var alignmentEvidence: Evidence {
        let net = higher.reduce(baseWeight * external.trend) { $0 + ($1.hasJoined ? $1.weight * $1.machine.trend : 0) }
        let share = Double(net) / Double(total)
        return Evidence(
            "alignment", side: Self.side(of: alignment.side), strength: abs(share), age: latest.index - alignment.since,
            detail: "\(Evidence.figure(share)) of all weights; a side from 0.6 on")
    }

    /// One for each timeframe, the longest first: it weighs the most.
    private var trendEvidence: [Evidence] {
        let machines = [(timeframe, external, baseWeight)] + higher.map { ($0.timeframe, $0.machine, $0.hasJoined ? $0.weight : 0) }
        return machines.indices.reversed().map { position in
            let (timeframe, machine, weight) = machines[position]
            guard weight > 0 else {
                let count = higher[position - 1].count
                return Evidence(
                    "trend of \(timeframe)", side: .flat, detail: "\(count) of \(Self.higherWarmup) candles, does not count yet")
            }
            return Evidence(
                "trend of \(timeframe)", side: Self.side(of: machine.trend), strength: Double(weight) / Double(total),
                detail: Self.detail(of: machine))
        }
    }

    private static func detail(of machine: StructureMachine) -> String {
        guard machine.trend != 0 else { return "no swing broken yet" }
        let swings = "swings \(Evidence.price(machine.swingLow)) to \(Evidence.price(machine.swingHigh))"
        let isUp = machine.trend > 0
        let turn = "turns \(isUp ? "below" : "above") \(Evidence.price(isUp ? machine.protectedLow : machine.protectedHigh))"
        return "\(swings), \(turn)" + (machine.isTentative ? ", change not confirmed yet" : "")
    }

    /// Where the close lies in the dealing range of the decision timeframe: low is good for longs, high for shorts.
    private var placeEvidence: [Evidence] {
        guard let place = external.position(of: latest.close), let range = external.dealingRange else { return [] }
        let zone = 0.5 - place > 0.05 ? "discount" : place - 0.5 > 0.05 ? "premium" : "equilibrium"
        let side: Direction = zone == "discount" ? .long : zone == "premium" ? .short : .flat
        return [
            Evidence(
                zone, side: side, detail: "at \(Evidence.figure(place)) of \(Evidence.price(range.low)) to \(Evidence.price(range.high))")
        ]
    }

    /// The latest break or change of character, as long as it is fresh.
    private var eventEvidence: [Evidence] {
        let age = latest.index - lastEventIndex
        guard lastEvent != .none, age <= Self.freshness else { return [] }
        return [
            Evidence(
                lastEvent.isBreak ? "break of structure" : "change of character", side: Self.side(of: lastEvent.sign), age: age,
                detail: "by a close on \(timeframe)")
        ]
    }

    /// The youngest unmitigated block of each side that is near, and the number of blocks in force.
    private var blockEvidence: [Evidence] {
        var result: [Evidence] = []
        for (isNear, side) in [(blocks.isNearBullish, 1.0), (blocks.isNearBearish, -1.0)] where isNear {
            let close = latest.close * side
            let near = blocks.blocks.last {
                $0.side == side && !$0.isBreaker && !$0.isMitigated && close >= $0.far && close - $0.near <= latest.range
            }
            guard let near else { continue }
            result.append(
                Evidence(
                    "order block", side: side > 0 ? .long : .short, age: latest.index - near.since,
                    detail:
                        "\(Evidence.price(near.far * side)) to \(Evidence.price(near.near * side)), one of \(blocks.activeCount) in force"))
        }
        return result
    }

    /// A breaker's retest that would count without an alignment.
    private var retested: [Evidence] {
        let age = latest.index - retestIndex
        guard age < Self.retestAge else { return [] }
        return [
            Evidence(
                "breaker retest", side: retest.side > 0 ? .long : .short, age: age,
                detail: retest.isFailedSwing ? "of a block whose move had failed to make a new extreme" : "from the other side")
        ]
    }
}
