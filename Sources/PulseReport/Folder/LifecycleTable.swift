import PulseCore

/// `lifecycle.csv`: one row for each step in the life of each signal, in the order of signals.
enum LifecycleTable {
    static let header = "signal,time,instrument,from,to,reason,price,quantity"

    static func write(_ signals: [SignalRecord], to sink: any ByteSink) throws {
        var buffer = TextBuffer(sink)
        buffer.plain(Array(header.utf8))
        buffer.endRow()
        for row in signals {
            for step in row.transitions {
                try buffer.beginRow()
                buffer.integer(Int64(row.number))
                buffer.comma()
                buffer.time(step.time.milliseconds)
                for text in [row.instrument.id.description, step.from?.name ?? "", step.to.name, step.reason, row.priceText(step.price)] {
                    buffer.comma()
                    try buffer.field(text)
                }
                buffer.comma()
                buffer.number(step.quantity)
                buffer.endRow()
            }
        }
        try buffer.finish()
    }
}
