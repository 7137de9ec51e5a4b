import PulseCore

/// `trades.csv`: one row a trade, in order of opening, money exact to 1e-8. Runs that trade perpetuals have a column of funding.
enum TradesTable {
    static func header(hasFunding: Bool) -> String {
        "number,instrument,direction,signal_time,entry_time,exit_time,entry_price,exit_price,quantity,stop_price,gross_profit,fees,"
            + "slippage,\(hasFunding ? "funding," : "")net_profit,profit_share,risk_multiple,worst_open_profit,best_open_profit,exit_reason,raw_probability,"
            + "calibrated_probability,confidence,agreeing,votes"
    }

    static func write(_ trades: [TradeRow], hasFunding: Bool, to sink: any ByteSink) throws {
        var buffer = TextBuffer(sink)
        buffer.plain(Array(header(hasFunding: hasFunding).utf8))
        buffer.endRow()
        for row in trades {
            try buffer.beginRow()
            try write(row, hasFunding: hasFunding, to: &buffer)
        }
        try buffer.finish()
    }

    private static func write(_ row: TradeRow, hasFunding: Bool, to buffer: inout TextBuffer) throws {
        let trade = row.trade
        buffer.integer(Int64(trade.number))
        for text in [row.instrument.id.description, trade.direction.name] {
            buffer.comma()
            try buffer.field(text)
        }
        for time in [trade.signalTime, trade.entryTime, trade.exitTime] {
            buffer.comma()
            buffer.time(time.milliseconds)
        }
        buffer.comma()
        try buffer.field(row.entryPriceText)
        buffer.comma()
        buffer.number(trade.exitPrice)
        for text in [row.quantityText, row.stopPriceText] {
            buffer.comma()
            try buffer.field(text)
        }
        for cash in [trade.grossProfit, trade.fees, trade.slippage] + (hasFunding ? [trade.funding] : []) + [trade.netProfit] {
            buffer.comma()
            buffer.cash(cash)
        }
        buffer.comma()
        buffer.number(row.profitShare)
        buffer.comma()
        buffer.number(row.riskMultiple)
        for cash in [trade.maximumAdverseExcursion, trade.maximumFavourableExcursion] {
            buffer.comma()
            buffer.cash(cash)
        }
        let texts = [
            trade.exitReason.name, ScoreText.text(trade.probability), trade.calibrated.map(ScoreText.text) ?? "",
            ScoreText.text(trade.confidence),
            trade.agreeing.heads.map(\.name).joined(separator: "+"), row.votes.map(\.text).joined(separator: " "),
        ]
        for text in texts {
            buffer.comma()
            try buffer.field(text)
        }
        buffer.endRow()
    }
}
