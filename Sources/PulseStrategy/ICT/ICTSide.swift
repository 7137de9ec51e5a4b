/// What the ICT head keeps of one side: its gaps, blocks, liquidity and Judas swing, and the events that came of them. All prices times
/// the side.
struct ICTSide: Sendable {
    let isBullish: Bool
    private(set) var gaps: FairValueGaps
    private(set) var blocks: UnmitigatedBlocks
    private(set) var pool: LiquidityPool
    private var judas = JudasSwing()
    private(set) var events = ICTEvents()

    init(isBullish: Bool, _ parameters: ICTParameters) {
        self.isBullish = isBullish
        gaps = FairValueGaps(life: parameters.gapLife)
        blocks = UnmitigatedBlocks(life: parameters.blockLife)
        pool = LiquidityPool(life: parameters.levelLife)
    }

    /// Takes the next candle. New gaps and levels come after it.
    @inline(__always)
    mutating func advance(_ candle: SidedCandle, _ window: PivotWindow, isInTrend: Bool, isKillZone: Bool) {
        if let retest = gaps.follow(candle, isInTrend: isInTrend) {
            note(.gapRetest, candle, retest.confidence, retest.near, retest.far, retest.isInverted ? .inverted : .none)
        }
        if let retest = blocks.advance(candle, window, isBullish: isBullish) {
            note(.blockRetest, candle, retest.confidence, retest.near, retest.far)
        }
        if let sweep = pool.advance(candle, isKillZone: isKillZone) {
            note(.sweep, candle, sweep.confidence, sweep.level, sweep.extreme, Self.note(of: sweep.kind))
        }
    }

    /// Hands the gaps that the newest candle has closed through to the other side.
    @inline(__always)
    mutating func giveLostGaps(to other: inout ICTSide) { gaps.giveLost(to: &other.gaps) }

    @inline(__always)
    mutating func add(_ gap: FairValueGap) { gaps.add(gap) }

    /// Takes an entry on the impulse leg of this side.
    mutating func take(_ entry: ImpulseLegs.Entry, _ candle: SidedCandle) {
        note(.optimalEntry, candle, entry.confidence, entry.near, entry.far)
    }

    mutating func beginDay() { judas.begin() }

    /// Looks for the Judas swing, with the Asian low times the side.
    @inline(__always)
    mutating func followJudas(_ candle: SidedCandle, asianLow: Double, asianSize: Double, isInZone: Bool) {
        guard judas.isWatching(isInZone: isInZone),
            let reclaim = judas.advance(candle, asianLow: asianLow, asianSize: asianSize, isInZone: isInZone)
        else { return }
        let strength = 0.60 + 0.30 * unitShare(of: reclaim.strength, from: 0, to: 1)
        note(.judas, candle, strength + (candle.volumeRatio > 1.5 ? 0.05 : 0), asianLow, reclaim.extreme)
    }

    mutating func addSwing(_ price: Double, index: Int, range: Double) { pool.addSwing(price, index: index, range: range) }

    mutating func setPrior(_ kind: LiquidityLevel.Kind, _ price: Double, index: Int) { pool.setPrior(kind, price, index: index) }

    private mutating func note(
        _ kind: ICTEvent.Kind, _ candle: SidedCandle, _ confidence: Double, _ near: Double, _ far: Double, _ note: ICTEvent.Note = .none
    ) {
        events.note(kind, ICTEvent(index: candle.index, confidence: min(confidence, 0.95), near: near, far: far, note: note))
    }

    private static func note(of kind: LiquidityLevel.Kind) -> ICTEvent.Note {
        switch kind {
        case .swing: .swing
        case .equalSwings: .equalSwings
        case .priorDay: .priorDay
        case .priorWeek: .priorWeek
        }
    }
}
