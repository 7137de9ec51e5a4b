extension StudyPage {
    /// How the chosen trial fares where something is a little different.
    func robustness() -> String {
        guard let robustness = document.robustness else { return "" }
        let parts = [
            intervals(robustness), noisyRuns(robustness), self.parts("Calendar years", "Year", robustness.years),
            self.parts("Regimes in which trades began", "Regime", robustness.regimes),
        ].filter { !$0.isEmpty }
        guard !parts.isEmpty else { return "" }
        return section(
            "robustness", "Robustness of the chosen trial",
            note: "Over all days, which the search has seen: how much hangs on single days, trades and prices, not whether it is luck.",
            "<div class=\"columns robust\">\(parts.joined())</div>")
    }

    private static func unit(_ figure: String) -> RunMetric.Unit { StudyWords.unit(ofObjective: figure) }

    private func intervals(_ robustness: StudyRobustness) -> String {
        guard !robustness.intervals.isEmpty else { return "" }
        var subject: String?
        let rows = robustness.intervals.map { interval -> String in
            let unit = Self.unit(interval.figure)
            let same = robustness.intervals.filter { $0.figure == interval.figure }
            let strip = strip(
                domain: same.flatMap { [$0.lower, $0.upper, $0.estimate] }, range: (interval.lower, interval.upper), dots: [],
                mark: interval.estimate, unit: unit, label: "from \(text(interval.lower, unit)) to \(text(interval.upper, unit))")
            let group =
                subject == interval.of
                ? "" : "<tr class=\"group\"><th colspan=\"5\" scope=\"colgroup\">\(HTML.escape(interval.of))</th></tr>"
            subject = interval.of
            return "\(group)<tr><th scope=\"row\">\(HTML.escape(StudyWords.title(ofObjective: interval.figure)))</th>"
                + "<td class=\"number\">\(HTML.figure(text(interval.estimate, unit)))</td>"
                + "<td class=\"number\">\(HTML.figure(text(interval.lower, unit)))</td>"
                + "<td class=\"number\">\(HTML.figure(text(interval.upper, unit)))</td><td class=\"strip-cell\">\(strip)</td></tr>"
        }
        let headings: [(String, Bool)] = [
            ("Resampled", false), ("Estimate", true), ("Lower", true), ("Upper", true), ("", false),
        ]
        return "<div><h3>Intervals of 95% by resampling</h3>\(table(headings, rows))</div>"
    }

    private func noisyRuns(_ robustness: StudyRobustness) -> String {
        let runs = robustness.noisyRuns.map(\.figures)
        guard !runs.isEmpty else { return "" }
        let kinds: [(String, RunMetric.Unit, (StudyFigures) -> Double?)] = [
            ("Total return", .gain, { $0.totalReturn }), ("Sharpe ratio", .ratio, { $0.sharpe }),
            ("Max drawdown", .drawdown, { $0.maxDrawdown }), ("Trades", .count, { Double($0.trades) }),
        ]
        let rows = kinds.map { name, unit, value -> String in
            let values = runs.compactMap(value).sorted()
            let chosen = document.best.flatMap { value($0.figures) }
            guard let least = values.first, let most = values.last else { return "" }
            let strip = strip(
                domain: values + [chosen].compactMap { $0 }, range: nil, dots: values, mark: chosen, unit: unit,
                label: values.map { text($0, unit) }.joined(separator: ", "))
            let ends = unit == .drawdown ? (most, least) : (least, most)
            return "<tr><th scope=\"row\">\(name)</th><td class=\"number\">\(HTML.figure(FigureText.text(chosen, unit)))</td>"
                + "<td class=\"number\">\(HTML.figure(text(ends.0, unit)))</td><td class=\"number\">\(HTML.figure(text(ends.1, unit)))</td>"
                + "<td class=\"strip-cell\">\(strip)</td></tr>"
        }
        let won = runs.filter { ($0.totalReturn ?? 0) > 0 }.count
        let headings: [(String, Bool)] = [("Figure", false), ("Chosen", true), ("Worst", true), ("Best", true), ("", false)]
        return "<div><h3>The same on noisy candles</h3>\(table(headings, rows))"
            + "<p class=\"note\">\(StudyWords.count(runs.count, "run")) on candles whose prices were moved at random by about "
            + "\(FigureText.text(robustness.noiseShare, .share)) of their average true range; \(won) made money. The mark is the chosen trial.</p></div>"
    }

    private func parts(_ heading: String, _ kind: String, _ parts: [StudyRobustness.Part]) -> String {
        guard !parts.isEmpty else { return "" }
        let rows = parts.map { part in
            let none = part.trades == 0 ? "no trades" : "not known"
            return "<tr><th scope=\"row\">\(HTML.escape(FigureText.words(part.name)))</th>\(count(part.trades))"
                + cell(part.netReturn, .gain) + cell(part.sumOfR, .ratio, reason: none) + cell(part.winRate, .share, reason: none) + "</tr>"
        }
        let headings: [(String, Bool)] = [(kind, false), ("Trades", true), ("Net return", true), ("Sum of R", true), ("Win rate", true)]
        return "<div><h3>\(heading)</h3>\(table(headings, rows))</div>"
    }

    private func text(_ value: Double, _ unit: RunMetric.Unit) -> String { FigureText.text(value, unit) }

    /// A line with a range or dots on it, and a mark; drawdowns grow to the left. Where zero is near it has a tick.
    private func strip(
        domain: [Double], range: (Double, Double)?, dots: [Double], mark: Double?, unit: RunMetric.Unit, label: String
    ) -> String {
        let sign = unit == .drawdown ? -1.0 : 1.0
        let values = domain.map { $0 * sign } + (unit == .count ? [] : [0])
        guard let scale = StudyScale(values) else { return "" }
        func place(_ value: Double) -> Double {
            scale.high > scale.low ? 2 + 96 * (value * sign - scale.low) / (scale.high - scale.low) : 50
        }
        func percent(_ value: Double) -> String { DecimalText.text(value, decimals: 2) + "%" }
        var marks = unit == .count ? "" : "<i class=\"nought\" style=\"left:\(percent(place(0)))\"></i>"
        if let range {
            let ends = [place(range.0), place(range.1)].sorted()
            marks += "<i class=\"reach\" style=\"left:\(percent(ends[0]));width:\(percent(ends[1] - ends[0]))\"></i>"
        }
        marks += dots.map { "<i class=\"dot\" style=\"left:\(percent(place($0)))\"></i>" }.joined()
        if let mark { marks += "<i class=\"mark\" style=\"left:\(percent(place(mark)))\"></i>" }
        return "<span class=\"strip-line\" role=\"img\" aria-label=\"\(HTML.escape(label))\">\(marks)</span>"
    }
}
