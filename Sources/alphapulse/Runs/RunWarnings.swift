import PulseAnalytics
import PulseCore
import PulseEngine
import PulseReport
import PulseResearch

/// What the reader of a run must know before believing a figure.
struct RunWarnings {
    let result: BacktestResult
    let kind: RunDocument.Kind

    /// Fewer trades than this carry no statistics.
    static let fewTrades = 30

    var all: [String] {
        var list: [String] = []
        let expected = result.expected
        if expected.configuration.fillPolicy == .signalClose {
            list.append("Optimistic: fills at the close of the signal's own candle (--fill close). No live order can do that.")
        }
        if result.market.instruments.contains(where: { $0.id.venue.hasPrefix("synthetic") }) {
            list.append("Synthetic candles: a made-up market with trends built in. The result says nothing about a real one.")
        }
        let returns = result.scenarios.map(\.totalReturn)
        if returns.contains(where: { $0 > 0 }), returns.contains(where: { $0 < 0 }) {
            list.append("The sign of the result depends on how fills are assumed: the three scenarios disagree. Treat it as no result.")
        }
        if expected.trades.isEmpty {
            list.append("No trades: there is nothing to judge.")
        } else if expected.trades.count < Self.fewTrades {
            list.append("Only \(expected.trades.count) trades: too few for any ratio to mean much.")
        }
        if result.curve.milliseconds < 30 * Timestamp.day { list.append("Less than 30 days: yearly figures are not given.") }
        list += dataWarnings
        let shorts = expected.rejections[.shortOnSpot]
        if shorts > 0 { list.append("\(shorts) short signals were dropped: spot cannot be sold short.") }
        if expected.activity.liquidations > 0 { list.append("\(expected.activity.liquidations) positions were liquidated.") }
        let open = expected.trades.count { $0.exitReason == .endOfRun }
        if open > 0 { list.append("\(open) trades were still open at the end and are marked at the last close.") }
        if result.market.instruments.contains(where: { $0.market == .perpetual }) {
            list.append("Funding is not modelled; a perpetual held for long may have cost or earned more than is shown.")
        }
        return list
    }

    private var dataWarnings: [String] {
        var list: [String] = []
        for (series, missing) in zip(result.market.series, result.missingCandles) where missing > 0 {
            list.append("\(series.instrument.id) lacks \(missing) candles inside the range; 'alphapulse data verify' lists the gaps.")
        }
        if kind == .backtest {
            for series in result.market.series where !series.candles.takerBuyVolume.contains(where: { $0 > 0 }) {
                list.append("\(series.instrument.id) has no taker volumes; the volume head estimates them from where candles close.")
            }
        }
        if result.expected.activity.unusableCandles > 0 {
            list.append("\(result.expected.activity.unusableCandles) candles had no usable prices and were left out.")
        }
        return list
    }
}
