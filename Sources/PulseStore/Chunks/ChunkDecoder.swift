import PulseCore

/// Decodes one chunk into columns. The bytes are checked before anything is believed.
package struct ChunkDecoder {
    /// Why a chunk cannot be read.
    package enum Fault: Error, Hashable {
        /// The checksum is not that of the bytes, or the chunk belongs elsewhere.
        case checksum
        /// The bytes are of a later format, or no chunk at all.
        case header
        /// A column or the bitmap does not hold what the header says.
        case column
    }

    private let bytes: UnsafeRawBufferPointer
    private let header: ChunkHeader

    /// Number of candles.
    package var count: Int { header.count }
    /// Open time of the first candle, in milliseconds.
    package var firstOpen: Int64 { header.firstOpen }

    /// Reads the header and verifies the checksum. `bytes` must outlive the decoder.
    package init(_ bytes: UnsafeRawBufferPointer, seed: UInt64) throws(Fault) {
        let bodyLength = bytes.count - ChunkHeader.checksumLength
        guard bodyLength >= ChunkHeader.length else { throw .header }
        let body = UnsafeRawBufferPointer(rebasing: bytes[..<bodyLength])
        guard XXHash64.hash(body, seed: seed) == ChunkHeader.number(bytes, at: bodyLength, width: 8) else { throw .checksum }
        guard let header = ChunkHeader(bytes) else { throw .header }
        self.bytes = bytes
        self.header = header
    }

    /// Writes the chunk's candles at the start of `columns`; those outside the selection are not touched.
    func decode(into columns: ColumnPointers, _ selection: ColumnSelection) throws(Fault) {
        guard decodeTimes(columns.openTime) else { throw .column }
        let isGood = withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 9 * PackedColumn.blockLength) { scratch in
            guard let scratch = scratch.baseAddress else { return false }
            return decodeColumns(columns, selection, scratch)
        }
        guard isGood else { throw .column }
    }

    /// All candles of the chunk.
    package func columns() throws -> CandleColumns {
        var arrays = ColumnArrays(capacity: header.count, .all)
        try arrays.fill { columns in
            try decode(into: columns, .all)
            return header.count
        }
        return arrays.finish()
    }

    /// The open times alone: for gaps.
    package func openTimes() throws(Fault) -> [Int64] {
        var isGood = false
        let times = [Int64](unsafeUninitializedCapacity: header.count) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            isGood = decodeTimes(start)
            count = isGood ? header.count : 0
        }
        guard isGood else { throw .column }
        return times
    }

    private func decodeTimes(_ openTime: UnsafeMutablePointer<Int64>) -> Bool {
        if header.presenceLength == 0 {
            var time = header.firstOpen
            for index in 0..<header.count {
                openTime[index] = time
                time &+= header.step
            }
            return true
        }
        var written = 0
        for index in 0..<header.presenceLength {
            var byte = bytes[ChunkHeader.length + index]
            while byte != 0 {
                guard written < header.count else { return false }
                let slot = index * 8 + byte.trailingZeroBitCount
                openTime[written] = header.firstOpen + Int64(slot) * header.step
                written += 1
                byte &= byte - 1
            }
        }
        return written == header.count
    }

    private func reader(_ column: Int) -> PackedColumnReader {
        let start = header.lengths[..<column].reduce(ChunkHeader.length + header.presenceLength, +)
        let part = UnsafeRawBufferPointer(rebasing: bytes[start..<start + header.lengths[column]])
        return PackedColumnReader(part, whenEmpty: bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 8)!)
    }

    private func decodeColumns(_ columns: ColumnPointers, _ selection: ColumnSelection, _ scratch: UnsafeMutablePointer<UInt64>) -> Bool {
        var prices = PriceColumnsDecoder(
            open: reader(0), high: reader(1), low: reader(2), close: reader(3), representation: header.price.representation,
            base: Int64(bitPattern: header.base))
        var volume = PlainColumnDecoder(reader(4), header.volume.representation)
        var quote = PlainColumnDecoder(reader(5), header.quoteVolume.representation)
        var counts = reader(6)
        var taker = PlainColumnDecoder(reader(7), header.takerBuyVolume.representation)
        var takerQuote = PlainColumnDecoder(reader(8), header.takerBuyQuoteVolume.representation)

        var start = 0
        while start < header.count {
            let count = min(PackedColumn.blockLength, header.count - start)
            let out = columns.advanced(by: start)
            guard prices.next(count, into: out, scratch) else { return false }
            if selection >= .ohlcv {
                guard volume.next(count, into: out.volume, scratch) else { return false }
            }
            if selection == .all {
                guard
                    quote.next(count, into: out.quoteVolume, scratch, header.quoteVolume.isPredicted ? .typicalValue(out) : nil),
                    nextCounts(&counts, count, into: out.tradeCount),
                    taker.next(count, into: out.takerBuyVolume, scratch),
                    takerQuote.next(
                        count, into: out.takerBuyQuoteVolume, scratch, header.takerBuyQuoteVolume.isPredicted ? .takerShare(out) : nil)
                else { return false }
            }
            start += count
        }
        return true
    }

    private func nextCounts(_ reader: inout PackedColumnReader, _ count: Int, into column: UnsafeMutablePointer<Int64>) -> Bool {
        guard header.tradeCount.representation != .zero else {
            column.update(repeating: 0, count: count)
            return true
        }
        return column.withMemoryRebound(to: UInt64.self, capacity: count) { reader.next(count, into: $0) }
    }
}
