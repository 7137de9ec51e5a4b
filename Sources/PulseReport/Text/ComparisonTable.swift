import PulseCore

/// Several runs beside each other: one column a run, figures in their fixed order, then what differs between them.
public struct ComparisonTable: Sendable {
    private let runs: [RunDocument]
    private let style: TextStyle
    private let detail: ResultTable.Detail

    public init(_ runs: [RunDocument], detail: ResultTable.Detail = .key, style: TextStyle = TextStyle()) {
        self.runs = runs
        self.style = style
        self.detail = detail
    }

    private static let columnWidth = 16
    private static let nameWidth = 28

    /// The text, with a line feed at the end. Where the columns do not fit into the width, the table is continued below.
    public func text() -> String {
        guard !runs.isEmpty else { return "no runs\n" }
        let perTable = max(1, (style.width - Self.nameWidth) / Self.columnWidth)
        let tables = stride(from: 0, to: runs.count, by: perTable).map { table(Array(runs[$0..<min($0 + perTable, runs.count)])) }
        return (tables.joined(separator: [""]) + notes()).joined(separator: "\n") + "\n"
    }

    private func table(_ runs: [RunDocument]) -> [String] {
        let rule = style.rule(Self.nameWidth + runs.count * Self.columnWidth)
        var lines = [
            row("", runs.map(\.shortRun), .bold),
            row("Strategy", runs.map { TextStyle.harmless($0.strategy.name) }),
            row("Timeframe", runs.map { "\($0.timeframe)" }),
            row("From", runs.map(\.range.from.dateDescription)),
            row("To", runs.map(\.range.to.dateDescription)),
            rule,
        ]
        for metric in figures() {
            let found = runs.map { $0.metric(metric.key) }
            lines.append(row(metric.name, found.map { FigureText.text($0?.value, metric.unit) }))
        }
        lines.append(rule)
        lines.append(row("Signals", runs.map { FigureText.text(Double($0.signals), .count) }))
        lines.append(row("Sign depends on execution", runs.map { $0.scenariosDisagree ? "yes" : "no" }))
        lines.append(row("Warnings", runs.map { "\($0.warnings.count)" }))
        return lines
    }

    /// Every figure that any of the runs has, in the order of the first that has it.
    private func figures() -> [RunMetric] {
        var found: [RunMetric] = []
        var keys: Set<String> = []
        for run in runs {
            for metric in run.metrics where keys.insert(metric.key).inserted { found.append(metric) }
        }
        guard detail == .key else { return found }
        return ResultTable.keyFigures.compactMap { key in found.first { $0.key == key } }
    }

    /// What forbids or weakens a comparison.
    private func notes() -> [String] {
        func differ<Value: Equatable>(_ value: (RunDocument) -> Value) -> Bool { runs.contains { value($0) != value(runs[0]) } }
        var notes: [String] = []
        if differ({ $0.instruments.map(\.candlesDigest) }) || differ(\.range) { notes.append("The runs are not on the same candles.") }
        if differ(\.costs.rules) { notes.append("The runs do not have the same costs.") }
        if differ(\.conventions.periodsPerYear) || differ(\.conventions.sampling) || differ(\.conventions.riskFreeRate) {
            notes.append("The runs do not have the same conventions, so their ratios cannot be compared.")
        }
        if differ(\.engineVersion) { notes.append("The runs are of different engine versions.") }
        return notes.map { style.ink("! " + $0, .yellow) }
    }

    private func row(_ name: String, _ cells: [String], _ ink: TextStyle.Ink? = nil) -> String {
        let texts = cells.map { TextStyle.right(style.cut($0, to: Self.columnWidth - 1), Self.columnWidth) }
        return TextStyle.left(style.cut(name, to: Self.nameWidth), Self.nameWidth) + style.ink(texts.joined(), ink)
    }
}
