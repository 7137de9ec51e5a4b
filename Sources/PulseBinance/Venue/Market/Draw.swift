import PulseCore

/// Chance as a pure function of what it is about: the same question has the same answer, whoever asks, and whenever.
package enum Draw {
    /// A number that depends on every bit of both.
    package static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
        var stream = SplitMix64(seed: a ^ (b &* 0xD6E8_FEB8_6659_FD93))
        let first = stream.next()
        return first ^ (stream.next() << 1)
    }

    package static func mix(_ a: UInt64, _ b: Int64) -> UInt64 { mix(a, UInt64(bitPattern: b)) }

    /// FNV-1a of a text's bytes.
    package static func hash(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return hash
    }

    /// A fraction in 0..<1 of a number's high bits.
    package static func fraction(_ number: UInt64) -> Double { Double(number >> 11) * 0x1p-53 }

    /// A number in 0..<bound; 0 for a bound of 0.
    package static func below(_ bound: Int64, _ number: UInt64) -> Int64 {
        bound <= 0 ? 0 : Int64(number.multipliedFullWidth(by: UInt64(bound)).high)
    }
}
