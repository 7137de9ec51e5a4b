import PulseCore

extension HarmonicHead {
    /// The patterns that speak, the weightiest first, with turning points, stop and targets; then the zones that are waited for.
    public var evidence: [Evidence] {
        let last = candleCount - 1
        let speaking = patterns.filter { $0.rest(at: last) > 0 }.enumerated().sorted { a, b in
            let weights = [a, b].map { ($0.element.probability - 0.5) * $0.element.rest(at: last) }
            return weights[0] == weights[1] ? a.offset < b.offset : weights[0] > weights[1]
        }
        return speaking.map { Self.evidence(of: $0.element, at: last) }
            + projections.flatMap { legs, zones in
                zones.map { Self.evidence(of: $0, on: legs, at: last) }
            }
    }

    private static func evidence(of pattern: CompletedPattern, at last: Int) -> Evidence {
        var parts = [points(pattern.legs, isFourPoint: pattern.isFourPoint) + " D \(Evidence.price(pattern.d.price))"]
        parts.append("zone \(Evidence.price(pattern.zone.near)) to \(Evidence.price(pattern.zone.far))")
        parts.append("stop \(Evidence.price(pattern.stop))")
        parts.append("targets " + (0..<4).map { Evidence.price(pattern.targets[$0]) }.joined(separator: " "))
        let names: [(CompletedPattern.Agreements, String)] = [
            (.equalLegs, "AB=CD"), (.divergence, "RSI divergence"), (.level, "level"), (.quietVolume, "quiet volume"),
        ]
        let agreeing = names.filter { pattern.agreements.contains($0.0) }.map(\.1)
        if !agreeing.isEmpty { parts.append("with " + agreeing.joined(separator: ", ")) }
        parts.append("\(pattern.life) candles long")
        return Evidence(
            pattern.pattern.name, side: pattern.legs.direction, strength: pattern.precision, age: last - pattern.index,
            detail: parts.joined(separator: "; "))
    }

    private static func evidence(of zone: ReversalZone, on legs: HarmonicLegs, at last: Int) -> Evidence {
        let rule = HarmonicRule.table[zone.rule]
        let (near, far) = (legs.c.pivot.price - legs.side * zone.near, legs.c.pivot.price - legs.side * zone.far)
        let state = zone.entry < 0 ? "to be entered within \(zone.deadline - last) candles" : "entered, waiting for a turn"
        let place = "\(legs.direction.name) from \(Evidence.price(near)) to \(Evidence.price(far))"
        let detail = "\(points(legs, isFourPoint: rule.isFourPoint)); \(place), \(state)"
        return Evidence(rule.pattern.name + " zone", side: .flat, age: last - legs.c.pivot.confirmIndex, detail: detail)
    }

    private static func points(_ legs: HarmonicLegs, isFourPoint: Bool) -> String {
        let named = [("X", legs.x), ("A", legs.a), ("B", legs.b), ("C", legs.c)]
        return named.dropFirst(isFourPoint ? 1 : 0).map { "\($0.0) \(Evidence.price($0.1.pivot.price))" }.joined(separator: " ")
    }
}
