import PulseCore
import PulseStrategy

/// Every way of looking ahead that we could think of or have seen in other tools, each as a head.
enum PlantedLeaks {
    typealias Leak = (name: String, value: @Sendable (LeakView) -> Double)

    static let all: [Leak] = [nextCandle, centredPivots, centredMeans, wholeSeries, backFill, unclosed, outcomes, features, cutting]
        .flatMap(\.self)

    /// Reads of the candle after this one, and of later ones.
    static let nextCandle: [Leak] = [
        ("next open", { $0.ahead($0.block.open, 1) * 1.000_1 }),
        ("next high", { $0.ahead($0.block.high, 1) * 0.998 }),
        ("next low", { $0.ahead($0.block.low, 1) * 1.002 }),
        ("next close", { $0.ahead($0.block.close, 1) }),
        ("close in two", { $0.ahead($0.block.close, 2) }),
        ("close in five", { $0.ahead($0.block.close, 5) }),
        ("close in twenty", { $0.ahead($0.block.close, 20) }),
        ("next volume", { $0.ahead($0.block.volume, 1) > $0.block.volume[$0.position] ? $0.close + 1 : $0.close - 1 }),
        ("next quote volume", { $0.ahead($0.block.quoteVolume, 1) > $0.block.quoteVolume[$0.position] ? $0.close + 1 : $0.close - 1 }),
        (
            "next taker volume",
            { $0.ahead($0.block.takerBuyVolume, 1) > $0.block.takerBuyVolume[$0.position] ? $0.close + 1 : $0.close - 1 }
        ),
        (
            "next trade count",
            { view in
                let next = view.block.tradeCount[min(view.position + 1, view.count - 1)]
                return next > view.block.tradeCount[view.position] ? view.close + 1 : view.close - 1
            }
        ),
        ("next typical price", { ($0.ahead($0.block.high, 1) + $0.ahead($0.block.low, 1) + $0.ahead($0.block.close, 1)) / 3 }),
    ]

    /// Pivots told before the candles on their right are there.
    static let centredPivots: [Leak] = [1, 2, 3, 5, 8].flatMap { (wing: Int) -> [Leak] in
        let high: Leak = (
            "centred pivot high \(wing)", { $0.around($0.block.high, wing).max() == $0.block.high[$0.position] ? 0 : $0.close }
        )
        let low: Leak = ("centred pivot low \(wing)", { $0.around($0.block.low, wing).min() == $0.block.low[$0.position] ? 1e9 : $0.close })
        return [high, low]
    }

    /// Means over both sides, and the last leg of a zig-zag that moves along.
    static let centredMeans: [Leak] = [
        ("centred mean 1", { LeakView.mean($0.around($0.block.close, 1)) }),
        ("centred mean 2", { LeakView.mean($0.around($0.block.close, 2)) }),
        ("centred mean 5", { LeakView.mean($0.around($0.block.close, 5)) }),
        ("centred mean 10", { LeakView.mean($0.around($0.block.close, 10)) }),
        ("centred volume mean", { LeakView.mean($0.around($0.block.volume, 3)) > $0.block.volume[$0.position] ? 1e9 : 0 }),
        ("repainting last leg", { $0.all($0.block.close).suffix($0.count - $0.position).max() == $0.close ? 0 : 1e9 }),
    ]

    /// Normalisation by what is only known at the end.
    static let wholeSeries: [Leak] = [
        ("demeaned by the block", { LeakView.mean($0.all($0.block.close)) }),
        (
            "z-score of the block",
            { view in
                let values = view.all(view.block.close)
                return (view.close - LeakView.mean(values)) / max(LeakView.deviation(values), 1e-9) > 1 ? 0 : view.close + 1
            }
        ),
        ("scaled to the block's range", { (($0.all($0.block.high).max() ?? 0) + ($0.all($0.block.low).min() ?? 0)) / 2 }),
        ("rank in the block", { view in view.all(view.block.close).count { $0 < view.close } * 2 > view.count ? 0 : view.close + 1 }),
        ("volume over the block's mean", { LeakView.mean($0.all($0.block.volume)) > $0.block.volume[$0.position] ? 0 : $0.close + 1 }),
        (
            "line fitted to the block",
            { view in
                let values = view.all(view.block.close)
                let slope = (values[view.count - 1] - values[0]) / Double(max(1, view.count - 1))
                return values[0] + slope * Double(view.position)
            }
        ),
        (
            "mean smoothed backwards",
            { view in
                var mean = view.block.close[view.count - 1]
                for index in stride(from: view.count - 1, through: view.position, by: -1) { mean += 0.2 * (view.block.close[index] - mean) }
                return mean
            }
        ),
    ]

    /// Gaps and warm-ups filled from later values.
    static let backFill: [Leak] = [
        ("warm-up filled backwards", { $0.position < 20 && $0.past.isEmpty ? $0.ahead($0.block.close, 20 - $0.position) : 0 }),
        ("range filled backwards", { view in view.frame.averageTrueRange[view.position].isNaN ? view.ahead(view.block.close, 14) : 0 }),
        (
            "quiet candle filled from the next trade",
            { view in
                guard view.block.volume[view.position] < 200 else { return 0 }
                let next = (view.position..<view.count).first { view.block.volume[$0] >= 200 }
                return next.map { view.block.close[$0] } ?? view.close
            }
        ),
    ]

    /// Candles of longer timeframes that are still running.
    static let unclosed: [Leak] = [Timeframe.m15, .h1, .h4].flatMap { timeframe -> [Leak] in
        [
            ("close of the running \(timeframe)", { view in view.bucket(timeframe).last.map { view.block.close[$0] } ?? view.close }),
            (
                "high of the running \(timeframe)",
                { view in view.bucket(timeframe).map { view.block.high[$0] }.max().map { $0 * 0.997 } ?? 0 }
            ),
            ("mean of the running \(timeframe)", { view in LeakView.mean(view.bucket(timeframe).map { view.block.close[$0] }) }),
        ]
    }

    /// What will have come of the trade.
    static let outcomes: [Leak] = [3, 10].flatMap { horizon -> [Leak] in
        [
            (
                "highest of the next \(horizon)",
                { view in
                    let high = (view.position..<min(view.count, view.position + horizon + 1)).map { view.block.high[$0] }.max() ?? 0
                    return high > view.close * 1.003 ? view.close + 1 : 0
                }
            ),
            (
                "lowest of the next \(horizon)",
                { view in
                    let low = (view.position..<min(view.count, view.position + horizon + 1)).map { view.block.low[$0] }.min() ?? 0
                    return low < view.close * 0.997 ? 0 : view.close + 1
                }
            ),
        ]
    }

    /// Shared features of a later candle.
    static let features: [Leak] = [
        (
            "next range",
            { $0.frame.averageTrueRange[min($0.position + 1, $0.count - 1)] > $0.frame.averageTrueRange[$0.position] ? 0 : 1e9 }
        ),
        ("next volume ratio", { $0.frame.volumeRatio[min($0.position + 1, $0.count - 1)] > 1 ? 0 : 1e9 }),
        ("next mean of twenty", { $0.frame.simpleMean20[min($0.position + 1, $0.count - 1)] }),
        (
            "side input of the whole frame",
            { view in view.frame.side.points(.fundingRate).last.map { $0.value > 0 ? 0 : 1e9 } ?? view.close }
        ),
    ]

    /// No look at the future, but at how the candles arrive, which live differs from a backtest.
    static let cutting: [Leak] = [
        ("place in the block", { $0.position % 2 == 0 ? 0 : 1e9 }),
        ("length of the block", { $0.count > 1 ? 0 : 1e9 }),
        ("mean forgotten at each block", { LeakView.mean(Array($0.all($0.block.close).prefix($0.position + 1))) }),
    ]
}
