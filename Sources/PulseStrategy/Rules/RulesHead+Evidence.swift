import PulseCore

extension RulesHead {
    /// The patterns that count, the surest first; then what describes the state: the leg that a pattern could follow, the nearest levels,
    /// and the lines that wait to be broken. The strength of a pattern is its confidence.
    public var evidence: [Evidence] {
        guard latest.index >= 0 else { return [] }
        guard latest.index >= warmup else { return [.warmingUp(latest.index + 1, of: warmup)] }
        guard latest.range > 0 else { return [.noRange] }
        let counting = opinions.items(at: latest.index)
        // Equals keep the order of the families.
        let order = counting.indices.sorted { a, b in
            let (first, second) = (counting[a].item.confidence, counting[b].item.confidence)
            return first != second ? first > second : a < b
        }
        return order.map { pattern(counting[$0].item, rising: counting[$0].rising) } + state
    }

    private func pattern(_ item: RuleEvidence.Item, rising: Bool) -> Evidence {
        var detail = Evidence.price(item.level)
        switch item.pattern {
        case .candlestick: detail = (rising ? "on support at " : "under resistance at ") + detail
        case .chart: detail = "broke \(detail)"
        }
        if item.isVolumeConfirmed { detail += ", on volume" }
        return Evidence(
            item.pattern.name(rising: rising), side: rising ? .long : .short, strength: item.confidence, age: latest.index - item.index,
            detail: detail)
    }

    private var state: [Evidence] {
        var result: [Evidence] = []
        if latestLegs.falling & 1 != 0 { result.append(Evidence("falling leg", side: .flat, detail: "a bullish reversal could follow")) }
        if latestLegs.rising & 1 != 0 { result.append(Evidence("rising leg", side: .flat, detail: "a bearish reversal could follow")) }
        // A copy forms its levels, which the head leaves until it needs them.
        var levels = levels
        let nearest = levels.nearest(to: latest.close)
        for (name, level) in [("support", nearest.below.first), ("resistance", nearest.above.first)] {
            guard let level else { continue }
            let distance = Evidence.figure(abs(level.price - latest.close) / latest.range)
            let touches = "\(level.touches) \(level.touches == 1 ? "touch" : "touches")"
            result.append(
                Evidence(
                    name, side: .flat, age: latest.index - level.lastTouch,
                    detail: "\(Evidence.price(level.price)), \(touches), \(distance) average true ranges away"))
        }
        for (pattern, line) in charts.armed {
            let rising = line.side > 0
            result.append(
                Evidence(
                    "armed " + RulePattern.chart(pattern).name(rising: rising), side: .flat,
                    detail: "a close \(rising ? "above" : "below") \(Evidence.price(line.price(at: latest.index + 1))) on volume, "
                        + "within \(line.expiry - latest.index) candles"))
        }
        return result
    }
}
