/// The result of one study as text: the verdict and what speaks for and against it first, then figures side by side, folds, and the best trials.
public struct StudyText: Sendable {
    let document: StudyDocument
    let style: TextStyle

    /// Rows of the folds' and of the trials' table; the report has all.
    private static let longestFolds = 20
    private static let longestTrials = 10
    /// Parameters of the chosen trial that are listed; `best.yaml` has all.
    private static let longestParameters = 24

    public init(_ document: StudyDocument, style: TextStyle = TextStyle()) {
        self.document = document
        self.style = style
    }

    /// The text, with a line feed at the end.
    public func text() -> String {
        let blocks = [heading(), verdict(), figures(), evidence(), chosen(), folds(), trials(), footing()]
        return blocks.filter { !$0.isEmpty }.joined(separator: [""]).joined(separator: "\n") + "\n"
    }

    private func heading() -> [String] {
        let name = style.cut(TextStyle.harmless(document.strategy), to: style.width - 30)
        let base = document.base == document.timeframe || document.base.isEmpty ? "" : " (exits on \(document.base))"
        let range = StudyWords.range(document) ?? ""
        let facts = [
            document.instruments.joined(separator: ", "), document.timeframe + base, range, StudyWords.count(document.days, "day"),
        ]
        return [
            style.ink(name, .bold) + style.dot + "study " + TextStyle.harmless(document.shortStudy),
            wrap(facts.filter { !$0.isEmpty }.joined(separator: style.dot), indent: 2),
        ]
    }

    private func verdict() -> [String] {
        let ink: TextStyle.Ink? =
            switch document.verdict.outcome {
            case .convincing: .green
            case .mixed: .yellow
            case .luck: .red
            case .unknown: .bold
            }
        let title = StudyWords.title(document.verdict.outcome)
        let headline = wrap(document.verdict.headline.isEmpty ? title : "\(title): \(document.verdict.headline)", indent: 2)
        return [style.ink(headline, ink)]
            + document.verdict.reasons.map { reason in
                let sign = style.ink(reason.isFor ? "+" : "-", reason.isFor ? .green : .red)
                let text = style.wrap(TextStyle.harmless(reason.sentence), to: style.width - 4, indent: 4)
                return "  \(sign) \(text)"
            }
    }

    /// All days beside the days that were tested, or below each other on a narrow terminal.
    private func figures() -> [String] {
        let path = StudyWords.middlePath(document)
        let all: [(String, StudyFigures?)] = [
            ("In sample", document.best?.figures), ("As given", document.given.figures), ("Buy & hold", document.hold),
        ]
        let tested: [(String, StudyFigures?)] = [("Out of sample", path?.figures), ("As given", document.given.tested)]
        var lines: [String]
        if style.width >= 86 {
            lines = table(all + tested)
        } else {
            lines = table(all) + table(tested)
        }
        var note = document.best.map { "In sample: trial \($0.trial) on all days, which the search has seen. " } ?? "No trial was chosen. "
        note += "Out of sample: days that the choice had not seen"
        if document.paths.count > 1 { note += ", the middle one of \(document.paths.count) paths" }
        lines.append(style.ink(wrap(note + ".", indent: 2), .dim))
        return lines
    }

    private func table(_ columns: [(title: String, figures: StudyFigures?)]) -> [String] {
        let kinds: [(String, RunMetric.Unit, (StudyFigures) -> Double?)] = [
            ("Total return", .gain, { $0.totalReturn }), ("Sharpe", .ratio, { $0.sharpe }), ("Max drawdown", .drawdown, { $0.maxDrawdown }),
            ("Trades", .count, { Double($0.trades) }), ("Days", .count, { Double($0.days) }),
        ]
        var table = AlignedTable(columns: [.init(title: "", isNumber: false)] + columns.map { .init(title: $0.title) })
        for (name, unit, value) in kinds {
            let cells = columns.map { column -> AlignedTable.Cell in
                // Buy and hold does not trade in this sense.
                if name == "Trades", column.title == "Buy & hold" { return .init("") }
                return cell(column.figures.flatMap { $0.days > 0 ? value($0) : nil }, unit)
            }
            table.rows.append([.init(name)] + cells)
        }
        return table.lines(style, indent: 0)
    }

    private func evidence() -> [String] {
        let evidence = document.evidence
        func probability(_ value: Double?) -> String { FigureText.text(value, .probability) }
        var deflated = "Deflated Sharpe \(probability(evidence.deflatedSharpe)) with all \(count(document.trials)) trials of the study"
        deflated += ", \(probability(evidence.deflatedSharpeLedger)) with all \(count(document.ledgerTrials)) on record for these data"
        var overfitting = "PBO \(FigureText.text(evidence.overfitting, .share))"
        if evidence.overfitting == nil, let reason = evidence.overfittingReason { overfitting += " (\(TextStyle.harmless(reason)))" }
        let record = evidence.minimumTrackRecord.map { "needs \(FigureText.text($0.rounded(.up), .count)) days of record" }
        let texts = [deflated, overfitting, record].compactMap { $0 }
        return [wrap("Evidence: " + texts.joined(separator: style.dot), indent: 10)]
    }

    private func chosen() -> [String] {
        guard let best = document.best else { return [] }
        let values = zip(document.parameters, best.parameters).map { "\($0.path) \($1)" }
        let shown = values.prefix(Self.longestParameters).joined(separator: style.dot)
        let more = values.count > Self.longestParameters ? "\(style.dot)and \(values.count - Self.longestParameters) more" : ""
        return [wrap("Trial \(best.trial): " + shown + more, indent: 2)]
    }

    private func folds() -> [String] {
        guard !document.folds.isEmpty else { return [] }
        let name = StudyWords.choosing(document)
        var table = AlignedTable(columns: [
            .init(title: "Fold"), .init(title: "Tested", isNumber: false), .init(title: "Purged", rank: 6),
            .init(title: "Trial", rank: 4), .init(title: "In sample", rank: 1), .init(title: "Out of sample"),
            .init(title: "Median", rank: 3), .init(title: "As given", rank: 2), .init(title: "Trades", rank: 5),
        ])
        for fold in document.folds.prefix(Self.longestFolds) {
            table.rows.append([
                .init("\(fold.number)"), .init(TextStyle.harmless(StudyWords.spans(fold.test))), .init(count(fold.purged)),
                .init(fold.chosen.map { "\($0)" } ?? "--"), objective(fold.inSample, name), signed(fold.outOfSample, name),
                objective(fold.median, name), objective(fold.given, name), .init(count(fold.tested.trades)),
            ])
        }
        let title = "Folds by \(StudyWords.words(ofObjective: name)), which chooses; median: of all candidates on the tested days"
        let more = document.folds.count - Self.longestFolds
        return [style.ink(wrap(title, indent: 2), .bold)] + table.lines(style) + (more > 0 ? ["  and \(more) more in the report"] : [])
    }

    private func trials() -> [String] {
        guard !document.table.isEmpty else { return [] }
        var table = AlignedTable(
            columns: [.init(title: "Trial")]
                + document.objectives.enumerated().map {
                    .init(title: StudyWords.title(ofObjective: $0.element), rank: $0.offset == 0 ? 0 : 5 + $0.offset)
                } + [
                    .init(title: "Tested", rank: 2), .init(title: "Deflated"), .init(title: "Plateau"), .init(title: "Trades", rank: 1),
                    .init(title: "Folds", rank: 3), .init(title: "Parameters", isNumber: false, rank: 4),
                ])
        let names = StudyWords.shortNames(document.parameters.map(\.path))
        for trial in document.table.prefix(Self.longestTrials) {
            let parameters = zip(names, trial.parameters).map { "\(TextStyle.harmless($0))=\(TextStyle.harmless($1))" }
            let objectives = document.objectives.enumerated().map { index, name in
                objective(index < trial.objectives.count ? trial.objectives[index] : nil, name)
            }
            table.rows.append(
                [.init("\(trial.trial)", trial.trial == document.best?.trial ? .bold : nil)] + objectives + [
                    cell(trial.tested.totalReturn, .gain), cell(trial.deflatedSharpe, .probability),
                    .init(FigureText.text(trial.plateau?.share, .share)), .init(count(trial.figures.trades)), .init("\(trial.folds.count)"),
                    .init(parameters.joined(separator: " ")),
                ])
        }
        let title = "Best trials; tested: return on the tested days; plateau: share of neighbours nearly as good"
        return [style.ink(wrap(title, indent: 2), .bold)] + table.lines(style)
    }

    private func footing() -> [String] {
        let failed = document.failed > 0 ? ", \(count(document.failed)) of them without a judgement" : ""
        let facts = [
            StudyWords.count(document.trials, "trial") + failed, "\(count(document.ledgerTrials)) on record for these data",
            document.search, "seed \(document.seed)", document.validation,
        ]
        let text = facts.filter { !$0.isEmpty }.joined(separator: style.dot)
        return [style.ink(wrap(text, indent: 2), .dim)]
    }

    private func wrap(_ text: String, indent: Int) -> String { style.wrap(TextStyle.harmless(text), to: style.width, indent: indent) }

    private func count(_ count: Int) -> String { FigureText.text(Double(count), .count) }

    private func objective(_ value: Double?, _ name: String) -> AlignedTable.Cell { .init(StudyWords.objective(value, name)) }

    private func signed(_ value: Double?, _ name: String) -> AlignedTable.Cell {
        .init(StudyWords.objective(value, name), value.map { $0 > 0 ? .green : $0 < 0 ? .red : nil } ?? nil)
    }

    private func cell(_ value: Double?, _ unit: RunMetric.Unit) -> AlignedTable.Cell {
        let isSigned = unit == .gain && (value ?? 0) != 0
        return .init(FigureText.text(value, unit), isSigned ? ((value ?? 0) > 0 ? .green : .red) : nil)
    }
}
