/// A column of unsigned integers, packed in blocks of 128: frame of reference, fixed bit width, and exceptions for the few that are wider
/// (PFOR of Zukowski et al., "Super-Scalar RAM-CPU Cache Compression", ICDE 2006).
///
/// A block is: width, number of exceptions, width of an exception, bytes of the reference (one byte each); the reference; the values less
/// the reference, `width` low bits each, packed from the low end; the positions of the exceptions, one byte each; their remaining high
/// bits, packed likewise. Everything is little-endian. The width is the one that makes the block shortest.
enum PackedColumn {
    static let blockLength = 128
    /// Bytes that a reader may touch behind the last byte of a column; whoever stores columns puts something there.
    static let slack = 8

    /// Appends a column to `bytes`.
    static func append(_ values: UnsafeBufferPointer<UInt64>, to bytes: inout [UInt8]) {
        var start = 0
        while start < values.count {
            let end = min(start + blockLength, values.count)
            appendBlock(UnsafeBufferPointer(rebasing: values[start..<end]), to: &bytes)
            start = end
        }
    }

    /// The number of bytes of `count` values of `width` bits.
    @inline(__always)
    static func byteCount(_ count: Int, width: Int) -> Int { (count &* width &+ 7) &>> 3 }

    private static func appendBlock(_ values: UnsafeBufferPointer<UInt64>, to bytes: inout [UInt8]) {
        let smallest = values.min() ?? 0
        let layout = BlockLayout(values, reference: smallest)
        let referenceBytes = (64 - smallest.leadingZeroBitCount + 7) / 8
        bytes.append(UInt8(layout.width))
        bytes.append(UInt8(layout.exceptions))
        bytes.append(UInt8(layout.exceptionWidth))
        bytes.append(UInt8(referenceBytes))
        for index in 0..<referenceBytes { bytes.append(UInt8(truncatingIfNeeded: smallest >> UInt64(8 * index))) }

        var packer = BitPacker(width: layout.width)
        for value in values { packer.append(value &- smallest, to: &bytes) }
        packer.finish(&bytes)
        guard layout.exceptions > 0 else { return }
        let wide = values.indices.filter { (values[$0] &- smallest) >> UInt64(layout.width) != 0 }
        for index in wide { bytes.append(UInt8(index)) }
        packer = BitPacker(width: layout.exceptionWidth)
        for index in wide { packer.append((values[index] &- smallest) >> UInt64(layout.width), to: &bytes) }
        packer.finish(&bytes)
    }
}

/// The width of a block that makes it shortest.
private struct BlockLayout {
    var width: Int
    var exceptions = 0
    var exceptionWidth = 0

    init(_ values: UnsafeBufferPointer<UInt64>, reference: UInt64) {
        let histogram = values.reduce(into: [Int](repeating: 0, count: 65)) { counts, value in
            counts[64 - (value &- reference).leadingZeroBitCount] += 1
        }
        let widest = histogram.lastIndex { $0 > 0 } ?? 0
        width = widest
        var best = PackedColumn.byteCount(values.count, width: widest)
        var wider = 0
        var candidate = widest
        // An exception costs at least nine bits: with half the block as exceptions no width can win.
        while candidate > 0 {
            wider += histogram[candidate]
            candidate -= 1
            guard wider <= values.count / 2 else { break }
            let cost =
                PackedColumn.byteCount(values.count, width: candidate) + wider
                + PackedColumn.byteCount(wider, width: widest - candidate)
            if cost < best {
                best = cost
                width = candidate
                exceptions = wider
                exceptionWidth = widest - candidate
            }
        }
    }
}

/// Puts the low bits of numbers one behind the other.
private struct BitPacker {
    let width: UInt64
    private let mask: UInt64
    private var pending: UInt64 = 0
    private var filled: UInt64 = 0

    init(width: Int) {
        self.width = UInt64(width)
        mask = width == 64 ? .max : (1 << UInt64(width)) - 1
    }

    mutating func append(_ number: UInt64, to bytes: inout [UInt8]) {
        guard width > 0 else { return }
        let value = number & mask
        pending |= value &<< filled
        let total = filled + width
        if total >= 64 {
            for index in 0..<8 as Range<UInt64> { bytes.append(UInt8(truncatingIfNeeded: pending &>> (8 &* index))) }
            filled = total - 64
            // What did not fit: none when the value ended exactly at the word's end.
            pending = filled == 0 ? 0 : value &>> (width - filled)
        } else {
            filled = total
        }
    }

    mutating func finish(_ bytes: inout [UInt8]) {
        var left = filled
        while left > 0 {
            bytes.append(UInt8(truncatingIfNeeded: pending))
            pending >>= 8
            left = left > 8 ? left - 8 : 0
        }
    }
}
