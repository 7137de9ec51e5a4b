import PulseCore

/// Records as bytes that are the same on any machine: every field as a little-endian 64-bit integer, in the order of declaration. Digests
/// of a run are taken over them.
extension Fill {
    public func appendCanonicalBytes(to bytes: inout [UInt8]) {
        for field in [
            Int64(instrument), time.milliseconds, side.sign, ticks, lots, fee.units, slippage.units, isMaker ? 1 : 0,
            Int64(reason.rawValue),
            Int64(trade),
        ] {
            field.appendLittleEndian(to: &bytes)
        }
    }
}

extension Movement {
    public func appendCanonicalBytes(to bytes: inout [UInt8]) {
        for field in [time.milliseconds, Int64(kind.rawValue), Int64(instrument), Int64(fill), amount.units, balance.units] {
            field.appendLittleEndian(to: &bytes)
        }
    }
}

extension Engine {
    /// All fills and movements still held, each list after the number of its first element and its count.
    public func appendCanonicalBytes(to bytes: inout [UInt8]) {
        bytes.reserveCapacity(bytes.count + 32 + 80 * fills.elements.count + 48 * ledger.movements.elements.count)
        Int64(fills.startIndex).appendLittleEndian(to: &bytes)
        Int64(fills.elements.count).appendLittleEndian(to: &bytes)
        for fill in fills.elements { fill.appendCanonicalBytes(to: &bytes) }
        Int64(ledger.movements.startIndex).appendLittleEndian(to: &bytes)
        Int64(ledger.movements.elements.count).appendLittleEndian(to: &bytes)
        for movement in ledger.movements.elements { movement.appendCanonicalBytes(to: &bytes) }
    }
}

extension Int64 {
    fileprivate func appendLittleEndian(to bytes: inout [UInt8]) {
        var rest = UInt64(bitPattern: self)
        for _ in 0..<8 {
            bytes.append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }
}
