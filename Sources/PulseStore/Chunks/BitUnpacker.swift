/// Takes numbers of a fixed width out of a run of bits.
///
/// Eight numbers of `width` bits fill `width` bytes. With the width known to the compiler, the place of each of the eight is a constant:
/// a load, a shift, a mask and a sum a number. That is why it is written out for each width.
enum BitUnpacker {
    /// Unpacks `count` values of `width` bits (0 to 64) and adds the reference to each. Eight bytes behind the last value may be touched.
    static func unpack(
        _ source: UnsafeRawPointer, width: Int, count: Int, reference: UInt64, into values: UnsafeMutablePointer<UInt64>
    ) {
        if width == 0 {
            for index in 0..<count { values[index] = reference }
            return
        }
        guard width <= 57 else { return wide(source, width, count, reference, values) }
        let whole = count & ~7
        unpackGroups(source, width, whole, reference, values)
        let mask: UInt64 = (1 &<< UInt64(width)) &- 1
        for index in whole..<count {
            let bit = index &* width
            let word = UInt64(littleEndian: (source + (bit &>> 3)).loadUnaligned(as: UInt64.self))
            values[index] = ((word &>> UInt64(bit & 7)) & mask) &+ reference
        }
    }

    /// A value that starts anywhere in a byte and has at most 57 bits ends within the eight bytes from there.
    @inline(__always)
    private static func groups(
        _ width: Int, _ source: UnsafeRawPointer, _ count: Int, _ reference: UInt64, _ values: UnsafeMutablePointer<UInt64>
    ) {
        let mask: UInt64 = (1 &<< UInt64(width)) &- 1
        var group = source
        var index = 0
        while index < count {
            for place in 0..<8 {
                let bit = place &* width
                let word = UInt64(littleEndian: (group + (bit &>> 3)).loadUnaligned(as: UInt64.self))
                values[index &+ place] = ((word &>> UInt64(bit & 7)) & mask) &+ reference
            }
            group += width
            index &+= 8
        }
    }

    private static func wide(
        _ source: UnsafeRawPointer, _ width: Int, _ count: Int, _ reference: UInt64, _ values: UnsafeMutablePointer<UInt64>
    ) {
        let mask: UInt64 = width == 64 ? .max : (1 &<< UInt64(width)) &- 1
        var bit = 0
        for index in 0..<count {
            let start = source + (bit &>> 3)
            let shift = UInt64(bit & 7)
            let low = UInt64(littleEndian: start.loadUnaligned(as: UInt64.self)) &>> shift
            let high = shift == 0 ? 0 : UInt64(start.load(fromByteOffset: 8, as: UInt8.self)) &<< (64 &- shift)
            values[index] = ((low | high) & mask) &+ reference
            bit &+= width
        }
    }

    private static func unpackGroups(
        _ source: UnsafeRawPointer, _ width: Int, _ whole: Int, _ reference: UInt64, _ values: UnsafeMutablePointer<UInt64>
    ) {
        switch width {
        case 1: groups(1, source, whole, reference, values)
        case 2: groups(2, source, whole, reference, values)
        case 3: groups(3, source, whole, reference, values)
        case 4: groups(4, source, whole, reference, values)
        case 5: groups(5, source, whole, reference, values)
        case 6: groups(6, source, whole, reference, values)
        case 7: groups(7, source, whole, reference, values)
        case 8: groups(8, source, whole, reference, values)
        case 9: groups(9, source, whole, reference, values)
        case 10: groups(10, source, whole, reference, values)
        case 11: groups(11, source, whole, reference, values)
        case 12: groups(12, source, whole, reference, values)
        case 13: groups(13, source, whole, reference, values)
        case 14: groups(14, source, whole, reference, values)
        case 15: groups(15, source, whole, reference, values)
        case 16: groups(16, source, whole, reference, values)
        case 17: groups(17, source, whole, reference, values)
        case 18: groups(18, source, whole, reference, values)
        case 19: groups(19, source, whole, reference, values)
        case 20: groups(20, source, whole, reference, values)
        case 21: groups(21, source, whole, reference, values)
        case 22: groups(22, source, whole, reference, values)
        case 23: groups(23, source, whole, reference, values)
        case 24: groups(24, source, whole, reference, values)
        case 25: groups(25, source, whole, reference, values)
        case 26: groups(26, source, whole, reference, values)
        case 27: groups(27, source, whole, reference, values)
        case 28: groups(28, source, whole, reference, values)
        case 29: groups(29, source, whole, reference, values)
        case 30: groups(30, source, whole, reference, values)
        case 31: groups(31, source, whole, reference, values)
        case 32: groups(32, source, whole, reference, values)
        case 33: groups(33, source, whole, reference, values)
        case 34: groups(34, source, whole, reference, values)
        case 35: groups(35, source, whole, reference, values)
        case 36: groups(36, source, whole, reference, values)
        case 37: groups(37, source, whole, reference, values)
        case 38: groups(38, source, whole, reference, values)
        case 39: groups(39, source, whole, reference, values)
        case 40: groups(40, source, whole, reference, values)
        case 41: groups(41, source, whole, reference, values)
        case 42: groups(42, source, whole, reference, values)
        case 43: groups(43, source, whole, reference, values)
        case 44: groups(44, source, whole, reference, values)
        case 45: groups(45, source, whole, reference, values)
        case 46: groups(46, source, whole, reference, values)
        case 47: groups(47, source, whole, reference, values)
        case 48: groups(48, source, whole, reference, values)
        case 49: groups(49, source, whole, reference, values)
        case 50: groups(50, source, whole, reference, values)
        case 51: groups(51, source, whole, reference, values)
        case 52: groups(52, source, whole, reference, values)
        case 53: groups(53, source, whole, reference, values)
        case 54: groups(54, source, whole, reference, values)
        case 55: groups(55, source, whole, reference, values)
        case 56: groups(56, source, whole, reference, values)
        case 57: groups(57, source, whole, reference, values)
        default: break
        }
    }
}
