import PulseCore

/// Ten columns that are being filled by decoders: arrays that are not cleared first, because every element is written before any is read.
struct ColumnArrays {
    private var openTime: [Int64]
    private var open: [Double]
    private var high: [Double]
    private var low: [Double]
    private var close: [Double]
    private var volume: [Double]
    private var quoteVolume: [Double]
    private var tradeCount: [Int64]
    private var takerBuyVolume: [Double]
    private var takerBuyQuoteVolume: [Double]
    private let selection: ColumnSelection
    /// Candles that were written so far.
    private(set) var count = 0

    /// Room for `capacity` candles. Columns outside the selection are zero and share their memory.
    init(capacity: Int, _ selection: ColumnSelection) {
        func column<Number>() -> [Number] {
            [Number](unsafeUninitializedCapacity: capacity) { buffer, count in
                HugePages.advise(UnsafeMutableRawBufferPointer(buffer))
                count = capacity
            }
        }
        func zeroColumn<Number: Numeric>() -> [Number] {
            [Number](unsafeUninitializedCapacity: capacity) { buffer, count in
                HugePages.advise(UnsafeMutableRawBufferPointer(buffer))
                buffer.initialize(repeating: 0)
                count = capacity
            }
        }
        func doubles(_ isSelected: Bool, _ zeros: [Double]) -> [Double] { isSelected ? column() : zeros }
        let zeros: [Double] = selection == .all ? [] : zeroColumn()
        self.selection = selection
        openTime = column()
        open = doubles(true, zeros)
        high = doubles(true, zeros)
        low = doubles(true, zeros)
        close = doubles(true, zeros)
        volume = doubles(selection >= .ohlcv, zeros)
        quoteVolume = doubles(selection == .all, zeros)
        tradeCount = selection == .all ? column() : zeroColumn()
        takerBuyVolume = doubles(selection == .all, zeros)
        takerBuyQuoteVolume = doubles(selection == .all, zeros)
    }

    /// Lends the part behind the candles written so far; `body` returns how many it wrote. Columns outside the selection must not be
    /// written.
    mutating func fill(_ body: (ColumnPointers) throws -> Int) rethrows {
        let selection = selection
        func lend<Result>(
            _ column: inout [Double], if isSelected: Bool, _ body: (UnsafeMutablePointer<Double>) throws -> Result
        ) rethrows -> Result {
            let nowhere = UnsafeMutablePointer<Double>(bitPattern: 8)!
            guard isSelected else { return try body(nowhere) }
            return try column.withUnsafeMutableBufferPointer { try body($0.baseAddress ?? nowhere) }
        }
        let start = count
        let all = selection == .all
        let written = try openTime.withUnsafeMutableBufferPointer { openTime in
            try lend(&open, if: true) { open in
                try lend(&high, if: true) { high in
                    try lend(&low, if: true) { low in
                        try lend(&close, if: true) { close in
                            try lend(&volume, if: selection >= .ohlcv) { volume in
                                try lend(&quoteVolume, if: all) { quoteVolume in
                                    try lend(&takerBuyVolume, if: all) { takerBuyVolume in
                                        try lend(&takerBuyQuoteVolume, if: all) { takerBuyQuoteVolume in
                                            let nowhere = UnsafeMutablePointer<Int64>(bitPattern: 8)!
                                            func run(_ tradeCount: UnsafeMutablePointer<Int64>) throws -> Int {
                                                let columns = ColumnPointers(
                                                    openTime: openTime.baseAddress ?? nowhere, open: open, high: high, low: low,
                                                    close: close, volume: volume, quoteVolume: quoteVolume, tradeCount: tradeCount,
                                                    takerBuyVolume: takerBuyVolume, takerBuyQuoteVolume: takerBuyQuoteVolume)
                                                return try body(columns.advanced(by: start))
                                            }
                                            guard all else { return try run(nowhere) }
                                            return try tradeCount.withUnsafeMutableBufferPointer { try run($0.baseAddress ?? nowhere) }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        count += written
        precondition(count <= openTime.count, "a decoder wrote more candles than there is room for")
    }

    /// The candles that were written.
    consuming func finish() -> CandleColumns {
        let excess = openTime.count - count
        guard excess > 0 else { return assembled() }
        openTime.removeLast(excess)
        open.removeLast(excess)
        high.removeLast(excess)
        low.removeLast(excess)
        close.removeLast(excess)
        volume.removeLast(excess)
        quoteVolume.removeLast(excess)
        tradeCount.removeLast(excess)
        takerBuyVolume.removeLast(excess)
        takerBuyQuoteVolume.removeLast(excess)
        return assembled()
    }

    private consuming func assembled() -> CandleColumns {
        CandleColumns(
            openTime: openTime, open: open, high: high, low: low, close: close, volume: volume, quoteVolume: quoteVolume,
            tradeCount: tradeCount, takerBuyVolume: takerBuyVolume, takerBuyQuoteVolume: takerBuyQuoteVolume)
    }
}
