import PulseCore
import PulseStrategy
import PulseTesting
import Testing

/// What must hold of every story, whatever the candles: checked on noise, against the candles themselves and not against the machine.
@Suite struct WyckoffOrderTests {
    private static let candles = DyadicWalk.candles(count: 60_000, seed: 51)
    private static let log = WyckoffLog(candles)

    /// Whether an event's price is that of its candle: a low where it speaks for rising prices, except for the automatic reaction, whose
    /// price lies on the far side; a close where strength or a trend is meant.
    private static func hasItsPrice(_ line: WyckoffLog.Line, in candles: CandleColumns) -> Bool {
        let event = line.event
        let isLow = (event.side == .long) != (event.kind == .reaction)
        switch event.kind {
        case .strength, .trend: return event.price == candles.close[event.confirmIndex]
        case .climax:
            // The extreme until the confirmation, which may lie behind the climax's own.
            let span = event.index...event.confirmIndex
            return event.price == (isLow ? candles.low[span].min() : candles.high[span].max())
        default: return event.price == (isLow ? candles.low[event.index] : candles.high[event.index])
        }
    }

    @Test func pricesAreThoseOfTheirCandles() {
        #expect(Self.log.lines.count > 300)
        #expect(Self.log.lines.allSatisfy { Self.hasItsPrice($0, in: Self.candles) })
        // Off by one candle, hardly any would fit.
        let shifted = Self.candles[1..<Self.candles.count]
        let fitting = Self.log.lines.filter { $0.known < shifted.count && Self.hasItsPrice($0, in: shifted) }
        #expect(fitting.count < Self.log.lines.count / 4)
    }

    /// Phases only grow while a range lasts, apart from a spring that was not tested in time.
    @Test func phasesGrow() {
        var backward = 0
        for (before, after) in zip(Self.log.phases, Self.log.phases.dropFirst()) {
            for (old, new) in zip(before, after) where new < old && new != .none && new != .a {
                backward += 1
                #expect(old == .c && new == .b)
            }
        }
        #expect(backward > 0)
    }

    /// Reaction after climax, test after reaction, spring when the range is old enough, strength only after phase C.
    @Test func eventsComeInOrder() {
        var springs = 0
        var strengths = 0
        for schematic in WyckoffSchematic.allCases {
            var last: [WyckoffEventKind: WyckoffEvent] = [:]
            for line in Self.log.lines where line.schematic == schematic {
                let event = line.event
                switch event.kind {
                case .climax: last = [:]
                case .reaction: #expect(last[.climax] != nil && event.index > last[.climax]!.index)
                case .secondaryTest: #expect(last[.reaction] != nil && event.confirmIndex > last[.reaction]!.confirmIndex)
                case .spring:
                    springs += 1
                    #expect(last[.secondaryTest] != nil && event.confirmIndex >= last[.climax]!.index + 20)
                    #expect(event.confirmIndex - event.index <= 3)
                case .test: #expect(event.confirmIndex - last[.spring]!.confirmIndex <= 12)
                case .strength:
                    strengths += 1
                    let isComplete = last[.spring]?.type == 3 || last[.test] != nil || last[.lastPointInRange] != nil
                    #expect(isComplete && event.confirmIndex - last[.climax]!.index <= 200)
                case .lastPoint, .trend: #expect(event.confirmIndex > last[.strength]!.confirmIndex)
                case .preliminary, .shakeout, .lastPointInRange: break
                }
                last[event.kind] = event
            }
        }
        #expect(springs > 20 && strengths > 2)
    }

    /// A side is taken only while an event of that side is young enough, and the vote's age is the age of one.
    @Test func everyVoteRestsOnAnEvent() {
        var directional = 0
        for (index, vote) in Self.log.votes.enumerated() where vote.direction != .flat {
            directional += 1
            let isFounded = Self.log.lines.contains {
                let since = $0.event.kind == .spring && $0.event.type != 3 ? index - Int(vote.evidenceAge) : $0.known
                return $0.event.side == vote.direction && $0.known <= index && index - since == Int(vote.evidenceAge)
                    && index - $0.known < 30
            }
            #expect(isFounded && vote.evidenceAge < 15)
        }
        #expect(directional > 50)
    }
}
