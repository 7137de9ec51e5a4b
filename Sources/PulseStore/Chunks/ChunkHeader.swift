/// The first 96 bytes of a chunk, little-endian.
///
///     0  "AC", format version, kind of presence (0 all slots from first to last, 1 a bitmap follows)
///     4  number of candles (UInt32)
///     8  open time of the first candle (Int64, milliseconds)
///     16 milliseconds from slot to slot (Int64)
///     24 base: the first open price as an integer of the price representation (UInt64)
///     32 six representations of four bytes each: kind, decimals, whether residuals of a prediction are stored, 0
///     56 bytes of each of the nine packed columns (UInt32): open, high, low, close, volume, quote volume, trade count, taker-buy volume,
///        taker-buy quote volume
///     92 bytes of the presence bitmap (UInt32)
///     96 the bitmap, the columns, then the XXH64 of everything before it
struct ChunkHeader {
    static let length = 96
    static let formatVersion: UInt8 = 1
    static let checksumLength = 8

    /// A column's representation, and whether residuals against a prediction are stored instead of the integers themselves.
    struct Column: Hashable {
        var representation = ColumnRepresentation.zero
        var isPredicted = false
    }

    var count = 0
    var firstOpen: Int64 = 0
    var step: Int64 = 0
    var base: UInt64 = 0
    var price = Column()
    var volume = Column()
    var quoteVolume = Column()
    var tradeCount = Column()
    var takerBuyVolume = Column()
    var takerBuyQuoteVolume = Column()
    /// Bytes of the nine packed columns.
    var lengths = [Int](repeating: 0, count: 9)
    /// Bytes of the bitmap; 0 where every slot from the first to the last has its candle.
    var presenceLength = 0

    func append(to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "A"))
        bytes.append(UInt8(ascii: "C"))
        bytes.append(Self.formatVersion)
        bytes.append(presenceLength == 0 ? 0 : 1)
        Self.append(UInt64(count), width: 4, to: &bytes)
        Self.append(UInt64(bitPattern: firstOpen), width: 8, to: &bytes)
        Self.append(UInt64(bitPattern: step), width: 8, to: &bytes)
        Self.append(base, width: 8, to: &bytes)
        for column in [price, volume, quoteVolume, tradeCount, takerBuyVolume, takerBuyQuoteVolume] {
            let code = column.representation.code
            bytes.append(contentsOf: [code.kind, code.decimals, column.isPredicted ? 1 : 0, 0])
        }
        for length in lengths + [presenceLength] { Self.append(UInt64(length), width: 4, to: &bytes) }
    }

    /// Nil where the bytes are no header of a chunk of this format version, or name lengths that do not add up to the chunk's.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= Self.length + Self.checksumLength, bytes[0] == UInt8(ascii: "A"), bytes[1] == UInt8(ascii: "C"),
            bytes[2] == Self.formatVersion
        else { return nil }
        count = Int(Self.number(bytes, at: 4, width: 4))
        firstOpen = Int64(bitPattern: Self.number(bytes, at: 8, width: 8))
        step = Int64(bitPattern: Self.number(bytes, at: 16, width: 8))
        base = Self.number(bytes, at: 24, width: 8)
        var columns: [Column] = []
        for index in 0..<6 {
            let offset = 32 + 4 * index
            guard let representation = ColumnRepresentation(kind: bytes[offset], decimals: bytes[offset + 1]) else { return nil }
            columns.append(Column(representation: representation, isPredicted: bytes[offset + 2] == 1))
        }
        price = columns[0]
        volume = columns[1]
        quoteVolume = columns[2]
        tradeCount = columns[3]
        takerBuyVolume = columns[4]
        takerBuyQuoteVolume = columns[5]
        for index in 0..<9 { lengths[index] = Int(Self.number(bytes, at: 56 + 4 * index, width: 4)) }
        presenceLength = Int(Self.number(bytes, at: 92, width: 4))
        guard count > 0, count <= ChunkGrid.span, step > 0, firstOpen >= -604_800_000, firstOpen < 1 << 50, step < 1 << 40,
            presenceLength <= ChunkGrid.span / 8, (presenceLength > 0) == (bytes[3] == 1),
            lengths.reduce(Self.length + presenceLength + Self.checksumLength, +) == bytes.count
        else { return nil }
    }

    init() {}

    static func append(_ number: UInt64, width: Int, to bytes: inout [UInt8]) {
        for index in 0..<width { bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(8 * index))) }
    }

    static func number(_ bytes: UnsafeRawBufferPointer, at offset: Int, width: Int) -> UInt64 {
        (0..<width).reduce(0) { $0 | UInt64(bytes[offset + $1]) << UInt64(8 * $1) }
    }
}
