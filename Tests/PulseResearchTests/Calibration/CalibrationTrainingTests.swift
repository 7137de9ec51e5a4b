import PulseCore
import PulseResearch
import PulseStrategy
import Testing

@Suite struct CalibrationTrainingTests {
    /// Verdicts an hour apart whose outcomes become known after 1 to 48 hours.
    static func rows(_ count: Int, seed: UInt64, _ probability: (Double) -> Double) -> [CalibrationSet.Row] {
        var random = SplitMix64(seed: seed)
        return (0..<count).map { index in
            let time = Int64(index) * 3_600_000
            let raw = Score(0.6 + 0.3 * random.uniform())
            return CalibrationSet.Row(
                time: time, known: time + Int64(1 + random.uniform() * 47) * 3_600_000, raw: raw,
                isHit: random.uniform() < probability(raw.value))
        }
    }

    private static func split(_ rows: [CalibrationSet.Row]) -> [WalkForward.Fold] {
        WalkForward(folds: 6).split(
            rows.map { TrainingSet.Row(time: $0.time, labelKnown: $0.known, isRise: $0.isHit) })
    }

    /// The folds whose predictions change where outcomes that became known after they began are turned around.
    private static func leaks(_ rows: [CalibrationSet.Row], folds: [WalkForward.Fold], _ method: CalibrationMap.Method) -> [Int] {
        let training = CalibrationTraining(method: method)
        let before = training.predictions(rows, folds: folds)
        return folds.indices.filter { fold in
            let start = rows[folds[fold].test.lowerBound].time
            let turned = rows.map { row in
                CalibrationSet.Row(time: row.time, known: row.known, raw: row.raw, isHit: row.known > start ? !row.isHit : row.isHit)
            }
            return training.predictions(turned, folds: folds)[fold].probabilities != before[fold].probabilities
        }
    }

    @Test(arguments: CalibrationMap.Method.allCases) func p2NoPredictionKnowsALaterOutcome(method: CalibrationMap.Method) {
        let rows = Self.rows(1_400, seed: 5) { $0 - 0.2 }
        let folds = Self.split(rows)
        #expect(folds.count == 6 && folds.allSatisfy { $0.purged > 0 })
        #expect(Self.leaks(rows, folds: folds, method).isEmpty)
        // The mutant that forgets to purge is caught in each fold.
        let unpurged = folds.map { WalkForward.Fold(training: Array(0..<$0.test.lowerBound), test: $0.test, purged: 0) }
        #expect(Self.leaks(rows, folds: unpurged, method).count == 6)
    }

    @Test(arguments: CalibrationMap.Method.allCases) func whatTheRawFigureTellsIsFoundAndWhatItDoesNotIsNot(
        method: CalibrationMap.Method
    ) throws {
        let training = CalibrationTraining(method: method, validation: WalkForward(folds: 8))
        // From .1 at .6 to .7 at .9.
        let skilled = try training.run(CalibrationSet(rows: Self.rows(4_000, seed: 6) { 2 * $0 - 1.1 })).quality
        #expect(skilled.isBetter && skilled.calibrated.brier < skilled.baseRate.brier - 0.01)
        #expect(skilled.calibrated.calibrationError < 0.05 && skilled.raw.calibrationError > 0.25)
        #expect((skilled.areaUnderCurve ?? 0) > 0.65)
        for bin in skilled.reliability { #expect(abs(bin.calibrated - bin.realised) < 0.1) }
        // Noise is called better by luck alone, seldom; and never by much.
        var better = 0
        for seed in 0..<40 {
            let quality = try training.run(CalibrationSet(rows: Self.rows(900, seed: 100 + UInt64(seed)) { _ in 0.4 })).quality
            if quality.isBetter { better += 1 }
            #expect(quality.advantage < 0.01)
        }
        #expect(better <= 4)
    }

    @Test func tooFewOutcomesAreSaidWithTheirNumber() {
        let set = CalibrationSet(rows: Self.rows(99, seed: 7) { $0 })
        do {
            _ = try CalibrationTraining(method: .isotonic).run(set)
            Issue.record("99 outcomes were taken")
        } catch {
            #expect(error.kind == .badData)
            #expect(error.description.contains("99 outcomes are too few") && error.description.contains("widen --from and --to"))
        }
    }

    @Test func reliabilityBinsHoldAllOutcomesOnceAndPartNoneThatAreEqual() {
        var random = SplitMix64(seed: 8)
        let entries = (0..<503).map { _ in
            ReliabilityTable.Entry(raw: Score(raw: 700 + Int(random.next() % 30)), calibrated: .half, isHit: random.uniform() < 0.3)
        }
        let bins = ReliabilityTable.bins(entries)
        #expect(bins.count <= 10 && bins.count > 7)
        #expect(bins.reduce(0) { $0 + $1.outcomes } == 503)
        for (a, b) in zip(bins, bins.dropFirst()) { #expect(a.to < b.from) }
        let realised = bins.reduce(0) { $0 + $1.realised * Double($1.outcomes) }
        #expect(abs(realised - Double(entries.count { $0.isHit })) < 1e-9)
        #expect(ReliabilityTable.bins([]).isEmpty)
        // scipy.stats.binomtest(7, 20).proportion_ci(method="wilson") = (0.18119182, 0.56714572)
        let interval = ReliabilityTable.wilson(hits: 7, of: 20)
        #expect(abs(interval.lower - 0.18119182) < 1e-6 && abs(interval.upper - 0.56714572) < 1e-6)
    }
}
