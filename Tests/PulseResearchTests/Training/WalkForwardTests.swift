import PulseAnalytics
import PulseCore
import PulseResearch
import PulseStrategy
import Testing

@Suite struct WalkForwardTests {
    /// Decisions an hour apart whose labels become known after 1 to 24 hours.
    static func rows(_ count: Int, seed: UInt64, instruments: Int = 1) -> [TrainingSet.Row] {
        var random = SplitMix64(seed: seed)
        return (0..<count).flatMap { index in
            (0..<instruments).map { _ in
                let time = Int64(index) * 3_600_000
                return TrainingSet.Row(
                    time: time, labelKnown: time + Int64(1 + random.uniform() * 23) * 3_600_000, isRise: random.uniform() < 0.5)
            }
        }
    }

    /// How many labels of training rows were not known an embargo before the test.
    private static func leaks(_ folds: [WalkForward.Fold], _ rows: [TrainingSet.Row], embargo: Int64) -> Int {
        folds.reduce(0) { sum, fold in
            sum + fold.training.count { rows[$0].labelKnown > rows[fold.test.lowerBound].time - embargo }
        }
    }

    @Test(arguments: [0, 24]) func p2NoTrainingLabelWasKnownAfterTheTestBegan(embargo: Int) {
        let rows = Self.rows(2_000, seed: 3, instruments: 3)
        let embargo = Int64(embargo) * 3_600_000
        let folds = WalkForward(folds: 8, embargo: embargo).split(rows)
        #expect(folds.count == 8)
        #expect(Self.leaks(folds, rows, embargo: embargo) == 0)
        #expect(folds.allSatisfy { $0.purged > 0 && $0.training.count + $0.purged == $0.test.lowerBound })
        // The mutant that forgets to purge is caught.
        let unpurged = folds.map { WalkForward.Fold(training: Array(0..<$0.test.lowerBound), test: $0.test, purged: 0) }
        #expect(Self.leaks(unpurged, rows, embargo: embargo) > 0)
    }

    @Test func testSpansFollowEachOtherAndNoInstantIsCutInTwo() {
        let rows = Self.rows(500, seed: 4, instruments: 7)
        let folds = WalkForward(folds: 5).split(rows)
        for (a, b) in zip(folds, folds.dropFirst()) { #expect(a.test.upperBound == b.test.lowerBound) }
        #expect(folds.last?.test.upperBound == rows.count)
        for fold in folds { #expect(rows[fold.test.lowerBound].time > rows[fold.test.lowerBound - 1].time) }
    }

    @Test func tooFewRowsAreNoBasis() throws {
        #expect(WalkForward(folds: 8).split([]).isEmpty)
        let rows = Self.rows(100, seed: 5)
        let set = TrainingSet(
            rows: rows, observations: Observations(columns: [rows.map { _ in 0.5 }], target: rows.map { $0.isRise ? 1 : 0 }))
        #expect(throws: PulseError.self) { try ModelTraining(kind: .logistic).run(set) }
    }

    /// What can be learned is found and trusted; what cannot is not: over many noise sets few models claim skill, and their probabilities stay near one half.
    @Test(arguments: TrainedModel.Kind.allCases) func skillIsTrustedAndNoiseIsNot(kind: TrainedModel.Kind) throws {
        var random = SplitMix64(seed: 9)
        let rows = Self.rows(6_000, seed: 6)
        func set(_ strength: Double) -> TrainingSet {
            let signal = rows.map { _ in random.uniform() - 0.5 }
            let labelled = zip(rows, signal).map { row, value in
                TrainingSet.Row(
                    time: row.time, labelKnown: row.labelKnown, isRise: random.uniform() < 0.5 + strength * value)
            }
            let noise = rows.map { _ in random.uniform() }
            return TrainingSet(
                rows: labelled, observations: Observations(columns: [noise, signal], target: labelled.map { $0.isRise ? 1 : 0 }))
        }
        let training = ModelTraining(kind: kind, validation: WalkForward(folds: 8, embargo: 3_600_000))
        let skilled = try training.run(set(0.6))
        #expect(skilled.reliability >= Score(0.85))
        #expect(skilled.logLoss < skilled.baseLogLoss)
        let area = try #require(skilled.areaUnderCurve)
        #expect(area > 0.55)
        var confident = 0
        for _ in 0..<12 {
            let outcome = try training.run(set(0))
            let area = try #require(outcome.areaUnderCurve)
            #expect(abs(area - 0.5) < 0.04)
            if outcome.reliability >= Score(0.70) { confident += 1 }
            #expect(outcome.calibration.slope >= 0)
            #expect(abs(outcome.logLoss - outcome.baseLogLoss) < 0.01)
        }
        #expect(confident <= 2, "\(confident) of 12 models of noise would be believed")
    }
}
