import PulseCore

extension ReportPage {
    /// How the heads voted, what became of verdicts, and what became of signals.
    func headsAndOutcomes() -> String {
        let heads = section(
            "heads", "Heads", note: "Shares of all decision candles. Valid: a vote for a side that met the head's own gates.", headTable())
        let verdicts = section("verdicts", "Verdicts", counts(document.verdicts, of: "verdicts"))
        let note =
            "\(FigureText.text(Double(document.signals), .count)) signals; rejected before they became orders. "
            + "<a href=\"signals.csv\">signals.csv</a> and <a href=\"lifecycle.csv\">lifecycle.csv</a> have what became of each."
        let rejections = section("rejections", "Rejections", note: note, counts(document.rejections, of: "rejections"))
        return "\(heads)\n\(funnel())\n<div class=\"pair\">\(verdicts)\(rejections)</div>"
    }

    /// From raw verdicts to signals, gate by gate.
    private func funnel() -> String {
        guard let funnel = document.funnel, let rejected = funnel.rejectedShare else { return "" }
        let note =
            "A raw verdict is a candle on which a side has the quorum. The gates aim at rejecting 60 to 80 % of them; here they rejected "
            + "\(FigureText.percent(rejected, signed: false))."
        var left = funnel.rawVerdicts
        func row(_ name: String, _ stage: (count: Int, share: Double?)?, left: Int) -> String {
            let count = stage.map { FigureText.text(Double($0.count), .count) } ?? ""
            let share = stage.map { $0.share.map { FigureText.percent($0, signed: false) } ?? "--" } ?? ""
            return "<tr><th scope=\"row\">\(HTML.escape(name))</th><td class=\"number\">\(count)</td>"
                + "<td class=\"number\">\(share)</td><td class=\"number\">\(FigureText.text(Double(left), .count))</td></tr>"
        }
        let rows = funnel.rejected.map { stage -> String in
            left -= stage.count
            return row(FigureText.words(stage.name), (stage.count, stage.share), left: left)
        }
        let table = """
            <div class="scroll"><table><thead><tr><th scope="col">Rejected by</th><th scope="col" class="number">Verdicts</th>\
            <th scope="col" class="number">Share</th><th scope="col" class="number">Left</th></tr></thead>\
            <tbody>\(row("raw verdicts", nil, left: funnel.rawVerdicts))\(rows.joined())</tbody></table></div>
            """
        return section("funnel", "From verdicts to signals", note: note, table)
    }

    private func headTable() -> String {
        guard !document.heads.isEmpty else { return "<p class=\"note\">The signals came from a file: no heads voted.</p>" }
        let rows = document.heads.map { head in
            let shares = [
                share(head.long, head, "up"), share(head.short, head, "down"), share(head.flat, head, ""), share(head.abstained, head, ""),
                share(head.valid, head, ""),
            ]
            return """
                <tr><th scope="row">\(HTML.escape(head.head))</th><td class="number">\(DecimalText.text(head.weight, decimals: 3))</td>\
                \(shares.joined())<td class="mix" aria-hidden="true">\(mix(head))</td></tr>
                """
        }
        return """
            <div class="scroll"><table><thead><tr><th scope="col">Head</th><th scope="col" class="number">Weight</th>\
            <th scope="col" class="number">&#9650; Long</th><th scope="col" class="number">&#9660; Short</th>\
            <th scope="col" class="number">&#9675; Flat</th><th scope="col" class="number">&#183; Abstained</th>\
            <th scope="col" class="number">Valid</th><th scope="col">Mix</th></tr></thead><tbody>\(rows.joined())</tbody></table></div>
            """
    }

    private func share(_ count: Int, _ head: HeadStatistics, _ kind: String) -> String {
        guard head.total > 0 else { return "<td class=\"number none\">--</td>" }
        let text = FigureText.percent(Double(count) / Double(head.total), signed: false)
        return "<td class=\"number \(kind)\" title=\"\(FigureText.text(Double(count), .count)) candles\">\(text)</td>"
    }

    private func mix(_ head: HeadStatistics) -> String {
        guard head.total > 0 else { return "" }
        var parts = ""
        var x = 0.0
        for (count, kind) in [(head.long, "up"), (head.flat, "flat"), (head.abstained, "abstained"), (head.short, "down")] where count > 0 {
            let width = 120 * Double(count) / Double(head.total)
            parts +=
                "<rect class=\"\(kind)\" x=\"\(DecimalText.text(x, decimals: 2))\" width=\"\(DecimalText.text(width, decimals: 2))\" height=\"10\"/>"
            x += width
        }
        return "<svg viewBox=\"0 0 120 10\" width=\"120\" height=\"10\">\(parts)</svg>"
    }

    private func counts(_ counts: [NamedCount], of what: String) -> String {
        let total = counts.reduce(0) { $0 + $1.count }
        guard total > 0 else { return "<p class=\"note\">No \(what).</p>" }
        let largest = counts.map(\.count).max() ?? 1
        let rows = counts.map { one in
            let width = DecimalText.text(100 * Double(one.count) / Double(largest), decimals: 2)
            return """
                <tr><th scope="row">\(HTML.escape(FigureText.words(one.name)))</th>\
                <td class="number">\(FigureText.text(Double(one.count), .count))</td>\
                <td class="number">\(FigureText.percent(Double(one.count) / Double(total), signed: false))</td>\
                <td class="bar" aria-hidden="true"><svg viewBox="0 0 100 10" preserveAspectRatio="none"><rect width="\(width)" height="10"/></svg></td></tr>
                """
        }
        return "<div class=\"scroll\"><table class=\"counts\"><tbody>\(rows.joined())</tbody></table></div>"
    }
}
