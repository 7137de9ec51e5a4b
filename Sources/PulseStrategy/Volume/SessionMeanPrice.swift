import PulseCore

/// Where the close lies against the volume-weighted mean price of the session, which begins at 00:00 UTC, as an opinion: .5 at the mean,
/// 0 and 1 at two percent from it.
///
/// Candles of a day or more have no session: NaN, which is no opinion; so is a session without volume.
struct SessionMeanPrice: Sendable {
    private var day = Int64.min
    private var value = 0.0
    private var volume = 0.0

    mutating func process(_ frame: HeadFrame, into opinion: UnsafeMutablePointer<Double>) {
        let candles = frame.candles
        guard frame.timeframe < .d1 else {
            opinion.update(repeating: .nan, count: candles.count)
            return
        }
        var (day, value, total) = (day, value, volume)
        for index in 0..<candles.count {
            let time = candles.openTime[index]
            // The end of the session is compared, not divided by, on all candles but the day's first.
            if time >= day {
                day = time.floored(toMultipleOf: Timestamp.day) + Timestamp.day
                value = 0
                total = 0
            }
            let (close, volume) = (candles.close[index], candles.volume[index])
            value += (candles.high[index] + candles.low[index] + close) * (1.0 / 3) * volume
            total += volume
            // (close / mean - 1) in percent, over 4.
            let place = 0.5 + 25 * (close * total - value) / value
            opinion[index] = total > 0 ? (place > 0 ? (place < 1 ? place : 1) : 0) : .nan
        }
        (self.day, self.value, self.volume) = (day, value, total)
    }
}
