import PulseCore
import PulseStrategy
import PulseTesting
import Testing

/// The head of crypto metrics on drawings.
@Suite struct CryptoHeadTests {
    private static let hour: Int64 = 3_600_000
    private static let start: Int64 = 1_704_067_200_000

    /// Hourly candles of range 1 and volume 10 around 100, the takers even or as said.
    private static func candles(
        count: Int, bought: (Int) -> Double = { _ in 5 }, close: (Int) -> Double = { _ in 100 }, range: Double = 1
    ) -> CandleColumns {
        CandleColumns(
            (0..<count).map { index in
                let open = index == 0 ? 100 : close(index - 1)
                let shut = close(index)
                return Candle(
                    openTime: Timestamp(milliseconds: start + Int64(index) * hour), open: open, high: max(open, shut) + range / 2,
                    low: min(open, shut) - range / 2, close: shut, volume: 10, takerBuyVolume: bought(index))
            })
    }

    /// Known at the close of a candle.
    private static func point(_ candle: Int, _ value: Double) -> SidePoint {
        SidePoint(knownAt: start + Int64(candle + 1) * hour, value: value)
    }

    private static func votes(_ candles: CandleColumns, _ side: SideInputs = SideInputs()) -> [Vote] {
        HeadRig.votes(CryptoHead(timeframe: .h1), candles, .h1, side: side)
    }

    private static func evidence(_ candles: CandleColumns, _ side: SideInputs = SideInputs()) -> [Evidence] {
        var head = CryptoHead(timeframe: .h1)
        let votes = UnsafeMutableBufferPointer<Vote>.allocate(capacity: HeadFrame.maximumCount)
        defer { votes.deallocate() }
        HeadRig.feed(candles, .h1, side: side) { head.advance($0, into: votes) }
        return head.evidence
    }

    // MARK: Candles

    /// One candle of 9 bought and 1 sold after even ones: a delta of .8 of the volume, of which the mean of 5 takes a third. With 199 zeros
    /// that is sqrt(199) = 14 deviations; the fifth candle, at (2/3)^4 of it, is still 1.98 deviations above, the sixth 1.27.
    @Test func unusualTakersAreFollowed() {
        let long = Self.candles(count: 260) { $0 == 240 ? 9 : 5 }
        for (candles, side) in [(long, Direction.long), (HeadChecks.mirrored(long, at: 100), .short)] {
            let votes = Self.votes(candles)
            #expect(votes[203..<240].allSatisfy { $0 == .flat(confidence: Score(0.60)) })
            #expect(votes[240..<245].allSatisfy { $0 == Vote(side, probability: Score(0.65), confidence: Score(0.65)) })
            #expect(votes[245...].allSatisfy { $0 == .flat(confidence: Score(0.60)) })
            let evidence = Self.evidence(candles[0..<241])
            #expect(evidence.map(\.name) == ["taker flow", "volume delta divergence"] && evidence[0].side == side)
            #expect(evidence[0].detail.hasPrefix(side == .long ? "14.11 " : "-14.11 ") && evidence[1].side == .flat)
        }
    }

    /// A trough of 97 at 230 and one of 96 at 242, with buyers between them: the delta's trough is higher by 30, more than half its noise
    /// (2.5) times the root of 12. Known at 247, it counts until 267. Alternating takers give the delta its noise.
    private static let divergence = candles(
        count: 280, bought: { (231...235).contains($0) ? 8 : $0 % 2 == 0 ? 6 : 4 },
        close: { index in
            for (place, depth) in [(230, 3.0), (242, 4.0)] where abs(index - place) <= 3 {
                return 100 - max(0, depth - Double(abs(index - place)))
            }
            return 100
        })

    @Test func divergencesAreFollowed() {
        for (candles, side) in [(Self.divergence, Direction.long), (HeadChecks.mirrored(Self.divergence, at: 100), .short)] {
            let votes = Self.votes(candles)
            for index in 247...267 {
                #expect(votes[index] == Vote(side, probability: Score(0.664), confidence: Score(0.65), evidenceAge: index - 247))
            }
            #expect(votes[246].direction == .flat && votes[268].direction == .flat)
            let evidence = Self.evidence(candles[0..<251])
            #expect(evidence.map(\.name) == ["volume delta divergence", "taker flow"])
            #expect(evidence[0].side == side && evidence[0].age == 3)
        }
    }

    @Test func bothTogetherCount() {
        var candles = CandleColumns()
        for index in 0..<Self.divergence.count {
            var candle = Self.divergence[index]
            if index == 250 { candle.takerBuyVolume = 9.75 }
            candles.append(candle)
        }
        let vote = Self.votes(candles)[250]
        // 1.0 + 1.2: p = .58 + .154, c = .70.
        #expect(vote == Vote(.long, probability: Score(0.734), confidence: Score(0.70), evidenceAge: 3))
        let short = Self.votes(HeadChecks.mirrored(candles, at: 100))[250]
        #expect(short == Vote(.short, probability: Score(0.734), confidence: Score(0.70), evidenceAge: 3))
    }

    @Test func withoutTakersItAbstains() {
        for unknown in [Self.candles(count: 260) { _ in 0 }, Self.candles(count: 260) { _ in 10 }] {
            let votes = Self.votes(unknown)
            #expect(votes[..<203].allSatisfy { $0 == .abstain(.warmup) })
            #expect(votes[203...].allSatisfy { $0 == .abstain(.missingInput) })
        }
        // Known from candle 150 on: a hundred of them at 249.
        let late = Self.votes(Self.candles(count: 260) { $0 < 150 ? 0 : 5 })
        #expect(late[203..<249].allSatisfy { $0 == .abstain(.missingInput) } && late[249...].allSatisfy { !$0.isAbstention })
        // And no longer a hundred when the source falls silent.
        let silent = Self.votes(Self.candles(count: 460) { $0 < 300 ? 5 : 0 })
        #expect(silent[203..<400].allSatisfy { !$0.isAbstention } && silent[400...].allSatisfy { $0 == .abstain(.missingInput) })
    }

    @Test func aStillMarketIsUnusable() {
        let votes = Self.votes(Self.candles(count: 260, range: 0))
        #expect(votes[..<203].allSatisfy { $0 == .abstain(.warmup) } && votes[203...].allSatisfy { $0 == .abstain(.unusable) })
    }

    // MARK: Side series

    private static let silent = candles(count: 260) { _ in 0 }

    /// Every eight hours 0 and at last a rate, known at the close of a candle.
    private static func funding(_ rate: Double, at candle: Int) -> SideSeries {
        SideSeries((0..<90).map { point(candle - 8 * (89 - $0), $0 == 89 ? rate : 0) })
    }

    /// Every candle 0 and at last a premium.
    private static func premium(_ value: Double, at candle: Int) -> SideSeries {
        SideSeries((0...candle).map { point($0, $0 == candle ? value : 0) })
    }

    /// Funding .8 of a thousandth (short), four longs an account (short), a discount (long), no season: -1.0 - .8 + .6 = -1.2, p = .664,
    /// c = .60 + .10 - .07 + .05 = .68. Then with an alt season that agrees: -1.7, p = .699, c = .73.
    @Test func seriesAlone() {
        var side = SideInputs()
        side[.fundingRate] = Self.funding(0.0008, at: 259)
        side[.longShortRatio] = SideSeries([Self.point(259, 4)])
        side[.premiumIndex] = Self.premium(-0.001, at: 259)
        side[.altSeason] = SideSeries([Self.point(259, 50)])
        #expect(Self.votes(Self.silent, side)[259] == Vote(.short, probability: Score(0.664), confidence: Score(0.68)))
        side[.altSeason] = SideSeries([Self.point(259, 10)])
        #expect(Self.votes(Self.silent, side)[259] == Vote(.short, probability: Score(0.699), confidence: Score(0.73)))
        let evidence = Self.evidence(Self.silent, side)
        #expect(evidence.map(\.name) == ["funding rate", "long/short ratio", "premium index", "alt season"])
        #expect(evidence.map(\.side) == [.short, .short, .long, .short])
        #expect(evidence[0].detail == "0.0008 for 8 hours, 9.43 deviations")
        // The other side of each: rates below -.0001, two shorts an account, a premium, an alt season.
        side[.fundingRate] = Self.funding(-0.0002, at: 259)
        side[.longShortRatio] = SideSeries([Self.point(259, 0.45)])
        side[.premiumIndex] = Self.premium(0.001, at: 259)
        side[.altSeason] = SideSeries([Self.point(259, 90)])
        #expect(Self.votes(Self.silent, side)[259] == Vote(.long, probability: Score(0.699), confidence: Score(0.73)))
    }

    /// Open interest up with the price: .8; with an alt season 1.3, p = .671, c = .70. Down: the mirror image.
    @Test func openInterestBacksThePrice() {
        for (move, share, side) in [(1.0, 90.0, Direction.long), (-1, 10, .short)] {
            let candles = Self.candles(count: 260, bought: { _ in 0 }, close: { $0 == 259 ? 100 + move : 100 })
            var inputs = SideInputs()
            inputs[.openInterest] = SideSeries((0..<260).map { Self.point($0, $0 == 259 ? 1_100 : 1_000) })
            inputs[.altSeason] = SideSeries([Self.point(250, share)])
            #expect(Self.votes(candles, inputs)[259] == Vote(side, probability: Score(0.671), confidence: Score(0.70)))
            #expect(Self.evidence(candles, inputs).map(\.age) == [0, 9])
        }
    }

    /// Each counts at its greatest age and no longer.
    @Test(arguments: [
        (SideKind.fundingRate, 24), (.openInterest, 4), (.longShortRatio, 4), (.premiumIndex, 12), (.altSeason, 48),
    ])
    func oldValuesDoNotCount(kind: SideKind, hours: Int) {
        var side = SideInputs()
        switch kind {
        case .fundingRate: side[kind] = Self.funding(0, at: 209)
        case .openInterest, .premiumIndex: side[kind] = SideSeries((0...209).map { Self.point($0, 0.5) })
        default: side[kind] = SideSeries([Self.point(209, 2)])
        }
        let votes = Self.votes(Self.silent, side)
        let last = 209 + hours
        #expect(votes[209...last].allSatisfy { !$0.isAbstention })
        #expect(votes[(last + 1)...].allSatisfy { $0 == .abstain(.missingInput) })
        // Every kind that counts is one that can be waited for longer.
        var patient = CryptoParameters()
        patient.fundingMaximumAge = 100
        patient.openInterestMaximumAge = 100
        patient.longShortMaximumAge = 100
        patient.premiumMaximumAge = 100
        patient.altSeasonMaximumAge = 100
        let waiting = HeadRig.votes(CryptoHead(timeframe: .h1, patient), Self.silent, .h1, side: side)
        #expect(waiting[209...].allSatisfy { !$0.isAbstention })
    }

    @Test func parametersAreRead() throws {
        func read(_ crypto: String) throws -> StrategySpecification {
            let text = "name: a\nheads:\n  technical: {weight: 0.4}\n  volume: {weight: 0.3}\n  crypto:\n    weight: 0.3\n\(crypto)"
            return try StrategySpecification(reading: PlainDocument.read(text, file: "strategy.yaml"))
        }
        var expected = CryptoParameters()
        #expect(try read("").heads.crypto == expected)
        expected.fundingMaximumAge = 9
        expected.openInterestMaximumAge = 1
        expected.longShortMaximumAge = 2
        expected.premiumMaximumAge = 3
        expected.altSeasonMaximumAge = 24
        expected.divergenceLife = 10
        let strategy = try read(
            "    fundingMaximumAge: 9\n    openInterestMaximumAge: 1\n    longShortMaximumAge: 2\n    premiumMaximumAge: 3\n"
                + "    altSeasonMaximumAge: 24\n    divergenceLife: 10\n")
        #expect(strategy.heads.crypto == expected)
        #expect(strategy.canonicalForm.contains("heads.crypto.premiumMaximumAge"))
        #expect(strategy.heads.makeHead(.crypto, timeframe: .m5, detector: strategy.regime).warmup == 203)
        #expect(throws: PulseError.self) { try read("    fundingAge: 9\n") }
        #expect(throws: PulseError.self) { try read("    divergenceLife: 0\n") }
    }
}
