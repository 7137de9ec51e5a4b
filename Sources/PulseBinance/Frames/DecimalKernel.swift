/// Digits eight at a time, and the quotient that a decimal stands for, correctly rounded.
///
/// Eight bytes are loaded as one word; whether they are digits, how many of them, and their value take a dozen instructions (D. Lemire,
/// "Quickly parsing eight digits", 2018). All loads are within the bounds that the caller states.
package enum DecimalKernel {
    /// Eight bytes, the first in the lowest byte; bytes from `end` on are read as zero.
    @inline(__always)
    static func word(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> UInt64 {
        if end - start >= 8 { return UnsafeRawPointer(start).loadUnaligned(as: UInt64.self).littleEndian }
        return tail(start, end)
    }

    @inline(never)
    private static func tail(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> UInt64 {
        var word: UInt64 = 0
        var cursor = end
        while cursor > start {
            cursor -= 1
            word = word << 8 | UInt64(cursor.pointee)
        }
        return word
    }

    /// How many of the word's bytes, from the first on, are digits, and the number that they spell.
    @inline(__always)
    static func digits(_ word: UInt64) -> (value: UInt64, count: Int) {
        let nibbles = word ^ 0x3030_3030_3030_3030
        // The top bit of each byte that is no digit; what a carry spoils lies behind the first of them.
        let others = ((nibbles &+ 0x7676_7676_7676_7676) | nibbles) & 0x8080_8080_8080_8080
        let count = others.trailingZeroBitCount >> 3
        // The digits move to the last places, zeros take the first.
        let aligned = count == 0 ? 0 : nibbles &<< UInt64(truncatingIfNeeded: 64 &- count &* 8)
        return (number(aligned), count)
    }

    /// Whether all eight bytes are digits.
    @inline(__always)
    static func areDigits(_ word: UInt64) -> Bool {
        let nibbles = word ^ 0x3030_3030_3030_3030
        return ((nibbles &+ 0x7676_7676_7676_7676) | nibbles) & 0x8080_8080_8080_8080 == 0
    }

    /// The number that eight digits spell.
    @inline(__always)
    static func eightDigits(_ word: UInt64) -> UInt64 { number(word ^ 0x3030_3030_3030_3030) }

    /// Eight bytes of 0 to 9 as a number: pairs, then fours, then all.
    @inline(__always)
    private static func number(_ nibbles: UInt64) -> UInt64 {
        let pairs = nibbles &* 10 &+ (nibbles >> 8)
        let low = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
        let high = ((pairs >> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
        return (low &+ high) >> 32
    }

    /// Powers of ten up to 10^19 as integers; written once, never freed, so that the inner loop needs no bounds check.
    nonisolated(unsafe) static let integerPowers: UnsafePointer<UInt64> = {
        let table = UnsafeMutablePointer<UInt64>.allocate(capacity: 20)
        var power: UInt64 = 1
        for exponent in 0..<20 {
            (table + exponent).initialize(to: power)
            power = power &* 10
        }
        return UnsafePointer(table)
    }()

    /// The same as doubles, each exact; reading on from there stays exact up to 10^22.
    nonisolated(unsafe) static let powers: UnsafePointer<Double> = {
        let table = UnsafeMutablePointer<Double>.allocate(capacity: 20)
        for exponent in 0..<20 { (table + exponent).initialize(to: Double(integerPowers[exponent])) }
        return UnsafePointer(table)
    }()

    /// Both tables, for whoever keeps them at hand.
    struct Tables {
        let integerPowers = DecimalKernel.integerPowers
        let powers = DecimalKernel.powers
    }

    /// `mantissa / 10^decimals`, rounded to nearest, ties to even: what `strtod` gives.
    ///
    /// Below 2^53 both are exact doubles and one division rounds correctly (Clinger 1990). Above, the quotient is divided out in 128 bits
    /// and rounded by its remainder.
    /// - Parameter decimals: 0 to 19.
    @inline(__always)
    package static func quotient(_ mantissa: UInt64, decimals: Int) -> Double {
        if mantissa < 1 << 53 { return Double(Int64(bitPattern: mantissa)) / powers[decimals] }
        return wideQuotient(mantissa, decimals: decimals)
    }

    @inline(never)
    static func wideQuotient(_ mantissa: UInt64, decimals: Int) -> Double {
        let power = integerPowers[decimals]
        let mantissaShift = mantissa.leadingZeroBitCount
        let powerShift = power.leadingZeroBitCount
        let numerator = mantissa << UInt64(mantissaShift)
        let denominator = power << UInt64(powerShift)
        // Half the numerator, so that it is below the denominator and the quotient fits: it has 63 or 64 bits.
        let (quotient, remainder) = denominator.dividingFullWidth((numerator >> 1, numerator << 63))
        let excess = 11 - quotient.leadingZeroBitCount
        let half: UInt64 = 1 << UInt64(excess - 1)
        let rest = quotient & (half << 1 - 1)
        var kept = quotient >> UInt64(excess)
        if rest > half || (rest == half && (remainder != 0 || kept & 1 == 1)) { kept += 1 }
        // quotient = numerator * 2^63 / denominator, numerator = mantissa * 2^mantissaShift, denominator = power * 2^powerShift.
        return Double(sign: .plus, exponent: excess - 63 - mantissaShift + powerShift, significand: Double(kept))
    }
}
