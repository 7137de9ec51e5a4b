import PulseCore
import PulseStrategy

/// Heads with a planted fault, to show that the checks on causality and cutting can fail.
enum LeakingHeads {
    /// Uses a pivot on its own candle, three candles before anybody can know it.
    struct CentredPivot: Head {
        let id = HeadID.rules
        let warmup = 0

        mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>) {
            let candles = frame.candles
            for position in 0..<candles.count {
                let around = max(0, position - 3)...min(candles.count - 1, position + 3)
                let isLow = around.allSatisfy { candles.low[$0] >= candles.low[position] }
                votes[position] = isLow ? Vote(.long, probability: Score(0.7), confidence: Score(0.7)) : .flat(confidence: Score(0.6))
            }
        }
    }

    /// Sides with the four-hour candle that is still running, resampled from all hours of the block.
    struct UnclosedHigherTimeframe: Head {
        let id = HeadID.structure
        let warmup = 0

        mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>) {
            let candles = frame.candles
            func bucket(_ position: Int) -> Int64 { Timeframe.h4.floor(Timestamp(milliseconds: candles.openTime[position])).milliseconds }
            for position in 0..<candles.count {
                let inside = (0..<candles.count).filter { bucket($0) == bucket(position) }
                let rises = inside.last.map { candles.close[$0] > candles.open[inside[0]] } ?? false
                votes[position] = Vote(rises ? .long : .short, probability: Score(0.7), confidence: Score(0.7))
            }
        }
    }

    /// Forgets at the end of each block what it has seen.
    struct Forgetful: Head {
        let id = HeadID.rules
        let warmup = 0

        mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>) {
            var rules = RulesHead()
            rules.advance(frame, into: votes)
        }
    }
}
