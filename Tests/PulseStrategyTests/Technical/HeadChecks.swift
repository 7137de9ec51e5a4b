import PulseCore
import PulseStrategy
import PulseTesting

/// The promises that every head must keep, as questions whose answer can be no.
enum HeadChecks {
    /// P1: any cutting of the candles gives the same votes.
    static func holdsForAnyCutting(_ head: some Head, _ candles: CandleColumns, _ timeframe: Timeframe, seed: UInt64 = 1) -> Bool {
        let whole = HeadRig.votes(head, candles, timeframe)
        return Cuttings.varied(count: candles.count, seed: seed).allSatisfy {
            HeadRig.votes(head, candles, timeframe, cutting: $0) == whole
        }
    }

    /// P2: no vote before `index` changes when later candles are absent, altered or poisoned.
    static func ignoresTheFuture(_ head: some Head, _ candles: CandleColumns, _ timeframe: Timeframe, from indices: [Int]) -> Bool {
        let whole = HeadRig.votes(head, candles, timeframe)
        return indices.allSatisfy { index in
            PoisonedFuture.allCases.allSatisfy { poison in
                HeadRig.votes(head, poison.applied(to: candles, from: index), timeframe).prefix(index) == whole.prefix(index)
            }
        }
    }

    /// The same market upside down: every price reflected at `middle`, the takers' buyers and sellers exchanged.
    static func mirrored(_ candles: CandleColumns, at middle: Double) -> CandleColumns {
        CandleColumns(
            (0..<candles.count).map { index in
                var candle = candles[index]
                (candle.open, candle.close) = (2 * middle - candle.open, 2 * middle - candle.close)
                (candle.high, candle.low) = (2 * middle - candle.low, 2 * middle - candle.high)
                if candle.takerBuyVolume > 0 { candle.takerBuyVolume = candle.volume - candle.takerBuyVolume }
                return candle
            })
    }

    /// Shares of long and short votes, and of those that count (probability .60, confidence .70).
    struct Rates {
        var long = 0.0
        var short = 0.0
        var validLong = 0.0
        var validShort = 0.0

        init(_ votes: some Collection<Vote>) {
            let share = 1 / Double(max(votes.count, 1))
            for vote in votes where vote.direction != .flat {
                let isValid = vote.probability >= Score(0.60) && vote.confidence >= Score(0.70)
                if vote.direction == .long {
                    long += share
                    if isValid { validLong += share }
                } else {
                    short += share
                    if isValid { validShort += share }
                }
            }
        }
    }

    /// The mean rates over independent walks, after the warm-up.
    static func ratesOnNoise(_ head: some Head, walks: Int, count: Int) -> Rates {
        var mean = Rates([Vote]())
        for seed in 0..<walks {
            let walk = DyadicWalk.candles(count: count, seed: 9_000 + UInt64(seed))
            let rates = Rates(HeadRig.votes(head, walk, .h1).dropFirst(head.warmup))
            mean.long += rates.long / Double(walks)
            mean.short += rates.short / Double(walks)
            mean.validLong += rates.validLong / Double(walks)
            mean.validShort += rates.validShort / Double(walks)
        }
        return mean
    }
}

/// A mutant that votes by the last candle of the block it is given: later than the candle it votes on.
struct PeekingHead: Head {
    let id = HeadID.technical
    let warmup = 0

    mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>) {
        let last = frame.candles.close[frame.candles.count - 1]
        for position in 0..<frame.candles.count {
            votes[position] = Vote(last > frame.candles.close[position] ? .long : .short, probability: .one, confidence: .one)
        }
    }
}

/// A mutant that forgets at every cut what it has seen, but looks at nothing later.
struct ForgetfulHead: Head {
    let id = HeadID.technical
    let warmup = 0

    mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>) {
        var sum = 0.0
        for position in 0..<frame.candles.count {
            sum += frame.candles.close[position]
            let isAbove = frame.candles.close[position] * Double(position + 1) > sum
            votes[position] = Vote(isAbove ? .long : .short, probability: .one, confidence: .one)
        }
    }
}
