import PulseCore
import PulseStrategy

/// Runs one head over candles as the pipeline does: features computed causally, blocks of 256 candles at most.
enum HeadRig {
    /// The columns that a frame lends to heads.
    struct Features {
        var averageTrueRange: [Double] = []
        var volumeRatio: [Double] = []
        var simpleMean20: [Double] = []

        init(_ candles: CandleColumns) {
            var range = Double.nan
            for index in 0..<candles.count {
                let before = index == 0 ? candles.open[0] : candles.close[index - 1]
                let trueRange = max(candles.high[index], before) - min(candles.low[index], before)
                range = index == 0 ? trueRange : (range * 13 + trueRange) / 14
                averageTrueRange.append(index < 13 ? .nan : range)
                let window = max(0, index - 19)...index
                let volume = candles.volume[window].reduce(0, +) / 20
                volumeRatio.append(index < 19 ? .nan : candles.volume[index] / volume)
                simpleMean20.append(index < 19 ? .nan : candles.close[window].reduce(0, +) / 20)
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
                features.averageTrueRange.withUnsafeBufferPointer { averageTrueRange in
                    features.volumeRatio.withUnsafeBufferPointer { volumeRatio in
                        features.simpleMean20.withUnsafeBufferPointer { simpleMean20 in
                            candles.withBlock(range) { candles in
                                guard let range14 = averageTrueRange.baseAddress, let ratio = volumeRatio.baseAddress,
                                    let mean = simpleMean20.baseAddress
                                else { return }
                                SideFrame.with(side, from: seen, to: known) { side in
                                    lend(regimes, range) { regimes in
                                        body(
                                            HeadFrame(
                                                candles: candles, timeframe: timeframe, firstIndex: range.lowerBound,
                                                averageTrueRange: range14 + range.lowerBound, volumeRatio: ratio + range.lowerBound,
                                                simpleMean20: mean + range.lowerBound, side: side, regimes: regimes))
                                    }
                                }
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
