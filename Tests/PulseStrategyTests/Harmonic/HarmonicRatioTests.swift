import PulseCore
import PulseStrategy
import Testing

/// The table of ratios at its edges: what lies just inside makes a zone, what lies just beyond does not.
@Suite struct HarmonicRatioTests {
    /// Legs with X at 100 and A at 200, so that ratios of XA are percents; 10, 8 and 7 candles.
    private static func legs(b: Double, c: Double, xc: Bool = false, candles: [Int] = [10, 8, 7], side: Double = 1) -> HarmonicLegs {
        let priceB = 200 - 100 * b
        let priceC = xc ? 100 + 100 * c : priceB + 100 * b * c
        var index = 0
        let points = zip([100, 200, priceB, priceC], [0] + candles).enumerated().map { order, entry in
            index += entry.1
            let isHigh = (order % 2 == 1) == (side > 0)
            return HarmonicPoint(Pivot(isHigh: isHigh, price: side * (entry.0 - 150) + 150, index: index, confirmIndex: index + 2))
        }
        return HarmonicLegs(x: points[0], a: points[1], b: points[2], c: points[3])
    }

    private static func zone(
        _ row: Int, _ legs: HarmonicLegs, _ tolerance: HarmonicTolerance = .standard, range: Double = 5
    ) -> ReversalZone? {
        var parameters = HarmonicParameters()
        parameters.tolerance = tolerance
        return ReversalZone(
            HarmonicRule.table[row], at: row, on: legs, parameters: parameters, averageTrueRange: range, index: legs.c.pivot.confirmIndex)
    }

    struct Edge: Sendable {
        var row: Int
        var b: Double
        var c: Double
        var matches: Bool
    }

    /// Rows: 0 Gartley, 1 Bat, 2 Alternate Bat, 3 Butterfly, 4 Crab, 5 Deep Crab, 6 and 7 Shark, 8 Cypher, 9 to 11 AB=CD. The other ratio is chosen
    /// so that the three bands of D meet; where no choice lets the edge of a band be reached, the edge that the intersection leaves is tried.
    static let edges: [Edge] = [
        // .618 +- 3 %: .59946 to .63654.
        Edge(row: 0, b: 0.5996, c: 0.7, matches: true), Edge(row: 0, b: 0.5993, c: 0.7, matches: false),
        Edge(row: 0, b: 0.6364, c: 0.7, matches: true), Edge(row: 0, b: 0.6367, c: 0.7, matches: false),
        // C up to .886 + .015.
        Edge(row: 0, b: 0.63, c: 0.9009, matches: true), Edge(row: 0, b: 0.63, c: 0.9012, matches: false),
        // AB=CD from .885 on: the far end of D, .80958, lies .80958 - .618 (1 - c) below C, and that must be .54693 = .885 x .618: c >= .57498.
        Edge(row: 0, b: 0.618, c: 0.576, matches: true), Edge(row: 0, b: 0.618, c: 0.574, matches: false),
        // BC projection from 1.115 on: .80958 - .618 (1 - c) = 1.115 x .618 c, so c <= 2.6957; AB=CD up to 1.115: .76242 - .618 (1 - c) = .68907, c <= .8813.
        Edge(row: 0, b: 0.618, c: 0.881, matches: true), Edge(row: 0, b: 0.618, c: 0.882, matches: false),
        // .5 + .015; the lower end is cut by AB=CD.
        Edge(row: 1, b: 0.5149, c: 0.6, matches: true), Edge(row: 1, b: 0.5151, c: 0.6, matches: false),
        Edge(row: 1, b: 0.5, c: 0.9009, matches: true), Edge(row: 1, b: 0.5, c: 0.9011, matches: false),
        // The near end, .886 x .97 = .85942, and 1.633 AB: .85942 - b + .5 b = 1.633 b gives b >= .40292 for c = .5; BC projection
        // then asks for .85942 - .5 b <= 2.633 x .5 b, that is b >= .47314.
        Edge(row: 1, b: 0.4733, c: 0.5, matches: true), Edge(row: 1, b: 0.4729, c: 0.5, matches: false),
        // .382 +- 3 %: .37054 to .39346.
        Edge(row: 2, b: 0.3706, c: 0.8, matches: true), Edge(row: 2, b: 0.3704, c: 0.8, matches: false),
        Edge(row: 2, b: 0.3934, c: 0.8, matches: true), Edge(row: 2, b: 0.3936, c: 0.8, matches: false),
        Edge(row: 2, b: 0.382, c: 0.9009, matches: true), Edge(row: 2, b: 0.382, c: 0.9011, matches: false),
        // BC projection up to 3.633: 1.0961 - .382 (1 - c) = 3.633 x .382 c: c >= .70995.
        Edge(row: 2, b: 0.382, c: 0.711, matches: true), Edge(row: 2, b: 0.382, c: 0.709, matches: false),
        // .786 +- 3 %: .76242 to .80958.
        Edge(row: 3, b: 0.7625, c: 0.58, matches: true), Edge(row: 3, b: 0.7623, c: 0.58, matches: false),
        Edge(row: 3, b: 0.8095, c: 0.58, matches: true), Edge(row: 3, b: 0.8097, c: 0.58, matches: false),
        // AB=CD up to 1.285: 1.257 - .786 (1 - c) = 1.285 x .786: c <= .68577.
        Edge(row: 3, b: 0.786, c: 0.685, matches: true), Edge(row: 3, b: 0.786, c: 0.687, matches: false),
        // .618 + .015.
        Edge(row: 4, b: 0.6329, c: 0.7, matches: true), Edge(row: 4, b: 0.6331, c: 0.7, matches: false),
        Edge(row: 4, b: 0.6, c: 0.9009, matches: true), Edge(row: 4, b: 0.6, c: 0.9011, matches: false),
        // .886 +- 3 %: .85942 to .91258.
        Edge(row: 5, b: 0.8595, c: 0.6, matches: true), Edge(row: 5, b: 0.8593, c: 0.6, matches: false),
        Edge(row: 5, b: 0.9125, c: 0.6, matches: true), Edge(row: 5, b: 0.9127, c: 0.6, matches: false),
        // C from .382 - .015 on.
        Edge(row: 5, b: 0.87, c: 0.3671, matches: true), Edge(row: 5, b: 0.87, c: 0.3669, matches: false),
        // .382 - .015 and .618 + .015, C 1.13 - .015 to 1.618 + .015.
        Edge(row: 6, b: 0.3671, c: 1.3, matches: true), Edge(row: 6, b: 0.3669, c: 1.3, matches: false),
        Edge(row: 6, b: 0.45, c: 1.1151, matches: true), Edge(row: 6, b: 0.45, c: 1.1149, matches: false),
        Edge(row: 6, b: 0.45, c: 1.6329, matches: true), Edge(row: 6, b: 0.45, c: 1.6331, matches: false),
        Edge(row: 7, b: 0.6329, c: 1.3, matches: true), Edge(row: 7, b: 0.6331, c: 1.3, matches: false),
        Edge(row: 7, b: 0.5, c: 1.6329, matches: true), Edge(row: 7, b: 0.5, c: 1.6331, matches: false),
        // XC/XA 1.272 - .015 to 1.414 + .015.
        Edge(row: 8, b: 0.3671, c: 1.35, matches: true), Edge(row: 8, b: 0.3669, c: 1.35, matches: false),
        Edge(row: 8, b: 0.45, c: 1.2571, matches: true), Edge(row: 8, b: 0.45, c: 1.2569, matches: false),
        Edge(row: 8, b: 0.45, c: 1.4289, matches: true), Edge(row: 8, b: 0.45, c: 1.4291, matches: false),
        // C .382 - .015 to .886 + .015, B free; CD = AB is 1/c of BC, at least 1.115 and at most 2.633 (give or take 3 % of AB).
        Edge(row: 9, b: 0.7, c: 0.9009, matches: true), Edge(row: 9, b: 0.7, c: 0.9011, matches: false),
        Edge(row: 9, b: 0.7, c: 0.3685, matches: true), Edge(row: 9, b: 0.7, c: 0.3669, matches: false),
        // 1.272 x .97 = 2.633 c: c >= .46861; 1.618 x .97 = 2.633 c: c >= .59608.
        Edge(row: 10, b: 0.7, c: 0.469, matches: true), Edge(row: 10, b: 0.7, c: 0.468, matches: false),
        Edge(row: 11, b: 0.7, c: 0.597, matches: true), Edge(row: 11, b: 0.7, c: 0.595, matches: false),
    ]

    @Test(arguments: edges) func justBeyondATolerance(edge: Edge) {
        for side in [1.0, -1] {
            let zone = Self.zone(edge.row, Self.legs(b: edge.b, c: edge.c, xc: edge.row == 8, side: side))
            #expect((zone != nil) == edge.matches, "\(HarmonicRule.table[edge.row].pattern) \(edge) \(side)")
        }
    }

    @Test func toleranceIsAParameter() {
        // .632 is 2.3 % off .618, .645 is 4.4 % off.
        for (b, expected) in [(0.618, [true, true, true]), (0.632, [false, true, true]), (0.645, [false, false, true])] {
            let found = HarmonicTolerance.allCases.map { Self.zone(0, Self.legs(b: b, c: 0.75), $0) != nil }
            #expect(found == expected, "\(b)")
        }
        // The loose Cypher begins at 1.13.
        #expect(Self.zone(8, Self.legs(b: 0.45, c: 1.2, xc: true)) == nil)
        #expect(Self.zone(8, Self.legs(b: 0.4, c: 1.2, xc: true), .loose) != nil)
    }

    /// X 100, A 200, B 138.2, C 176.4, D 121.4.
    @Test func exactGartley() throws {
        let legs = Self.legs(b: 0.618, c: 38.2 / 61.8)
        #expect(abs(legs.c.pivot.price - 176.4) < 1e-12)
        let zone = try #require(Self.zone(0, legs))
        // Near: AB=CD at .885 x 61.8 = 54.693 (D alone: 76.242 - 23.6 = 52.642; BC: 1.115 x 38.2 = 42.593). Far: 80.958 - 23.6 = 57.358.
        #expect(abs(zone.near - 54.693) < 1e-9 && abs(zone.far - 57.358) < 1e-9)
        // X plus a quarter of the range of 5: 76.4 + 1.25; D no deeper than 57.358 + 5.
        #expect(abs(zone.stop - 77.65) < 1e-9 && abs(zone.deepest - 62.358) < 1e-9)
        let rule = HarmonicRule.table[0]
        #expect(abs(rule.precision(legs, depth: 55, .standard) - 1) < 1e-9)
        // CD/AB .89 is not 1 give or take 3 %.
        #expect(!rule.hasIdealEquality(legs, depth: 55, .standard))
        // D at .80 is .014 off, .014/.02358 tolerances, one ratio of four.
        #expect(abs(rule.precision(legs, depth: 56.4, .standard) - (1 - 0.014 / 0.02358 / 4)) < 1e-9)
        // Far beyond it counts as one whole tolerance; CD/BC 1.6335 is .0155 beyond its band, another.
        #expect(abs(rule.precision(legs, depth: 62.4, .standard) - 0.5) < 1e-3)
    }

    /// X 100, A 200, B 155, C 182.8, D 111.4.
    @Test func exactBat() throws {
        let legs = Self.legs(b: 0.45, c: 27.8 / 45)
        #expect(abs(legs.c.pivot.price - 182.8) < 1e-12)
        let zone = try #require(Self.zone(1, legs))
        // Near: .886 x .97 x 100 - 17.2 = 68.742. Far: 2.633 x 27.8 = 73.1974 (D alone: 91.258 - 17.2 = 74.058; AB=CD: 1.633 x 45 = 73.485).
        #expect(abs(zone.near - 68.742) < 1e-9 && abs(zone.far - 73.1974) < 1e-9)
        let rule = HarmonicRule.table[1]
        #expect(abs(rule.precision(legs, depth: 71.4, .standard) - 1) < 1e-9)
        #expect(71.4 / 27.8 > 2.568 && 71.4 / 27.8 < 2.569)
    }

    @Test func theFirstLegMustBeThreeRanges() {
        let legs = Self.legs(b: 0.618, c: 0.618)
        #expect(Self.zone(0, legs, range: 33.3) != nil)
        #expect(Self.zone(0, legs, range: 33.4) == nil)
        #expect(Self.zone(0, legs, range: .nan) == nil)
    }

    @Test func legsMustBeOfComparableDuration() {
        for (candles, expected) in [
            ([12, 4, 5], true), ([13, 4, 5], false), ([4, 12, 5], true), ([4, 13, 5], false), ([5, 4, 13], false),
        ] {
            #expect((Self.zone(0, Self.legs(b: 0.618, c: 0.618, candles: candles)) != nil) == expected, "\(candles)")
        }
        // AB=CD does not know X.
        #expect(Self.zone(9, Self.legs(b: 0.618, c: 0.618, candles: [40, 6, 5])) != nil)
        #expect(Self.zone(9, Self.legs(b: 0.618, c: 0.618, candles: [40, 16, 5])) == nil)
        // And asks CD to last .618 to 1.618 times AB: 5 to 12 of 8 candles (C is candle 25).
        let legs = Self.legs(b: 0.618, c: 0.618)
        #expect((0..<30).filter { legs.isTimely(endingAt: 25 + $0, isFourPoint: true, balance: 3) } == Array(5...12))
        #expect((0..<30).filter { legs.isTimely(endingAt: 25 + $0, isFourPoint: false, balance: 3) } == Array(4...21))
    }

    /// B is never beyond X, C never beyond A but for the Shark and the Cypher: what the note says of the table.
    @Test func theTableKeepsItsOwnRules() {
        #expect(Set(HarmonicRule.table.map(\.pattern)) == Set(HarmonicPattern.allCases))
        for rule in HarmonicRule.table {
            #expect((rule.b?.upper ?? 0) < 0.95)
            #expect((rule.c.lower > 1) == (rule.pattern == .shark || rule.pattern == .cypher))
            // CD is longer than BC, so D is beyond B.
            #expect(rule.projection.lower > 1.1)
        }
    }
}
