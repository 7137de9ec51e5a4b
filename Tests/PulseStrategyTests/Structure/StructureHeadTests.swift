import PulseCore
import PulseStrategy
import PulseTesting
import Testing

@Suite struct StructureHeadTests {
    /// Candle by candle, the vote is what the trends of the timeframes that have joined add up to.
    @Test func alignedTimeframesMakeAVote() {
        let candles = DyadicWalk.candles(count: 6_000, seed: 15)
        var head = StructureHead(timeframe: .h1)
        let weights = StructureTimeframes.weighted(for: .h1).map(\.weight)
        let votes = UnsafeMutableBufferPointer<Vote>.allocate(capacity: 1)
        defer { votes.deallocate() }
        var sides: Set<Direction> = []
        HeadRig.feed(candles, .h1, cutting: Cuttings.singles(count: candles.count)) { frame in
            head.advance(frame, into: votes)
            guard frame.firstIndex >= head.warmup else { return }
            var net = 0.0
            var total = 0.0
            for (joined, weight) in zip(head.trends, weights) where joined.hasJoined {
                net += Double(weight * joined.trend)
                total += Double(weight)
            }
            let alignment = net / total
            let vote = votes[0]
            sides.insert(vote.direction)
            if abs(alignment) >= 0.6 {
                #expect(vote.direction == (alignment > 0 ? .long : .short))
                #expect(vote.probability == Score(min(0.9, 0.55 + 0.3 * abs(alignment))))
                #expect(abs(vote.confidence.value - (0.62 + 0.20 * abs(alignment))) <= 0.161 && vote.confidence <= Score(0.93))
            } else if vote.direction != .flat {
                #expect(vote.probability == Score(0.62) && vote.confidence <= Score(0.70) && vote.evidenceAge < 3)
            }
        }
        #expect(sides.count == 3)
    }

    @Test func aTimeframeJoinsWithItsSixtiethCandle() {
        let candles = DyadicWalk.candles(count: 1_441, seed: 3)
        func joined(_ count: Int) -> [Bool] {
            var head = StructureHead(timeframe: .h1)
            let votes = UnsafeMutableBufferPointer<Vote>.allocate(capacity: HeadFrame.maximumCount)
            defer { votes.deallocate() }
            HeadRig.feed(candles[0..<count], .h1) { head.advance($0, into: votes) }
            return head.trends.map(\.hasJoined)
        }
        #expect(joined(120) == [false, false, false])
        #expect(joined(121) == [true, false, false])
        #expect(joined(239) == [true, false, false])
        #expect(joined(240) == [true, true, false])
        #expect(joined(1_439) == [true, true, false])
        #expect(joined(1_440) == [true, true, true])
    }

    @Test func abstainsThroughItsWarmup() {
        let votes = HeadRig.votes(StructureHead(timeframe: .h1), DyadicWalk.candles(count: 200, seed: 1), .h1)
        #expect(votes.prefix(120).allSatisfy { $0 == .abstain(.warmup) })
        #expect(votes.dropFirst(120).allSatisfy { !$0.isAbstention })
    }
}
