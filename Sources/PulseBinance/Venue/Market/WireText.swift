import PulseCore

/// Builds a message byte by byte: numbers keep the digits that the venue prints, keys the order in which they are written.
package struct WireText {
    package var bytes: [UInt8] = []

    package init(capacity: Int = 256) {
        bytes.reserveCapacity(capacity)
    }

    /// Adds text as it is.
    package mutating func raw(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Adds a whole number.
    package mutating func integer(_ value: Int64) {
        guard value != 0 else { return bytes.append(UInt8(ascii: "0")) }
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        digits(value.magnitude, atLeast: 1)
    }

    /// Adds `units / 10^decimals` without quotes, with `shown` decimals: more than there are get noughts, fewer are cut off.
    package mutating func decimal(_ units: Int64, _ decimals: Int, shown: Int) {
        if units < 0 { bytes.append(UInt8(ascii: "-")) }
        var magnitude = units.magnitude
        var places = decimals
        if places > shown {
            magnitude /= UInt64(Increment.powersOfTen[places - shown])
            places = shown
        }
        let scale = UInt64(Increment.powersOfTen[places])
        digits(magnitude / scale, atLeast: 1)
        guard shown > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        if places > 0 { digits(magnitude % scale, atLeast: places) }
        for _ in places..<max(places, shown) { bytes.append(UInt8(ascii: "0")) }
    }

    /// Adds a decimal in quotes.
    package mutating func quoted(_ units: Int64, _ decimals: Int, shown: Int) {
        bytes.append(UInt8(ascii: "\""))
        decimal(units, decimals, shown: shown)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Adds a price, a quantity or a value of an instrument in quotes.
    package mutating func price(_ units: Int64, _ instrument: VenueInstrument) {
        quoted(units, instrument.priceDecimals, shown: instrument.shown(instrument.priceDecimals))
    }

    package mutating func quantity(_ units: Int64, _ instrument: VenueInstrument) {
        quoted(units, instrument.quantityDecimals, shown: instrument.shown(instrument.quantityDecimals))
    }

    package mutating func value(_ units: Int64, _ instrument: VenueInstrument) {
        quoted(units, instrument.quoteDecimals, shown: instrument.shown(instrument.quoteDecimals))
    }

    private mutating func digits(_ value: UInt64, atLeast width: Int) {
        var count = 1
        var rest = value / 10
        while rest > 0 {
            count += 1
            rest /= 10
        }
        count = max(count, width)
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: count))
        var value = value
        var place = start + count - 1
        while value > 0 {
            bytes[place] = UInt8(ascii: "0") + UInt8(value % 10)
            value /= 10
            place -= 1
        }
    }
}
