import PulseCore

/// The volume-weighted average of the typical price since 00:00 UTC, by the candles' open times.
///
/// Neutral value: the typical price where nothing has been traded since.
public struct SessionVWAP: Indicator {
    public var warmup: Int { 0 }
    private var session = UTCSession()
    private var value = RunningTotal()
    private var volume = RunningTotal()

    public init() {}

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        Tile.withColumns(2) { scratch in
            block.forEachTile { tile, offset in
                process(tile, values: scratch[0], volumes: scratch[1], into: outputs[0] + offset)
            }
        }
    }

    private mutating func process(
        _ tile: CandleBlock, values: UnsafeMutablePointer<Double>, volumes: UnsafeMutablePointer<Double>,
        into output: UnsafeMutablePointer<Double>
    ) {
        @inline(__always)
        func body(_ at: LaneSpan) {
            let typical = (at.load(tile.high) + at.load(tile.low) + at.load(tile.close)) * (1.0 / 3)
            at.store(typical, output)
            at.store(typical * at.load(tile.volume), values)
        }
        ColumnMath.sweep(tile.count, body)
        session.forEachStretch(tile) { stretch, isNew in
            if isNew {
                value.restart()
                volume.restart()
            }
            value.process(values + stretch.lowerBound, count: stretch.count, into: values + stretch.lowerBound)
            volume.process(tile.volume + stretch.lowerBound, count: stretch.count, into: volumes + stretch.lowerBound)
        }
        ColumnMath.map(output, values, volumes, tile.count, into: output) { typical, value, volume in
            ColumnMath.ratio(value, volume, neutral: typical)
        }
    }
}
