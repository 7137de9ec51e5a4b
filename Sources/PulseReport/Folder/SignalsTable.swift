import PulseCore

/// `signals.csv`: one row a signal, as it was sent and what became of it. Targets stand in one cell, nearest first, with a space between.
enum SignalsTable {
    static let header =
        "number,time,instrument,direction,reference,stop,targets,expiry,raw_probability,calibrated_probability,confidence,health,"
        + "priority,regime,outcome,reason,outcome_time,trade"

    static func write(_ signals: [SignalRecord], to sink: any ByteSink) throws {
        var buffer = TextBuffer(sink)
        buffer.plain(Array(header.utf8))
        buffer.endRow()
        for row in signals {
            try buffer.beginRow()
            try write(row, to: &buffer)
        }
        try buffer.finish()
    }

    private static func write(_ row: SignalRecord, to buffer: inout TextBuffer) throws {
        let signal = row.signal
        buffer.integer(Int64(row.number))
        buffer.comma()
        buffer.time(signal.time.milliseconds)
        let plan = [
            row.instrument.id.description, signal.direction.name, row.priceText(signal.reference), row.priceText(signal.stop),
            signal.targets.map { row.priceText($0.price) }.joined(separator: " "),
        ]
        for text in plan {
            buffer.comma()
            try buffer.field(text)
        }
        buffer.comma()
        if let expiry = signal.expiry { buffer.time(expiry.milliseconds) }
        let last = row.transitions.last
        let texts = [
            ScoreText.text(signal.probability), signal.calibrated.map(ScoreText.text) ?? "", ScoreText.text(signal.confidence),
            signal.health.map(ScoreText.text) ?? "",
            signal.priority.map { DecimalText.text(100 * $0.value, decimals: 1) } ?? "", signal.regime?.name ?? "", last?.to.name ?? "",
            last?.reason ?? "",
        ]
        for text in texts {
            buffer.comma()
            try buffer.field(text)
        }
        buffer.comma()
        if let last { buffer.time(last.time.milliseconds) }
        buffer.comma()
        if let trade = row.trade { buffer.integer(Int64(trade)) }
        buffer.endRow()
    }
}
