import PulseAnalytics
import PulseCore

/// A position in a synthetic market.
public struct SyntheticStream: Sendable {
    public let timeframe: Timeframe
    /// Open time of the next span.
    public private(set) var position: Timestamp
    private var walk: MinuteWalk
    private var outages: SplitMix64
    private let outageProbability: Double
    private let meanGapMinutes: Double
    /// Minutes of the current outage that are still to come.
    private var minutesOut = 0
    private let lot: Increment
    /// Minutes that the span in work spent in each regime.
    private var stays = [Int](repeating: 0, count: Regime.allCases.count)

    init(_ configuration: SyntheticConfiguration, seed: UInt64, from start: Timestamp, timeframe: Timeframe) {
        self.timeframe = timeframe
        position = timeframe.floor(start)
        walk = MinuteWalk(configuration, seed: seed)
        outages = SplitMix64(seed: seed &+ 0x00DD_6A95)
        outageProbability = configuration.gapsPerMonth / 43_200
        meanGapMinutes = configuration.meanGapMinutes
        lot = configuration.lot
    }

    /// The next `count` spans of the timeframe.
    public mutating func next(_ count: Int) -> SyntheticCandles {
        var result = SyntheticCandles()
        result.columns.reserveCapacity(count)
        result.regimes.reserveCapacity(count)
        let minutes = Int(timeframe.milliseconds / 60_000)
        for _ in 0..<count {
            let end = position.advanced(byMilliseconds: timeframe.milliseconds)
            if minutes == 1 {
                let (candle, regime) = walk.next(openTime: position.milliseconds)
                if isOut() {
                    result.appendGap(TimeRange(from: position, to: end))
                } else {
                    result.columns.append(candle)
                    result.regimes.append(regime)
                }
            } else if let (candle, regime) = nextSpan(minutes) {
                result.columns.append(candle)
                result.regimes.append(regime)
            } else {
                result.appendGap(TimeRange(from: position, to: end))
            }
            position = end
        }
        return result
    }

    /// The candle of `minutes` minutes from `position`; nil if the venue was out for all of them.
    private mutating func nextSpan(_ minutes: Int) -> (Candle, Regime)? {
        var whole: Candle?
        for index in stays.indices { stays[index] = 0 }
        var last = Regime.ranging
        for minute in 0..<minutes {
            let (candle, regime) = walk.next(openTime: position.milliseconds + 60_000 * Int64(minute))
            stays[Int(regime.rawValue)] += 1
            last = regime
            if isOut() { continue }
            if whole == nil {
                whole = candle
                whole?.openTime = position
            } else {
                whole?.merge(candle)
            }
        }
        guard var whole else { return nil }
        whole.settle(lot: lot)
        var longest = last
        for regime in Regime.allCases where stays[Int(regime.rawValue)] > stays[Int(longest.rawValue)] { longest = regime }
        return (whole, longest)
    }

    /// Whether the venue is out in this minute; one draw a minute, and one more where an outage begins.
    private mutating func isOut() -> Bool {
        guard outageProbability > 0 else { return false }
        let draw = outages.uniform()
        if minutesOut > 0 {
            minutesOut -= 1
            return true
        }
        guard draw < outageProbability else { return false }
        minutesOut = Int(min(50, -Elementary.log(1 - outages.uniform())) * meanGapMinutes)
        return true
    }
}

extension Candle {
    /// Takes in the candle that follows inside the same span.
    fileprivate mutating func merge(_ next: Candle) {
        high = max(high, next.high)
        low = min(low, next.low)
        close = next.close
        volume += next.volume
        quoteVolume += next.quoteVolume
        tradeCount += next.tradeCount
        takerBuyVolume += next.takerBuyVolume
        takerBuyQuoteVolume += next.takerBuyQuoteVolume
    }

    /// Puts the sums back on the grids that rounding took them off.
    fileprivate mutating func settle(lot: Increment) {
        if let lots = lot.count(volume) { volume = lot.value(lots) }
        if let lots = lot.count(takerBuyVolume) { takerBuyVolume = lot.value(lots) }
        quoteVolume = MinuteWalk.toEightDecimals(quoteVolume)
        takerBuyQuoteVolume = MinuteWalk.toEightDecimals(takerBuyQuoteVolume)
    }
}
