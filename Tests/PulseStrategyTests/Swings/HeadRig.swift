import PulseAnalytics
import PulseCore
import PulseStrategy

/// Runs one head over candles as the pipeline does: features computed causally, blocks of 256 candles at most.
enum HeadRig {
    /// The columns that a frame lends to heads, one after the other. Those that only the technical head reads are the library's own.
    struct Features {
        let averageTrueRange: [Double]
        let volumeRatio: [Double]
        private let columns: [Double]
        private let count: Int

        init(_ candles: CandleColumns) {
            count = candles.count
            var (ranges, ratios, means) = ([Double](), [Double](), [Double]())
            var range = Double.nan
            for index in 0..<candles.count {
                let before = index == 0 ? candles.open[0] : candles.close[index - 1]
                let trueRange = max(candles.high[index], before) - min(candles.low[index], before)
                range = index == 0 ? trueRange : (range * 13 + trueRange) / 14
                ranges.append(index < 13 ? .nan : range)
                let window = max(0, index - 19)...index
                let volume = candles.volume[window].reduce(0, +) / 20
                ratios.append(index < 19 ? .nan : candles.volume[index] / volume)
                means.append(index < 19 ? .nan : candles.close[window].reduce(0, +) / 20)
            }
            (averageTrueRange, volumeRatio) = (ranges, ratios)
            columns = ranges + ratios + means + Self.technical(candles)
        }

        /// Deviation, extremes and directional index.
        private static func technical(_ candles: CandleColumns) -> [Double] {
            let count = candles.count
            guard count > 0 else { return [] }
            var moments = RollingMoments(period: 20)
            var highest = RollingMaximum(period: 20)
            var lowest = RollingMinimum(period: 20)
            var directional = AverageDirectionalIndex(period: 14)
            var mean = [Double](repeating: .nan, count: count)
            return [Double](unsafeUninitializedCapacity: 4 * count) { output, used in
                guard let base = output.baseAddress else { return }
                output.initialize(repeating: .nan)
                candles.withBlock { block in
                    moments.process(block.close, count: count, mean: &mean, deviation: base)
                    highest.process(block.high, count: count, into: base + count)
                    lowest.process(block.low, count: count, into: base + 2 * count)
                    directional.process(block, into: base + 3 * count)
                }
                used = 4 * count
            }
        }

        /// Lends them from a candle on.
        func lend(from first: Int, _ body: (FrameFeatures) -> Void) {
            columns.withUnsafeBufferPointer { columns in
                guard let base = columns.baseAddress else { return }
                body(FrameFeatures(base: base + first, stride: count))
            }
        }
    }

    /// The votes on all candles, given in the blocks of a cutting. Regimes are looked for where the head asks for nothing else.
    static func votes(
        _ head: some Head, _ candles: CandleColumns, _ timeframe: Timeframe, side: SideInputs = SideInputs(), cutting: [Range<Int>]? = nil
    ) -> [Vote] {
        var head = head
        var votes = [Vote](repeating: .abstain(.unusable), count: candles.count)
        let regimes = head.id == .regime ? RegimeRig.states(candles, cutting: cutting) : nil
        feed(candles, timeframe, side: side, regimes: regimes, cutting: cutting) { frame in
            votes.withUnsafeMutableBufferPointer { buffer in
                head.advance(
                    frame, into: UnsafeMutableBufferPointer(rebasing: buffer[frame.firstIndex..<frame.firstIndex + frame.candles.count]))
            }
        }
        return votes
    }

    /// Calls `body` with one frame after another.
    static func feed(
        _ candles: CandleColumns, _ timeframe: Timeframe, side: SideInputs = SideInputs(), regimes: [RegimeState]? = nil,
        cutting: [Range<Int>]? = nil, _ body: (HeadFrame) -> Void
    ) {
        var seen = SideKind.allCases.map { _ in 0 }
        let features = Features(candles)
        for block in cutting ?? Cuts.whole(candles.count) {
            var start = block.lowerBound
            while start < block.upperBound {
                let range = start..<min(block.upperBound, start + HeadFrame.maximumCount)
                let closed = Timestamp(milliseconds: candles.openTime[range.upperBound - 1] + timeframe.milliseconds)
                let known = SideKind.allCases.map { side[$0].count(asOf: closed) }
                features.lend(from: range.lowerBound) { features in
                    candles.withBlock(range) { candles in
                        SideFrame.with(side, from: seen, to: known) { side in
                            lend(regimes, range) { regimes in
                                body(
                                    HeadFrame(
                                        candles: candles, timeframe: timeframe, firstIndex: range.lowerBound, features: features,
                                        side: side,
                                        regimes: regimes))
                            }
                        }
                    }
                }
                seen = known
                start = range.upperBound
            }
        }
    }

    private static func lend(_ regimes: [RegimeState]?, _ range: Range<Int>, _ body: (UnsafePointer<RegimeState>?) -> Void) {
        guard let regimes else { return body(nil) }
        regimes[range].withUnsafeBufferPointer { body($0.baseAddress) }
    }

    private enum Cuts {
        static func whole(_ count: Int) -> [Range<Int>] { count == 0 ? [] : [0..<count] }
    }
}
