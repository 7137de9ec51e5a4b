import PulseCore

/// Chaikin's money flow: the money flow volume of n candles over their volume, -1...1.
///
/// Neutral value: 0 where nothing was traded.
public struct ChaikinMoneyFlow: Indicator {
    public var warmup: Int { volumes.warmup }
    private var flows: RollingSum
    private var volumes: RollingSum

    /// Traps on a period below 1.
    public init(period: Int = 20) {
        flows = RollingSum(period: period)
        volumes = RollingSum(period: period)
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        Tile.withColumns(2) { scratch in
            block.forEachTile { tile, offset in
                MoneyFlow.process(tile, into: scratch[0])
                flows.process(scratch[0], count: tile.count, into: scratch[0])
                volumes.process(tile.volume, count: tile.count, into: scratch[1])
                ColumnMath.map(scratch[0], scratch[1], tile.count, into: outputs[0] + offset) { ColumnMath.ratio($0, $1) }
            }
        }
    }
}
