import PulseCore
import PulseStrategy
import Testing

/// How the crypto-metrics head adds its inputs up.
@Suite struct CryptoTallyTests {
    private static func vote(_ inputs: [(CryptoInput, Int)]) -> Vote {
        var tally = CryptoTally()
        for (input, side) in inputs { tally.add(input, side: side) }
        return tally.vote()
    }

    /// Both sides of a case: p and c are the same, the direction turns.
    private static func expect(
        _ inputs: [(CryptoInput, Int)], _ direction: Direction, _ probability: Double, _ confidence: Double,
        sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) {
        let mirrored = inputs.map { ($0.0, -$0.1) }
        #expect(
            vote(inputs) == Vote(direction, probability: Score(probability), confidence: Score(confidence)), sourceLocation: sourceLocation)
        #expect(
            vote(mirrored) == Vote(direction.opposite, probability: Score(probability), confidence: Score(confidence)),
            sourceLocation: sourceLocation)
    }

    @Test func nothingIsNoOpinion() {
        #expect(Self.vote([]) == .abstain(.missingInput))
        // The takers are known and quiet.
        Self.expect([(.takerFlow, 0), (.deltaDivergence, 0)], .flat, 0.5, 0.60)
    }

    /// p = .58 + .07 |net|, c = .60 + .05 agreeing - .07 opposing + .05 (four inputs or more).
    @Test func theTableByHand() {
        // 1.0: p = .65, c = .65.
        Self.expect([(.takerFlow, 1), (.deltaDivergence, 0)], .long, 0.65, 0.65)
        // 1.2: p = .664.
        Self.expect([(.takerFlow, 0), (.deltaDivergence, 1)], .long, 0.664, 0.65)
        // 2.2: p = .734, c = .70: the least that can count.
        Self.expect([(.takerFlow, 1), (.deltaDivergence, 1)], .long, 0.734, 0.70)
        // 1.2 - 1.0 = .2.
        Self.expect([(.takerFlow, 1), (.deltaDivergence, -1)], .flat, 0.5, 0.60)
        // Single inputs below 1.
        for input in [CryptoInput.openInterest, .longShortRatio, .premiumIndex, .altSeason] { Self.expect([(input, 1)], .flat, 0.5, 0.60) }
        // .8 + .6 = 1.4: p = .678, c = .70.
        Self.expect([(.longShortRatio, 1), (.premiumIndex, 1)], .long, 0.678, 0.70)
        // .6 + .5 = 1.1.
        Self.expect([(.premiumIndex, -1), (.altSeason, -1)], .short, 0.657, 0.70)
        // 1.0 + .8 - .8 = 1.0 with four inputs: p = .65, c = .60 + .10 - .07 + .05 = .68.
        Self.expect([(.fundingRate, -1), (.openInterest, 1), (.longShortRatio, -1), (.premiumIndex, 0)], .short, 0.65, 0.68)
        // All seven, 5.9: p is capped at .88 (it would be .993), c = .60 + .35 + .05 = 1.00 at .90.
        Self.expect(CryptoInput.allCases.map { ($0, 1) }, .long, 0.88, 0.90)
        // 1.0 + 1.2 + 1.0 - (.8 + .8 + .6 + .5) = .5.
        Self.expect(CryptoInput.allCases.map { ($0, $0.rawValue < 3 ? 1 : -1) }, .flat, 0.5, 0.65)
        // 1.2 + 1.0 + 1.0 - .8 - .6 - .5 = 1.3 with three for and three against: p = .671, c = .60 + .15 - .21 + .05 = .59.
        Self.expect(
            [
                (.takerFlow, 1), (.deltaDivergence, 1), (.fundingRate, 1), (.openInterest, -1), (.longShortRatio, 0), (.premiumIndex, -1),
                (.altSeason, -1),
            ], .long, 0.671, 0.59)
    }

    /// Tenths add up exactly: .8 + .8 - .6 is 1, and not a little less.
    @Test func theThresholdIsExact() {
        Self.expect([(.openInterest, 1), (.longShortRatio, 1), (.premiumIndex, -1)], .long, 0.65, 0.63)
        Self.expect([(.openInterest, 1), (.longShortRatio, 1), (.premiumIndex, -1), (.altSeason, 0)], .long, 0.65, 0.68)
        Self.expect([(.deltaDivergence, 1), (.takerFlow, 1), (.deltaDivergence, -1)], .long, 0.65, 0.63)
    }

    /// Candles alone never give more than .75, however many opinions they may once give.
    @Test func candlesAloneAreCapped() {
        let candles = [CryptoInput](repeating: .takerFlow, count: 5).map { ($0, 1) }
        Self.expect(candles, .long, 0.88, 0.75)
        Self.expect(candles + [(.altSeason, 0)], .long, 0.88, 0.90)
    }
}
