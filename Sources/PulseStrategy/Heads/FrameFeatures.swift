/// What several heads and the regime detector make of the candles, computed once for all: columns of one value a candle, NaN until they
/// are warm. Valid as long as the memory that they are lent from.
public struct FrameFeatures {
    package enum Column: Int, CaseIterable {
        case averageTrueRange, volumeRatio, simpleMean20, deviation20, highest20, lowest20, directionalIndex14
    }

    /// The first column, and how far it is from one to the next.
    private let base: UnsafePointer<Double>
    private let stride: Int

    /// The columns of `Column`, in that order.
    package init(base: UnsafePointer<Double>, stride: Int) {
        self.base = base
        self.stride = stride
    }

    /// The same columns from a later candle on.
    package func dropFirst(_ count: Int) -> FrameFeatures { FrameFeatures(base: base + count, stride: stride) }

    @inline(__always)
    private func column(_ column: Column) -> UnsafePointer<Double> { base + column.rawValue * stride }

    /// Wilder's average true range over 14 candles.
    public var averageTrueRange: UnsafePointer<Double> { column(.averageTrueRange) }
    /// Volume over its mean of 20 candles, this one included.
    public var volumeRatio: UnsafePointer<Double> { column(.volumeRatio) }
    /// Simple mean of the close over 20 candles.
    public var simpleMean20: UnsafePointer<Double> { column(.simpleMean20) }
    /// Population standard deviation of the close over 20 candles.
    public var deviation20: UnsafePointer<Double> { column(.deviation20) }
    /// Highest high and lowest low of 20 candles.
    public var highest20: UnsafePointer<Double> { column(.highest20) }
    public var lowest20: UnsafePointer<Double> { column(.lowest20) }
    /// Wilder's average directional index of 14 candles, 0...100.
    public var directionalIndex14: UnsafePointer<Double> { column(.directionalIndex14) }
}
