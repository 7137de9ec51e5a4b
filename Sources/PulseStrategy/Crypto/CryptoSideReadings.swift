import PulseCore

/// What the crypto-metrics head knows from side series, and until when each counts.
struct CryptoSideReadings: Sendable {
    /// How long the latest value of each counts, in milliseconds.
    private struct Lives: Sendable {
        var funding: Int64
        var openInterest: Int64
        var longShort: Int64
        var premium: Int64
        var altSeason: Int64
    }

    private let lives: Lives
    private(set) var funding = FundingReading()
    private(set) var openInterest: OpenInterestReading
    private(set) var longShort = AccountRatioReading()
    private(set) var premium = PremiumReading()
    private(set) var altSeason = AltSeasonReading()

    init(_ parameters: CryptoParameters, timeframe: Timeframe) {
        func milliseconds(_ hours: Double) -> Int64 { Int64(hours * 3_600_000) }
        lives = Lives(
            funding: milliseconds(parameters.fundingMaximumAge), openInterest: milliseconds(parameters.openInterestMaximumAge),
            longShort: milliseconds(parameters.longShortMaximumAge), premium: milliseconds(parameters.premiumMaximumAge),
            altSeason: milliseconds(parameters.altSeasonMaximumAge))
        openInterest = OpenInterestReading(timeframe: timeframe)
    }

    /// A frame's observations of the kinds that count here.
    struct Queues {
        var funding: SideQueue
        var openInterest: SideQueue
        var longShort: SideQueue
        var premium: SideQueue
        var altSeason: SideQueue

        init(_ frame: SideFrame) {
            funding = SideQueue(frame.points(.fundingRate))
            openInterest = SideQueue(frame.points(.openInterest))
            longShort = SideQueue(frame.points(.longShortRatio))
            premium = SideQueue(frame.points(.premiumIndex))
            altSeason = SideQueue(frame.points(.altSeason))
        }
    }

    /// Takes what is known at the close of a candle.
    @inline(__always)
    mutating func advance(_ queues: inout Queues, close: Int64, price: Double) {
        while let point = queues.funding.take(until: close) { funding.take(point) }
        while let point = queues.openInterest.take(until: close) { openInterest.take(point) }
        while let point = queues.longShort.take(until: close) { longShort.take(point) }
        while let point = queues.premium.take(until: close) { premium.take(point) }
        while let point = queues.altSeason.take(until: close) { altSeason.take(point) }
        openInterest.close(at: close, price: price, life: lives.openInterest)
        longShort.rank()
        premium.close()
    }

    /// Calls `body` with each series that counts at an instant and the side it takes. At its very age a value still counts.
    @inline(__always)
    func forEach(at instant: Int64, _ body: (CryptoInput, Int) -> Void) {
        @inline(__always) func isFresh(_ knownAt: Int64, _ life: Int64) -> Bool { instant &- knownAt <= life }
        if isFresh(funding.knownAt, lives.funding), funding.isReady { body(.fundingRate, funding.side) }
        if isFresh(openInterest.knownAt, lives.openInterest), openInterest.isReady { body(.openInterest, openInterest.side) }
        if isFresh(longShort.knownAt, lives.longShort) { body(.longShortRatio, longShort.side) }
        if isFresh(premium.knownAt, lives.premium), premium.isReady { body(.premiumIndex, premium.side) }
        if isFresh(altSeason.knownAt, lives.altSeason) { body(.altSeason, altSeason.side) }
    }
}
