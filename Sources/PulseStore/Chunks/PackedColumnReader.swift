/// Reads a packed column block by block. It trusts nothing: a column that does not hold what it says ends the reading, never the process.
struct PackedColumnReader {
    private var cursor: UnsafeRawPointer
    private let end: UnsafeRawPointer

    /// Reads from `bytes`; `PackedColumn.slack` bytes behind them must be readable.
    init(_ bytes: UnsafeRawBufferPointer, whenEmpty: UnsafeRawPointer) {
        cursor = bytes.baseAddress ?? whenEmpty
        end = cursor + bytes.count
    }

    /// Reads the next block, which must have `count` values (1 to 128); false if it is damaged.
    mutating func next(_ count: Int, into values: UnsafeMutablePointer<UInt64>) -> Bool {
        guard end - cursor >= 4 else { return false }
        let width = Int(cursor.load(as: UInt8.self))
        let exceptions = Int(cursor.load(fromByteOffset: 1, as: UInt8.self))
        let exceptionWidth = Int(cursor.load(fromByteOffset: 2, as: UInt8.self))
        let referenceBytes = Int(cursor.load(fromByteOffset: 3, as: UInt8.self))
        cursor += 4
        let packed = PackedColumn.byteCount(count, width: width)
        let high = PackedColumn.byteCount(exceptions, width: exceptionWidth)
        guard width + exceptionWidth <= 64, exceptions <= count, referenceBytes <= 8,
            end - cursor >= referenceBytes + packed + exceptions + high
        else { return false }

        var reference: UInt64 = 0
        for index in 0..<referenceBytes {
            reference |= UInt64(cursor.load(fromByteOffset: index, as: UInt8.self)) &<< UInt64(8 &* index)
        }
        cursor += referenceBytes
        BitUnpacker.unpack(cursor, width: width, count: count, reference: reference, into: values)
        cursor += packed
        if exceptions > 0 {
            guard patch(values, count: count, width: width, exceptions: exceptions, exceptionWidth: exceptionWidth) else { return false }
            cursor += exceptions + high
        }
        return true
    }

    /// Adds the high bits of the exceptions that start at the cursor.
    private func patch(_ values: UnsafeMutablePointer<UInt64>, count: Int, width: Int, exceptions: Int, exceptionWidth: Int) -> Bool {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: PackedColumn.blockLength) { scratch in
            guard let high = scratch.baseAddress else { return false }
            BitUnpacker.unpack(cursor + exceptions, width: exceptionWidth, count: exceptions, reference: 0, into: high)
            for index in 0..<exceptions {
                let position = Int(cursor.load(fromByteOffset: index, as: UInt8.self))
                guard position < count else { return false }
                values[position] &+= high[index] &<< UInt64(width)
            }
            return true
        }
    }
}
