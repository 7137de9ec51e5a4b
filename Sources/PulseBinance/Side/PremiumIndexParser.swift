import PulseCore
import PulseStore

/// Reads the archive's `premiumIndexKlines`: the premium at the close of each candle, known at that close.
struct PremiumIndexParser: SideRowParser {
    private var cells = LineCells()
    private let options: SideOptions
    private let timeframe: Timeframe

    init(_ options: SideOptions, timeframe: Timeframe) {
        self.options = options
        self.timeframe = timeframe
    }

    mutating func parse(_ line: UnsafeBufferPointer<UInt8>, into rows: inout [SideRow]) -> String? {
        guard cells.split(line), cells.count == 12 else { return "the row does not have 12 columns" }
        guard let open = cells.time(0, options.timeFormat) else { return "column 1 is no time" }
        guard timeframe.isAligned(open) else { return "the open time is not a multiple of \(timeframe)" }
        guard let close = cells.number(4) else { return "column 5 (close) is no number" }
        let observation = SideObservation.premium(open: open, close: close, timeframe: timeframe, delay: options.knownDelay)
        rows.append(SideRow(options.instrument, .premiumIndex, observation))
        return nil
    }
}
