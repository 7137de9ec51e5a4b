import PulseCore

/// One row of a CSV file on its way to a candle.
struct CandleRow {
    private var openTime: Int64 = 0
    private var open = 0.0
    private var high = 0.0
    private var low = 0.0
    private var close = 0.0
    private var volume = 0.0
    private var quoteVolume = 0.0
    private var tradeCount: Int64 = 0
    private var takerBuyVolume = 0.0
    private var takerBuyQuoteVolume = 0.0

    var candle: Candle {
        Candle(
            openTime: Timestamp(milliseconds: openTime), open: open, high: high, low: low, close: close, volume: volume,
            quoteVolume: quoteVolume, tradeCount: tradeCount, takerBuyVolume: takerBuyVolume, takerBuyQuoteVolume: takerBuyQuoteVolume)
    }

    /// Reads the line from `start` to before `end`; returns the index of the column that cannot be read (the number of columns where the
    /// line is too short or too long), or nil where all is well.
    @inline(__always)
    mutating func parse(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ layout: CandleLayout) -> Int? {
        let separator = layout.separator
        return layout.roles.withUnsafeBufferPointer { roles in
            var cursor = start
            for column in 0..<roles.count {
                guard cursor <= end else { return roles.count }
                let cell = cursor
                while cursor < end, cursor.pointee != separator { cursor += 1 }
                if roles[column] != .ignored, !store(cell, cursor, roles[column], layout.timeFormat) { return column }
                cursor += 1
            }
            return cursor == end + 1 ? nil : roles.count
        }
    }

    /// Why a line was not read.
    func reason(_ layout: CandleLayout, _ column: Int) -> String {
        guard column < layout.roles.count else { return "the row does not have \(layout.roles.count) columns" }
        let role = layout.roles[column]
        return role == .time ? "column \(column + 1) is no time" : "column \(column + 1) (\(role.rawValue)) is no number"
    }

    @inline(__always)
    private mutating func store(
        _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ role: CandleLayout.Role, _ format: CandleLayout.TimeFormat
    ) -> Bool {
        var (start, end) = (start, end)
        // Quotes and blanks are rare: one look tells that there are none.
        if start < end, start.pointee <= 34 || (end - 1).pointee <= 34 { Self.trim(&start, &end) }
        if role == .time {
            guard let time = Self.time(start, end, format) else { return false }
            openTime = time
            return true
        }
        guard let value = DecimalParser.double(start, end) else { return false }
        switch role {
        case .open: open = value
        case .high: high = value
        case .low: low = value
        case .close: close = value
        case .volume: volume = value
        case .quoteVolume: quoteVolume = value
        case .tradeCount:
            guard value >= 0, value < 9e15, value == value.rounded(.down) else { return false }
            tradeCount = Int64(value)
        case .takerBuyVolume: takerBuyVolume = value
        case .takerBuyQuoteVolume: takerBuyQuoteVolume = value
        case .time, .ignored: break
        }
        return true
    }

    private static func trim(_ start: inout UnsafePointer<UInt8>, _ end: inout UnsafePointer<UInt8>) {
        while start < end, start.pointee == 32 || start.pointee == 34 { start += 1 }
        while start < end, (end - 1).pointee == 32 || (end - 1).pointee == 34 { end -= 1 }
    }

    /// Milliseconds since the epoch, or nil.
    @inline(__always)
    static func time(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ format: CandleLayout.TimeFormat) -> Int64? {
        guard format != .iso, let number = DecimalParser.integer(start, end) else { return date(start, end, format) }
        switch format {
        case .seconds: return scaled(number, by: 1_000)
        case .microseconds: return number % 1_000 == 0 ? number / 1_000 : nil
        case .automatic where number < 9_999: return date(start, end, format)
        case .automatic where number < CandleLayout.secondsBelow: return scaled(number, by: 1_000)
        default:
            guard number > CandleLayout.microsecondsFrom else { return number }
            return number % 1_000 == 0 ? number / 1_000 : nil
        }
    }

    private static func scaled(_ number: Int64, by factor: Int64) -> Int64? {
        let (product, overflow) = number.multipliedReportingOverflow(by: factor)
        return overflow ? nil : product
    }

    @inline(never)
    private static func date(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ format: CandleLayout.TimeFormat) -> Int64? {
        guard format == .iso || format == .automatic, end - start <= 40 else { return nil }
        var text = String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
        for zone in ["+00:00", "+0000", " UTC"] where text.hasSuffix(zone) { text.removeLast(zone.count) }
        return Timestamp(text)?.milliseconds
    }
}
