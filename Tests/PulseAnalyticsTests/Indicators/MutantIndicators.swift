import PulseAnalytics
import PulseCore

// Indicators with a planted fault each: the checks of the promises must catch them, or they check nothing.

/// A mean centred on the candle: it looks two candles ahead where the block allows.
struct CentredMean: Indicator {
    var warmup: Int { 0 }

    mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        for i in 0..<block.count {
            let window = max(0, i - 2)...min(block.count - 1, i + 2)
            outputs[0][i] = window.reduce(0) { $0 + block.close[$1] } / Double(window.count)
        }
    }
}

/// The close over the largest close of the block: normalised by what is not known yet.
struct NormalizedClose: Indicator {
    var warmup: Int { 0 }

    mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        let largest = (0..<block.count).map { block.close[$0] }.max() ?? 1
        for i in 0..<block.count { outputs[0][i] = block.close[i] / largest }
    }
}

/// A sum of the last eight closes that is added up anew for every block and then carried on by adding and subtracting: causal, but its last bits tell how
/// the candles were cut.
struct DriftingSum: Indicator {
    var warmup: Int { 0 }
    private var past: [Double] = []

    mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        var sum = past.reduce(0, +)
        for i in 0..<block.count {
            past.append(block.close[i])
            sum += block.close[i]
            if past.count > 8 { sum -= past.removeFirst() }
            outputs[0][i] = sum
        }
    }
}

/// A mean that claims to be ready one candle too late.
struct LateMean: Indicator {
    var warmup: Int { 20 }
    private var mean = CloseIndicator(SimpleMean(period: 20))

    mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        mean.process(block, into: outputs)
    }
}
