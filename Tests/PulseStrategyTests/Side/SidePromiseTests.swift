import PulseCore
import PulseStrategy
import PulseTesting
import Testing

/// P1 and P2 for what is known beside the candles, through the whole pipeline.
@Suite struct SidePromiseTests {
    struct Setting: Sendable {
        var base: Timeframe
        var timeframe: Timeframe
        var candles: CandleColumns
        var side: SideInputs

        init(_ base: Timeframe, _ timeframe: Timeframe, count: Int, seed: UInt64) {
            self.base = base
            self.timeframe = timeframe
            let walk = RandomWalk.candles(count: count, seed: seed, timeframe: base, volatility: base == .m1 ? 0.001 : 0.006)
            // With holes.
            candles = CandleColumns((0..<count).filter { $0 % 97 != 41 }.map { walk[$0] })
            let hours = Int64(count) * base.milliseconds / 3_600_000
            side = RandomSide.inputs(from: walk.openTime[0], hours: hours, seed: seed)
        }

        func decide(
            _ side: SideInputs, cut: [Range<Int>]? = nil, grows: Bool = false, replacing: [any Head] = []
        ) -> DecisionColumns {
            SideRig.decide(candles, side, base: base, timeframe: timeframe, cut: cut, grows: grows, replacing: replacing)
        }
    }

    static let settings = [
        Setting(.m1, .m5, count: 9_000, seed: 61), Setting(.h1, .h1, count: 1_500, seed: 62), Setting(.h1, .h4, count: 3_000, seed: 63),
    ]

    @Test(arguments: 0..<3) func p1AnyCuttingGivesTheSameBits(number: Int) {
        let setting = Self.settings[number]
        let count = setting.candles.count
        let reference = setting.decide(setting.side)
        var cuttings = [Cuttings.singles(count: count), Cuttings.equal(count: count, size: 7)]
        for seed in 1...5 as ClosedRange<UInt64> { cuttings.append(Cuttings.random(count: count, seed: seed)) }
        for (index, cutting) in cuttings.enumerated() {
            #expect(setting.decide(setting.side, cut: cutting) == reference, "cutting \(index)")
        }
        // Live, a series holds no more than is known.
        #expect(setting.decide(setting.side, cut: cuttings[1], grows: true) == reference)
        #expect(setting.decide(setting.side, cut: cuttings[3], grows: true) == reference)
        // And it matters that there are some.
        let without = setting.decide(SideInputs())
        #expect(without.votes[0] == reference.votes[0] && without.votes[2] == reference.votes[2])
        for head in [SideRig.sentiment, SideRig.crypto] {
            #expect(reference.votes[head].contains { $0.direction != .flat })
            #expect(without.votes[head] != reference.votes[head])
        }
    }

    @Test(arguments: 0..<3) func p2WhatBecomesKnownLaterChangesNothing(number: Int) {
        let setting = Self.settings[number]
        let count = setting.decide(setting.side).count
        let leak = SideRig.firstLeak(
            setting.candles, setting.side, timeframe: setting.timeframe, at: stride(from: 3, to: count, by: count / 23)
        ) { setting.decide($0) }
        #expect(leak == nil)
    }

    /// A mutant that knows each observation as soon as the one before it is known: one point ahead.
    @Test(arguments: SideKind.allCases) func p2IsBrokenByReadingOnePointAhead(kind: SideKind) {
        let setting = Self.settings[1]
        let leak = SideRig.firstLeak(
            setting.candles, setting.side, timeframe: setting.timeframe, at: stride(from: 210, to: 1_400, by: 3)
        ) { side in
            let points = side[kind].points
            var ahead = side
            ahead[kind] = SideSeries(
                points.indices.map { index in
                    SidePoint(knownAt: points[max(0, index - 1)].knownAt, value: points[index].value, weight: points[index].weight)
                })
            return setting.decide(ahead)
        }
        #expect(leak != nil)
    }

    /// A mutant that takes all of a frame's observations at its first candle.
    private struct Hasty: Head {
        var id = HeadID.sentiment
        var kind = SideKind.sentiment
        let warmup = 0
        private var mood = 0.0

        init(_ id: HeadID = .sentiment, _ kind: SideKind = .sentiment) {
            (self.id, self.kind) = (id, kind)
        }

        mutating func advance(_ frame: HeadFrame, into votes: UnsafeMutableBufferPointer<Vote>) {
            if let last = frame.side.points(kind).last { mood = last.value }
            for position in 0..<frame.candles.count {
                votes[position] = Vote(mood > 0 ? .long : .short, probability: .one, confidence: .one)
            }
        }
    }

    @Test func p1IsBrokenByAHeadThatDoesNotCompareTimes() {
        let setting = Self.settings[1]
        let whole = HeadRig.votes(Hasty(), setting.candles, .h1, side: setting.side)
        let singles = HeadRig.votes(
            Hasty(), setting.candles, .h1, side: setting.side, cutting: Cuttings.singles(count: setting.candles.count))
        #expect(whole != singles)
    }

    /// In the pipeline the same mutants are caught by both checks: in a block, what becomes known later reaches a candle.
    @Test(arguments: [(HeadID.sentiment, SideKind.sentiment), (.crypto, .premiumIndex)])
    func bothChecksCatchAHeadThatReadsAPointBeforeItIsKnown(id: HeadID, kind: SideKind) {
        let setting = Self.settings[1]
        let hasty = Hasty(id, kind)
        let whole = setting.decide(setting.side, replacing: [hasty])
        #expect(setting.decide(setting.side, cut: Cuttings.singles(count: setting.candles.count), replacing: [hasty]) != whole)
        let leak = SideRig.firstLeak(
            setting.candles, setting.side, timeframe: setting.timeframe, at: stride(from: 210, to: 1_400, by: 37)
        ) { setting.decide($0, replacing: [hasty]) }
        #expect(leak != nil)
    }

    /// An index known at the very close of a candle counts for it, one a millisecond later for the next.
    @Test(arguments: [(Int64(0), 50), (1, 51), (-1, 50), (-3_600_000, 49)])
    func observationsCountFromTheCloseAtWhichTheyAreKnown(delay: Int64, first: Int) {
        let candles = RandomWalk.candles(count: 120, seed: 64, timeframe: .h1)
        var side = SideInputs()
        side[.fearGreed] = SideSeries([SidePoint(knownAt: candles.openTime[50] + 3_600_000 + delay, value: 10)])
        for cut in [Cuttings.whole(count: 120), Cuttings.singles(count: 120), Cuttings.equal(count: 120, size: 4)] {
            let votes = SideRig.decide(candles, side, base: .h1, timeframe: .h1, cut: cut).votes[SideRig.sentiment]
            #expect(votes[..<first].allSatisfy { $0 == .abstain(.missingInput) })
            #expect(votes[first].direction == .long && votes[first].evidenceAge == 0)
            // It counts for 48 hours, the last included.
            let last = delay < 0 ? 97 : 98
            #expect(votes[first...last].allSatisfy { $0.direction == .long })
            #expect(votes[(last + 1)...].allSatisfy { $0 == .abstain(.missingInput) })
        }
    }
}
