import PulseCore

/// Granville's on-balance volume: the running sum of the volume with the sign of the close's change. It starts with the first candle's volume, as in
/// TA-Lib; only its changes mean something.
public struct OnBalanceVolume: Indicator {
    public var warmup: Int { 0 }
    private var total = RunningTotal()
    private var previousClose = -Double.infinity

    public init() {}

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        block.forEachTile { tile, offset in
            let output = outputs[0] + offset
            let count = tile.count
            // The first candle of the tile looks back to the tile before, the others to their neighbour.
            Self.sign(1, tile.volume, tile.close, &previousClose, into: output)
            Self.sign(count - 1, tile.volume + 1, tile.close + 1, tile.close, into: output + 1)
            previousClose = tile.close[count - 1]
            total.process(output, count: count, into: output)
        }
    }

    @inline(__always)
    private static func sign(
        _ count: Int, _ volumes: UnsafePointer<Double>, _ closes: UnsafePointer<Double>, _ oldCloses: UnsafePointer<Double>,
        into output: UnsafeMutablePointer<Double>
    ) {
        ColumnMath.map(volumes, closes, oldCloses, count, into: output) { volume, close, old in
            // The sign of the change by clamping it, blown up: a branch would be taken as often as not.
            let one = ColumnMath.Lanes(repeating: 1)
            return volume * ColumnMath.larger(-one, ColumnMath.smaller(one, (close - old) * 0x1p1000))
        }
    }
}
