import PulseCore

/// Doubles as whole units of a number of decimals and back: what was a decimal of so many places comes out digit for digit.
package struct DecimalUnits {
    package let decimals: Int
    private let scale: Double

    package init(_ decimals: Int) {
        self.decimals = decimals
        scale = Double(Increment.powersOfTen[decimals])
    }

    /// The largest number of units that is kept, so that sums of millions of them do not overflow.
    package static let largest: Int64 = 1 << 61

    /// The nearest number of units.
    package func units(_ value: Double) -> Int64 {
        let scaled = value * scale
        // Up to here the error of the double and that of the product stay below half a unit together.
        if scaled.magnitude < 1.0e15 { return Int64(scaled.rounded()) }
        guard scaled.magnitude < Double(Self.largest) else { return scaled < 0 ? -Self.largest : Self.largest }
        return exactUnits(value)
    }

    /// Whether nothing is lost.
    package func isExact(_ value: Double) -> Bool {
        let units = units(value)
        // A quotient of two whole doubles is rounded once: it is the double that the decimal reads as.
        if units.magnitude < 1 << 53 { return Double(units) / scale == value }
        var text = WireText()
        text.decimal(units, decimals, shown: decimals)
        return Double(String(decoding: text.bytes, as: UTF8.self)) == value
    }

    /// From the shortest decimal that is this double: a product would be off by a unit or more.
    private func exactUnits(_ value: Double) -> Int64 {
        var text: [UInt8] = []
        PlainDecimal.append(value.magnitude, to: &text)
        var units: Int128 = 0
        var places = -1
        for byte in text {
            if byte == UInt8(ascii: ".") {
                places = 0
            } else if places < decimals {
                units = units * 10 + Int128(byte - UInt8(ascii: "0"))
                if places >= 0 { places += 1 }
            }
        }
        for _ in max(places, 0)..<decimals { units *= 10 }
        let bounded = Int64(min(units, Int128(Self.largest)))
        return value < 0 ? -bounded : bounded
    }

    /// The fewest decimals, at least `decimals` and at most `most`, at which no value loses anything; `most` where all do.
    package static func needed(_ columns: [[Double]], atLeast decimals: Int, atMost most: Int) -> Int {
        var units = DecimalUnits(decimals)
        for column in columns {
            for value in column {
                while units.decimals < most, !units.isExact(value) { units = DecimalUnits(units.decimals + 1) }
            }
        }
        return units.decimals
    }
}
