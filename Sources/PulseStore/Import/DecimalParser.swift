/// Reads decimal numbers out of bytes, to the bit that `strtod` gives.
///
/// Digits are gathered in an integer; where it is below 2^53 and there are at most 22 decimals, both it and the power of ten are exact
/// doubles, and one division rounds correctly (W. D. Clinger, "How to Read Floating Point Numbers Accurately", PLDI 1990). Everything
/// else goes the slow way.
package enum DecimalParser {
    private static let powers: [Double] = (0...22).map { exponent in
        // Every power of ten up to 10^22 is exact, and so is each of these products.
        (0..<exponent).reduce(1.0) { power, _ in power * 10 }
    }
    /// The same powers where the inner loop finds them without a bounds check; written once, never freed.
    nonisolated(unsafe) private static let powerTable: UnsafePointer<Double> = {
        let table = UnsafeMutablePointer<Double>.allocate(capacity: 23)
        table.initialize(from: powers, count: 23)
        return UnsafePointer(table)
    }()
    private static let exactLimit: UInt64 = 1 << 53

    /// The number that the bytes from `start` to before `end` spell, or nil. Digits, a point, a sign and an exponent are understood; names
    /// such as `nan` and `inf`, hexadecimal digits and blanks are not.
    @inline(__always)
    package static func double(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Double? {
        var cursor = start
        var mantissa: UInt64 = 0
        while cursor < end {
            let digit = cursor.pointee &- 48
            if digit > 9 { break }
            mantissa = mantissa &* 10 &+ UInt64(digit)
            cursor += 1
        }
        let whole = cursor - start
        var decimals = 0
        if cursor < end, cursor.pointee == UInt8(ascii: ".") {
            cursor += 1
            let first = cursor
            while cursor < end {
                let digit = cursor.pointee &- 48
                if digit > 9 { break }
                mantissa = mantissa &* 10 &+ UInt64(digit)
                cursor += 1
            }
            decimals = cursor - first
        }
        // With more than 18 digits the integer may have wrapped.
        guard cursor == end, whole > 0, whole &+ decimals <= 18, mantissa < exactLimit else { return slow(start, end) }
        return Double(Int64(bitPattern: mantissa)) / powerTable[decimals]
    }

    /// The whole number that the bytes spell, or nil.
    @inline(__always)
    package static func integer(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Int64? {
        guard start < end, end - start <= 18 else { return nil }
        var value: Int64 = 0
        var cursor = start
        while cursor < end {
            let digit = cursor.pointee &- 48
            if digit > 9 { return nil }
            value = value &* 10 &+ Int64(digit)
            cursor += 1
        }
        return value
    }

    @inline(never)
    private static func slow(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Double? {
        let bytes = UnsafeBufferPointer(start: start, count: end - start)
        guard !bytes.isEmpty, bytes.count <= 400 else { return nil }
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "e"),
                UInt8(ascii: "E"):
                continue
            default: return nil
            }
        }
        return Double(String(decoding: bytes, as: UTF8.self))
    }
}
