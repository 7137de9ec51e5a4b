import PulseCore

/// Reads what `SideExporter` writes: `kind,instrument,time,known_at,value,weight,item`. Every observation comes back as it was.
package struct ExportedSideParser: SideRowParser {
    package static let header = "kind,instrument,time,known_at,value,weight,item"

    private var cells = LineCells()
    private let options: SideOptions
    package let warnings: [String]

    /// Nil for another header.
    package init?(_ header: SideHeader, _ options: SideOptions) {
        guard header.names == SideHeader(firstLine: Self.header).names else { return nil }
        self.options = options
        warnings = options.knownDelay == 0 ? [] : ["the file says when each observation became known: --known-delay was not applied"]
    }

    package mutating func parse(_ line: UnsafeBufferPointer<UInt8>, into rows: inout [SideRow]) -> String? {
        guard cells.split(line), cells.count == 7 else { return "the row does not have 7 columns" }
        guard let kind = SideKind(name: cells.text(0)) else { return "'\(cells.text(0).prefix(80))' is no kind of side series" }
        var instrument = options.instrument
        if instrument == nil, cells.text(1) != "*" {
            guard let found = InstrumentID(cells.text(1)) else { return "'\(cells.text(1).prefix(80))' is not an instrument" }
            instrument = found
        }
        guard let event = cells.time(2), let known = cells.time(3) else { return "columns 3 and 4 are not both times" }
        guard let value = cells.number(4), let weight = cells.number(5), let item = cells.integer(6) else {
            return "columns 5 to 7 are not all numbers"
        }
        rows.append(
            SideRow(instrument, kind, SideObservation(eventTime: event, item: item, knownAt: known, value: value, weight: weight)))
        return nil
    }
}
