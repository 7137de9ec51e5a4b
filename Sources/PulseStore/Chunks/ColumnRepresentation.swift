/// How the doubles of a column are written as integers.
enum ColumnRepresentation: Hashable {
    /// Every value is 0; nothing is stored.
    case zero
    /// m / 10^decimals.
    case decimal(Int)
    /// The bit patterns of the doubles, which ascend with positive values; for what no decimal scale fits.
    case bits

    /// The power of ten by which a value is multiplied before it is rounded; 1 where there is no scale.
    var scale: Double {
        if case .decimal(let decimals) = self { DecimalScale.powers[decimals] } else { 1 }
    }

    var decimals: Int? {
        if case .decimal(let decimals) = self { decimals } else { nil }
    }

    /// Chooses for a group of columns that share one representation.
    init(_ columns: [UnsafeBufferPointer<Double>]) {
        if columns.allSatisfy({ $0.allSatisfy { $0 == 0 } }) {
            self = .zero
        } else if let decimals = DecimalScale.decimals(of: columns) {
            self = .decimal(decimals)
        } else {
            self = .bits
        }
    }

    /// The integer of a value.
    @inline(__always)
    func integer(_ value: Double) -> UInt64 {
        switch self {
        case .zero: 0
        case .decimal(let decimals): DecimalScale.mantissa(value, scale: DecimalScale.powers[decimals])
        // Adding +0 turns -0 into +0, whose pattern sorts where it belongs.
        case .bits: (value + 0).bitPattern
        }
    }

    /// What stands in a chunk's header.
    var code: (kind: UInt8, decimals: UInt8) {
        switch self {
        case .zero: (0, 0)
        case .decimal(let decimals): (1, UInt8(decimals))
        case .bits: (2, 0)
        }
    }

    init?(kind: UInt8, decimals: UInt8) {
        switch kind {
        case 0: self = .zero
        case 1 where Int(decimals) <= DecimalScale.maximumDecimals: self = .decimal(Int(decimals))
        case 2: self = .bits
        default: return nil
        }
    }
}
