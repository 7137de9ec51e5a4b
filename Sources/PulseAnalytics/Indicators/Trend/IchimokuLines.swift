import PulseCore

/// Two lines of Hosoda's Ichimoku chart, neither shifted: conversion and base, the middles between highest high and lowest low of two periods.
public struct IchimokuLines: Indicator {
    public static let parts = ["conversion", "base"]
    public let warmup: Int
    private var conversion: DonchianChannel
    private var base: DonchianChannel
    private var mask: WarmupMask

    /// Traps on a period below 1.
    public init(conversionPeriod: Int = 9, basePeriod: Int = 26) {
        conversion = DonchianChannel(period: conversionPeriod)
        base = DonchianChannel(period: basePeriod)
        warmup = max(conversion.warmup, base.warmup)
        mask = WarmupMask(warmup: warmup)
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        Tile.withColumns(2) { scratch in
            block.forEachTile { tile, offset in
                conversion.process(tile, into: [scratch[0], outputs[0] + offset, scratch[1]])
                base.process(tile, into: [scratch[0], outputs[1] + offset, scratch[1]])
            }
        }
        let masked = mask.take(block.count)
        ColumnMath.fillNaN(outputs[0], count: masked)
        ColumnMath.fillNaN(outputs[1], count: masked)
    }
}
