/// A candle with what is known at its close, as one side sees it: prices times the side's sign, so that a schematic always reads as one
/// that looks for rising prices.
///
/// Rules compare differences of prices, never a price with a sum: so a market reflected at any price gives the reflected events, bit for
/// bit wherever the differences are exact.
struct WyckoffCandle: Sendable {
    let index: Int
    let high: Double
    let low: Double
    let close: Double
    /// High of the candle before.
    let previousHigh: Double
    let range: Double
    let averageTrueRange: Double
    let volumeRatio: Double
    /// Whether a fall led here.
    let isArmed: Bool
    /// Whether its low is the lowest of the window in which the fall is looked for.
    let isLowest: Bool

    /// Thrust out of a climax: the widest ranges on the heaviest volume.
    @inline(__always)
    var isClimax: Bool { isArmed && isLowest && volumeRatio >= 2.2 && range >= 1.8 * averageTrueRange }

    /// A wide candle on volume that does not close near its low.
    @inline(__always)
    var isPreliminary: Bool {
        isArmed && volumeRatio >= 1.8 && range >= 1.3 * averageTrueRange && close - low >= 0.4 * range
    }

    /// A wide candle on volume that closes near its high.
    @inline(__always)
    var isThrust: Bool { volumeRatio >= 1.5 && range >= 1.2 * averageTrueRange && close - low >= 0.6 * range }

    /// Much effort, little result.
    @inline(__always)
    var isAbsorbed: Bool { volumeRatio > 1.5 && range < 0.7 * averageTrueRange }
}
