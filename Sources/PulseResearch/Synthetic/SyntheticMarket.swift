import PulseCore

/// A market that never was, with known regimes: for demonstrations, tests of regime detection, and strategies that must find nothing where nothing is.
///
/// The same seed and configuration give the same bits on any machine. Candles of longer timeframes are built from the very minutes that the same
/// seed gives, so all timeframes of a seed tell one story.
///
///     let market = try SyntheticMarket(seed: 7)
///     let hours = market.generate(count: 5_000, from: start, timeframe: .h1)
///     print(hours.columns.close[0], hours.regimes[0])
public struct SyntheticMarket: Sendable {
    public let seed: UInt64
    public let configuration: SyntheticConfiguration

    /// Throws `usage` where the configuration cannot be.
    public init(seed: UInt64, configuration: SyntheticConfiguration = SyntheticConfiguration()) throws(PulseError) {
        try configuration.check()
        self.seed = seed
        self.configuration = configuration
    }

    /// The first `count` spans of a timeframe from `start` on (moved back to a multiple of the timeframe). Spans that fall into gaps have no candle, so
    /// there are fewer candles than `count` if the configuration asks for gaps.
    public func generate(count: Int, from start: Timestamp, timeframe: Timeframe = .m1) -> SyntheticCandles {
        var stream = stream(from: start, timeframe: timeframe)
        return stream.next(count)
    }

    /// The same piece by piece, with little memory: any sizes of pieces give the same candles.
    public func stream(from start: Timestamp, timeframe: Timeframe = .m1) -> SyntheticStream {
        SyntheticStream(configuration, seed: seed, from: start, timeframe: timeframe)
    }
}
