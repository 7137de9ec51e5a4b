import PulseCore

extension ReportPage {
    /// Every trade, or the first ones of very many, with the votes that led to each.
    func tradesTable() -> String {
        guard !series.trades.isEmpty else { return section("trades", "Trades", "<p class=\"note\">Nothing was traded.</p>") }
        let shown = series.trades.prefix(Self.longestTradesTable)
        var heads: [HeadID] = []
        for head in HeadID.allCases where series.trades.contains(where: { $0.votes.contains { $0.head == head } }) { heads.append(head) }
        let columns: [(String, String)] = [
            ("#", "number"), ("Instrument", ""), ("Side", ""), ("Entry", ""), ("Exit", ""), ("Entry price", "number"),
            ("Exit price", "number"),
            ("Quantity", "number"), ("Net (\(document.quoteCurrency))", "number"), ("Return", "number"), ("R", "number"), ("Closed by", ""),
            ("Conf.", "number"), ("Votes", "votes"),
        ]
        let order = title(heads.map(\.name).joined(separator: ", "))
        let head = columns.map { "<th scope=\"col\" class=\"\($0.1)\"\($0.0 == "Votes" ? order : "")>\(HTML.escape($0.0))</th>" }
        let rows = shown.map { row($0, heads) }.joined(separator: "\n")
        var note = "Sort by a column's head; filter by any text; choose a row for its votes and its place in the chart."
        if series.trades.count > shown.count {
            note +=
                " The first \(FigureText.text(Double(shown.count), .count)) of \(FigureText.text(Double(series.trades.count), .count)) trades; "
                + "<a href=\"trades.csv\">trades.csv</a> has all of them."
        } else {
            note += " The same as <a href=\"trades.csv\">trades.csv</a>."
        }
        if shown.count > 60 { note += "<span class=\"print-only\"> On paper: the first 60.</span>" }
        let legend =
            heads.isEmpty
            ? ""
            : "<p class=\"note legend\">Votes in the order \(heads.map(\.name).joined(separator: ", ")): "
                + "&#9650; long, &#9660; short, &#9675; flat, &#183; abstained.</p>"
        let table = """
            <div class="tools"><label>Filter <input type="search" id="trade-filter" placeholder="short, stop, 2024-03 ..." disabled></label>\
            <span id="trade-count" role="status"></span></div>
            <div class="scroll tall"><table id="trade-table" class="sortable"><thead><tr>\(head.joined())</tr></thead>
            <tbody>\(rows)</tbody></table></div>\(legend)
            """
        return section("trades", "Trades", note: note, table)
    }

    /// One row. Alignment comes from the column's place and end tags are left out, because this is repeated two thousand times.
    private func row(_ row: TradeRow, _ heads: [HeadID]) -> String {
        let trade = row.trade
        let sign = HTML.sign(trade.netProfit.value).dropFirst()
        let coloured = sign.isEmpty ? "" : " class=\(sign)"
        let multiple = row.riskMultiple.map { ($0 > 0 ? "+" : "") + DecimalText.text($0, decimals: 2) } ?? DecimalText.undefined
        let glyphs = heads.map { head -> String in
            guard let vote = row.votes.first(where: { $0.head == head })?.vote, !vote.isAbstention else { return "\u{B7}" }
            return switch vote.direction {
            case .long: "\u{25B2}"
            case .short: "\u{25BC}"
            case .flat: "\u{25CB}"
            }
        }
        let cells = [
            "<td>\(trade.number)", "<td>\(HTML.escape(row.instrument.id.symbol))",
            trade.direction == .long ? "<td class=up>\u{25B2} long" : "<td class=down>\u{25BC} short",
            "<td>\(FigureText.time(trade.entryTime))", "<td>\(FigureText.time(trade.exitTime))",
            "<td>\(DecimalText.grouped(row.entryPriceText))", "<td>\(DecimalText.grouped(row.exitPriceText))", "<td>\(row.quantityText)",
            "<td\(coloured)>\(HTML.figure(FigureText.money(trade.netProfit, signed: true)))",
            "<td\(coloured)>\(HTML.figure(FigureText.text(row.profitShare, .gain)))", "<td>\(HTML.figure(multiple))",
            "<td>\(FigureText.words(trade.exitReason.name))", "<td>\(DecimalText.text(trade.confidence.value, decimals: 2))",
            "<td>\(glyphs.joined())",
        ]
        return "<tr data-trade=\(trade.number)>\(cells.joined())"
    }
}
