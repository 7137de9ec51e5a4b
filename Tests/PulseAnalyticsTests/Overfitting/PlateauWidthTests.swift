import PulseAnalytics
import PulseCore
import Testing

@Suite struct PlateauWidthTests {
    /// On a line at 0, 0.1 ... 1.0: a needle at 0.2, a plateau from 0.6 to 0.9.
    private static let line = (0...10).map { [Double($0) / 10] }
    private static let values: [Double] = [0.1, 0.2, 2.0, 0.1, 0.3, 0.6, 1.0, 1.1, 1.2, 1.0, 0.2]

    @Test func neighboursByHand() throws {
        let field = try PlateauWidth(points: Self.line, objectives: Self.values)
        // Around 0.8: 0.7 and 0.9 (equally near, the earlier first), then 0.6, 1.0: 1.1, 1.0, 1.0, 0.2.
        let plateau = try #require(field.plateau(around: 8, nearest: 4, tolerance: .relative(0.2)))
        #expect(plateau.neighbours == 4 && plateau.share == 0.75 && plateau.score == 1.0)
        #expect(abs(plateau.radius - 0.2) < 1e-12)
        let needle = try #require(field.plateau(around: 2, nearest: 4, tolerance: .relative(0.2)))
        #expect(needle.share == 0 && abs(needle.score - 0.15) < 1e-12)
        let near = try #require(field.plateau(around: 8, nearest: 4, radius: 0.15, tolerance: .absolute(0.1)))
        #expect(near.neighbours == 2 && near.share == 0.5)
        #expect(field.plateau(around: 8, nearest: 4, radius: 0.05, tolerance: .absolute(0)) == nil)
    }

    /// The best objective is the needle's; the robust choice is on the plateau.
    @Test func aNeedleIsNotChosen() throws {
        let field = try PlateauWidth(points: Self.line, objectives: Self.values)
        #expect(field.mostRobust(candidates: 4, nearest: 2) == 7)
        #expect(field.mostRobust(candidates: 1, nearest: 2) == 2)
        #expect(try PlateauWidth(points: [[0.5]], objectives: [1]).mostRobust(candidates: 5, nearest: 2) == nil)
    }

    /// Losses too: 10 % of a negative objective is 10 % of its magnitude, downwards.
    @Test func toleranceGoesDownwards() throws {
        let field = try PlateauWidth(points: [[0], [0.1], [0.2]], objectives: [-1, -1.05, -1.2])
        #expect(try #require(field.plateau(around: 0, nearest: 2, tolerance: .relative(0.1))).share == 0.5)
        #expect(try #require(field.plateau(around: 2, nearest: 2, tolerance: .relative(0.1))).share == 1)
    }

    @Test func pointsOutsideTheCubeAreRefused() {
        #expect(throws: PulseError.self) { try PlateauWidth(points: [[0.5], [1.5]], objectives: [0, 0]) }
        #expect(throws: PulseError.self) { try PlateauWidth(points: [[0.5], [0.5, 0.5]], objectives: [0, 0]) }
        #expect(throws: PulseError.self) { try PlateauWidth(points: [[0.5]], objectives: [.nan]) }
        #expect(throws: PulseError.self) { try PlateauWidth(points: [[0.5]], objectives: []) }
    }
}
