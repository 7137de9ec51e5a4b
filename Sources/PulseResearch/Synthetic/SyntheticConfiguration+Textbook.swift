import PulseCore

extension SyntheticConfiguration {
    /// A market whose regimes behave as a detector on candles of a timeframe defines them, for measuring detectors.
    ///
    /// The default market's trends are about two standard deviations over a whole stay, as real ones are: whoever knows the seed can tell
    /// them, whoever looks at candles often cannot, however good the rule. Here strong trends drift by nearly half a deviation a candle
    /// and weak ones by a thirteenth, both in channels; ranges and chop swing around a level that holds, one quiet and one wild;
    /// breakouts are short, with a drift and a volume to match. A trend fades through a weak one before it ends. Stays are some hundred
    /// candles, so that what is judged against the last two hundred (the percentile of the bands' width) still sees what was before.
    public static func textbook(for timeframe: Timeframe) -> SyntheticConfiguration {
        var configuration = SyntheticConfiguration()
        configuration.dynamics = textbookDynamics
        configuration.durationScale = Double(timeframe.milliseconds) / Double(textbookCandle.milliseconds)
        return configuration
    }

    /// The candle for which the numbers below are written.
    static let textbookCandle = Timeframe.m15

    private static let textbookDynamics = [
        channel(candles: 250, drift: 0.45, volatility: 0.9, halfLife: 6, volume: 1.2, successors: [0, 0, 0.9, 0, 0, 0.1]),
        channel(candles: 250, drift: 0.45, volatility: 1, halfLife: 6, volume: 1.3, successors: [0, 0, 0.9, 0, 0, 0.1]),
        channel(candles: 250, drift: 0.075, volatility: 0.8, halfLife: 1.5, volume: 0.9, successors: [0.1, 0.1, 0, 0.45, 0, 0.35]),
        channel(candles: 90, drift: 0, volatility: 0.45, halfLife: 1, volume: 0.7, successors: [0, 0, 0.2, 0, 0.5, 0.3]),
        channel(candles: 15, drift: 0.8, volatility: 2.2, halfLife: nil, volume: 5, successors: [0.45, 0.45, 0, 0, 0, 0.1]),
        channel(
            candles: 90, drift: 0, volatility: 3.5, halfLife: 1, volume: 1.2, reversal: 0.2, successors: [0.05, 0.05, 0.2, 0.5, 0.2, 0]),
    ]

    /// Drift in standard deviations a candle, stay and half-life in candles.
    private static func channel(
        candles: Double, drift: Double, volatility: Double, halfLife: Double?, volume: Double, reversal: Double = 0, successors: [Double]
    ) -> RegimeDynamics {
        let minutes = Double(textbookCandle.milliseconds / 60_000)
        return RegimeDynamics(
            meanMinutes: candles * minutes, trend: drift * candles.squareRoot(), volatility: volatility,
            halfLifeMinutes: halfLife.map { $0 * minutes }, reversal: reversal, jumpsPerDay: 0.3, volume: volume, successors: successors)
    }
}
