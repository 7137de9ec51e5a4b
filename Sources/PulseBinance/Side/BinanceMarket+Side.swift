import PulseCore
import PulseStore

extension BinanceMarket {
    /// The side series that the venue answers for over REST, and when. The spot market has none.
    public var sideSchedules: [SideSchedule] {
        guard self == .usdm else { return [] }
        let (second, minutes): (Int64, Int64) = (1_000, 5 * 60_000)
        return [
            SideSchedule(kind: .fundingRate, step: 3_600 * second, delay: 0, publication: 30 * second, settling: 1),
            SideSchedule(kind: .openInterest, step: minutes, delay: SideObservation.publication, publication: 150 * second),
            SideSchedule(kind: .longShortRatio, step: minutes, delay: SideObservation.publication, publication: 150 * second),
            // Candles, told of by their open.
            SideSchedule(kind: .premiumIndex, step: minutes, delay: minutes, publication: minutes + 10 * second, settling: 1),
        ]
    }
}
