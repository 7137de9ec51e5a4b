extension StudyPage {
    /// What was tuned, on what, and how to do it again.
    func header() -> String {
        let exits = document.base == document.timeframe || document.base.isEmpty ? "" : ", exits on \(document.base)"
        let facts = [
            ("Instruments", document.instruments.joined(separator: ", ")), ("Timeframe", document.timeframe + exits),
            (
                "Range",
                (StudyWords.range(document).map { "\($0), " } ?? "") + StudyWords.count(document.days, "day")
            ),
            ("Search", document.search), ("Trials", "\(FigureText.text(Double(document.trials), .count))"),
        ]
        let list = facts.filter { !$0.1.isEmpty }.map { "<div><dt>\($0.0)</dt><dd>\(HTML.escape($0.1))</dd></div>" }.joined()
        return """
            <header class="top">
            <p class="kicker">AlphaPulse study</p>
            <h1\(title(document.strategy))>\(HTML.escape(document.strategy))</h1>
            <dl class="facts">\(list)</dl>
            <div class="repeat"><span>Study</span><code>\(HTML.escape(document.study))</code></div>
            </header>
            """
    }

    /// Whether it is luck, in plain words, with what speaks for it and what against.
    func verdict() -> String {
        let verdict = document.verdict
        func list(_ isFor: Bool, _ heading: String) -> String {
            let reasons = verdict.reasons.filter { $0.isFor == isFor }
            guard !reasons.isEmpty else { return "" }
            let items = reasons.map {
                "<li><b aria-hidden=\"true\">\(isFor ? "+" : "\u{2212}")</b><span>\(HTML.sentence($0.sentence))</span></li>"
            }
            return "<div class=\"\(isFor ? "for" : "against")\"><h3>\(heading)</h3><ul>\(items.joined())</ul></div>"
        }
        let sign =
            switch verdict.outcome {
            case .convincing: "&#10003;"
            case .mixed: "&#177;"
            case .luck: "&#10005;"
            case .unknown: "?"
            }
        return """
            <section id="verdict" class="outcome \(verdict.outcome.rawValue)">
            <p class="badge"><i aria-hidden="true">\(sign)</i>\(StudyWords.title(verdict.outcome))</p>
            \(verdict.headline.isEmpty ? "" : "<h2 class=\"headline\">\(HTML.sentence(verdict.headline))</h2>")
            <div class="reasons">\(list(true, "For it"))\(list(false, "Against it"))</div></section>
            """
    }

    /// Chosen trial, unseen days, strategy as given, and buy & hold side by side.
    func keyFigures() -> String {
        let path = StudyWords.middlePath(document)
        let best = document.best
        let columns: [(figures: StudyFigures?, kind: String)] = [
            (best?.figures, ""), (document.given.figures, ""), (document.hold, " hold"), (path?.figures, " edge"),
            (document.given.tested, ""),
        ]
        let kinds: [(String, RunMetric.Unit, (StudyFigures) -> Double?)] = [
            ("Total return", .gain, { $0.totalReturn }), ("Sharpe ratio", .ratio, { $0.sharpe }),
            ("Max drawdown", .drawdown, { $0.maxDrawdown }), ("Trades", .count, { Double($0.trades) }),
            ("Days", .count, { Double($0.days) }),
        ]
        let rows = kinds.map { name, unit, value in
            let cells = columns.map { column -> String in
                if name == "Trades", column.kind == " hold" { return "<td></td>" }
                let figure = column.figures.flatMap { $0.days > 0 ? value($0) : nil }
                let why = figure == nil ? title(StudyWords.reason(column.figures)) : ""
                let sign = unit == .gain ? HTML.sign(figure) : ""
                let none = figure == nil ? " none" : ""
                return "<td class=\"number\(sign)\(none)\(column.kind)\"\(why)>\(HTML.figure(FigureText.text(figure, unit)))</td>"
            }
            return "<tr><th scope=\"row\">\(name)</th>\(cells.joined())</tr>"
        }
        let tested = document.paths.count > 1 ? "Out of sample, middle path" : "Out of sample"
        let chosen = best.map { "Trial \($0.trial)" } ?? "Chosen"
        let heading = """
            <thead><tr><td></td><th scope="colgroup" colspan="3" class="group">All days</th>\
            <th scope="colgroup" colspan="2" class="group edge">Tested days</th></tr><tr><td></td>\
            <th scope="col" class="number">\(chosen)</th><th scope="col" class="number">As given</th>\
            <th scope="col" class="number">Buy &amp; hold</th><th scope="col" class="number edge">\(tested)</th>\
            <th scope="col" class="number">As given</th></tr></thead>
            """
        let note =
            "The search has seen all days, so the first column flatters. Out of sample, each day was traded by a choice that had not seen it. "
            + "Ratios are annual (365 days), after all costs."
        return section(
            "figures", "Key figures", note: note,
            "<div class=\"scroll\"><table class=\"key-figures\">\(heading)<tbody>\(rows.joined())</tbody></table></div>\(pathRange)")
    }

    /// From the worst to the best path, where there are several.
    private var pathRange: String {
        guard document.paths.count > 1 else { return "" }
        func range(_ name: String, _ unit: RunMetric.Unit, _ value: (StudyFigures) -> Double?) -> String? {
            let values = document.paths.compactMap { value($0.figures) }
            guard let least = values.min(), let most = values.max() else { return nil }
            // The smaller drawdown is the better one.
            let ends = unit == .drawdown ? (most, least) : (least, most)
            return "\(name) \(HTML.figure(FigureText.text(ends.0, unit))) to \(HTML.figure(FigureText.text(ends.1, unit)))"
        }
        let ranges = [
            range("total return", .gain) { $0.totalReturn }, range("Sharpe ratio", .ratio) { $0.sharpe },
            range("max drawdown", .drawdown) { $0.maxDrawdown },
        ].compactMap { $0 }
        return "<p class=\"note\">\(document.paths.count) paths through the tested days, from the worst to the best: "
            + (ranges.isEmpty ? "no figure is defined" : ranges.joined(separator: "; ")) + ".</p>"
    }
}
