import PulseCore

extension RunDocument: Codable {
    private enum CodingKeys: String, CodingKey {
        case schema, run, kind, engineVersion, command, strategy, instruments, timeframe, baseTimeframe, from, to, candles, seed,
            trialsOnRecord
        case assumptions, warnings, quoteCurrency, startEquity, finalEquity, costs, scenarios, scenariosDisagree, metrics, figures
        case conventions, trades, tradesOpenAtEnd, signals, rejections, verdicts, funnel, heads, calibration, scorecard, votesDigest,
            ledgerDigest
    }

    /// The key of a metric in the `metrics` object.
    private struct MetricKey: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// `metrics` is an object from key to number or null, for programs; `figures` is the ordered list with names, reasons and definitions,
    /// from which it is derived.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.schema, forKey: .schema)
        try container.encode(run, forKey: .run)
        try container.encode(kind, forKey: .kind)
        try container.encode(engineVersion, forKey: .engineVersion)
        try container.encode(command, forKey: .command)
        try container.encode(strategy, forKey: .strategy)
        try container.encode(instruments, forKey: .instruments)
        try container.encode(timeframe, forKey: .timeframe)
        try container.encode(baseTimeframe, forKey: .baseTimeframe)
        try container.encode(ISOTime(wrappedValue: range.from), forKey: .from)
        try container.encode(ISOTime(wrappedValue: range.to), forKey: .to)
        try container.encode(candles, forKey: .candles)
        try container.encode(seed, forKey: .seed)
        try container.encodeIfPresent(trialsOnRecord, forKey: .trialsOnRecord)
        try container.encode(assumptions, forKey: .assumptions)
        try container.encode(warnings, forKey: .warnings)
        try container.encode(quoteCurrency, forKey: .quoteCurrency)
        try container.encode(Amount(wrappedValue: startEquity), forKey: .startEquity)
        try container.encode(Amount(wrappedValue: finalEquity), forKey: .finalEquity)
        try container.encode(costs, forKey: .costs)
        try container.encode(scenarios, forKey: .scenarios)
        try container.encode(scenariosDisagree, forKey: .scenariosDisagree)
        try container.encode(metrics, forKey: .figures)
        var values = container.nestedContainer(keyedBy: MetricKey.self, forKey: .metrics)
        for metric in metrics { try values.encode(metric.value, forKey: MetricKey(stringValue: metric.key)) }
        try container.encode(conventions, forKey: .conventions)
        try container.encode(trades, forKey: .trades)
        try container.encode(tradesOpenAtEnd, forKey: .tradesOpenAtEnd)
        try container.encode(signals, forKey: .signals)
        try container.encode(rejections, forKey: .rejections)
        try container.encode(verdicts, forKey: .verdicts)
        try container.encodeIfPresent(funnel, forKey: .funnel)
        try container.encode(heads, forKey: .heads)
        try container.encodeIfPresent(calibration, forKey: .calibration)
        try container.encodeIfPresent(scorecard, forKey: .scorecard)
        try container.encode(votesDigest, forKey: .votesDigest)
        try container.encode(ledgerDigest, forKey: .ledgerDigest)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let schema = try container.decode(String.self, forKey: .schema)
        guard schema == Self.schema else {
            throw DecodingError.dataCorruptedError(
                forKey: .schema, in: container, debugDescription: "schema '\(schema)' is not '\(Self.schema)'")
        }
        self.init(
            run: try container.decode(String.self, forKey: .run),
            kind: try container.decode(Kind.self, forKey: .kind),
            engineVersion: try container.decode(String.self, forKey: .engineVersion),
            command: try container.decode(String.self, forKey: .command),
            strategy: try container.decode(RunStrategy.self, forKey: .strategy),
            instruments: try container.decode([RunInstrument].self, forKey: .instruments),
            timeframe: try container.decode(Timeframe.self, forKey: .timeframe),
            baseTimeframe: try container.decode(Timeframe.self, forKey: .baseTimeframe),
            range: TimeRange(
                from: try container.decode(ISOTime.self, forKey: .from).wrappedValue,
                to: try container.decode(ISOTime.self, forKey: .to).wrappedValue),
            candles: try container.decode(Int.self, forKey: .candles),
            seed: try container.decode(UInt64.self, forKey: .seed),
            trialsOnRecord: try container.decodeIfPresent(Int.self, forKey: .trialsOnRecord),
            assumptions: try container.decode([Assumption].self, forKey: .assumptions),
            warnings: try container.decode([String].self, forKey: .warnings),
            quoteCurrency: try container.decode(String.self, forKey: .quoteCurrency),
            startEquity: try container.decode(Amount.self, forKey: .startEquity).wrappedValue,
            finalEquity: try container.decode(Amount.self, forKey: .finalEquity).wrappedValue,
            costs: try container.decode(CostSummary.self, forKey: .costs),
            scenarios: try container.decode([ScenarioResult].self, forKey: .scenarios),
            metrics: try container.decode([RunMetric].self, forKey: .figures),
            conventions: try container.decode(RunConventions.self, forKey: .conventions),
            trades: try container.decode(Int.self, forKey: .trades),
            tradesOpenAtEnd: try container.decode(Int.self, forKey: .tradesOpenAtEnd),
            signals: try container.decode(Int.self, forKey: .signals),
            rejections: try container.decode([NamedCount].self, forKey: .rejections),
            verdicts: try container.decode([NamedCount].self, forKey: .verdicts),
            funnel: try container.decodeIfPresent(RunFunnel.self, forKey: .funnel),
            heads: try container.decode([HeadStatistics].self, forKey: .heads),
            calibration: try container.decodeIfPresent(RunCalibration.self, forKey: .calibration),
            scorecard: try container.decodeIfPresent(RunScorecard.self, forKey: .scorecard),
            votesDigest: try container.decode(String.self, forKey: .votesDigest),
            ledgerDigest: try container.decode(String.self, forKey: .ledgerDigest))
    }
}
