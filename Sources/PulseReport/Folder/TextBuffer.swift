import PulseCore

/// A buffer of fixed size in front of a sink, with formatting of its own: rows of numbers go to disk without a string being made.
///
/// `beginRow` makes room for a whole row and is the only call that writes or throws; the others are plain stores. The buffer never grows
/// (P9).
struct TextBuffer: ~Copyable {
    /// Size of the buffer.
    static let capacity = 1 << 20
    /// The longest row that `beginRow` makes room for.
    static let longestRow = 1 << 14

    private var sink: any ByteSink
    private let start: UnsafeMutablePointer<UInt8>
    private var count = 0
    /// The day whose date is in `dateText`.
    private var day = Int64.min
    private var dateText: (UInt64, UInt16, UInt8) = (0, 0, 0)

    init(_ sink: any ByteSink) {
        self.sink = sink
        start = .allocate(capacity: Self.capacity)
    }

    deinit { start.deallocate() }

    /// Makes room for one row, writing out what is there if need be.
    mutating func beginRow() throws {
        if count > Self.capacity - Self.longestRow { try flush() }
    }

    /// Writes out the rest and closes the sink.
    mutating func finish() throws {
        try flush()
        try sink.close()
    }

    private mutating func flush() throws {
        try sink.write(UnsafeRawBufferPointer(start: start, count: count))
        count = 0
    }

    @inline(__always)
    mutating func byte(_ byte: UInt8) {
        precondition(count < Self.capacity, "a row is longer than the room made for it")
        start[count] = byte
        count += 1
    }

    @inline(__always)
    mutating func comma() { byte(UInt8(ascii: ",")) }

    @inline(__always)
    mutating func endRow() { byte(UInt8(ascii: "\n")) }

    /// Text that needs no quotes.
    @inline(__always)
    mutating func plain(_ text: borrowing [UInt8]) {
        let length = text.count
        precondition(count + length <= Self.capacity, "a row is longer than the room made for it")
        text.withUnsafeBufferPointer { source in
            if let base = source.baseAddress { (start + count).update(from: base, count: length) }
        }
        count += length
    }

    /// A text of at most eight bytes with a single store.
    @inline(__always)
    mutating func short(_ text: ShortText) {
        precondition(count + 8 <= Self.capacity, "a row is longer than the room made for it")
        UnsafeMutableRawPointer(start + count).storeBytes(of: text.bytes, as: UInt64.self)
        count += text.length
    }

    /// Any text of any length, written out piecewise; quoted as RFC 4180 has it where that is needed.
    mutating func field(_ text: String) throws {
        let bytes = Array(text.utf8)
        let isPlain = !bytes.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 10 || $0 == 13 }
        if !isPlain { byte(UInt8(ascii: "\"")) }
        for value in bytes {
            try beginRow()
            if value == UInt8(ascii: "\"") { byte(value) }
            byte(value)
        }
        if !isPlain { byte(UInt8(ascii: "\"")) }
    }

    @inline(__always)
    mutating func integer(_ value: Int64) {
        if value < 0 { byte(UInt8(ascii: "-")) }
        digits(value.magnitude, atLeast: 1)
    }

    /// `units / 10^8` without trailing zeros: `12.5`, `-0.00000001`, `7`.
    @inline(__always)
    mutating func cash(_ value: Cash) {
        if value.units < 0 { byte(UInt8(ascii: "-")) }
        let (whole, rest) = value.units.magnitude.quotientAndRemainder(dividingBy: 100_000_000)
        digits(whole, atLeast: 1)
        guard rest > 0 else { return }
        byte(UInt8(ascii: "."))
        var fraction = rest
        var places = 8
        if fraction % 10_000 == 0 {
            fraction /= 10_000
            places = 4
        }
        while fraction % 10 == 0 {
            fraction /= 10
            places -= 1
        }
        digits(fraction, atLeast: places)
    }

    /// A number as the shortest text that reads back the same; nothing where it is not finite or missing.
    mutating func number(_ value: Double?) {
        guard let value, let text = DecimalText.shortest(value) else { return }
        for byte in text.utf8 { self.byte(byte) }
    }

    /// `2024-01-31T12:00:00Z`, with milliseconds only where there are any.
    @inline(__always)
    mutating func time(_ milliseconds: Int64) {
        let startOfDay = milliseconds.floored(toMultipleOf: Timestamp.day)
        if startOfDay != day { setDay(startOfDay) }
        precondition(count + 32 <= Self.capacity, "a row is longer than the room made for it")
        let target = UnsafeMutableRawPointer(start + count)
        target.storeBytes(of: dateText.0, as: UInt64.self)
        target.storeBytes(of: dateText.1, toByteOffset: 8, as: UInt16.self)
        target.storeBytes(of: dateText.2, toByteOffset: 10, as: UInt8.self)
        count += 11
        let inDay = UInt32(truncatingIfNeeded: milliseconds - startOfDay)
        let seconds = inDay / 1_000
        pair(seconds / 3_600)
        byte(UInt8(ascii: ":"))
        pair(seconds / 60 % 60)
        byte(UInt8(ascii: ":"))
        pair(seconds % 60)
        if inDay % 1_000 != 0 {
            byte(UInt8(ascii: "."))
            digits(UInt64(inDay % 1_000), atLeast: 3)
        }
        byte(UInt8(ascii: "Z"))
    }

    private mutating func setDay(_ startOfDay: Int64) {
        day = startOfDay
        let text = Array((Timestamp(milliseconds: startOfDay).dateDescription + "T").utf8)
        precondition(text.count == 11, "a date has ten places")
        text.withUnsafeBytes { bytes in
            dateText = (
                bytes.loadUnaligned(as: UInt64.self), bytes.loadUnaligned(fromByteOffset: 8, as: UInt16.self),
                bytes.load(fromByteOffset: 10, as: UInt8.self)
            )
        }
    }

    /// A number from 0 to 99 as two digits.
    @inline(__always)
    private mutating func pair(_ value: UInt32) {
        byte(UInt8(truncatingIfNeeded: 48 + value / 10))
        byte(UInt8(truncatingIfNeeded: 48 + value % 10))
    }

    @inline(__always)
    private mutating func digits(_ value: UInt64, atLeast width: Int) {
        var length = 1
        var bound: UInt64 = 10
        while length < 20, value >= bound {
            length += 1
            let (next, overflow) = bound.multipliedReportingOverflow(by: 10)
            if overflow { break }
            bound = next
        }
        length = max(length, width)
        precondition(count + length <= Self.capacity, "a row is longer than the room made for it")
        var rest = value
        var position = count + length
        while position > count {
            position -= 1
            start[position] = UInt8(truncatingIfNeeded: 48 + rest % 10)
            rest /= 10
        }
        count += length
    }
}
