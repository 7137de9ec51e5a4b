import PulseAnalytics
import PulseCore

/// What a synthetic market's crowd feels: its moves of a day and of weeks in units of their own size, and the state it is in.
struct SyntheticMood: Sendable {
    private let fastKeeping: Double
    private let slowKeeping: Double
    private var fastSum = 0.0
    private var slowSum = 0.0
    /// Mean square of a candle's return.
    private var variance = 0.0
    private var regime = Regime.ranging

    init(_ timeframe: Timeframe) {
        let days = Double(timeframe.milliseconds) / Double(Timestamp.day)
        fastKeeping = Elementary.exp(-days)
        slowKeeping = Elementary.exp(-days / 15)
    }

    /// Takes the next closed candle.
    mutating func take(close: Double, open: Double, _ regime: Regime) {
        let change = close / open - 1
        fastSum = fastSum * fastKeeping + change
        slowSum = slowSum * slowKeeping + change
        variance = variance == 0 ? change * change : variance * slowKeeping + change * change * (1 - slowKeeping)
        self.regime = regime
    }

    /// The move of about a day, mostly within -3 and 3, pushed a little by the trend.
    var fast: Double { 0.7 * size(fastSum, fastKeeping) + 0.5 * trend }

    /// The move of weeks, mostly within -3 and 3.
    var slow: Double { size(slowSum, slowKeeping) }

    /// Whether positions are being built up (1) or closed (-1).
    var build: Double {
        switch regime {
        case .strongTrendBull, .strongTrendBear: 1
        case .weakTrend: 0.3
        case .ranging: 0
        case .volatileBreakout: -1.5
        case .choppy: -0.3
        }
    }

    private var trend: Double {
        switch regime {
        case .strongTrendBull: 1
        case .strongTrendBear: -1
        case .weakTrend, .ranging, .volatileBreakout, .choppy: 0
        }
    }

    /// A sum of returns with weights k^n over its standard deviation, bounded.
    private func size(_ sum: Double, _ keeping: Double) -> Double {
        guard variance > 0, keeping < 1 else { return 0 }
        return min(max(sum / (variance / (1 - keeping * keeping)).squareRoot(), -4), 4)
    }
}
