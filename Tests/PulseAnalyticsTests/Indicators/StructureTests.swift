import PulseAnalytics
import PulseCore
import PulseTesting
import Testing

@Suite("Swings, divergences and volume profile against their definitions")
struct StructureTests {
    private static let candles = RandomWalk.candles(count: 1_200, seed: 31, volatility: 0.003, quietCandles: true)

    @Test("a swing exists from its confirmation on", arguments: [1, 2, 5, 20])
    func swings(wing: Int) {
        let candles = Self.candles
        let columns = IndicatorRun(ConfirmedSwings(wing: wing), over: candles).columns
        var found = 0
        for index in 2 * wing..<candles.count {
            let middle = index - wing
            let others = (middle - wing...index).filter { $0 != middle }
            let isHigh = others.allSatisfy { candles.high[$0] < candles.high[middle] }
            let isLow = others.allSatisfy { candles.low[$0] > candles.low[middle] }
            #expect(columns[0][index] == (isHigh ? candles.high[middle] : 0))
            #expect(columns[1][index] == (isLow ? candles.low[middle] : 0))
            found += (isHigh ? 1 : 0) + (isLow ? 1 : 0)
        }
        #expect(found > 20)
    }

    @Test("a divergence is a further extreme with a weaker index")
    func divergences() throws {
        let candles = Self.candles
        let columns = IndicatorRun(RelativeStrengthDivergence(period: 14, wing: 3), over: candles).columns
        let swings = IndicatorRun(ConfirmedSwings(wing: 3), over: candles).columns
        let strength = IndicatorRun(RelativeStrengthIndex(period: 14), over: candles).columns[0]
        var (lastHigh, lastLow): (Int?, Int?) = (nil, nil)
        var found = 0
        for index in 17..<candles.count {
            let middle = index - 3
            var (isBullish, isBearish) = (false, false)
            if swings[0][index] != 0 {
                if let last = lastHigh { isBearish = candles.high[middle] > candles.high[last] && strength[middle] < strength[last] }
                lastHigh = middle
            }
            if swings[1][index] != 0 {
                if let last = lastLow { isBullish = candles.low[middle] < candles.low[last] && strength[middle] > strength[last] }
                lastLow = middle
            }
            #expect(columns[0][index] == (isBullish ? 1 : 0) && columns[1][index] == (isBearish ? 1 : 0), "at \(index)")
            found += (isBullish ? 1 : 0) + (isBearish ? 1 : 0)
        }
        #expect(found > 10)
    }

    /// The definition, in plain arithmetic: each candle's volume spread over every bin by overlap.
    private func bins(_ candles: CandleColumns, _ window: ClosedRange<Int>, count: Int) -> (
        volumes: [Double], lowest: Double, width: Double
    ) {
        let lowest = window.map { candles.low[$0] }.min() ?? 0
        let width = ((window.map { candles.high[$0] }.max() ?? 0) - lowest) / Double(count)
        var volumes = [Double](repeating: 0, count: count)
        for index in window {
            let (low, high) = (candles.low[index], candles.high[index])
            for bin in 0..<count {
                let (bottom, top) = (lowest + Double(bin) * width, lowest + Double(bin + 1) * width)
                if high > low {
                    volumes[bin] += candles.volume[index] * max(0, min(high, top) - max(low, bottom)) / (high - low)
                } else if bin == min(count - 1, Int((low - lowest) / width)) {
                    volumes[bin] += candles.volume[index]
                }
            }
        }
        return (volumes, lowest, width)
    }

    @Test("the volume profile counts what its definition says")
    func profile() throws {
        let candles = Self.candles
        let columns = IndicatorRun(VolumeProfile(period: 96, bins: 48), over: candles).columns
        for index in stride(from: 95, to: candles.count, by: 7) {
            let (volumes, lowest, width) = bins(candles, index - 95...index, count: 48)
            let total = volumes.reduce(0, +)
            let control = Int((columns[0][index] - lowest) / width)
            #expect(volumes[control] >= (volumes.max() ?? 0) - total * 1e-9)
            let first = Int(((columns[2][index] - lowest) / width).rounded())
            let last = Int(((columns[1][index] - lowest) / width).rounded()) - 1
            #expect(volumes[first...last].reduce(0, +) >= total * (0.7 - 1e-9))
            if last - first >= 2, first > 0, last < 47 {
                #expect(volumes[first + 1...last - 1].reduce(0, +) < total * (0.7 + 1e-9))
                #expect(control - first == last - control)
            }
            let bin = min(47, Int((candles.close[index] - lowest) / width))
            #expect((columns[3][index] - volumes[bin] * 48 / total).magnitude < 1e-6)
        }
    }
}
