import PulseCore
import PulseStore

/// Reads the archive's `metrics` files: open interest and the ratio of long to short accounts, every five minutes.
///
/// A row becomes known five minutes after its time: that is how often the venue publishes them. Cells that the archive leaves empty (it
/// does) are passed over; a row without either figure is rejected.
struct MetricsParser: SideRowParser {
    static let header =
        "create_time,symbol,sum_open_interest,sum_open_interest_value,count_toptrader_long_short_ratio,sum_toptrader_long_short_ratio,"
        + "count_long_short_ratio,sum_taker_long_short_vol_ratio"

    private var cells = LineCells()
    private let options: SideOptions
    /// Rows of other symbols are rejected; nil where the user said whose file it is.
    private let symbol: String?
    private let kinds: [SideKind]

    init(_ options: SideOptions, symbol: String?, kinds: [SideKind]) {
        self.options = options
        self.symbol = symbol
        self.kinds = kinds
    }

    mutating func parse(_ line: UnsafeBufferPointer<UInt8>, into rows: inout [SideRow]) -> String? {
        guard cells.split(line), cells.count == 8 else { return "the row does not have 8 columns" }
        guard let time = cells.time(0, options.timeFormat) else { return "column 1 is no time" }
        if let symbol, cells.text(1) != symbol { return "the row is of '\(cells.text(1).prefix(40))', not of \(symbol)" }
        for kind in kinds {
            let column = kind == .openInterest ? 2 : 6
            guard !cells.isEmpty(column) else { continue }
            guard let value = cells.number(column) else { return "column \(column + 1) is no number" }
            rows.append(SideRow(options.instrument, kind, .metric(time: time, value: value, delay: options.knownDelay)))
        }
        return rows.isEmpty ? "there is neither open interest nor a ratio of accounts" : nil
    }
}
