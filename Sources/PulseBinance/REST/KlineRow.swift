import PulseCore
import PulseStore

/// One candle of an answer: `[openTime, "open", "high", "low", "close", "volume", closeTime, "quoteVolume", count, "takerBase", "takerQuote", "0"]`.
enum KlineRow {
    /// The candle and its close time in milliseconds; nil where the row is malformed.
    static func read(_ row: JSONToken) -> (candle: Candle, closeTime: Int64)? {
        guard row.kind == .array else { return nil }
        var times: [Int64] = []
        var numbers: [Double] = []
        var cursor = JSONCursor(inside: row)
        var isFirst = true
        var column = 0
        while let cell = cursor.element(isFirst: &isFirst) {
            switch column {
            case 0, 6, 8:
                guard cell.kind == .number, let value = DecimalParser.integer(cell.start, cell.end) else { return nil }
                times.append(value)
            case 1...5, 7, 9, 10:
                guard cell.kind == .string || cell.kind == .number, let value = DecimalParser.double(cell.start, cell.end), value.isFinite
                else { return nil }
                numbers.append(value)
            default: break
            }
            column += 1
        }
        guard column >= 11 else { return nil }
        let candle = Candle(
            openTime: Timestamp(milliseconds: times[0]), open: numbers[0], high: numbers[1], low: numbers[2], close: numbers[3],
            volume: numbers[4], quoteVolume: numbers[5], tradeCount: times[2], takerBuyVolume: numbers[6], takerBuyQuoteVolume: numbers[7])
        return (candle, times[1])
    }
}
