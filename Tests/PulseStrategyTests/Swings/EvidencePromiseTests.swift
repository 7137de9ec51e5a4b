import PulseCore
import PulseStrategy
import PulseTesting
import Testing

/// What the evidence of the four heads of price and volume has in common.
@Suite struct EvidencePromiseTests {
    private static let heads: [any Head] = [TechnicalHead(), VolumeHead(), RulesHead(), StructureHead(timeframe: .h1)]

    @Test(arguments: 0..<4) func p1AnyCuttingGivesTheSameEvidence(position: Int) {
        let candles = DyadicWalk.candles(count: 700, seed: 40 + UInt64(position))
        let isSame = EvidenceRig.isSameForAnyCutting(Self.heads[position], candles, .h1)
        #expect(isSame)
    }

    @Test func theCheckCatchesStaleEvidence() {
        let candles = DyadicWalk.candles(count: 300, seed: 44)
        #expect(!EvidenceRig.isSameForAnyCutting(EvidenceRig.Stale(subject: TechnicalHead()), candles, .h1))
        #expect(!EvidenceRig.isSameForAnyCutting(EvidenceRig.Stale(subject: RulesHead()), candles, .h1))
    }

    @Test(arguments: 0..<4) func anAbstentionIsExplained(position: Int) {
        let head = Self.heads[position]
        #expect(head.evidence.isEmpty, "before the first candle there is nothing to tell")
        let still = CandleColumns(
            (0..<200).map {
                Candle(openTime: Timestamp(milliseconds: Int64($0) * 3_600_000), open: 5, high: 5, low: 5, close: 5, volume: 1)
            })
        let entries = EvidenceRig.entries(head, still, .h1)
        #expect(entries[0].vote == .abstain(.warmup))
        #expect(entries[0].evidence == [Evidence("warm-up", side: .flat, detail: "1 of \(head.warmup) candles")])
        let last = entries[199]
        #expect(last.vote == .abstain(.unusable))
        #expect(last.evidence == [Evidence("unusable", side: .flat, detail: "the average true range is not above 0")])
    }

    /// Votes are the same whether anybody asks for evidence or not.
    @Test(arguments: 0..<4) func askingChangesNothing(position: Int) {
        let candles = DyadicWalk.candles(count: 900, seed: 50)
        let asked = EvidenceRig.entries(Self.heads[position], candles, .h1).map(\.vote)
        let unasked = HeadRig.votes(Self.heads[position], candles, .h1)
        #expect(asked == unasked)
    }
}
