import PulseCore
import PulseStrategy

/// Measures a regime detector on synthetic markets, whose true regimes are known.
public struct RegimeAudit: Sendable {
    /// What the markets are like.
    public enum MarketKind: String, Sendable, CaseIterable {
        /// Regimes that behave as they are defined.
        case textbook
        /// The default synthetic market, whose trends hide in noise as real ones do.
        case standard
    }

    /// Candles after a true change that are not judged: one period of Wilder's indicators, and the three that must confirm a switch. No
    /// rule on those indicators can know earlier; what it gets wrong later counts.
    public static let standardLag = 17
    /// The share of judged candles that must be right.
    public static let wantedAccuracy = 0.8

    public let kind: MarketKind
    public let timeframe: Timeframe
    public let seeds: [UInt64]
    /// Of each seed.
    public let candles: Int
    public let lag: Int
    public let parameters: RegimeParameters

    public init(
        kind: MarketKind = .textbook, timeframe: Timeframe = .m15, seeds: [UInt64], candles: Int, lag: Int = standardLag,
        parameters: RegimeParameters = RegimeParameters()
    ) {
        self.kind = kind
        self.timeframe = timeframe
        self.seeds = seeds
        self.candles = candles
        self.lag = lag
        self.parameters = parameters
    }

    /// One confusion a seed, in their order. `progress` is told, from any thread, how many more candles are done.
    public func run(threads: Int, progress: @escaping @Sendable (Int) -> Void = { _ in }) throws(PulseError) -> [RegimeConfusion] {
        let configuration = kind == .textbook ? SyntheticConfiguration.textbook(for: timeframe) : SyntheticConfiguration()
        var markets: [SyntheticMarket] = []
        for seed in seeds { markets.append(try SyntheticMarket(seed: seed, configuration: configuration)) }
        let ready = markets
        return Parallel.map(ready.count, threads: threads) { index in
            let market = ready[index].generate(count: candles, from: Self.start, timeframe: timeframe)
            let states = RegimeDetector.states(on: market.columns, parameters: parameters)
            progress(candles)
            return Self.confusion(of: states, truth: market.regimes, lag: lag)
        }
    }

    private static let start = Timestamp(milliseconds: 1_609_459_200_000)

    /// Compares what a detector says with what is true, candle by candle.
    public static func confusion(of states: [RegimeState], truth: [Regime], lag: Int) -> RegimeConfusion {
        precondition(states.count == truth.count, "one true regime a candle")
        var result = RegimeConfusion()
        var since = lag
        for index in truth.indices {
            since = index > 0 && truth[index] != truth[index - 1] ? 0 : since + 1
            if let said = states[index].regime {
                if since < lag {
                    result.lagging += 1
                } else {
                    result[true: truth[index], said: said] += 1
                }
            } else {
                result.warmup += 1
            }
        }
        return result
    }
}
