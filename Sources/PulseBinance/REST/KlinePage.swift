import PulseCore

/// An answer with candles, ascending by open time.
public struct KlinePage: Hashable, Sendable {
    public var candles: [Candle]
    /// How many of them, from the first on, were closed by the server's clock.
    public var closedCount: Int
    /// The server's clock before the candles were asked for: what closed since then counts as open.
    public var serverTime: Timestamp

    public init(candles: [Candle], closedCount: Int, serverTime: Timestamp) {
        self.candles = candles
        self.closedCount = closedCount
        self.serverTime = serverTime
    }

    public func isClosed(_ index: Int) -> Bool { index < closedCount }

    /// Reads rows of twelve elements; nil where one is malformed.
    init?(_ bytes: [UInt8], serverTime: Timestamp) {
        var candles: [Candle] = []
        var closed = 0
        let isRead: Bool = bytes.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return false }
            var cursor = JSONCursor(start, start + buffer.count)
            guard let list = cursor.value(), list.kind == .array, cursor.isAtEnd() else { return false }
            var rows = JSONCursor(inside: list)
            var isFirst = true
            while let row = rows.element(isFirst: &isFirst) {
                guard let (candle, closeTime) = KlineRow.read(row) else { return false }
                candles.append(candle)
                if closeTime < serverTime.milliseconds, closed == candles.count - 1 { closed += 1 }
            }
            return true
        }
        guard isRead else { return nil }
        self.init(candles: candles, closedCount: closed, serverTime: serverTime)
    }
}
