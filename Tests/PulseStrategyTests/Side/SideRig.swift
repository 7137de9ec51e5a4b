import PulseCore
import PulseStrategy
import PulseTesting

/// Runs whole pipelines over candles with side inputs.
enum SideRig {
    /// What is done to the observations that become known after an instant.
    enum Future: CaseIterable, Sendable {
        case absent, notANumber, altered, sooner, later, more

        func applied(to side: SideInputs, after instant: Int64) -> SideInputs {
            var result = SideInputs()
            for kind in SideKind.allCases {
                var points: [SidePoint] = []
                for (index, point) in side[kind].points.enumerated() {
                    guard point.knownAt > instant else {
                        points.append(point)
                        continue
                    }
                    switch self {
                    case .absent: break
                    case .notANumber: points.append(SidePoint(knownAt: point.knownAt, value: .nan, weight: .nan))
                    case .altered:
                        points.append(SidePoint(knownAt: point.knownAt, value: index % 2 == 0 ? 99 : -0.9, weight: Double(index % 7)))
                    case .sooner: points.append(SidePoint(knownAt: instant + 1, value: point.value, weight: point.weight))
                    case .later:
                        points.append(SidePoint(knownAt: point.knownAt + 6 * 3_600_000, value: point.value, weight: point.weight))
                    case .more:
                        points.append(point)
                        points.append(SidePoint(knownAt: point.knownAt, value: -point.value, weight: 1))
                    }
                }
                result[kind] = SideSeries(points)
            }
            return result
        }
    }

    /// All heads that look beside the candles, and two that do not.
    static let strategy: StrategySpecification = {
        var strategy = StrategySpecification.standard
        guard let weights = HeadWeights([(.technical, 0.2), (.sentiment, 0.3), (.volume, 0.2), (.crypto, 0.3)]) else { return strategy }
        strategy.consensus.weights = weights
        return strategy
    }()

    static let sentiment = 1
    static let crypto = 3

    /// - Parameters:
    ///   - replacing: heads that take the place of those of the strategy with their names.
    ///   - grows: whether each block is given only the observations known at its end, as live, or all of them, as in a backtest.
    static func decide(
        _ candles: CandleColumns, _ side: SideInputs, base: Timeframe, timeframe: Timeframe, cut: [Range<Int>]? = nil, grows: Bool = false,
        replacing: [any Head] = []
    ) -> DecisionColumns {
        let consensus = Consensus(strategy.consensus)
        let heads = consensus.heads.map { id in
            replacing.first { $0.id == id } ?? strategy.heads.makeHead(id, timeframe: timeframe, detector: strategy.regime)
        }
        guard var pipeline = Pipeline(heads: heads, consensus: consensus, regime: strategy.regime, base: base, timeframe: timeframe) else {
            preconditionFailure("a multiple of the base")
        }
        var columns = pipeline.makeColumns()
        for range in cut ?? Cuttings.whole(count: candles.count) {
            let closed = Timestamp(milliseconds: candles.openTime[range.upperBound - 1] + base.milliseconds)
            let known = grows ? side.known(at: closed) : side
            candles.withBlock(range) { pipeline.advance($0, side: known, into: &columns) }
        }
        return columns
    }

    /// The first decision (of those asked for) up to which something changes when observations after its candle's close are spoilt.
    static func firstLeak(
        _ candles: CandleColumns, _ side: SideInputs, timeframe: Timeframe, at decisions: some Sequence<Int>,
        decide: (SideInputs) -> DecisionColumns
    ) -> Int? {
        let reference = decide(side)
        return decisions.first { decision in
            let opened = reference.candles.count > 0 ? reference.candles.openTime[decision] : candles.openTime[decision]
            return Future.allCases.contains { future in
                let spoilt = decide(future.applied(to: side, after: opened + timeframe.milliseconds))
                return PipelineRig.bytes(spoilt, first: decision + 1) != PipelineRig.bytes(reference, first: decision + 1)
            }
        }
    }
}
