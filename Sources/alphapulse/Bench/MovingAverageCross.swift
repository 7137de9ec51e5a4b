import PulseCore
import PulseResearch

/// Signals of one moving average crossing another, long only; averages are compared as sums of whole ticks, so that ties are ties.
struct MovingAverageCross {
    let fast: Int
    let slow: Int
    let size: Double

    func signals(_ columns: CandleColumns, of instrument: Instrument, timeframe: Timeframe) -> [SignalRow] {
        var rows: [SignalRow] = []
        rows.reserveCapacity(columns.count / 16)
        let tick = instrument.tick
        let ticks = columns.close.map { tick.count($0) ?? 0 }
        var fastSum: Int64 = 0
        var slowSum: Int64 = 0
        var before = 0
        var isKnown = false
        var isLong = false
        for index in ticks.indices {
            fastSum += ticks[index] - (index >= fast ? ticks[index - fast] : 0)
            slowSum += ticks[index] - (index >= slow ? ticks[index - slow] : 0)
            guard index >= slow - 1 else { continue }
            let sign = (fastSum * Int64(slow) - slowSum * Int64(fast)).signum()
            let closeTime = Timestamp(milliseconds: columns.openTime[index] + timeframe.milliseconds)
            if isKnown, sign > 0, before <= 0, !isLong {
                rows.append(SignalRow(time: closeTime, instrument: instrument.id, direction: .long, size: size))
                isLong = true
            } else if isKnown, sign < 0, before >= 0, isLong {
                rows.append(SignalRow(time: closeTime, instrument: instrument.id, direction: .flat))
                isLong = false
            }
            before = Int(sign)
            isKnown = true
        }
        return rows
    }
}
