import PulseAnalytics
import PulseCore
import PulseEngine
import PulseReport
import PulseResearch
import PulseStrategy

/// What the reader of a run must know before believing a figure.
struct RunWarnings {
    let result: BacktestResult
    let kind: RunDocument.Kind
    /// The trained models that voted, and the rule that they voted under.
    var models: [TrainedModel] = []
    var rule: ConsensusRule?
    /// What calibrated the consensus probability.
    var calibration: ProbabilityCalibration?

    /// Fewer trades than this carry no statistics.
    static let fewTrades = 30

    var all: [String] {
        var list = modelWarnings + calibrationWarnings
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
        for index in result.market.series.indices { list += sideWarnings(index) }
        let shorts = expected.rejections[.shortOnSpot]
        if shorts > 0 { list.append("\(shorts) short signals were dropped: spot cannot be sold short.") }
        if expected.activity.liquidations > 0 { list.append("\(expected.activity.liquidations) positions were liquidated.") }
        let open = expected.trades.count { $0.exitReason == .endOfRun }
        if open > 0 { list.append("\(open) trades were still open at the end and are marked at the last close.") }
        list += fundingWarnings
        return list
    }

    /// Funding that perpetuals would have paid or received and did not.
    private var fundingWarnings: [String] {
        var list: [String] = []
        let perpetuals = result.market.series.filter { $0.instrument.market == .perpetual }
        if perpetuals.contains(where: { $0.funding.terms == .none }) {
            list.append("Funding is not paid, as asked for; a perpetual held for long may have cost or earned more than is shown.")
        }
        for series in perpetuals where series.funding.terms == .series {
            let coverage = series.funding.coverage(of: fundingSpan(series))
            guard coverage.missing > 0 else { continue }
            let id = series.instrument.id
            let share = DecimalText.text(coverage.missingShare * 100, decimals: 1)
            list.append(
                coverage.missing == coverage.expected
                    ? "\(id) has no funding rates in the range: none of about \(coverage.expected) settlements (100 %) is paid. "
                        + "'alphapulse data import' reads the archive's fundingRate files."
                    : "\(id) lacks about \(coverage.missing) of \(coverage.expected) funding settlements of the range (\(share) %); "
                        + "they are not paid.")
        }
        return list
    }

    /// From after the first open of a series to its last close: before and after there is no position.
    private func fundingSpan(_ series: Market.Series) -> TimeRange {
        let times = series.candles.openTime
        let from = max(result.market.range.from, Timestamp(milliseconds: times.first ?? 0))
        return TimeRange(
            from: from.advanced(byMilliseconds: 1), to: Timestamp(milliseconds: (times.last ?? 0) + result.market.base.milliseconds))
    }

    private var dataWarnings: [String] {
        var list: [String] = []
        for (series, missing) in zip(result.market.series, result.missingCandles) where missing > 0 {
            list.append("\(series.instrument.id) lacks \(missing) candles inside the range; 'alphapulse data verify' lists the gaps.")
        }
        if kind == .backtest, result.votingHeads.contains(.volume) {
            for series in result.market.series where !series.candles.takerBuyVolume.contains(where: { $0 > 0 }) {
                list.append("\(series.instrument.id) has no taker volumes; the volume head estimates them from where candles close.")
            }
        }
        if result.expected.activity.unusableCandles > 0 {
            list.append("\(result.expected.activity.unusableCandles) candles had no usable prices and were left out.")
        }
        return list
    }

    /// What heads that read side series did not find in the store, of one instrument.
    private func sideWarnings(_ index: Int) -> [String] {
        let id = result.market.series[index].instrument.id
        let coverage = result.market.sideCoverage(index)
        var list: [String] = []
        for head in result.votingHeads where !head.sideKinds.isEmpty {
            // The share of a universe that beats BTC is nobody's file to import; its absence is the rule.
            let wanted = head.sideKinds.filter { $0 != .altSeason }
            let missing = wanted.filter { kind in !coverage.contains { $0.kind == kind } }
            let names = missing.map(\.name).joined(separator: ", ")
            if missing.count == wanted.count {
                let rest = head.needsOneSideKind ? "it abstains" : "it has candles alone"
                list.append("\(id) has none of the side series that the \(head.name) head reads (\(names)): \(rest).")
            } else if !missing.isEmpty, !head.needsOneSideKind {
                list.append("\(id) has no \(names): the \(head.name) head judges without.")
            }
            for one in coverage where wanted.contains(one.kind) {
                guard let silence = one.silence else { continue }
                let days = silence.milliseconds / Timestamp.day
                list.append("\(id): no \(one.kind.name) became known from \(silence.from) to \(silence.to) (\(days) days of the range).")
            }
        }
        return list
    }
}
