import PulseCore

extension ReportPage {
    /// What each head was worth, beside noise, and who agrees with whom; nothing for signals from a file.
    func scorecard() -> String {
        guard let card = document.scorecard, !card.heads.isEmpty else { return "" }
        let noise =
            card.noiseDecisions > 0
            ? "Noise: \(FigureText.text(Double(card.noiseDecisions), .count)) decisions on \(card.noiseWalks) stretches made of this run's "
                + "candles in random order, upside down half of the time. A head that votes, or is right, as often there as here has found nothing. "
            : ""
        let note =
            "\(noise)Right: the close lay on the vote's side \(card.horizon) decisions later. Part of the profit: each trade's net profit is "
            + "split among the heads that agreed to it. Without it: the same run when the other heads decide alone."
        let consensus =
            "Verdicts passed on \(percent(card.consensusRate)) of the decisions"
            + (card.falseConsensusRate.map { ", and on \(percent($0)) of noise." } ?? ".")
        return section("scorecard", "Head scorecard", note: note, "\(scoreTable(card))<p class=\"note\">\(consensus)</p>")
            + (card.heads.count > 1
                ? section(
                    "agreement", "Agreement",
                    note: "Where both heads cast a valid vote: how often for the same side. Heads that always agree count once.",
                    agreementTable(card)) : "")
    }

    private func scoreTable(_ card: RunScorecard) -> String {
        let rows = card.heads.map { head -> String in
            let noise = head.noise
            let alarm = head.alarm.map { " <span class=\"note\">(\(HTML.escape(Self.words(alarm: $0))))</span>" } ?? ""
            let cells = [
                percent(head.real.validRate), noise.map { percent($0.validRate) }, head.real.hitRate.map(percent),
                noise?.hitRate.map(percent),
                head.real.longShare.map(percent), FigureText.text(Double(head.trades), .count),
                FigureText.money(head.netProfit, signed: true),
                head.tradesWithout.map { FigureText.text(Double($0), .count) },
                head.returnWithout.map { FigureText.percent($0, signed: true) },
            ]
            let columns = cells.map { "<td class=\"number\($0 == nil ? " none" : "")\">\($0 ?? "--")</td>" }
            return "<tr><th scope=\"row\">\(HTML.escape(head.head))\(alarm)</th>\(columns.joined())</tr>"
        }
        let titles = [
            "Valid", "on noise", "Right", "on noise", "Long of valid", "Trades", "Part of profit", "Trades without it", "Return without it",
        ]
        let heading = titles.map { "<th scope=\"col\" class=\"number\">\($0)</th>" }.joined()
        return
            "<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Head</th>\(heading)</tr></thead><tbody>\(rows.joined())</tbody></table></div>"
    }

    private func agreementTable(_ card: RunScorecard) -> String {
        let heading = card.heads.map { "<th scope=\"col\" class=\"number\">\(HTML.escape($0.head))</th>" }.joined()
        let rows = card.heads.indices.map { row -> String in
            let cells = card.heads.indices.map { column -> String in
                guard row != column, row < card.agreement.count, column < card.agreement[row].count else {
                    return "<td class=\"number\"></td>"
                }
                guard let share = card.agreement[row][column] else { return "<td class=\"number none\">--</td>" }
                return "<td class=\"number\">\(percent(share))</td>"
            }
            return "<tr><th scope=\"row\">\(HTML.escape(card.heads[row].head))</th>\(cells.joined())</tr>"
        }
        return
            "<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Head</th>\(heading)</tr></thead><tbody>\(rows.joined())</tbody></table></div>"
    }

    private func percent(_ share: Double) -> String { FigureText.percent(share, signed: false) }

    private static func words(alarm: String) -> String {
        switch alarm {
        case "never": "never votes on noise"
        case "always": "always votes on noise"
        case "lopsided": "prefers a side on noise"
        default: alarm
        }
    }
}
