import PulseCore
import PulseStrategy

/// A head with a planted leak: bullish where its number is above the close, bearish where it is below.
struct LeakingHead: Head {
    let id = HeadID.technical
    let warmup = 0
    let leak: @Sendable (LeakView) -> Double
    private var past: [Double] = []

    init(_ leak: @escaping @Sendable (LeakView) -> Double) {
        self.leak = leak
    }

    mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>) {
        for position in 0..<frame.candles.count {
            let view = LeakView(frame: frame, position: position, past: past)
            let value = leak(view)
            let close = frame.candles.close[position]
            votes[position] =
                value > close
                ? Vote(.long, probability: Score(0.7), confidence: Score(0.8))
                : value < close ? Vote(.short, probability: Score(0.7), confidence: Score(0.8)) : .flat(confidence: Score(0.6))
        }
        for position in 0..<frame.candles.count { past.append(frame.candles.close[position]) }
        past = Array(past.suffix(64))
    }
}
