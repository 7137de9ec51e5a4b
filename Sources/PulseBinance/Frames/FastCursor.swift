import Foundation

/// Reads a frame whose keys are expected where they were recorded.
///
/// A surprise ends it: the position moves to the end, where nothing can be skipped any more, and then the general scanner reads the frame.
/// So values need no check of their own; whoever has skipped the last byte of the frame has read all of it as expected.
struct FastCursor {
    var position: UnsafePointer<UInt8>
    let end: UnsafePointer<UInt8>
    /// The tables of `DecimalKernel`, where the inner loop finds them without asking whether they are made.
    private let integerPowers: UnsafePointer<UInt64>
    private let powers: UnsafePointer<Double>

    @inline(__always)
    init(_ start: UnsafePointer<UInt8>, count: Int, _ tables: DecimalKernel.Tables) {
        position = start
        end = start + count
        integerPowers = tables.integerPowers
        powers = tables.powers
    }

    /// Whether the frame was read to its end, and as expected.
    private(set) var isSurprised = false

    @inline(__always)
    private mutating func surprise() {
        isSurprised = true
        position = end
    }

    /// Whether the bytes that follow are these; moves behind them if so. Compared as words, since the length is known when compiling.
    @inline(__always)
    mutating func skip(_ literal: StaticString) -> Bool {
        let count = literal.utf8CodeUnitCount
        guard end - position >= count, memcmp(position, literal.utf8Start, count) == 0 else { return false }
        position += count
        return true
    }

    /// A comma, the blank that futures put behind it where `blanks` says so, and then these bytes.
    ///
    /// Callers know `blanks` when compiling: the distance is a constant then, and the next value's place does not wait for a byte.
    @inline(__always)
    mutating func next(_ literal: StaticString, blanks: Bool) -> Bool {
        let before = blanks ? 2 : 1
        let count = before + literal.utf8CodeUnitCount
        guard end - position >= count, position[0] == UInt8(ascii: ","), !blanks || position[1] == UInt8(ascii: " "),
            memcmp(position + before, literal.utf8Start, literal.utf8CodeUnitCount) == 0
        else { return false }
        position += count
        return true
    }

    /// These very bytes and a quote behind them.
    @inline(__always)
    mutating func skip(again text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let start = text.baseAddress, end - position > text.count, memcmp(position, start, text.count) == 0,
            position[text.count] == UInt8(ascii: "\"")
        else { return false }
        position += text.count + 1
        return true
    }

    /// The bytes up to the next quote, without escapes; moves behind the quote.
    @inline(__always)
    mutating func text() -> UnsafeBufferPointer<UInt8> {
        let start = position
        while true {
            let word = DecimalKernel.word(position, end)
            // The top bit of every byte that is a quote, a backslash or below a blank, exact for the first of them; zeros behind the end stop too.
            let quotes = word ^ 0x2222_2222_2222_2222
            let slashes = word ^ 0x5C5C_5C5C_5C5C_5C5C
            let ones: UInt64 = 0x0101_0101_0101_0101
            let found = (((quotes &- ones) & ~quotes) | ((slashes &- ones) & ~slashes) | ((word &- ones &* 0x20) & ~word)) & (ones << 7)
            let length = found.trailingZeroBitCount >> 3
            position += length
            if length < 8 { break }
        }
        let count = position - start
        if position < end, position.pointee == UInt8(ascii: "\"") {
            position += 1
        } else {
            surprise()
        }
        return UnsafeBufferPointer(start: start, count: count)
    }

    /// A whole number of up to eighteen digits.
    @inline(__always)
    mutating func integer() -> Int64 {
        guard position < end else { return 0 }
        let isNegative = position.pointee == UInt8(ascii: "-")
        if isNegative { position += 1 }
        var (value, count) = DecimalKernel.digits(DecimalKernel.word(position, end))
        // A branch that is foreseen, so that the next load need not wait for the count.
        if count == 8 { position += 8 } else { position += count }
        var total = count
        while count == 8 {
            let (more, taken) = DecimalKernel.digits(DecimalKernel.word(position, end))
            count = taken
            total += taken
            position += taken
            guard total <= 18 else {
                surprise()
                return 0
            }
            value = value &* integerPowers[taken] &+ more
        }
        if total == 0 { surprise() }
        return isNegative ? -Int64(bitPattern: value) : Int64(bitPattern: value)
    }

    /// Over a whole number that nobody asks for.
    @inline(__always)
    mutating func skipInteger() {
        _ = integer()
    }

    /// A decimal in quotes, the first of which is behind us; moves behind the second.
    @inline(__always)
    mutating func decimal() -> Double {
        guard position < end else { return 0 }
        let isNegative = position.pointee == UInt8(ascii: "-")
        if isNegative { position += 1 }
        var (mantissa, count) = DecimalKernel.digits(DecimalKernel.word(position, end))
        position += count
        var total = count
        if count == 8 { takeRest(&mantissa, &total) }
        if total == 0 { surprise() }
        var decimals = 0
        if position < end, position.pointee == UInt8(ascii: ".") {
            position += 1
            let word = DecimalKernel.word(position, end)
            let whole = total
            // Eight places, as the spot market has them: a branch that is foreseen, so that the next load need not wait for a count.
            if DecimalKernel.areDigits(word), position + 8 < end, position[8] == UInt8(ascii: "\"") {
                mantissa = mantissa &* 100_000_000 &+ DecimalKernel.eightDigits(word)
                position += 8
                total += 8
            } else {
                let (fraction, places) = DecimalKernel.digits(word)
                position += places
                total += places
                mantissa = mantissa &* integerPowers[places] &+ fraction
                if places == 8 { takeRest(&mantissa, &total) }
            }
            decimals = total - whole
            if decimals == 0 { surprise() }
        }
        guard total <= 19, position < end, position.pointee == UInt8(ascii: "\"") else {
            surprise()
            return 0
        }
        position += 1
        let value =
            mantissa < 1 << 53
            ? Double(Int64(bitPattern: mantissa)) / powers[decimals] : DecimalKernel.wideQuotient(mantissa, decimals: decimals)
        return isNegative ? -value : value
    }

    /// Further digits; with more than nineteen in all the number is left to the general scanner.
    @inline(never)
    private mutating func takeRest(_ mantissa: inout UInt64, _ total: inout Int) {
        var count = 8
        while count == 8, total <= 19 {
            let (more, taken) = DecimalKernel.digits(DecimalKernel.word(position, end))
            count = taken
            total += taken
            position += taken
            mantissa = mantissa &* integerPowers[taken] &+ more
        }
    }

    /// `true` or `false`.
    @inline(__always)
    mutating func flag() -> Bool {
        if skip("true") { return true }
        if !skip("false") { surprise() }
        return false
    }
}
