import PulseCore

extension ReportPage {
    /// Name, verdict, what was run and how to run it again.
    func header() -> String {
        let instruments = document.instruments.map(\.id.description).joined(separator: ", ")
        let exits = document.baseTimeframe == document.timeframe ? "" : ", exits on \(document.baseTimeframe)"
        let facts = [
            ("Instruments", instruments), ("Timeframe", "\(document.timeframe)\(exits)"),
            ("Range", "\(FigureText.time(document.range.from)) to \(FigureText.time(document.range.to)) UTC"),
            ("Candles", FigureText.text(Double(document.candles), .count)),
            (
                "Equity",
                "\(FigureText.money(document.startEquity)) to \(FigureText.money(document.finalEquity)) \(document.quoteCurrency)"
            ),
            ("Trials", trials),
        ]
        let list = facts.map { "<div><dt>\($0.0)</dt><dd>\(HTML.escape($0.1))</dd></div>" }.joined()
        return """
            <header class="top">
            <p class="kicker">AlphaPulse \(document.kind.rawValue)</p>
            <h1\(title(document.strategy.name))>\(HTML.escape(document.strategy.name))</h1>
            <p class="verdict">\(HTML.sentence(VerdictLine.text(document)))</p>
            <dl class="facts">\(list)</dl>
            <div class="repeat"><span>Run</span><code>\(HTML.escape(document.run))</code></div>
            <div class="repeat"><span>Repeat</span><code id="command">\(HTML.escape(document.command))</code><button type="button" class="plain" \
            data-copy="command" hidden>Copy</button></div>
            </header>
            """
    }

    private var trials: String {
        guard let trials = document.trialsOnRecord else { return "none on record: not part of a search" }
        return "\(trials) on record"
    }

    /// Warnings and assumptions, before any figure.
    func cautions() -> String {
        let warnings = document.warnings
        var content = ""
        if !warnings.isEmpty {
            let items = warnings.map { "<li>\(HTML.escape($0))</li>" }.joined()
            content +=
                "<div class=\"warnings\" role=\"note\"><h3><span aria-hidden=\"true\">&#9888;</span> Warnings</h3><ul>\(items)</ul></div>"
        } else {
            content += "<p class=\"note\">No warnings.</p>"
        }
        let conventions = document.conventions
        let basis =
            "\(conventions.sampling); \(DecimalText.shortest(conventions.periodsPerYear) ?? "--") periods a year; risk-free rate "
            + "\(FigureText.percent(conventions.riskFreeRate, signed: false)) a year; \(conventions.returns) returns, the first on "
            + conventions.firstDay.dateDescription
        let assumptions = (document.assumptions + [Assumption("Ratios", basis)])
            .map { "<div><dt>\(HTML.escape($0.topic))</dt><dd>\(HTML.escape($0.text))</dd></div>" }.joined()
        content += "<dl class=\"assumptions\">\(assumptions)</dl>"
        return section("assumptions", "Assumptions and warnings", content)
    }

    /// Everything that identifies the run.
    func provenance() -> String {
        let rows: [(String, String)] =
            [
                ("Run id", document.run), ("Engine version", document.engineVersion), ("Seed", "\(document.seed)"),
                ("Strategy hash", document.strategy.hash), ("Votes digest", document.votesDigest), ("Ledger digest", document.ledgerDigest),
            ]
            + document.instruments.map {
                (
                    "Candles of \($0.id)",
                    "\(FigureText.text(Double($0.candles), .count)) of \(document.baseTimeframe), \($0.market.rawValue), digest \($0.candlesDigest)"
                )
            }
        let table = rows.map { "<tr><th scope=\"row\">\(HTML.escape($0.0))</th><td><code>\(HTML.escape($0.1))</code></td></tr>" }.joined()
        let text = """
            <details><summary>Strategy as run</summary><pre>\(HTML.escape(document.strategy.text))</pre></details>
            """
        let note =
            "The same strategy, candles, parameters, seed and engine version give the same run id and the same figures on any machine. "
            + "Beside this file: run.json, trades.csv, equity.csv, votes.csv."
        return section("provenance", "Provenance", note: note, "<div class=\"scroll\"><table class=\"pairs\">\(table)</table></div>\(text)")
    }
}
