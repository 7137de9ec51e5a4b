import PulseCore

/// All indicators by the names that users give them on a command line or in a strategy.
public enum IndicatorCatalog {
    /// All of them: trend, momentum, volatility, volume, structure.
    public static let all: [IndicatorDefinition] = trend + momentum + volatility + volume + structure

    /// The definition of that name. Throws a `usage` error with the nearest name where there is none.
    public static func definition(_ name: String) throws(PulseError) -> IndicatorDefinition {
        if let match = all.first(where: { $0.name == name }) { return match }
        let nearest = NearestName.of(name, among: all.map(\.name))
        throw PulseError(
            .usage, "there is no indicator '\(name)'", hint: nearest.map { "did you mean '\($0)'?" } ?? "see 'alphapulse indicators list'")
    }

    static let trend: [IndicatorDefinition] = [
        IndicatorDefinition("sma", "Simple moving average of the close", [.period("period", 20)]) {
            CloseIndicator(SimpleMean(period: Int($0[0])))
        },
        IndicatorDefinition("ema", "Exponential moving average of the close", [.period("period", 20)]) {
            CloseIndicator(ExponentialMean(period: Int($0[0])))
        },
        IndicatorDefinition("rma", "Wilder's smoothed moving average of the close", [.period("period", 14)]) {
            CloseIndicator(WilderMean(period: Int($0[0])))
        },
        IndicatorDefinition("wma", "Linearly weighted moving average of the close", [.period("period", 20)]) {
            CloseIndicator(WeightedMean(period: Int($0[0])))
        },
        IndicatorDefinition("hma", "Hull moving average of the close", [.period("period", 20, from: 2)]) {
            CloseIndicator(HullMean(period: Int($0[0])))
        },
        IndicatorDefinition("dema", "Double exponential moving average of the close", [.period("period", 20)]) {
            CloseIndicator(DoubleExponentialMean(period: Int($0[0])))
        },
        IndicatorDefinition("tema", "Triple exponential moving average of the close", [.period("period", 20)]) {
            CloseIndicator(TripleExponentialMean(period: Int($0[0])))
        },
        IndicatorDefinition(
            "macd", "Moving average convergence/divergence, signal and histogram",
            [.period("fast", 8), .period("slow", 24), .period("signal", 9)], rule: fastBelowSlow
        ) { MovingAverageConvergence(fast: Int($0[0]), slow: Int($0[1]), signal: Int($0[2])) },
        IndicatorDefinition("adx", "Average directional index", [.period("period", 14, from: 2)]) {
            AverageDirectionalIndex(period: Int($0[0]))
        },
        IndicatorDefinition("di", "Directional indicators +DI and -DI", [.period("period", 14, from: 2)]) {
            DirectionalIndicators(period: Int($0[0]))
        },
        IndicatorDefinition("aroon", "Aroon up, down and oscillator", [.period("period", 25)]) { Aroon(period: Int($0[0])) },
        IndicatorDefinition("supertrend", "Supertrend line and direction", [.period("period", 10), .factor("width", 3)]) {
            Supertrend(period: Int($0[0]), width: $0[1])
        },
        IndicatorDefinition("ichimoku", "Ichimoku conversion and base lines", [.period("conversion", 9), .period("base", 26)]) {
            IchimokuLines(conversionPeriod: Int($0[0]), basePeriod: Int($0[1]))
        },
    ]

    static let momentum: [IndicatorDefinition] = [
        IndicatorDefinition("rsi", "Relative strength index", [.period("period", 14)]) { RelativeStrengthIndex(period: Int($0[0])) },
        IndicatorDefinition(
            "stochastic", "Slow stochastic %K and %D", [.period("period", 14), .period("slowing", 3), .period("signal", 3)]
        ) { StochasticOscillator(period: Int($0[0]), slowing: Int($0[1]), signal: Int($0[2])) },
        IndicatorDefinition("williams", "Williams' %R", [.period("period", 14)]) { WilliamsPercentRange(period: Int($0[0])) },
        IndicatorDefinition("cci", "Commodity channel index", [.period("period", 20, to: 1_000)]) {
            CommodityChannelIndex(period: Int($0[0]))
        },
        IndicatorDefinition("cmo", "Chande's momentum oscillator", [.period("period", 14)]) { ChandeMomentum(period: Int($0[0])) },
        IndicatorDefinition(
            "ppo", "Percentage price oscillator", [.period("fast", 12), .period("slow", 26)], rule: fastBelowSlow
        ) { PercentagePriceOscillator(fast: Int($0[0]), slow: Int($0[1])) },
        IndicatorDefinition("trix", "Change of the triple exponential average in percent", [.period("period", 15)]) {
            CloseIndicator(TripleExponentialChange(period: Int($0[0])))
        },
        IndicatorDefinition("tsi", "True strength index", [.period("long", 25), .period("short", 13)]) {
            TrueStrengthIndex(long: Int($0[0]), short: Int($0[1]))
        },
        IndicatorDefinition(
            "ultimate", "Ultimate oscillator", [.period("short", 7), .period("middle", 14), .period("long", 28)]
        ) { UltimateOscillator(short: Int($0[0]), middle: Int($0[1]), long: Int($0[2])) },
        IndicatorDefinition("awesome", "Awesome oscillator", [.period("fast", 5), .period("slow", 34)]) {
            AwesomeOscillator(fast: Int($0[0]), slow: Int($0[1]))
        },
    ]

    static let volatility: [IndicatorDefinition] = [
        IndicatorDefinition("atr", "Average true range", [.period("period", 14)]) { AverageTrueRange(period: Int($0[0])) },
        IndicatorDefinition("bollinger", "Bollinger bands", [.period("period", 20), .factor("width", 2)]) {
            BollingerBands(period: Int($0[0]), width: $0[1])
        },
        IndicatorDefinition("deviation", "Population standard deviation of the close", [.period("period", 20)]) {
            CloseIndicator(RollingDeviation(period: Int($0[0])))
        },
        IndicatorDefinition(
            "keltner", "Keltner channel: exponential mean and average true range",
            [.period("period", 20), .period("range", 10), .factor("width", 2)]
        ) { KeltnerChannel(period: Int($0[0]), rangePeriod: Int($0[1]), width: $0[2]) },
        IndicatorDefinition("donchian", "Donchian channel", [.period("period", 20)]) { DonchianChannel(period: Int($0[0])) },
        IndicatorDefinition("chandelier", "Chandelier exits for long and short", [.period("period", 22), .factor("width", 3)]) {
            ChandelierExit(period: Int($0[0]), width: $0[1])
        },
        IndicatorDefinition("mass", "Mass index", [.period("mean", 9), .period("sum", 25)]) {
            MassIndex(meanPeriod: Int($0[0]), sumPeriod: Int($0[1]))
        },
    ]

    static let volume: [IndicatorDefinition] = [
        IndicatorDefinition("obv", "On-balance volume") { _ in OnBalanceVolume() },
        IndicatorDefinition("vwap", "Volume-weighted average price since 00:00 UTC") { _ in SessionVWAP() },
        IndicatorDefinition("cmf", "Chaikin money flow", [.period("period", 20)]) { ChaikinMoneyFlow(period: Int($0[0])) },
        IndicatorDefinition("ad", "Accumulation/distribution line") { _ in AccumulationDistribution() },
        IndicatorDefinition("force", "Elder's force index", [.period("period", 13)]) { ForceIndex(period: Int($0[0])) },
        IndicatorDefinition("ease", "Ease of movement", [.period("period", 14)]) { EaseOfMovement(period: Int($0[0])) },
        IndicatorDefinition("delta", "Taker volume bought less sold") { _ in TakerDelta() },
        IndicatorDefinition("cvd", "Cumulative volume delta over a number of candles", [.period("period", 100)]) {
            CumulativeVolumeDelta(period: Int($0[0]))
        },
        IndicatorDefinition("cvd-session", "Cumulative volume delta since 00:00 UTC") { _ in SessionVolumeDelta() },
        IndicatorDefinition("volume-ratio", "Volume over its mean", [.period("period", 20)]) { VolumeRatio(period: Int($0[0])) },
        IndicatorDefinition(
            "volume-profile", "Point of control, value area and density of the close's price bin",
            [.period("period", 96, to: 1_000), .period("bins", 48, from: 2, to: 1_000)]
        ) { VolumeProfile(period: Int($0[0]), bins: Int($0[1])) },
    ]

    static let structure: [IndicatorDefinition] = [
        IndicatorDefinition("swings", "Swing highs and lows on the candle that confirms them", [.period("wing", 5, to: 1_000)]) {
            ConfirmedSwings(wing: Int($0[0]))
        },
        IndicatorDefinition(
            "rsi-divergence", "Divergence of price and relative strength index at confirmed swings",
            [.period("period", 14), .period("wing", 5, to: 1_000)]
        ) { RelativeStrengthDivergence(period: Int($0[0]), wing: Int($0[1])) },
    ]

    private static let fastBelowSlow: @Sendable ([Double]) -> String? = { $0[0] < $0[1] ? nil : "fast must be below slow" }
}
