import PulseCore
import PulseStrategy
import PulseTesting
import Testing

/// What each side series says, by hand, on both sides.
@Suite struct CryptoReadingTests {
    private static let hour: Int64 = 3_600_000
    private static let start: Int64 = 1_704_067_200_000

    private static func point(_ hours: Double, _ value: Double) -> SidePoint {
        SidePoint(knownAt: start + Int64(hours * Double(hour)), value: value)
    }

    // MARK: Funding

    private static func funding(_ rates: [Double], every hours: Double = 8) -> FundingReading {
        var reading = FundingReading()
        for (index, rate) in rates.enumerated() { reading.take(point(Double(index) * hours, rate)) }
        return reading
    }

    /// 89 zeros and x: mean x / 90, variance x^2 (1 / 90 - 1 / 8100), so x is sqrt(89) = 9.43 deviations above the mean.
    @Test func extremeFundingIsFaded() {
        let zeros = [Double](repeating: 0, count: 89)
        for (rate, side) in [(0.00031, -1), (0.0003, 0), (-0.00011, 1), (-0.0001, 0), (0.0002, 0)] {
            let reading = Self.funding(zeros + [rate])
            #expect(reading.isReady && reading.side == side, "\(rate)")
            #expect(abs(abs(reading.deviations) - 89.0.squareRoot()) < 1e-12)
        }
        #expect(!Self.funding(zeros).isReady && Self.funding(zeros.dropLast() + [0.01]).side == 0, "89 are not 90")
        // Beyond the rate but not unusual: half of the time.
        let often = (0..<90).map { $0 % 2 == 0 ? 0.0 : 0.001 }
        #expect(Self.funding(often).side == 0 && abs(Self.funding(often).deviations - 1) < 1e-12)
        // The venue's default all along is nothing.
        let standard = Self.funding([Double](repeating: 0.0001, count: 120))
        #expect(standard.side == 0 && standard.deviations == 0)
    }

    /// .00016 for four hours is .00032 for eight; -.00003 for one hour is -.00024.
    @Test func fundingIsNormalisedToEightHours() {
        let zeros = [Double](repeating: 0, count: 89)
        #expect(Self.funding(zeros + [0.00016]).side == 0)
        let four = Self.funding(zeros + [0.00016], every: 4)
        #expect(four.rate == 0.00032 && four.side == -1)
        let one = Self.funding(zeros + [-0.00003], every: 1)
        #expect(one.rate == -0.00024 && one.side == 1)
        // Milliseconds of delay change nothing, a gap keeps the interval.
        var reading = Self.funding([0, 0, 0], every: 4)
        reading.take(SidePoint(knownAt: Self.start + 12 * Self.hour + 17, value: 0.0001))
        #expect(reading.rate == 0.0002)
        reading.take(Self.point(60, 0.0001))
        #expect(reading.rate == 0.0002)
        reading.take(Self.point(68, 0.0001))
        #expect(reading.rate == 0.0001)
        // Said, it counts, whatever the times: .0001 for two hours.
        reading.take(SidePoint(knownAt: Self.start + 69 * Self.hour, value: 0.0001, weight: 0.25))
        #expect(reading.rate == 0.0004)
        let before = reading.knownAt
        reading.take(Self.point(70, .nan))
        reading.take(Self.point(70, 2))
        reading.take(SidePoint(knownAt: Self.start + 70 * Self.hour, value: 0.0001, weight: 0))
        #expect(reading.knownAt == before)
    }

    // MARK: Accounts

    private static func accounts(_ ratios: [Double]) -> AccountRatioReading {
        var reading = AccountRatioReading()
        for (index, ratio) in ratios.enumerated() { reading.take(point(Double(index), ratio)) }
        reading.rank()
        return reading
    }

    @Test func crowdedAccountsAreFaded() {
        for (ratio, side) in [(3.01, -1), (3.0, 0), (0.49, 1), (0.5, 0), (1.2, 0)] { #expect(Self.accounts([ratio]).side == side) }
        // 200 hours; the latest is above 190 and so not above more than 95 of 100, above 191 it is.
        func ranked(above: Int) -> Int {
            Self.accounts((0..<199).map { $0 < above ? 1.0 : 2.0 } + [1.5]).side
        }
        #expect(ranked(above: 190) == 0 && ranked(above: 191) == -1)
        #expect(ranked(above: 9) == 0 && ranked(above: 8) == 1, "of 200, 190 and 191 lie above")
        // 167 hours are no month's rank, 168 are.
        #expect(Self.accounts([Double](repeating: 1, count: 166) + [1.5]).side == 0)
        #expect(Self.accounts([Double](repeating: 1, count: 167) + [1.5]).side == -1)
        // High as such, low for this instrument.
        #expect(Self.accounts([Double](repeating: 5, count: 200) + [3.2]).side == 0)
        #expect(Self.accounts([Double](repeating: 0.3, count: 200) + [0.45]).side == 0)
    }

    @Test func thirtyDaysOfHoursAreKept() {
        // 720 hours of 1, 2 and again 1: the last of the first third is gone.
        var reading = Self.accounts([Double](repeating: 1, count: 720) + [2])
        #expect(reading.known == 720 && reading.counts.below == 719)
        // The first of each hour stands for it.
        for minute in 1...11 { reading.take(Self.point(720 + Double(minute) / 12, 9)) }
        reading.rank()
        #expect(reading.ratio == 9 && reading.known == 720 && reading.counts.below == 720)
        // Three hours without a value leave three free.
        reading.take(Self.point(724, 1.5))
        reading.rank()
        #expect(reading.known == 717 && reading.counts.below == 715 && reading.counts.above == 1)
        // After 30 days of silence only the newest is left.
        reading.take(Self.point(724 + 720, 1.5))
        reading.rank()
        #expect(reading.known == 1)
        reading.take(Self.point(100_000, 1.5))
        reading.take(Self.point(100_000, .nan))
        reading.take(Self.point(100_000, 0))
        reading.rank()
        #expect(reading.known == 1 && reading.ratio == 1.5)
    }

    // MARK: Premium

    /// 199 zeros and x: sqrt(199) deviations; x among alternating values is 1.
    @Test func anExtremePremiumIsFaded() {
        func premium(_ values: [Double]) -> PremiumReading {
            var reading = PremiumReading()
            for (index, value) in values.enumerated() {
                reading.take(Self.point(Double(index), value))
                reading.close()
            }
            return reading
        }
        let zeros = [Double](repeating: 0, count: 199)
        for (value, side) in [(0.001, -1), (-0.001, 1), (0, 0)] {
            let reading = premium(zeros + [value])
            #expect(reading.isReady && reading.side == side)
            #expect(abs(abs(reading.deviations) - (value == 0 ? 0 : 199.0.squareRoot())) < 1e-12)
        }
        #expect(!premium(zeros).isReady)
        #expect(premium((0..<200).map { $0 % 2 == 0 ? 0 : 0.001 }).side == 0)
        // Of several within a candle the last counts, and a candle without any adds nothing.
        var reading = premium(zeros.dropLast())
        for value in [0.5, 0.4, 0] { reading.take(Self.point(500, value)) }
        reading.close()
        reading.close()
        #expect(!reading.isReady)
        reading.take(Self.point(501, 0.001))
        reading.close()
        #expect(reading.isReady && abs(reading.deviations - 199.0.squareRoot()) < 1e-12)
    }

    // MARK: Alt season

    @Test func altSeasonIsFollowed() {
        for (share, side) in [(75.5, 1), (75, 0), (50, 0), (25, 0), (24.5, -1)] {
            var reading = AltSeasonReading()
            reading.take(Self.point(0, share))
            #expect(reading.side == side)
            reading.take(Self.point(1, .nan))
            reading.take(Self.point(1, 101))
            #expect(reading.share == share && reading.knownAt == Self.start)
        }
    }

    @Test func bitcoinHasNoAltSeason() throws {
        for (symbol, concerns) in [
            ("BTCUSDT", false), ("BTCUSDC", false), ("BTC-EUR", false), ("BTCUSD_PERP", false), ("XBTUSD", false), ("BTC", false),
            ("BTCDOMUSDT", true), ("BTCSTUSDT", true), ("ETHBTC", true), ("ETHUSDT", true), ("WBTCUSDT", true),
        ] {
            let id = try #require(InstrumentID(venue: "binance", symbol: symbol))
            #expect(SideKind.altSeason.concerns(id) == concerns, "\(symbol)")
            #expect(SideKind.fearGreed.concerns(id))
        }
    }

    // MARK: Windows

    /// Against the definition, over several blocks; nothing of what has left the window stays behind.
    @Test(arguments: [1, 2, 7, 90]) func windowsAreExact(capacity: Int) {
        var random = SplitMix64(seed: 81)
        var window = ObservationMoments(capacity: capacity)
        var values: [Double] = []
        for index in 0..<(6 * capacity + 3) {
            let value = random.uniform() - 0.5 + (index < capacity ? 1e9 : 0)
            values.append(value)
            window.add(value)
            let last = values.suffix(capacity)
            #expect(window.count == last.count)
            guard index >= 2 * capacity else { continue }
            let mean = last.reduce(0, +) / Double(last.count)
            let variance = last.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(last.count)
            let expected = variance > 0 ? (value - mean) / variance.squareRoot() : 0
            #expect(abs(window.deviations(of: value) - expected) < 1e-11)
        }
        for _ in 0..<capacity { window.add(0.3) }
        #expect(window.deviations(of: 5) == 0, "equal values have no deviation at all")
    }
}
