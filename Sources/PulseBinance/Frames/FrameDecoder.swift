import PulseCore

/// Decodes the frames of Binance's streams into feed events.
///
/// Frames of candles, trades, quotes and mark prices are read in the key order in which they were recorded; whatever differs from it,
/// and every other frame, is read by a scanner that depends on no order. Both give the same events. Frames may be wrapped in
/// `{"stream":...,"data":...}` or not, and may hold an array of reports. Nothing is read beyond the bytes given.
///
/// For one thread at a time.
public final class FrameDecoder {
    /// Whether the recorded order is tried first. Off, only the general scanner reads, with the same results.
    package let usesFastPath: Bool
    private var symbols: SymbolTable
    /// The table's view at a fixed place, and constants at hand: what every frame needs is read without asking whether it may be.
    private let table: UnsafeMutablePointer<SymbolTable.View>
    let tables = DecimalKernel.Tables()
    let minute = Timeframe.m1
    var fields = FrameFields()
    var inner = FrameFields()

    /// The symbols that events are wanted of.
    var view: SymbolTable.View {
        @inline(__always) get { table.pointee }
    }

    /// - Parameter instruments: symbols as the venue writes them in payloads, and the number that events are to have for each.
    public convenience init(instruments: [(symbol: String, index: Int)]) {
        self.init(instruments: instruments, usesFastPath: true)
    }

    package init(instruments: [(symbol: String, index: Int)], usesFastPath: Bool) {
        symbols = SymbolTable(instruments)
        table = .allocate(capacity: 1)
        table.initialize(to: symbols.view)
        self.usesFastPath = usesFastPath
    }

    deinit {
        table.deallocate()
        fields.deallocate()
        inner.deallocate()
    }

    /// Replaces the instruments that events are wanted of.
    public func setInstruments(_ instruments: [(symbol: String, index: Int)]) {
        symbols = SymbolTable(instruments)
        table.pointee = symbols.view
    }

    /// Decodes one frame and appends its events.
    ///
    /// - Parameter receivedAt: nanoseconds of a monotonic clock, for the messages.
    public func decode(_ bytes: UnsafeRawBufferPointer, receivedAt: UInt64, into messages: inout [FeedMessage]) -> FrameOutcome {
        guard let base = bytes.baseAddress, bytes.count > 0 else { return .quarantined(reason: "empty") }
        return base.withMemoryRebound(to: UInt8.self, capacity: bytes.count) { start in
            if usesFastPath, decodeFast(start, count: bytes.count, receivedAt, &messages) { return .events(1) }
            return decodeGeneral(start, start + bytes.count, receivedAt, &messages)
        }
    }

    /// The candle of a report, if it can be one.
    ///
    /// A check of sanity, so that a damaged digit does not become a price spike that nobody can explain: times are possible, the open
    /// time is on the timeframe's grid, prices are positive and in order, volumes not negative.
    @inline(__always)
    func isPossible(_ update: CandleUpdate) -> Bool {
        let (candle, timeframe) = (update.candle, update.timeframe)
        guard candle.openTime.isPlausible, update.eventTime.isPlausible else { return false }
        // Told while it forms, or when it has closed.
        guard update.eventTime.milliseconds - candle.openTime.milliseconds >= -Timestamp.day,
            update.eventTime.milliseconds - candle.openTime.milliseconds <= timeframe.milliseconds + Timestamp.day
        else { return false }
        guard candle.low > 0, candle.low <= candle.open, candle.low <= candle.close, candle.open <= candle.high else { return false }
        guard candle.close <= candle.high, candle.volume >= 0, candle.quoteVolume >= 0, candle.tradeCount >= 0 else { return false }
        guard candle.takerBuyVolume >= 0, candle.takerBuyQuoteVolume >= 0 else { return false }
        // The grid of three-day candles is the venue's own.
        return timeframe.isAligned(candle.openTime) || timeframe == .d3
    }

    /// The timeframe that an interval stands for; nil for those without a fixed or supported length (`1s`, `1M`).
    @inline(__always)
    static func timeframe(_ start: UnsafePointer<UInt8>, _ count: Int) -> Timeframe? {
        guard count == 2 || count == 3 else { return nil }
        let unit = start[count - 1]
        let number = count == 2 ? Int(start[0] &- 48) : Int(start[0] &- 48) * 10 + Int(start[1] &- 48)
        switch (number, unit) {
        case (1, UInt8(ascii: "m")) where count == 2: return .m1
        case (3, UInt8(ascii: "m")) where count == 2: return .m3
        case (5, UInt8(ascii: "m")) where count == 2: return .m5
        case (15, UInt8(ascii: "m")): return .m15
        case (30, UInt8(ascii: "m")): return .m30
        case (1, UInt8(ascii: "h")) where count == 2: return .h1
        case (2, UInt8(ascii: "h")) where count == 2: return .h2
        case (4, UInt8(ascii: "h")) where count == 2: return .h4
        case (6, UInt8(ascii: "h")) where count == 2: return .h6
        case (8, UInt8(ascii: "h")) where count == 2: return .h8
        case (12, UInt8(ascii: "h")): return .h12
        case (1, UInt8(ascii: "d")) where count == 2: return .d1
        case (3, UInt8(ascii: "d")) where count == 2: return .d3
        case (1, UInt8(ascii: "w")) where count == 2: return .w1
        default: return nil
        }
    }
}
