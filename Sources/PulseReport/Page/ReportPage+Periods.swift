import PulseCore

extension ReportPage {
    private static let monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Returns of months and years as a table that is a heat map as well.
    func periods() -> String {
        var years: [Int] = []
        for period in series.months + series.years where !years.contains(period.year) { years.append(period.year) }
        guard !years.isEmpty else { return section("periods", "Months and years", "<p class=\"note\">Nothing to show.</p>") }
        years.sort()
        let largest = series.months.compactMap(\.value).map(\.magnitude).max() ?? 0
        let rows = years.map { year in
            let months = (1...12).map { month in
                heat(series.months.first { $0.year == year && $0.month == month }, largest: largest)
            }
            let whole = series.years.first { $0.year == year }
            return "<tr><th scope=\"row\">\(year)</th>\(months.joined())\(total(whole, whole?.value))\(total(whole, whole?.benchmark))</tr>"
        }
        let heads = Self.monthNames.map { "<th scope=\"col\" class=\"number\">\($0)</th>" }.joined()
        let table = """
            <div class="scroll"><table class="heat"><thead><tr><th scope="col">Year</th>\(heads)<th scope="col" class="number">Year</th>\
            <th scope="col" class="number">Hold</th></tr></thead><tbody>\(rows.joined())</tbody></table></div>
            """
        let note = "Returns in percent, UTC. A star marks periods that the run covers in part; point at a cell for buy &amp; hold."
        return section("periods", "Months and years", note: note, table)
    }

    private func heat(_ period: PeriodReturn?, largest: Double) -> String {
        guard let period else { return "<td></td>" }
        let hint = "buy & hold \(FigureText.text(period.benchmark, .gain))" + (period.isPartial ? ", partial" : "")
        guard let value = period.value else { return "<td class=\"number none\"\(title(hint))>--</td>" }
        // Eight steps of opacity: enough to see, few enough to name as classes.
        let strength = largest > 0 ? min(8, Int((value.magnitude / largest * 8).rounded(.up))) : 0
        let kind = value > 0 ? "p" : value < 0 ? "n" : "z"
        let star = period.isPartial ? "<sup>*</sup>" : ""
        return "<td class=\"number \(kind)\(strength)\"\(title(hint))>\(shortPercent(value))\(star)</td>"
    }

    private func total(_ period: PeriodReturn?, _ value: Double?) -> String {
        guard let period else { return "<td></td>" }
        guard let value else { return "<td class=\"number none\">--</td>" }
        return "<td class=\"number total\(HTML.sign(value))\">\(shortPercent(value))\(period.isPartial ? "<sup>*</sup>" : "")</td>"
    }

    /// One place, with its sign and without the percent sign, so that twelve fit beside each other.
    private func shortPercent(_ value: Double) -> String {
        let text = DecimalText.text(value * 100, decimals: 1)
        return text.hasPrefix("-") ? HTML.figure(text) : value > 0 ? "+\(text)" : text
    }

    /// Histogram of daily returns beside the deepest drawdowns.
    func returnsAndDrawdowns() -> String {
        let drawdowns = section("drawdowns", "Worst drawdowns", drawdownTable())
        return "<div class=\"pair\">\(section("returns", "Distribution of daily returns", histogram()))\(drawdowns)</div>"
    }

    private func histogram() -> String {
        let bins = series.returns
        let highest = bins.counts.max() ?? 0
        guard highest > 0 else { return "<p class=\"note\">Nothing to show.</p>" }
        let width = 600.0
        let height = 200.0
        let bar = width / Double(bins.counts.count)
        func place(_ value: Double) -> String { DecimalText.text(value, decimals: 2) }
        var bars = ""
        for (index, count) in bins.counts.enumerated() {
            let from = bins.lowerEdge + Double(index) * bins.width
            let hint = "\(FigureText.percent(from, signed: true)) to \(FigureText.percent(from + bins.width, signed: true)): \(count) days"
            // The bin that holds zero belongs to neither side.
            let kind = from + bins.width <= 1e-12 ? "down" : from >= -1e-12 ? "up" : "even"
            let tall = height * Double(count) / Double(highest)
            bars +=
                "<g><title>\(HTML.escape(hint))</title><rect class=\"hit\" x=\"\(place(Double(index) * bar))\" y=\"0\" width=\"\(place(bar))\" "
                + "height=\"\(place(height))\"/><rect class=\"\(kind)\" x=\"\(place(Double(index) * bar + 0.75))\" y=\"\(place(height - tall))\" "
                + "width=\"\(place(max(0.5, bar - 1.5)))\" height=\"\(place(tall))\"/></g>"
        }
        let upper = bins.lowerEdge + Double(bins.counts.count) * bins.width
        let zero = -bins.lowerEdge / bins.width * bar
        let line =
            bins.lowerEdge < 0 && upper > 0 ? "<line class=\"zero\" x1=\"\(place(zero))\" x2=\"\(place(zero))\" y1=\"0\" y2=\"200\"/>" : ""
        return """
            <div class="histogram"><svg viewBox="0 0 600 200" preserveAspectRatio="none" role="img" aria-label="Histogram of daily returns">\
            \(bars)\(line)</svg><div class="ends"><span>\(HTML.figure(FigureText.percent(bins.lowerEdge, signed: true)))</span>\
            <span>\(HTML.figure(FigureText.percent(upper, signed: true)))</span></div>\
            <p class="note">Tallest bar: \(highest) days. Bins of \(FigureText.percent(bins.width, signed: false)).</p></div>
            """
    }

    private func drawdownTable() -> String {
        guard !series.drawdowns.isEmpty else { return "<p class=\"note\">Equity never fell below its peak.</p>" }
        let rows = series.drawdowns.prefix(10).map { row in
            let recovery = row.recovery.map { HTML.escape($0.dateDescription) } ?? "not recovered"
            let end = row.recovery ?? document.range.to
            let length = FigureText.duration(end.milliseconds - row.peak.milliseconds) + (row.recovery == nil ? "+" : "")
            return """
                <tr>\(cell(row.depth, .drawdown))<td>\(row.peak.dateDescription)</td><td>\(row.trough.dateDescription)</td>\
                <td>\(recovery)</td><td class="number">\(length)</td></tr>
                """
        }
        return """
            <div class="scroll"><table><thead><tr><th scope="col" class="number">Depth</th><th scope="col">Peak</th><th scope="col">Trough</th>\
            <th scope="col">Recovered</th><th scope="col" class="number">Length</th></tr></thead><tbody>\(rows.joined())</tbody></table></div>
            """
    }
}
