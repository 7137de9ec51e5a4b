import PulseCore

extension ICTHead {
    /// The events that count, the weightiest first, then what describes the state: session, trend, equilibrium, the balanced price range,
    /// and the nearest gap of each side.
    public var evidence: [Evidence] {
        guard newest.index >= 0 else { return [] }
        var items: [(weight: Double, evidence: Evidence)] = []
        for kind in ICTEvent.Kind.allCases {
            if let item = item(kind, long, sign: 1) { items.append(item) }
            if let item = item(kind, short, sign: -1) { items.append(item) }
        }
        // Ties keep the order of the kinds, longs first.
        let ranked = items.enumerated().sorted {
            $0.element.weight != $1.element.weight ? $0.element.weight > $1.element.weight : $0.offset < $1.offset
        }
        return ranked.map(\.element.evidence) + state
    }

    private func item(_ kind: ICTEvent.Kind, _ side: ICTSide, sign: Double) -> (weight: Double, evidence: Evidence)? {
        let event = side.events[kind]
        let age = newest.index - event.index
        let life = life(of: kind)
        guard age <= life else { return nil }
        let weight = kind.weight * Double(life + 1 - age) / Double(life + 1)
        let evidence = Evidence(
            kind.name, side: sign > 0 ? .long : .short, strength: event.confidence, age: age,
            detail: Self.detail(of: event, kind, sign: sign))
        return (weight, evidence)
    }

    private static func detail(of event: ICTEvent, _ kind: ICTEvent.Kind, sign: Double) -> String {
        let (near, far) = ("\(event.near * sign)", "\(event.far * sign)")
        let extreme = sign > 0 ? "low" : "high"
        switch kind {
        case .sweep:
            let origin =
                switch event.note {
                case .equalSwings: "equal \(extreme)s"
                case .priorDay: "the prior day's \(extreme)"
                case .priorWeek: "the prior week's \(extreme)"
                case .swing, .inverted, .none: "a swing \(extreme)"
                }
            return "\(origin) at \(near) taken to \(far)"
        case .judas: return "the Asian \(extreme) at \(near) taken to \(far)"
        case .gapRetest: return "\(event.note == .inverted ? "inverted, " : "")from \(far) to \(near)"
        case .optimalEntry, .blockRetest: return "from \(far) to \(near)"
        }
    }

    /// What describes the market without speaking for a vote.
    private var state: [Evidence] {
        var result: [Evidence] = []
        if parameters.usesSessions, timeframe < .h4 {
            result.append(Evidence("session", side: .flat, detail: "\(tradingWindow.name), confidence times \(multiplier)"))
        }
        let direction: Direction = trend.trend > 0 ? .long : trend.trend < 0 ? .short : .flat
        result.append(Evidence("trend", side: direction, detail: "by swings of \(parameters.swingWing) candles"))
        if let place = trend.position(of: newest.close) {
            let zone = place < 0.45 ? "discount" : place > 0.55 ? "premium" : "equilibrium"
            result.append(
                Evidence("equilibrium", side: .flat, strength: min(max(place, 0), 1), detail: "\(zone) of the dealing range, 0 is its low"))
        }
        if let range = balanced.latest, newest.index - range.formed <= BalancedRanges.span {
            let side: Direction = range.side(of: newest.close) > 0 ? .long : range.side(of: newest.close) < 0 ? .short : .flat
            result.append(
                Evidence(
                    "balanced price range", side: side, age: newest.index - range.formed, detail: "from \(range.lower) to \(range.upper)"))
        }
        if let leg = legs.leg {
            let (from, to) = (leg.origin * leg.side, leg.end * leg.side)
            result.append(
                Evidence(
                    "impulse leg", side: leg.side > 0 ? .long : .short, age: newest.index - leg.endIndex, detail: "from \(from) to \(to)"))
        }
        if let gap = nearestGap(long) { result.append(gap) }
        if let gap = nearestGap(short) { result.append(gap) }
        return result
    }

    /// The unfilled gap of a side that the price would reach first.
    private func nearestGap(_ side: ICTSide) -> Evidence? {
        let sign = side.isBullish ? 1.0 : -1.0
        let alive = side.gaps.all.filter { $0.state != .filled && newest.index - $0.formed <= parameters.gapLife }
        guard let gap = alive.max(by: { $0.near < $1.near }) else { return nil }
        let state =
            switch gap.state {
            case .open: "open"
            case .touched: "touched"
            case .halfFilled: "half filled"
            case .filled: "filled"
            case .inverted: "inverted"
            }
        return Evidence(
            "fair value gap", side: side.isBullish ? .long : .short, age: newest.index - gap.formed,
            detail: "\(state), from \(gap.far * sign) to \(gap.near * sign)")
    }
}
