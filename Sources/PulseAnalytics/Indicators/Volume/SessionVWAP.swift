import PulseCore

/// The volume-weighted average of the typical price since 00:00 UTC, by the candles' open times.
///
/// Neutral value: the typical price where nothing has been traded since.
public struct SessionVWAP: Indicator {
    public var warmup: Int { 0 }
    private var sessionEnd = Int64.min
    private var value = 0.0
    private var volume = 0.0

    public init() {}

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        Tile.withColumns(2) { scratch in
            block.forEachTile { tile, offset in
                process(tile, values: scratch[0], volumes: scratch[1], into: outputs[0] + offset)
            }
        }
    }

    @inline(__always)
    private mutating func process(
        _ tile: CandleBlock, values: UnsafeMutablePointer<Double>, volumes: UnsafeMutablePointer<Double>,
        into output: UnsafeMutablePointer<Double>
    ) {
        let count = tile.count
        ColumnMath.map(tile.high, tile.low, tile.close, count, into: output) { ($0 + $1 + $2) / 3 }
        ColumnMath.map(output, tile.volume, count, into: values) { $0 * $1 }
        var (value, volume) = (value, volume)
        for i in 0..<count {
            if tile.openTime[i] >= sessionEnd {
                sessionEnd = tile.openTime[i].floored(toMultipleOf: Timestamp.day) + Timestamp.day
                value = 0
                volume = 0
            }
            value += values[i]
            volume += tile.volume[i]
            values[i] = value
            volumes[i] = volume
        }
        (self.value, self.volume) = (value, volume)
        ColumnMath.map(output, values, volumes, count, into: output) { typical, value, volume in
            let isEmpty = volume .== 0
            return value.replacing(with: typical, where: isEmpty) / volume.replacing(with: 1, where: isEmpty)
        }
    }
}
