import PulseCore
import PulseStore

/// Writes candles as the archive's twelve columns: what is exported and imported again is the same candles, bit for bit.
public struct ArchiveExporter {
    /// Candles that are held at a time (P9).
    private static let candlesAtATime: Int64 = 65_536

    private let store: CandleStore

    public init(store: CandleStore) {
        self.store = store
    }

    /// Exports the candles of `range` piece by piece; returns their number.
    ///
    /// Perpetuals get the header that their archive has; the spot market's archive has none.
    /// Throws `PulseError(.missing)` where the store has no candles of the series in the range, and what `write` throws.
    public func export(
        _ id: InstrumentID, _ timeframe: Timeframe, _ range: TimeRange = .all, write: ([UInt8]) throws -> Void
    ) throws -> Int {
        guard let summary = try store.summary(id, timeframe) else {
            throw PulseError(.missing, "the store has no candles of \(id) \(timeframe)", hint: "see 'alphapulse data list'")
        }
        let range = range.intersection(TimeRange(from: summary.from, to: summary.to))
        var from = range.from
        var exported = 0
        while from < range.to {
            let to = min(from.advanced(byMilliseconds: Self.candlesAtATime * timeframe.milliseconds), range.to)
            let columns = try store.read(id, timeframe, TimeRange(from: from, to: to))
            from = to
            guard !columns.isEmpty else { continue }
            var bytes: [UInt8] = []
            bytes.reserveCapacity(columns.count * 128)
            if exported == 0, try store.instrument(id)?.market == .perpetual { bytes += Array((BinanceKlines.header + "\n").utf8) }
            for index in 0..<columns.count { BinanceKlines.append(columns[index], timeframe, to: &bytes) }
            try write(bytes)
            exported += columns.count
        }
        guard exported > 0 else { throw PulseError(.missing, "the store has no candles of \(id) \(timeframe) in that range") }
        return exported
    }
}

extension BinanceKlines {
    /// Appends a candle as a line of the archive.
    static func append(_ candle: Candle, _ timeframe: Timeframe, to bytes: inout [UInt8]) {
        let comma = UInt8(ascii: ",")
        func number(_ value: Int64) {
            bytes += Array(String(value).utf8)
            bytes.append(comma)
        }
        func decimal(_ value: Double) {
            PlainDecimal.append(value, to: &bytes)
            bytes.append(comma)
        }
        number(candle.openTime.milliseconds)
        for price in [candle.open, candle.high, candle.low, candle.close, candle.volume] { decimal(price) }
        number(candle.openTime.milliseconds + timeframe.milliseconds - 1)
        decimal(candle.quoteVolume)
        number(candle.tradeCount)
        decimal(candle.takerBuyVolume)
        decimal(candle.takerBuyQuoteVolume)
        bytes += [UInt8(ascii: "0"), UInt8(ascii: "\n")]
    }
}
