import PulseCore
import PulseStrategy

/// ICT readings with the faults that are common in the wild, to show that the checks on causality and cutting can fail.
enum LeakingICTHeads {
    /// Tells a gap on its middle candle, with the help of the next one.
    struct EarlyGap: Head {
        let id = HeadID.ict
        let warmup = 0

        mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>) {
            let candles = frame.candles
            for position in 0..<candles.count {
                let isInside = position > 0 && position + 1 < candles.count
                let isGap = isInside && candles.low[position + 1] > candles.high[position - 1]
                votes[position] = isGap ? Vote(.long, probability: Score(0.7), confidence: Score(0.7)) : .flat(confidence: .half)
            }
        }
    }

    /// Sweeps the low of a day that is not over.
    struct RunningDay: Head {
        let id = HeadID.ict
        let warmup = 0

        mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>) {
            let candles = frame.candles
            func day(_ position: Int) -> Int64 { candles.openTime[position].floored(toMultipleOf: Timestamp.day) }
            for position in 0..<candles.count {
                let isLowest = (0..<candles.count).allSatisfy { day($0) != day(position) || candles.low[$0] >= candles.low[position] }
                votes[position] = isLowest ? Vote(.long, probability: Score(0.7), confidence: Score(0.7)) : .flat(confidence: .half)
            }
        }
    }

    /// Reads the hour of the block's last candle, as a program does that reads the clock.
    struct PresentHour: Head {
        let id = HeadID.ict
        var warmup: Int { head.warmup }
        var head = ICTHead(timeframe: .h1)

        mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>) {
            head.advance(frame, into: votes)
            var clock = SessionClock()
            let multiplier = clock.window(at: frame.candles.openTime[frame.candles.count - 1] + frame.timeframe.milliseconds).multiplier
            for position in 0..<frame.candles.count {
                let vote = votes[position]
                votes[position] = Vote(
                    vote.direction, probability: vote.probability, confidence: Score(vote.confidence.value * multiplier))
            }
        }
    }
}
