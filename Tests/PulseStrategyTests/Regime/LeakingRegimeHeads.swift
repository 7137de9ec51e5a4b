import PulseCore
import PulseStrategy

/// Heads of regimes with the faults that are common in the wild, to show that the checks on causality and cutting can fail.
enum LeakingRegimeHeads {
    /// Knows at each candle the regime of the block's last one, as labels do that were made for a whole series.
    struct Labelled: Head {
        let id = HeadID.regime
        var warmup: Int { head.warmup }
        var head = RegimeHead()

        mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>) {
            let count = frame.candles.count
            let last = frame.regimes?[count - 1] ?? .unknown
            let states = [RegimeState](repeating: last, count: count)
            states.withUnsafeBufferPointer { states in
                head.advance(
                    HeadFrame(
                        candles: frame.candles, timeframe: frame.timeframe, firstIndex: frame.firstIndex,
                        features: frame.features, regimes: states.baseAddress), into: votes)
            }
        }
    }

    /// Starts its channel and its slow mean anew with each block.
    struct Forgetful: Head {
        let id = HeadID.regime
        let warmup = RegimeHead().warmup

        mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>) {
            var head = RegimeHead()
            head.advance(frame, into: votes)
        }
    }
}
