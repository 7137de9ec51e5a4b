import PulseCore

/// The share of the universe that has beaten BTC over 90 days. It is about coins other than BTC; for BTC the series is not given.
package struct AltSeasonReading: Sendable {
    static let season = 75.0
    static let bitcoinSeason = 25.0

    package private(set) var knownAt = Int64.min / 2
    package private(set) var share = 50.0
    package private(set) var side = 0

    package init() {}

    package mutating func take(_ point: SidePoint) {
        guard point.value >= 0, point.value <= 100 else { return }
        knownAt = point.knownAt
        share = point.value
        side = share > Self.season ? 1 : share < Self.bitcoinSeason ? -1 : 0
    }
}
