import Foundation
import PulseAnalytics
import PulseCore
import PulseEngine
import PulseReport
import PulseResearch
import PulseStrategy

/// Turns the result of a run into the document and the series that are printed. Only wording and copying: every figure was computed before.
struct RunAssembly {
    let result: BacktestResult
    let identity: RunIdentity
    let run: String
    let kind: RunDocument.Kind
    let strategy: RunStrategy
    /// The rule that heads voted under; nil for signals from a file.
    let rule: ConsensusRule?
    let command: String
    let candleDigests: [String]
    /// What each head was worth; nil for signals from a file.
    let scorecard: HeadScorecard?
    /// The trained models that voted.
    var models: [TrainedModel] = []
    /// What calibrated the consensus probability.
    var calibration: ProbabilityCalibration?

    func document() -> RunDocument {
        let expected = result.expected
        return RunDocument(
            run: run, kind: kind, engineVersion: identity.engineVersion, command: command, strategy: strategy,
            instruments: instruments, timeframe: result.timeframe, baseTimeframe: result.market.base, range: result.market.range,
            candles: kind == .backtest ? result.decisionCount : result.market.candleCount, seed: identity.seed,
            trialsOnRecord: result.trials?.count,
            assumptions: RunAssumptions(result: result, kind: kind, calibration: calibration).all,
            warnings: RunWarnings(result: result, kind: kind, models: models, rule: rule, calibration: calibration).all,
            quoteCurrency: Self.quoteCurrency(of: result.market.instruments), startEquity: expected.configuration.initialCash,
            finalEquity: expected.finalEquity, costs: costs, scenarios: scenarios, metrics: metrics, conventions: conventions,
            trades: expected.trades.count, tradesOpenAtEnd: expected.trades.count { $0.exitReason == .endOfRun },
            signals: expected.signals, rejections: rejections, verdicts: result.verdictTallies.map { NamedCount($0.name, $0.count) },
            funnel: funnel, heads: heads, calibration: calibration.map(RunCalibration.init), scorecard: scorecard.map(Self.scorecard),
            votesDigest: result.votesDigest,
            ledgerDigest: result.ledgerDigest)
    }

    private var instruments: [RunInstrument] {
        zip(zip(result.market.series, result.market.starts), candleDigests).map { pair, digest in
            RunInstrument(pair.0.instrument, candles: pair.0.candles.count - pair.1, candlesDigest: digest)
        }
    }

    private var costs: CostSummary {
        let activity = result.expected.activity
        let trades = result.expected.trades
        return CostSummary(
            tradedNotional: Cash(units: Int64(clamping: activity.tradedNotional)),
            grossProfit: trades.reduce(.zero) { $0 + $1.grossProfit }, fees: activity.fees, slippage: activity.slippage,
            funding: activity.funding, netProfit: trades.reduce(.zero) { $0 + $1.netProfit },
            rules: RunAssumptions(result: result, kind: kind).costRules)
    }

    private var scenarios: [ScenarioResult] {
        result.scenarios.map { scenario in
            let name = scenario.configuration.scenario
            return ScenarioResult(
                name: ScenarioResult.Name(rawValue: name.rawValue) ?? .expected, description: RunAssumptions.description(of: name),
                finalEquity: scenario.finalEquity, totalReturn: scenario.totalReturn, trades: scenario.trades.count)
        }
    }

    private var metrics: [RunMetric] {
        result.performance.metrics.map { Self.metric($0, benchmark: result.holdPerformance[$0.key]) }
    }

    /// A figure as it is printed, beside the same figure of buy & hold where there is one.
    static func metric(_ metric: Metric, benchmark: MetricValue?) -> RunMetric {
        RunMetric(
            key: metric.key, name: metric.name, unit: RunMetric.Unit(rawValue: metric.unit.rawValue) ?? .ratio,
            group: RunMetric.Group(rawValue: metric.definition.group.rawValue) ?? .result, value: metric.value.number,
            reason: metric.value.reason, benchmark: benchmark?.number, benchmarkReason: benchmark?.reason,
            definition: metric.definition.formula)
    }

    private var conventions: RunConventions { Self.conventions(result.performance.conventions, start: result.curve.start) }

    static func conventions(_ conventions: PerformanceConventions, start: Timestamp) -> RunConventions {
        RunConventions(
            periodsPerYear: conventions.periodsPerYear, riskFreeRate: conventions.riskFreeRate, sampling: conventions.sampling,
            firstDay: conventions.firstDay ?? start.startOfDay, returns: conventions.returns)
    }

    private var rejections: [NamedCount] {
        result.gateTallies.map { NamedCount("gate: \($0.name)", $0.count) }
            + result.expected.rejections.nonzero.map { NamedCount("venue: \($0.reason.name)", $0.count) }
    }

    private var funnel: RunFunnel? {
        result.funnel.map { funnel in
            RunFunnel(
                rawVerdicts: funnel.rawVerdicts,
                rejected: funnel.rejected.map { RunFunnel.Stage(name: $0.name, count: $0.count, share: funnel.share(of: $0.count) ?? 0) },
                signals: funnel.signals, rejectedShare: funnel.rejectedShare)
        }
    }

    private var heads: [HeadStatistics] {
        guard let rule else { return [] }
        return HeadTally.count(result, rule: rule).map { tally in
            HeadStatistics(
                head: tally.head.name, weight: rule.weights[tally.head].value, long: tally.long, short: tally.short, flat: tally.flat,
                abstained: tally.abstained, valid: tally.valid)
        }
    }

    /// The currency that all instruments are quoted in, as far as their names tell.
    static func quoteCurrency(of instruments: [Instrument]) -> String {
        let known = ["USDT", "USDC", "FDUSD", "BUSD", "TUSD", "DAI", "USD", "EUR", "TRY", "BTC", "ETH", "BNB"]
        let quotes = Set(instruments.map { instrument in known.first { instrument.id.symbol.hasSuffix($0) } ?? "quote" })
        return quotes.count == 1 ? quotes.first ?? "quote" : "quote"
    }
}
