import PulseCore

extension ReportPage {
    /// The strip of figures that are asked for first, strategy beside buy & hold.
    func keyFigures() -> String {
        let cards = ResultTable.keyFigures(of: document).compactMap(document.metric).map { metric in
            let sign = metric.unit == .gain ? HTML.sign(metric.value) : ""
            let strategy = HTML.figure(FigureText.text(metric.value, metric.unit))
            let hasHold = metric.benchmark != nil || metric.benchmarkReason != nil
            let hold = hasHold ? HTML.figure(FigureText.text(metric.benchmark, metric.unit)) : "&nbsp;"
            let reason = metric.value == nil ? "<p class=\"reason\">\(HTML.escape(metric.reason ?? ""))</p>" : ""
            return """
                <div class="card"\(title(metric.definition))><h3>\(HTML.escape(metric.name))</h3>\
                <p class="figure\(sign)">\(strategy)</p><p class="hold"\(title(metric.benchmarkReason))>\
                \(hasHold ? "<span>Buy &amp; hold</span> " : "")\(hold)</p>\(reason)</div>
                """
        }
        let note =
            "Large: the strategy. Below it: buy &amp; hold of the same instruments over the same range. "
            + "Undefined figures read <span class=\"none\">--</span> and say why."
        return section("figures", "Key figures", note: note, "<div class=\"cards\">\(cards.joined())</div>")
    }

    /// The run under three sets of execution assumptions.
    func scenarios() -> String {
        let rows = document.scenarios.map { scenario in
            let isBase = scenario.name == .expected
            return """
                <tr\(isBase ? " class=\"base\"" : "")><th scope="row">\(scenario.name.rawValue.capitalised)</th>\
                \(cell(scenario.totalReturn, .gain))<td class="number">\(HTML.figure(FigureText.money(scenario.finalEquity)))</td>\
                <td class="number">\(FigureText.text(Double(scenario.trades), .count))</td><td>\(HTML.escape(scenario.description))</td></tr>
                """
        }
        let table = """
            <div class="scroll"><table><thead><tr><th scope="col">Execution</th><th scope="col" class="number">Total return</th>\
            <th scope="col" class="number">Final equity (\(quote))</th><th scope="col" class="number">Trades</th>\
            <th scope="col">What is assumed</th></tr></thead><tbody>\(rows.joined())</tbody></table></div>
            """
        let verdict =
            document.scenariosDisagree
            ? "<p class=\"warning-line\">&#9888; The three disagree on the sign: the edge is no larger than the uncertainty of execution.</p>"
            : "<p class=\"note\">All three agree on the sign.</p>"
        return section(
            "scenarios", "Three results", note: "Every other figure on this page belongs to the expected one.",
            table + (document.scenarios.isEmpty ? "" : verdict))
    }

    /// All metrics with their definitions.
    func allFigures() -> String {
        var rows = ""
        var group: RunMetric.Group?
        for metric in document.metrics {
            if metric.group != group {
                group = metric.group
                rows += "<tr class=\"group\"><th colspan=\"4\" scope=\"colgroup\">\(HTML.escape(metric.group.title))</th></tr>"
            }
            let hold =
                metric.benchmark != nil || metric.benchmarkReason != nil
                ? cell(metric.benchmark, metric.unit, reason: metric.benchmarkReason) : "<td></td>"
            let reasons = [metric.reason, metric.benchmarkReason.map { "Buy & hold: \($0)" }].compactMap { $0 }
                .map { "<span class=\"reason\">-- \(HTML.escape($0))</span>" }.joined(separator: " ")
            rows +=
                "<tr><th scope=\"row\">\(HTML.escape(metric.name))</th>\(cell(metric.value, metric.unit, reason: metric.reason))\(hold)"
                + "<td class=\"definition\">\(HTML.escape(metric.definition)) \(reasons)</td></tr>\n"
        }
        let table = """
            <div class="scroll"><table class="metrics"><thead><tr><th scope="col">Figure</th><th scope="col" class="number">Strategy</th>\
            <th scope="col" class="number">Buy &amp; hold</th><th scope="col">Definition</th></tr></thead><tbody>\(rows)</tbody></table></div>
            """
        return section("metrics", "All figures", note: "Money is in \(quote). E is equity marked to market, all costs included.", table)
    }

    /// What trading cost.
    func costs() -> String {
        let costs = document.costs
        let lines: [(String, Cash, Bool)] = [
            ("Gross profit of all trades (slippage included)", costs.grossProfit, true), ("Fees", costs.fees, false),
            ("Funding", costs.funding, false), ("Net profit", costs.netProfit, true),
            ("Slippage, inside the gross profit", costs.slippage, false),
            ("Traded value, both sides", costs.tradedNotional, false),
        ]
        let rows = lines.map { line in
            let sign = line.2 ? HTML.sign(line.1.value) : ""
            return """
                <tr><th scope="row">\(line.0)</th><td class="number\(sign)">\(HTML.figure(FigureText.money(line.1, signed: line.2)))</td></tr>
                """
        }
        let rules = costs.rules.map { "<li>\(HTML.escape($0))</li>" }.joined()
        let list = rules.isEmpty ? "" : "<ul class=\"rules\">\(rules)</ul>"
        return section(
            "costs", "Costs", note: "In \(quote).", "<div class=\"columns\"><table class=\"pairs\">\(rows.joined())</table>\(list)</div>")
    }
}

extension String {
    /// With a capital first letter.
    var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
