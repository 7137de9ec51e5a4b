import PulseCore

/// How the volume of the last n candles is spread over price: equal bins between their lowest low and highest high, each candle's volume spread evenly over
/// its own range.
///
/// Parts: the middle of the bin with most volume (`poc`, point of control; the lowest of equals); the edges of the value area, the smallest symmetric growth
/// around it that holds 70 % (`high`, `low`); and the volume of the close's bin over the mean bin (`density`: a node of high volume from 1.5 on, of low
/// volume up to 0.5). Neutral values: where there was no range or no volume, the close, the highest high, the lowest low and 1.
///
/// Volumes are counted in whole units, 2^-40 of the power of two at the window's largest volume, so that a candle can be added and taken away without a
/// trace; the bins are counted anew only when their edges or the unit change.
///
/// This is the indicator for charts, tables and research, of any size. The volume head keeps a profile of one size of its own (`TrailingProfile` in
/// PulseStrategy), which has no value area and is made for speed; both are held to the same definition of the bins by their tests.
public struct VolumeProfile: Indicator {
    public static let parts = ["poc", "high", "low", "density"]
    public var warmup: Int { highest.warmup }
    private var highest: RollingMaximum
    private var lowest: RollingMinimum
    private var largest: RollingMaximum
    private var bins: PriceBins
    private var mask: WarmupMask

    /// Traps on a period below 1 or fewer than 2 bins.
    public init(period: Int = 96, bins binCount: Int = 48) {
        highest = RollingMaximum(period: period)
        lowest = RollingMinimum(period: period)
        largest = RollingMaximum(period: period)
        bins = PriceBins(period: period, count: binCount)
        mask = WarmupMask(warmup: period - 1)
    }

    public mutating func process(_ block: CandleBlock, into outputs: UnsafeBufferPointer<UnsafeMutablePointer<Double>>) {
        block.forEachTile { tile, offset in
            // The outputs hold the window's extremes until the profile of each candle replaces them.
            let (poc, high, low, density) = (outputs[0] + offset, outputs[1] + offset, outputs[2] + offset, outputs[3] + offset)
            highest.process(tile.high, count: tile.count, into: high)
            lowest.process(tile.low, count: tile.count, into: low)
            largest.process(tile.volume, count: tile.count, into: poc)
            let masked = mask.take(tile.count)
            for i in 0..<tile.count {
                bins.append(low: tile.low[i], high: tile.high[i], volume: tile.volume[i])
                if i < masked {
                    density[i] = .nan
                    continue
                }
                bins.fit(lowest: low[i], highest: high[i], largestVolume: poc[i])
                let profile = bins.profile(close: tile.close[i])
                (poc[i], high[i], low[i], density[i]) = (profile.pointOfControl, profile.high, profile.low, profile.density)
            }
        }
    }
}
