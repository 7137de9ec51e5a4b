import PulseAnalytics
import PulseCore
import Testing

@Suite struct ValidationSchemeTests {
    /// Decisions at 0, 10, 20 ... 110, each known after 15: it overlaps the next one.
    static let dozen = (0..<12).map { label(Int64($0) * 10, Int64($0) * 10 + 15) }

    static func label(_ from: Int64, _ to: Int64) -> TimeRange {
        TimeRange(from: Timestamp(milliseconds: from), to: Timestamp(milliseconds: to))
    }

    /// Decisions an hour apart, several at each instant, known after 0 to 48 hours.
    static func random(_ instants: Int, seed: UInt64, instruments: Int = 1) -> [TimeRange] {
        var random = SplitMix64(seed: seed)
        return (0..<instants).flatMap { index in
            (0..<instruments).map { _ in
                let start = Int64(index) * 3_600_000
                return label(start, start + Int64(random.uniform() * 49) * 3_600_000)
            }
        }
    }

    static let schemes: [ValidationScheme.Method] = [
        .anchoredWalkForward(folds: 1), .anchoredWalkForward(folds: 7), .rollingWalkForward(folds: 5, training: 400 * 3_600_000),
        .kFold(folds: 2), .kFold(folds: 10), .combinatorial(groups: 6, testGroups: 2), .combinatorial(groups: 8, testGroups: 5),
    ]

    /// Trained labels that touch a tested label, or come nearer to it than the embargo: two spans overlap if each begins before the other ends.
    static func leaks(_ splits: [ValidationSplit], _ labels: [TimeRange], embargo: Int64) -> Int {
        splits.reduce(0) { sum, split in
            let tested = split.testPositions.map { labels[$0] }
            return sum
                + split.trainingPositions.count { position in
                    let label = labels[position]
                    return tested.contains {
                        label.from < $0.to.advanced(byMilliseconds: embargo) && $0.from.advanced(byMilliseconds: -embargo) < label.to
                    }
                }
        }
    }

    @Test(arguments: schemes, [0, 30]) func p2NoTrainingLabelComesNearATest(method: ValidationScheme.Method, embargo: Int) throws {
        let labels = Self.random(900, seed: 11, instruments: 2)
        let embargo = Int64(embargo) * 3_600_000
        let splits = try ValidationScheme(method, embargo: embargo).splits(labels)
        #expect(Self.leaks(splits, labels, embargo: embargo) == 0)
        // The mutant that trains on everything that is not tested is caught.
        let leaky = splits.map { split -> ValidationSplit in
            let everything = 0..<labels.count
            let before = split.test[0].lowerBound
            let training = [everything.lowerBound..<before, (split.test.last?.upperBound ?? 0)..<everything.upperBound]
            return ValidationSplit(
                groups: split.groups, training: training, test: split.test, trainingSpans: split.trainingSpans, testSpans: split.testSpans,
                purged: 0)
        }
        #expect(Self.leaks(leaky, labels, embargo: embargo) > 0)
        for split in splits {
            let spans = split.trainingSpans
            for position in split.trainingPositions {
                #expect(spans.contains { $0.from <= labels[position].from && labels[position].to <= $0.to })
            }
            for (a, b) in zip(spans, spans.dropFirst()) { #expect(a.to < b.from || a.to == b.from && embargo == 0) }
            for (range, span) in zip(split.test, split.testSpans) {
                #expect(range.allSatisfy { span.from <= labels[$0].from && labels[$0].to <= span.to })
            }
            #expect(split.purged >= 0 && split.trainingCount > 0 && split.testCount > 0)
        }
    }

    /// Once, or phi times; and each path tests everything once.
    @Test(arguments: schemes) func everyObservationIsTestedEquallyOften(method: ValidationScheme.Method) throws {
        let labels = Self.random(500, seed: 12, instruments: 3)
        let scheme = try ValidationScheme(method)
        let splits = try scheme.splits(labels)
        #expect(splits.count == scheme.splitCount)
        var times = [Int](repeating: 0, count: labels.count)
        for position in splits.flatMap(\.testPositions) { times[position] += 1 }
        let first = try #require(times.firstIndex { $0 > 0 })
        #expect(times[first...].allSatisfy { $0 == scheme.pathCount })
        let paths = ValidationPath.assemble(splits)
        #expect(paths.count == scheme.pathCount)
        for path in paths {
            #expect(path.segments.flatMap { Array($0.test) } == Array(first..<labels.count))
            for segment in path.segments { #expect(splits[segment.split].groups.contains(segment.group)) }
        }
        #expect(Set(paths.flatMap { $0.segments.map { [$0.split, $0.group] } }).count == splits.reduce(0) { $0 + $1.groups.count })
        // Decisions of one instant stay together.
        for split in splits {
            for start in split.test.map(\.lowerBound) where start > 0 { #expect(labels[start - 1].from < labels[start].from) }
        }
    }

    /// Worked by hand: groups of three; group 2 is decided at 60, 70, 80 and known at 95. Labels 5 (known at 65) and 9 (decided at 90) overlap it.
    @Test func kFoldByHand() throws {
        let splits = try ValidationScheme(.kFold(folds: 4)).splits(Self.dozen)
        #expect(splits.map(\.test) == [[0..<3], [3..<6], [6..<9], [9..<12]])
        #expect(splits.map(\.training) == [[4..<12], [0..<2, 7..<12], [0..<5, 10..<12], [0..<8]])
        #expect(splits.map(\.purged) == [1, 2, 2, 1])
        #expect(splits[2].testSpans == [Self.label(60, 95)])
        #expect(splits[2].trainingSpans == [Self.label(0, 60), Self.label(95, 125)])
        // Ten more on either side cost one more observation on either side: 4 is known at 55, 10 decided at 100.
        let apart = try ValidationScheme(.kFold(folds: 4), embargo: 10).splits(Self.dozen)
        #expect(apart[2].training == [0..<4, 11..<12])
        #expect(apart[2].trainingSpans == [Self.label(0, 50), Self.label(105, 125)])
    }

    @Test func walkForwardByHand() throws {
        let anchored = try ValidationScheme(.anchoredWalkForward(folds: 3)).splits(Self.dozen)
        #expect(anchored.map(\.training) == [[0..<2], [0..<5], [0..<8]])
        #expect(anchored.map(\.test) == [[3..<6], [6..<9], [9..<12]])
        #expect(anchored.map(\.purged) == [1, 1, 1])
        // The last 40 before an embargo of 10: from 10 to 50 for the test at 60; decisions at 10 to 40, of which the one at 40 is known too late.
        let rolling = try ValidationScheme(.rollingWalkForward(folds: 3, training: 40), embargo: 10).splits(Self.dozen)
        #expect(rolling.map(\.training) == [[0..<1], [1..<4], [4..<7]])
        #expect(rolling[1].trainingSpans == [Self.label(10, 50)])
        #expect(rolling.map(\.purged) == [2, 2, 2])
    }

    /// Lopez de Prado 2018, figures 12.1 and 12.2: six groups of which two are tested give 15 splits and 5 paths.
    @Test func p10CombinatorialPathsAreTheBooks() throws {
        let scheme = try ValidationScheme(.combinatorial(groups: 6, testGroups: 2))
        #expect(scheme.splitCount == 15 && scheme.pathCount == 5)
        let splits = try scheme.splits(Self.dozen)
        #expect(splits.map(\.groups).prefix(6) == [[0, 1], [0, 2], [0, 3], [0, 4], [0, 5], [1, 2]])
        let paths = ValidationPath.assemble(splits).map { $0.segments.map { $0.split + 1 } }
        #expect(paths[0] == [1, 1, 2, 3, 4, 5])
        #expect(paths[1] == [2, 6, 6, 7, 8, 9])
        // Groups of two; 1 and 3 tested: decisions at 20, 30 (known at 45) and 60, 70 (known at 85).
        let split = splits[6]
        #expect(split.groups == [1, 3])
        #expect(split.test == [2..<4, 6..<8])
        #expect(split.training == [0..<1, 9..<12])
        #expect(split.trainingSpans == [Self.label(0, 20), Self.label(45, 60), Self.label(85, 125)])
        #expect(split.purged == 4)
        #expect(try ValidationScheme(.combinatorial(groups: 10, testGroups: 2)).pathCount == 9)
    }

    @Test func tooLittleAndTooMuchAreRefused() throws {
        #expect(throws: PulseError.self) { try ValidationScheme(.kFold(folds: 5)).splits(Array(Self.dozen.prefix(4))) }
        #expect(throws: PulseError.self) { try ValidationScheme(.anchoredWalkForward(folds: 3)).splits([]) }
        #expect(throws: PulseError.self) { try ValidationScheme(.kFold(folds: 4), embargo: 1_000).splits(Self.dozen) }
        for method in [
            ValidationScheme.Method.kFold(folds: 1), .anchoredWalkForward(folds: 0), .combinatorial(groups: 4, testGroups: 4),
            .combinatorial(groups: 64, testGroups: 32), .combinatorial(groups: 20, testGroups: 10),
            .rollingWalkForward(folds: 2, training: 0),
        ] { #expect(throws: PulseError.self) { try ValidationScheme(method) } }
        #expect(throws: PulseError.self) { try ValidationScheme(.kFold(folds: 4), embargo: -1) }
        #expect(try ValidationScheme(.combinatorial(groups: 16, testGroups: 8)).splitCount == 12_870)
    }

    @Test func schemesSpeak() throws {
        #expect(
            try ValidationScheme(.combinatorial(groups: 6, testGroups: 2), embargo: 86_400_000).description
                == "combinatorial purged cross-validation, 2 of 6 groups tested, 15 splits, 5 paths, embargo 1 d")
        #expect(
            try ValidationScheme(.rollingWalkForward(folds: 4, training: 36 * 3_600_000)).description
                == "rolling walk-forward, 4 folds trained on 36 h, no embargo")
    }
}
