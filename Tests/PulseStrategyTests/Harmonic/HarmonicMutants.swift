import PulseCore
import PulseStrategy

/// Heads with a planted fault, to show that the checks on causality and cutting can fail.
enum HarmonicMutants {
    /// Dates a pattern at D, as charts that are drawn afterwards do: D is known only when the price has turned.
    struct Repainting: Head {
        let id = HeadID.harmonic
        let warmup = 150
        private var head = HarmonicMutants.freeHead

        mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>) {
            for position in 0..<frame.candles.count {
                let single = HeadFrame(
                    candles: frame.candles[position..<position + 1], timeframe: frame.timeframe, firstIndex: frame.firstIndex + position,
                    features: frame.features.dropFirst(position))
                head.advance(single, into: UnsafeMutableBufferPointer(rebasing: votes[position..<position + 1]))
                for pattern in head.patterns where pattern.d.index >= frame.firstIndex && pattern.index == frame.firstIndex + position {
                    votes[pattern.d.index - frame.firstIndex] = Vote(
                        pattern.legs.direction, probability: Score(pattern.probability), confidence: Score(pattern.confidence))
                }
            }
        }
    }

    /// Takes the highest and lowest candle of the block for pivots as soon as they are there.
    struct Unconfirmed: Head {
        let id = HeadID.harmonic
        let warmup = 0

        mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>) {
            let candles = frame.candles
            let top = (0..<candles.count).max { candles.high[$0] < candles.high[$1] } ?? 0
            let bottom = (0..<candles.count).max { candles.low[$0] > candles.low[$1] } ?? 0
            for position in 0..<candles.count {
                let depth = (candles.high[top] - candles.close[position]) / (candles.high[top] - candles.low[bottom])
                votes[position] = depth > 0.786 ? Vote(.long, probability: .one, confidence: .one) : .flat(confidence: .zero)
            }
        }
    }

    /// Without the least fraction of the price, so that walks of any volatility have turning points and a reflection is exact.
    static var freeHead: HarmonicHead {
        var parameters = HarmonicParameters()
        parameters.minimumReversal = 0
        return HarmonicHead(parameters)
    }
}
