/// Writes doubles as plain decimals, without exponents: the fewest digits that read back as the same bits.
package enum PlainDecimal {
    /// Appends a finite number.
    package static func append(_ value: Double, to bytes: inout [UInt8]) {
        let text = Array(value.description.utf8)
        guard let mark = text.firstIndex(of: UInt8(ascii: "e")) else {
            // `5.0` is written `5`.
            let isWhole = text.suffix(2).elementsEqual(".0".utf8)
            bytes += isWhole ? text.dropLast(2) : text[...]
            return
        }
        let exponent = Int(String(decoding: text[(mark + 1)...], as: UTF8.self)) ?? 0
        let zero = UInt8(ascii: "0")
        var digits = text[..<mark].filter { $0 >= zero && $0 <= zero + 9 }
        let mantissa = text[..<mark].drop { $0 == UInt8(ascii: "-") }
        var point = (mantissa.firstIndex(of: UInt8(ascii: ".")) ?? mantissa.endIndex) - mantissa.startIndex + exponent
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        if point <= 0 {
            digits.insert(contentsOf: [UInt8](repeating: zero, count: 1 - point), at: 0)
            point = 1
        }
        if point > digits.count { digits += [UInt8](repeating: zero, count: point - digits.count) }
        bytes += digits[..<point]
        var fraction = digits[point...]
        while fraction.last == zero { fraction.removeLast() }
        guard !fraction.isEmpty else { return }
        bytes.append(UInt8(ascii: "."))
        bytes += fraction
    }
}
