import PulseCore

/// What the store keeps beside a chunk, so that listing needs no decoding.
package struct ChunkStatistics: Hashable {
    package var firstOpen: Int64
    package var lastOpen: Int64
    package var count: Int
    /// Runs of missing candles between the first and the last.
    package var gaps = 0
    /// Candles with any volume.
    package var traded = 0
    /// Candles with any taker-buy volume.
    package var takerKnown = 0

    /// Counts over a block that is not empty.
    package init(_ block: CandleBlock, step: Int64) {
        count = block.count
        firstOpen = block.openTime[0]
        lastOpen = block.openTime[block.count - 1]
        for index in 0..<block.count {
            if index > 0, block.openTime[index] - block.openTime[index - 1] != step { gaps += 1 }
            if block.volume[index] > 0 { traded += 1 }
            if block.takerBuyVolume[index] > 0 { takerKnown += 1 }
        }
    }
}
