/// A Judas swing of one side: London opens with a false move beyond the Asian range, and the price comes back. At most one a day.
///
/// The false move undercuts the Asian low by more than a tenth of the Asian range, on a candle that opens in the London kill zone; on
/// that candle or one of the next six a close above the Asian low, in the candle's upper half, completes it. Prices are times the side.
package struct JudasSwing: Sendable {
    package static let minimumDepth = 0.1
    package static let patience = 6
    /// The widest Asian range, in daily average true ranges.
    package static let maximumRange = 0.75

    private enum Phase: UInt8 { case waiting, undercut, over }

    private var phase = Phase.over
    private var extreme = Double.nan
    private var undercutAt = 0

    package init() {}

    /// A false move that was taken back: how far, in Asian ranges, and its extreme, times the side.
    package struct Reclaim: Hashable, Sendable {
        package var strength: Double
        package var extreme: Double

        package init(strength: Double, extreme: Double) {
            self.strength = strength
            self.extreme = extreme
        }
    }

    /// A new day begins.
    package mutating func begin() { phase = .waiting }

    /// Whether it has any use for the next candle.
    @inline(__always)
    package func isWatching(isInZone: Bool) -> Bool { phase == .undercut || (phase == .waiting && isInZone) }

    /// Takes the next candle, with the Asian low (times the side) and the size of the Asian range.
    package mutating func advance(_ candle: SidedCandle, asianLow: Double, asianSize: Double, isInZone: Bool) -> Reclaim? {
        switch phase {
        case .over: return nil
        case .waiting:
            guard isInZone, asianSize > 0, asianLow - candle.low > Self.minimumDepth * asianSize else { return nil }
            phase = .undercut
            extreme = candle.low
            undercutAt = candle.index
        case .undercut:
            if candle.index - undercutAt > Self.patience {
                phase = .over
                return nil
            }
            if candle.low < extreme { extreme = candle.low }
        }
        guard candle.close > asianLow, candle.close - candle.low >= candle.high - candle.close else { return nil }
        phase = .over
        return Reclaim(strength: (candle.close - extreme) / asianSize, extreme: extreme)
    }
}
