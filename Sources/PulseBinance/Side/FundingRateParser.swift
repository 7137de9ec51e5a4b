import PulseCore
import PulseStore

/// Reads the archive's `fundingRate` files: `calc_time,funding_interval_hours,last_funding_rate`.
///
/// The value is the rate of the one settlement; its weight is the interval in units of 8 hours, so that value / weight is the rate for 8
/// hours. The archive's times are some milliseconds off the settlement's: the event is the nearest minute, and it becomes known when the
/// archive says, but not before the settlement.
struct FundingRateParser: SideRowParser {
    static let header = "calc_time,funding_interval_hours,last_funding_rate"

    private var cells = LineCells()
    private let options: SideOptions

    init(_ options: SideOptions) {
        self.options = options
    }

    mutating func parse(_ line: UnsafeBufferPointer<UInt8>, into rows: inout [SideRow]) -> String? {
        guard cells.split(line), cells.count == 3 else { return "the row does not have 3 columns" }
        guard let time = cells.time(0, options.timeFormat) else { return "column 1 is no time" }
        guard let hours = cells.number(1), (1...24).contains(hours), hours == hours.rounded() else {
            return "column 2 is no interval of 1 to 24 hours"
        }
        guard let rate = cells.number(2) else { return "column 3 (last_funding_rate) is no number" }
        rows.append(
            SideRow(options.instrument, .fundingRate, .settlement(time: time, rate: rate, hours: hours, delay: options.knownDelay)))
        return nil
    }
}
