import PulseCore
import PulseStrategy

/// Wyckoff heads with a planted fault, to show that the checks on causality and cutting can fail.
enum LeakingWyckoffHeads {
    /// Calls a low a spring when one of the next three candles closes back above the low before it: known on the low itself, by looking
    /// ahead.
    struct EarlySpring: Head {
        let id = HeadID.wyckoff
        let warmup = 0

        mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>) {
            let candles = frame.candles
            for position in 0..<candles.count {
                let edge = (max(0, position - 20)..<max(0, position)).map { candles.low[$0] }.min() ?? .infinity
                let ahead = position..<min(candles.count, position + 4)
                let isSpring = candles.low[position] < edge && ahead.contains { candles.close[$0] > edge }
                votes[position] = isSpring ? Vote(.long, probability: Score(0.85), confidence: Score(0.85)) : .flat(confidence: .half)
            }
        }
    }

    /// Forgets the range where a block begins at an odd candle.
    struct Forgetful: Head {
        let id = HeadID.wyckoff
        let warmup = 0
        private var head = WyckoffHead()

        mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>) {
            if !frame.firstIndex.isMultiple(of: 2) { head = WyckoffHead() }
            head.advance(frame, into: votes)
        }
    }
}
