import PulseCore

/// The result of one run as text: warnings first, then the figures in their fixed order beside buy & hold, then what they rest on.
public struct ResultTable: Sendable {
    /// How much is printed.
    public enum Detail: Sendable {
        /// The figures of the strip on top of the report.
        case key
        /// Every figure of the document.
        case all
    }

    /// The keys of the figures that come first everywhere, in their order.
    public static let keyFigures = [
        "totalReturn", "cagr", "sharpe", "sortino", "calmar", "maxDrawdown", "volatility", "exposure", "trades", "winRate", "profitFactor",
        "fees", "psr", "dsr",
    ]

    /// Those of one run: perpetuals have funding after the fees.
    static func keyFigures(of document: RunDocument) -> [String] {
        keyFigures.flatMap { $0 == "fees" && document.hasPerpetuals ? [$0, "funding"] : [$0] }
    }

    private let document: RunDocument
    private let style: TextStyle
    private let detail: Detail

    public init(_ document: RunDocument, detail: Detail = .key, style: TextStyle = TextStyle()) {
        self.document = document
        self.style = style
        self.detail = detail
    }

    /// The text, with a line feed at the end.
    public func text() -> String {
        var notes: [String] = []
        var lines = heading() + warnings()
        lines += figures(&notes)
        lines += scenarios() + funnel() + footing()
        lines += notes.enumerated().map { style.ink(style.wrap("[\($0.offset + 1)] \($0.element)", to: style.width, indent: 4), .dim) }
        return lines.joined(separator: "\n") + "\n"
    }

    private func heading() -> [String] {
        let name = style.cut(TextStyle.harmless(document.strategy.name), to: style.width - 30)
        let instruments = document.instruments.map(\.id.description).joined(separator: ", ")
        let base = document.baseTimeframe == document.timeframe ? "" : " (exits on \(document.baseTimeframe))"
        let range = "\(FigureText.time(document.range.from)) to \(FigureText.time(document.range.to)) UTC"
        return [
            style.ink(name, .bold) + style.dot + document.kind.rawValue + " " + document.shortRun,
            style.wrap([instruments, "\(document.timeframe)\(base)", range].joined(separator: style.dot), to: style.width, indent: 2),
        ]
    }

    private func warnings() -> [String] {
        document.warnings.map {
            style.ink(style.wrap("! " + TextStyle.harmless($0), to: style.width, indent: 2), .yellow)
        }
    }

    private func figures(_ notes: inout [String]) -> [String] {
        let wanted = detail == .all ? document.metrics : Self.keyFigures(of: document).compactMap(document.metric)
        let nameWidth = min(max(wanted.map(\.name.count).max() ?? 8, 8), style.width - 32)
        var lines = [
            style.rule(nameWidth + 30),
            TextStyle.left("", nameWidth) + style.ink(TextStyle.right("Strategy", 15) + TextStyle.right("Buy & hold", 15), .bold),
        ]
        var group: RunMetric.Group?
        for metric in wanted {
            if detail == .all, metric.group != group {
                group = metric.group
                lines.append(style.ink(metric.group.title, .bold))
            }
            let cells = [
                cell(metric.value, metric, metric.reason, &notes), benchmarkCell(metric, &notes),
            ]
            lines.append(TextStyle.left(style.cut(metric.name, to: nameWidth), nameWidth) + cells.joined())
        }
        lines.append(style.rule(nameWidth + 30))
        return lines
    }

    private func cell(_ value: Double?, _ metric: RunMetric, _ reason: String?, _ notes: inout [String]) -> String {
        var text = FigureText.text(value, metric.unit)
        if value == nil, let reason {
            let note = TextStyle.harmless(reason)
            if let index = notes.firstIndex(of: note) {
                text += "[\(index + 1)]"
            } else {
                notes.append(note)
                text += "[\(notes.count)]"
            }
        }
        let isSigned = metric.unit == .gain && (value ?? 0) != 0
        return style.ink(TextStyle.right(text, 15), isSigned ? ((value ?? 0) > 0 ? .green : .red) : nil)
    }

    /// Empty where the figure means nothing for buy & hold, `--` with its reason where it could have been one.
    private func benchmarkCell(_ metric: RunMetric, _ notes: inout [String]) -> String {
        guard metric.benchmark != nil || metric.benchmarkReason != nil else { return TextStyle.right("", 15) }
        return cell(metric.benchmark, metric, metric.benchmarkReason, &notes)
    }

    private func scenarios() -> [String] {
        guard !document.scenarios.isEmpty else { return [] }
        let texts = document.scenarios.map { "\($0.name.rawValue) \(FigureText.percent($0.totalReturn, signed: true))" }
        return [style.wrap("Execution: " + texts.joined(separator: style.dot), to: style.width, indent: 11)]
    }

    /// Which share of raw verdicts the gates stopped, the busiest gates first.
    private func funnel() -> [String] {
        guard let funnel = document.funnel, let rejected = funnel.rejectedShare else { return [] }
        let busiest = funnel.rejected.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
        let gates = busiest.map { "\(FigureText.words($0.element.name)) \(FigureText.percent($0.element.share, signed: false))" }
        let text =
            "Gates: \(FigureText.percent(rejected, signed: false)) of \(FigureText.text(Double(funnel.rawVerdicts), .count)) raw verdicts "
            + "rejected" + (gates.isEmpty ? "" : " (" + gates.joined(separator: ", ") + ")")
        return [style.wrap(text, to: style.width, indent: 7)]
    }

    private func footing() -> [String] {
        let conventions = document.conventions
        let texts = [
            "\(document.trades) trades of \(document.signals) signals on \(document.candles) candles",
            "equity \(FigureText.money(document.startEquity)) to \(FigureText.money(document.finalEquity)) "
                + TextStyle.harmless(document.quoteCurrency),
        ]
        let basis =
            "Ratios: \(conventions.sampling), \(DecimalText.shortest(conventions.periodsPerYear) ?? "--") periods a year, "
            + "risk-free \(FigureText.percent(conventions.riskFreeRate, signed: false)), \(conventions.returns) returns from "
            + conventions.firstDay.dateDescription + "."
        return [texts.joined(separator: style.dot), style.ink(style.wrap(basis, to: style.width, indent: 8), .dim)]
    }
}
