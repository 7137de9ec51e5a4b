import PulseAnalytics
import PulseCore
import PulseStrategy

/// The search for patterns written down once more, as plainly as it can be: in prices, over whole series, every zig-zag and row by itself.
struct HarmonicOracle {
    struct Completion: Hashable {
        var row: Int
        var side: Double
        var abc: [Int]
        var first: Int
        var d: Int
        var index: Int
        var agreements: Int
    }

    let candles: CandleColumns
    let minimumReversal: Double
    private let features: HeadRig.Features
    private let strength: [Double]

    init(_ candles: CandleColumns, minimumReversal: Double) {
        self.candles = candles
        self.minimumReversal = minimumReversal
        features = HeadRig.Features(candles)
        var index = RelativeStrengthIndex(period: 14)
        var values = [Double](repeating: .nan, count: candles.count)
        candles.withBlock { block in
            values.withUnsafeMutableBufferPointer { buffer in
                if let address = buffer.baseAddress { index.process(block, into: address) }
            }
        }
        strength = values
    }

    /// The pivots of a zig-zag over the whole series; none of them ever changes.
    func pivots(_ multiple: Double) -> [Pivot] {
        var zigZag = ZigZag(multiple: multiple, minimumFraction: minimumReversal)
        return (0..<candles.count).compactMap { index in
            let range = features.averageTrueRange[index]
            return zigZag.advance(high: candles.high[index], low: candles.low[index], averageTrueRange: range) ? zigZag.pivot(back: 0) : nil
        }
    }

    func completions() -> Set<Completion> {
        var found: Set<Completion> = []
        for multiple in HarmonicHead.multiples {
            let pivots = pivots(multiple)
            for last in pivots.indices.dropFirst(3) {
                let end = last + 1 < pivots.count ? pivots[last + 1].confirmIndex : candles.count - 1
                for row in HarmonicRule.table.indices {
                    if let completion = complete(row, Array(pivots[last - 3...last]), until: end) { found.insert(completion) }
                }
            }
        }
        return found
    }

    private func complete(_ row: Int, _ xabc: [Pivot], until end: Int) -> Completion? {
        let rule = HarmonicRule.table[row]
        let side = xabc[3].isHigh ? 1.0 : -1
        let legs = HarmonicLegs(x: HarmonicPoint(xabc[0]), a: HarmonicPoint(xabc[1]), b: HarmonicPoint(xabc[2]), c: HarmonicPoint(xabc[3]))
        let (start, c) = (xabc[3].confirmIndex, xabc[3])
        guard
            let zone = ReversalZone(
                rule, at: row, on: legs, parameters: HarmonicParameters(), averageTrueRange: features.averageTrueRange[start], index: start)
        else { return nil }
        var entry: Int?
        for index in start...max(start, end) where index <= end {
            if index > start, side > 0 ? candles.high[index] > c.price : candles.low[index] < c.price { return nil }
            // D is the extreme since C, of equals the first; the candle of C itself is over.
            let reaches = (c.index + 1...index).map { side > 0 ? c.price - candles.low[$0] : candles.high[$0] - c.price }
            guard let depth = reaches.max(), let place = reaches.firstIndex(of: depth) else { return nil }
            let d = c.index + 1 + place
            if entry == nil, depth >= zone.near { entry = d }
            guard let entry else {
                if index >= zone.deadline { return nil }
                continue
            }
            let closeDepth = side * (c.price - candles.close[index])
            if depth > zone.deepest || closeDepth > zone.stop || index - entry > 5 { return nil }
            if turns(index, side), closeDepth <= zone.far, legs.isTimely(endingAt: d, isFourPoint: rule.isFourPoint, balance: 3) {
                return Completion(
                    row: row, side: side, abc: [xabc[1].index, xabc[2].index, xabc[3].index], first: xabc[rule.isFourPoint ? 1 : 0].index,
                    d: d,
                    index: index, agreements: agreements(rule, legs, depth: depth, d: d))
            }
        }
        return nil
    }

    private func turns(_ index: Int, _ side: Double) -> Bool {
        let (open, high, low, close) = (candles.open[index], candles.high[index], candles.low[index], candles.close[index])
        return side > 0
            ? close > open && (close - low) >= 0.6 * (high - low) || close > candles.high[index - 1]
            : close < open && (high - close) >= 0.6 * (high - low) || close < candles.low[index - 1]
    }

    /// All but the level.
    private func agreements(_ rule: HarmonicRule, _ legs: HarmonicLegs, depth: Double, d: Int) -> Int {
        var result: CompletedPattern.Agreements = []
        if rule.hasIdealEquality(legs, depth: depth, .standard) { result.insert(.equalLegs) }
        let b = legs.b.pivot
        if b.confirmIndex - b.index < 512, legs.side * (strength[d] - strength[b.index]) > 0 { result.insert(.divergence) }
        if (d - 4...d).map({ features.volumeRatio[$0] }).reduce(0, +) / 5 < 0.9 { result.insert(.quietVolume) }
        return result.rawValue
    }
}
