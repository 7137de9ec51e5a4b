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
        let head = columns.map { column in
            "<th scope=\"col\" class=\"\(column.1)\"\(column.0 == "Votes" ? title(heads.map(\.name).joined(separator: ", ")) : "")>\(HTML.escape(column.0))</th>"
        }
        let rows = shown.map { row($0, heads) }.joined(separator: "\n")
        var note = "Sort by a column's head; filter by any text; choose a row for its votes and its place in the chart."
        if series.trades.count > shown.count {
            note +=
                " The first \(FigureText.text(Double(shown.count), .count)) of \(FigureText.text(Double(series.trades.count), .count)) trades; "
                + "<a href=\"trades.csv\">trades.csv</a> has all of them."
        } else {
            note += " The same as <a href=\"trades.csv\">trades.csv</a>."
        }
        let order =
            heads.isEmpty
            ? ""
            : "<p class=\"note legend\">Votes in the order \(heads.map(\.name).joined(separator: ", ")): "
                + "&#9650; long, &#9660; short, &#9675; flat, &#183; abstained.</p>"
        let table = """
            <div class="tools"><label>Filter <input type="search" id="trade-filter" placeholder="short, stop, 2024-03 ..." disabled></label>\
            <span id="trade-count" role="status"></span></div>
            <div class="scroll tall"><table id="trade-table" class="sortable"><thead><tr>\(head.joined())</tr></thead>
            <tbody>\(rows)</tbody></table></div>\(order)
            """
        return section("trades", "Trades", note: note, table)
    }

    private func row(_ row: TradeRow, _ heads: [HeadID]) -> String {
        let trade = row.trade
        let side = trade.direction == .long ? "<td class=\"up\">&#9650; long</td>" : "<td class=\"down\">&#9660; short</td>"
        let result = HTML.figure(FigureText.money(trade.netProfit, signed: true))
        let multiple = row.riskMultiple.map { ($0 > 0 ? "+" : "") + DecimalText.text($0, decimals: 2) } ?? DecimalText.undefined
        let glyphs = heads.map { head -> String in
            guard let vote = row.votes.first(where: { $0.head == head })?.vote, !vote.isAbstention else { return "&#183;" }
            switch vote.direction {
            case .long: return "&#9650;"
            case .short: return "&#9660;"
            case .flat: return "&#9675;"
            }
        }
        let cells = [
            "<td class=\"number\">\(trade.number)</td>", "<td>\(HTML.escape(row.instrument.id.symbol))</td>", side,
            "<td>\(FigureText.time(trade.entryTime))</td>", "<td>\(FigureText.time(trade.exitTime))</td>",
            "<td class=\"number\">\(DecimalText.grouped(row.entryPriceText))</td>",
            "<td class=\"number\">\(DecimalText.grouped(row.exitPriceText))</td>", "<td class=\"number\">\(row.quantityText)</td>",
            "<td class=\"number\(HTML.sign(trade.netProfit.value))\">\(result)</td>", cell(row.profitShare, .gain),
            "<td class=\"number\">\(HTML.figure(multiple))</td>", "<td>\(FigureText.words(trade.exitReason.name))</td>",
            "<td class=\"number\">\(DecimalText.text(trade.confidence.value, decimals: 2))</td>",
            "<td class=\"votes\">\(glyphs.joined())</td>",
        ]
        return "<tr data-trade=\"\(trade.number)\">\(cells.joined())</tr>"
    }
}
