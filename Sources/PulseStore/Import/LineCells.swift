import PulseCore

/// The cells of one line of a CSV file, found without copying them. Quotes are read as in RFC 4180, but a cell ends with its line.
///
/// Valid only as long as the line that it was given.
package struct LineCells {
    /// The most cells of a line that are looked at (P9).
    private static let maximumCount = 256

    /// Microseconds of September 2001: whatever is smaller and does not fit milliseconds is no time of a market.
    private static let microsecondsFrom: Int64 = 1_000_000_000_000_000

    private struct Cell {
        var start: UnsafePointer<UInt8>
        var end: UnsafePointer<UInt8>
        var isQuoted: Bool
    }

    private var cells: [Cell] = []
    private let separator: UInt8

    package init(separator: UInt8 = UInt8(ascii: ",")) {
        self.separator = separator
    }

    package var count: Int { cells.count }

    /// Takes a line; false where a quote is not closed or there are too many cells.
    package mutating func split(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        cells.removeAll(keepingCapacity: true)
        guard var cursor = line.baseAddress else { return true }
        let end = cursor + line.count
        let quote = UInt8(ascii: "\"")
        while true {
            guard cells.count < Self.maximumCount else { return false }
            while cursor < end, cursor.pointee == 32 { cursor += 1 }
            if cursor < end, cursor.pointee == quote {
                let start = cursor + 1
                cursor = start
                while cursor < end, cursor.pointee != quote || (cursor + 1 < end && (cursor + 1).pointee == quote) {
                    cursor += cursor.pointee == quote ? 2 : 1
                }
                guard cursor < end else { return false }
                cells.append(Cell(start: start, end: cursor, isQuoted: true))
                cursor += 1
                while cursor < end, cursor.pointee == 32 { cursor += 1 }
                guard cursor == end || cursor.pointee == separator else { return false }
            } else {
                let start = cursor
                while cursor < end, cursor.pointee != separator { cursor += 1 }
                var last = cursor
                while last > start, (last - 1).pointee == 32 { last -= 1 }
                cells.append(Cell(start: start, end: last, isQuoted: false))
            }
            guard cursor < end else { return true }
            cursor += 1
        }
    }

    package func isEmpty(_ index: Int) -> Bool { cells[index].start == cells[index].end }

    /// The number in a cell; nil for anything else, `nan` and `inf` among it.
    package func number(_ index: Int) -> Double? {
        guard let value = DecimalParser.double(cells[index].start, cells[index].end), value.isFinite else { return nil }
        return value
    }

    /// The whole number in a cell, with a sign.
    package func integer(_ index: Int) -> Int64? { Int64(text(index)) }

    /// The text of a cell.
    package func text(_ index: Int) -> String {
        let cell = cells[index]
        let text = String(decoding: UnsafeBufferPointer(start: cell.start, count: cell.end - cell.start), as: UTF8.self)
        guard cell.isQuoted, text.utf8.contains(UInt8(ascii: "\"")) else { return text }
        var unescaped: [UInt8] = []
        var isEscape = false
        for byte in text.utf8 {
            isEscape = byte == UInt8(ascii: "\"") && !isEscape
            if !isEscape { unescaped.append(byte) }
        }
        return String(decoding: unescaped, as: UTF8.self)
    }

    /// The time in a cell: seconds, milliseconds or microseconds since the epoch by their size, `20240131`, or a date with or without a
    /// time of day in UTC; `format` says which, where it is not automatic. Nil for anything else and outside the years 1970 to 2099.
    package func time(_ index: Int, _ format: CandleLayout.TimeFormat = .automatic) -> Timestamp? {
        let cell = cells[index]
        guard cell.start < cell.end, let milliseconds = milliseconds(cell, format) else { return nil }
        let time = Timestamp(milliseconds: milliseconds)
        return Timestamp.plausible.contains(time) ? time : nil
    }

    private func milliseconds(_ cell: Cell, _ format: CandleLayout.TimeFormat) -> Int64? {
        // As seconds, eight digits would lie before 1974.
        if format == .automatic, cell.end - cell.start == 8, let digits = DecimalParser.integer(cell.start, cell.end) {
            let date = CivilDate(year: Int(digits / 10_000), month: Int(digits / 100 % 100), day: Int(digits % 100))
            guard (1...12).contains(date.month), date.day >= 1, CivilDate(daysSinceEpoch: date.daysSinceEpoch) == date else { return nil }
            return date.timestamp.milliseconds
        }
        // Too late for milliseconds and too early for microseconds: the year 9999, which must not pass for one of the seventies.
        if let digits = DecimalParser.integer(cell.start, cell.end),
            (Timestamp.plausible.to.milliseconds..<Self.microsecondsFrom).contains(digits)
        {
            return nil
        }
        return CandleRow.time(cell.start, cell.end, format)
    }
}
