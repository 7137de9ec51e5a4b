import PulseAnalytics
import PulseCore

/// The columns that several heads, the regime detector and the risk plan use, computed once a candle (P10), and the regime.
package struct SharedFeatures: Sendable {
    private var rangeMean = AverageTrueRange(period: 14)
    private var volumeMean = VolumeRatio(period: 20)
    private var closeMoments = RollingMoments(period: 20)
    private var highest = RollingMaximum(period: 20)
    private var lowest = RollingMinimum(period: 20)
    private var directional = AverageDirectionalIndex(period: 14)
    private var detector: RegimeDetector?
    /// The columns of `FrameFeatures`, of the tile that was taken last.
    private var columns: [Double]
    /// The regimes of that tile.
    package private(set) var regimes: [RegimeState]
    private let stride: Int

    /// Takes at most `tile` candles at a time. Without parameters nobody looks for regimes.
    package init(_ regime: RegimeParameters? = nil, tile: Int = HeadFrame.maximumCount) {
        detector = regime.map { RegimeDetector($0) }
        // Not a multiple of 4 KiB apart.
        stride = tile + 8
        columns = [Double](repeating: .nan, count: FrameFeatures.Column.allCases.count * stride)
        regimes = [RegimeState](repeating: .unknown, count: tile)
    }

    /// Takes the next candles, no more than there is room for.
    package mutating func advance(_ block: CandleBlock) {
        let count = block.count
        precondition(count <= regimes.count, "a tile fits the columns")
        let stride = stride
        columns.withUnsafeMutableBufferPointer { columns in
            guard let base = columns.baseAddress, count > 0 else { return }
            func column(_ column: FrameFeatures.Column) -> UnsafeMutablePointer<Double> { base + column.rawValue * stride }
            rangeMean.process(block, into: column(.averageTrueRange))
            volumeMean.process(block, into: column(.volumeRatio))
            closeMoments.process(block.close, count: count, mean: column(.simpleMean20), deviation: column(.deviation20))
            highest.process(block.high, count: count, into: column(.highest20))
            lowest.process(block.low, count: count, into: column(.lowest20))
            directional.process(block, into: column(.directionalIndex14))
            regimes.withUnsafeMutableBufferPointer { states in
                guard let states = states.baseAddress else { return }
                detector?.advance(block, FrameFeatures(base: base, stride: stride), into: states)
            }
        }
    }

    /// Lends the features of the tile that was taken last, with its candles, to the heads.
    func withFrame(
        _ tile: CandleBlock, timeframe: Timeframe, firstIndex: Int, side: SideFrame, _ body: (HeadFrame) -> Void
    ) {
        columns.withUnsafeBufferPointer { columns in
            regimes.withUnsafeBufferPointer { regimes in
                guard let base = columns.baseAddress else { return }
                body(
                    HeadFrame(
                        candles: tile, timeframe: timeframe, firstIndex: firstIndex,
                        features: FrameFeatures(base: base, stride: stride), side: side,
                        regimes: detector == nil ? nil : regimes.baseAddress))
            }
        }
    }
}
