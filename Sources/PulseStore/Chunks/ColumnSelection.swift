/// Which columns a read shall fill. Columns that are left out are there, of full length, and hold 0.
public enum ColumnSelection: Int, Hashable, Comparable, Sendable {
    /// Open time, open, high, low and close.
    case prices
    /// Prices and volume.
    case ohlcv
    /// All ten columns.
    case all

    public static func < (a: ColumnSelection, b: ColumnSelection) -> Bool { a.rawValue < b.rawValue }
}
