import PulseCore

/// The vote that follows from a regime in force, its age, and the side that a candle is on. In whole 1024ths.
package struct RegimeOpinion: Sendable {
    /// What a candle adds to its regime: the sides that the detector's rules do not tell.
    package struct Sides: Equatable, Sendable {
        /// Where the slow mean goes, with the close beyond it; flat where it is level, or the close is on its other side.
        package var trend: Direction
        /// The side of the latest close outside the channel; flat before the first.
        package var broken: Direction
        /// Candles since that close.
        package var breakAge: Int

        package init(trend: Direction, broken: Direction, breakAge: Int) {
            self.trend = trend
            self.broken = broken
            self.breakAge = breakAge
        }
    }

    /// What a fresh regime's probability has above one half: .25, .15, .20.
    private static let strongReach = 256
    private static let weakReach = 154
    private static let breakReach = 205
    /// The share of it that an old trend keeps: .4.
    private static let oldShare = 410

    /// Probability of a trend by its age in candles, one place for each up to `old`.
    private let strong: [Score]
    private let weak: [Score]
    private let breakLife: Int

    package init(_ parameters: RegimeHeadParameters) {
        let (fresh, old) = (parameters.fresh, parameters.old)
        precondition(fresh >= 1 && old > fresh, "a trend is fresh before it is old")
        func probability(_ reach: Int) -> [Score] {
            (0...old).map { age in
                let share = age <= fresh ? 1_024 : 1_024 - (1_024 - Self.oldShare) * (age - fresh) / (old - fresh)
                return Score(raw: 512 + reach * share / 1_024)
            }
        }
        strong = probability(Self.strongReach)
        weak = probability(Self.weakReach)
        breakLife = parameters.breakLife
    }

    /// `state` is known.
    @inline(__always)
    package func vote(_ state: RegimeState, _ sides: Sides) -> Vote {
        switch state.regime {
        case .strongTrendBull: trend(.long, state, strong, confidence: Self.confidence(state))
        case .strongTrendBear: trend(.short, state, strong, confidence: Self.confidence(state))
        case .weakTrend: trend(sides.trend, state, weak, confidence: Self.confidence(state) * 7 / 8)
        case .volatileBreakout: breakout(state, sides)
        case .ranging, .choppy: .flat(confidence: state.confidence)
        case nil: .abstain(.unusable)
        }
    }

    /// The mean of what this candle says and of what the last twenty said: a switch of three candles' age has to prove itself.
    @inline(__always)
    private static func confidence(_ state: RegimeState) -> Int { (Int(state.confidence.raw) + Int(state.stability.raw)) / 2 }

    @inline(__always)
    private func trend(_ side: Direction, _ state: RegimeState, _ probabilities: [Score], confidence: Int) -> Vote {
        let probability = probabilities[min(Int(state.duration), probabilities.count - 1)]
        return Vote(side, probability: probability, confidence: Score(raw: confidence), evidenceAge: Int(state.duration) - 1)
    }

    /// A break is young by its nature, so it is not doubted for that; what it says fades from the candle that made it.
    @inline(__always)
    private func breakout(_ state: RegimeState, _ sides: Sides) -> Vote {
        guard sides.breakAge < breakLife, sides.broken != .flat else { return .flat(confidence: state.confidence) }
        let reach = Self.breakReach * (breakLife - sides.breakAge) / breakLife
        return Vote(
            sides.broken, probability: Score(raw: 512 + reach), confidence: state.confidence, evidenceAge: sides.breakAge)
    }
}
