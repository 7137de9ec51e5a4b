import Foundation

/// Reads a frame whose keys are expected where they were recorded; every surprise is nil or false, and then the general scanner reads.
struct FastCursor {
    var position: UnsafePointer<UInt8>
    let end: UnsafePointer<UInt8>

    @inline(__always)
    init(_ start: UnsafePointer<UInt8>, count: Int) {
        position = start
        end = start + count
    }

    /// Whether the bytes that follow are these; moves behind them if so. Compared as words, since the length is known when compiling.
    @inline(__always)
    mutating func skip(_ literal: StaticString) -> Bool {
        let count = literal.utf8CodeUnitCount
        guard end - position >= count, memcmp(position, literal.utf8Start, count) == 0 else { return false }
        position += count
        return true
    }

    /// A comma, the blank that futures put behind it, and then these bytes.
    @inline(__always)
    mutating func next(_ literal: StaticString) -> Bool {
        guard end - position >= 2, position[0] == UInt8(ascii: ",") else { return false }
        position += position[1] == UInt8(ascii: " ") ? 2 : 1
        return skip(literal)
    }

    /// The bytes up to the next quote, without escapes; moves behind the quote.
    @inline(__always)
    mutating func text() -> UnsafeBufferPointer<UInt8>? {
        let start = position
        while position < end {
            let byte = position.pointee
            if byte == UInt8(ascii: "\"") {
                position += 1
                return UnsafeBufferPointer(start: start, count: position - start - 1)
            }
            if byte == UInt8(ascii: "\\") || byte < 0x20 { return nil }
            position += 1
        }
        return nil
    }

    /// A whole number of up to eighteen digits.
    @inline(__always)
    mutating func integer() -> Int64? {
        guard position < end else { return nil }
        let isNegative = position.pointee == UInt8(ascii: "-")
        if isNegative { position += 1 }
        var (value, count) = DecimalKernel.digits(DecimalKernel.word(position, end))
        guard count > 0 else { return nil }
        position += count
        var total = count
        while count == 8 {
            let (more, taken) = DecimalKernel.digits(DecimalKernel.word(position, end))
            count = taken
            total += taken
            guard total <= 18 else { return nil }
            value = value &* DecimalKernel.integerPowers[taken] &+ more
            position += taken
        }
        return isNegative ? -Int64(bitPattern: value) : Int64(bitPattern: value)
    }

    /// A decimal in quotes, the first of which is behind us; moves behind the second.
    @inline(__always)
    mutating func decimal() -> Double? {
        guard position < end else { return nil }
        let isNegative = position.pointee == UInt8(ascii: "-")
        if isNegative { position += 1 }
        var (mantissa, count) = DecimalKernel.digits(DecimalKernel.word(position, end))
        guard count > 0 else { return nil }
        position += count
        var total = count
        while count == 8 {
            guard take(&mantissa, &count, &total) else { return nil }
        }
        var decimals = 0
        if position < end, position.pointee == UInt8(ascii: ".") {
            position += 1
            let whole = total
            repeat {
                guard take(&mantissa, &count, &total) else { return nil }
            } while count == 8
            decimals = total - whole
            guard decimals > 0 else { return nil }
        }
        guard position < end, position.pointee == UInt8(ascii: "\"") else { return nil }
        position += 1
        let value = DecimalKernel.quotient(mantissa, decimals: decimals)
        return isNegative ? -value : value
    }

    /// Up to eight more digits; false where they would not fit in a word.
    @inline(__always)
    private mutating func take(_ mantissa: inout UInt64, _ count: inout Int, _ total: inout Int) -> Bool {
        let (more, taken) = DecimalKernel.digits(DecimalKernel.word(position, end))
        count = taken
        total += taken
        guard total <= 19 else { return false }
        mantissa = mantissa &* DecimalKernel.integerPowers[taken] &+ more
        position += taken
        return true
    }

    /// `true` or `false`.
    @inline(__always)
    mutating func flag() -> Bool? {
        if skip("true") { return true }
        return skip("false") ? false : nil
    }
}
