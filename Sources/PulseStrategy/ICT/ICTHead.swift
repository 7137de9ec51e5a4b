import PulseCore

/// The head of ICT concepts ("inner circle trader"): it looks for places where stops are taken or a fast move is retested, and sides with
/// the candle that turns there.
///
/// Five things speak for a side, each from the close that shows it and for a few candles: a liquidity sweep (2), a Judas swing (1.5), a
/// rejection in the optimal trade entry of the last impulse leg, a fair value gap retested in the direction of the trend, and an order
/// block's first retest (1 each). The time of day in New York, read from the candle's close, scales the confidence below four hours.
public struct ICTHead: Head {
    public let id = HeadID.ict
    public let warmup: Int
    public let timeframe: Timeframe
    public let parameters: ICTParameters

    private let seesSessions: Bool
    private let seesJudas: Bool
    private let score: ICTScore
    private(set) var window = PivotWindow()
    private(set) var trend: StructureMachine
    private(set) var legs: ImpulseLegs
    private(set) var long: ICTSide
    private(set) var short: ICTSide
    private(set) var balanced = BalancedRanges()
    private var prior: PriorExtremes
    private var asian: AsianRange
    private var closeClock = SessionClock()
    private var openClock = SessionClock()
    /// The candles before the newest, as longs see them.
    private(set) var newest = SidedCandle.none
    private var previous = SidedCandle.none
    private(set) var tradingWindow = TradingWindow.quiet

    /// A head for candles of one timeframe. Traps where the Asian range does not begin before it ends, or for a wing that `PivotWindow`
    /// cannot hold.
    public init(timeframe: Timeframe, _ parameters: ICTParameters = ICTParameters()) {
        precondition(parameters.asianRangeStart < parameters.asianRangeEnd, "the Asian range begins before it ends")
        self.timeframe = timeframe
        self.parameters = parameters
        seesSessions = parameters.usesSessions && timeframe < .h4
        seesJudas = timeframe <= .h1
        warmup = Self.warmup(timeframe, parameters)
        score = ICTScore(
            sweepLife: parameters.sweepLife, judasLife: timeframe < .h1 ? parameters.judasLife : parameters.judasLife / 3,
            retestLife: parameters.retestLife)
        trend = StructureMachine(wing: parameters.swingWing)
        legs = ImpulseLegs(life: parameters.legLife)
        long = ICTSide(isBullish: true, parameters)
        short = ICTSide(isBullish: false, parameters)
        prior = PriorExtremes(timeframe: timeframe)
        asian = AsianRange(start: parameters.asianRangeStart, end: parameters.asianRangeEnd, timeframe: timeframe)
    }

    /// 120 candles, and where a Judas swing is looked for, one whole Asian range, whenever the candles begin: a day and its length.
    private static func warmup(_ timeframe: Timeframe, _ parameters: ICTParameters) -> Int {
        guard timeframe <= .h1 else { return 120 }
        let hours = 24 + parameters.asianRangeEnd - parameters.asianRangeStart
        return max(120, Int(Int64(hours) * 3_600_000 / timeframe.milliseconds))
    }

    /// What holds of the vote's candle, for the score's multiplier; 1 where sessions do not count.
    var multiplier: Double { seesSessions ? tradingWindow.multiplier : 1 }

    /// How long an event of a kind counts.
    func life(of kind: ICTEvent.Kind) -> Int { score.life(of: kind) }

    public mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>) {
        let candles = frame.candles
        for position in 0..<candles.count {
            let index = frame.firstIndex + position
            let candle = SidedCandle(
                index: index, open: candles.open[position], high: candles.high[position], low: candles.low[position],
                close: candles.close[position], range: frame.averageTrueRange[position], volumeRatio: frame.volumeRatio[position])
            take(candle, openTime: candles.openTime[position])
            votes[position] =
                index < warmup
                ? .abstain(.warmup)
                : Self.isUsable(candle)
                    ? score.vote(long: long.events, short: short.events, at: index, multiplier: multiplier) : .abstain(.unusable)
        }
    }

    /// Whether a candle can be judged: finite prices, and a range to measure them by. NaN is false.
    @inline(__always)
    private static func isUsable(_ candle: SidedCandle) -> Bool {
        candle.range > 0 && candle.range < .infinity && abs(candle.high - candle.low) + abs(candle.close - candle.open) < .infinity
    }

    @inline(__always)
    private mutating func take(_ candle: SidedCandle, openTime: Int64) {
        let mirrored = candle.mirrored
        if seesSessions { tradingWindow = closeClock.window(at: openTime + timeframe.milliseconds) }
        let ended = prior.end(by: openTime)
        if !ended.isEmpty { takePrior(ended, candle.index) }

        window.advance(high: candle.high, low: candle.low)
        _ = trend.advance(window, close: candle.close, averageTrueRange: candle.range)
        let isKillZone = seesSessions && tradingWindow.isKillZone
        long.advance(candle, window, isInTrend: trend.trend > 0, isKillZone: isKillZone)
        short.advance(mirrored, window, isInTrend: trend.trend < 0, isKillZone: isKillZone)
        long.giveLostGaps(to: &short)
        short.giveLostGaps(to: &long)
        takeGap(candle, mirrored)
        if let entry = legs.follow(candle) {
            if entry.side > 0 { long.take(entry, candle) } else { short.take(entry, mirrored) }
        }
        if seesJudas { takeJudas(candle, mirrored, openTime) }
        takeSwings(candle)

        let completed = prior.add(time: openTime, open: candle.open, high: candle.high, low: candle.low, close: candle.close)
        if !completed.isEmpty { takePrior(completed, candle.index) }
        previous = newest
        newest = candle
    }

    /// The gap that the newest candle completes, if any; `newest` and `previous` are still the two before it.
    @inline(__always)
    private mutating func takeGap(_ candle: SidedCandle, _ mirrored: SidedCandle) {
        let floor = parameters.minimumGap * candle.close
        if candle.low > previous.high {
            guard let gap = FairValueGap(candle, middle: newest, first: previous, floor: floor) else { return }
            long.add(gap)
            balanced.add(isBullish: true, lower: gap.far, upper: gap.near, at: candle.index)
        } else if candle.high < previous.low {
            guard let gap = FairValueGap(mirrored, middle: newest.mirrored, first: previous.mirrored, floor: floor) else { return }
            short.add(gap)
            balanced.add(isBullish: false, lower: -gap.near, upper: -gap.far, at: candle.index)
        }
    }

    @inline(__always)
    private mutating func takeJudas(_ candle: SidedCandle, _ mirrored: SidedCandle, _ openTime: Int64) {
        if asian.advance(openTime: openTime, high: candle.high, low: candle.low) {
            long.beginDay()
            short.beginDay()
        }
        guard asian.isComplete(at: openTime) else { return }
        let size = asian.size
        guard size <= JudasSwing.maximumRange * prior.dailyRange.value else { return }
        let isInZone = openClock.window(at: openTime) == .londonKillZone
        long.followJudas(candle, asianLow: asian.low, asianSize: size, isInZone: isInZone)
        short.followJudas(mirrored, asianLow: -asian.high, asianSize: size, isInZone: isInZone)
    }

    @inline(__always)
    private mutating func takeSwings(_ candle: SidedCandle) {
        let high = window.confirmedHigh(wing: parameters.swingWing)
        let low = window.confirmedLow(wing: parameters.swingWing)
        legs.take(high: high, low: low, window, range: candle.range)
        if let low { long.addSwing(low.price, index: low.index, range: candle.range) }
        if let high { short.addSwing(-high.price, index: high.index, range: candle.range) }
    }

    private mutating func takePrior(_ news: PriorExtremes.News, _ index: Int) {
        if news.contains(.day) {
            long.setPrior(.priorDay, prior.dayLow, index: index)
            short.setPrior(.priorDay, -prior.dayHigh, index: index)
        }
        if news.contains(.week) {
            long.setPrior(.priorWeek, prior.weekLow, index: index)
            short.setPrior(.priorWeek, -prior.weekHigh, index: index)
        }
    }
}
