import PulseCore

extension ValidationScheme {
    /// The splits of a history. An observation's range is its label's span: `from` is the decision, `to` the moment when its outcome was known.
    ///
    /// Groups hold equally many observations, save that decisions of one instant (several instruments) are never separated. A fold of a walk-forward that has
    /// nothing to train on, or nothing to be judged on, is left out; cross-validation needs each group. Traps where decisions do not ascend or an outcome was
    /// known before its decision; throws `badData` where there are too few observations.
    public func splits(_ observations: [TimeRange]) throws(PulseError) -> [ValidationSplit] {
        for index in observations.indices {
            precondition(observations[index].from <= observations[index].to, "an outcome follows its decision")
            precondition(index == 0 || observations[index - 1].from <= observations[index].from, "observations ascend by decision")
        }
        let history = History(observations, groups: groupCount, embargo: embargo)
        let result: [ValidationSplit]
        switch method {
        case .anchoredWalkForward(let folds):
            result = (1...folds).compactMap { history.walkForward(group: $0, training: nil) }
        case .rollingWalkForward(let folds, let training):
            result = (1...folds).compactMap { history.walkForward(group: $0, training: training) }
        case .kFold(let folds):
            result = (0..<folds).compactMap { history.crossValidation(groups: [$0]) }
        case .combinatorial(let groups, let testGroups):
            result = Combinations.all(groups, choose: testGroups).compactMap(history.crossValidation)
        }
        guard isWalkForward ? !result.isEmpty : result.count == splitCount else {
            throw PulseError(
                .badData, "\(observations.count) observations are too few for \(self)",
                hint: "take a longer range, fewer folds or a shorter embargo")
        }
        return result
    }

    private var isWalkForward: Bool {
        switch method {
        case .anchoredWalkForward, .rollingWalkForward: true
        case .kFold, .combinatorial: false
        }
    }

    /// Observations cut into groups.
    private struct History {
        let observations: [TimeRange]
        let embargo: Int64
        /// Positions where groups begin, and the end.
        let bounds: [Int]
        /// From the first decision to the last outcome, of each group and of all; nil for a group without observations.
        let spans: [TimeRange?]
        let span: TimeRange

        init(_ observations: [TimeRange], groups: Int, embargo: Int64) {
            self.observations = observations
            self.embargo = embargo
            var bounds = (0...groups).map { $0 * observations.count / groups }
            for index in bounds.indices where bounds[index] > 0 {
                while bounds[index] < observations.count, observations[bounds[index]].from == observations[bounds[index] - 1].from {
                    bounds[index] += 1
                }
            }
            self.bounds = bounds
            func span(_ range: Range<Int>) -> TimeRange? {
                guard !range.isEmpty else { return nil }
                let end = observations[range].reduce(observations[range.lowerBound].to) { max($0, $1.to) }
                return TimeRange(from: observations[range.lowerBound].from, to: end)
            }
            spans = (0..<groups).map { span(bounds[$0]..<bounds[$0 + 1]) }
            self.span = span(observations.indices) ?? TimeRange(from: Timestamp(milliseconds: 0), to: Timestamp(milliseconds: 0))
        }

        func walkForward(group: Int, training length: Int64?) -> ValidationSplit? {
            guard let test = spans[group] else { return nil }
            let end = test.from.advanced(byMilliseconds: -embargo)
            let start = length.map { max(span.from, end.advanced(byMilliseconds: -$0)) } ?? span.from
            let candidates = observations[..<bounds[group]].count { $0.from >= start }
            return split([group], allowed: [TimeRange(from: start, to: end)], candidates: candidates)
        }

        func crossValidation(groups: [Int]) -> ValidationSplit? {
            var allowed: [TimeRange] = []
            var start = span.from
            for group in groups {
                guard let test = spans[group] else { return nil }
                allowed.append(TimeRange(from: start, to: test.from.advanced(byMilliseconds: -embargo)))
                start = max(start, test.to.advanced(byMilliseconds: embargo))
            }
            allowed.append(TimeRange(from: start, to: span.to))
            let tested = groups.reduce(0) { $0 + bounds[$1 + 1] - bounds[$1] }
            return split(groups, allowed: allowed, candidates: observations.count - tested)
        }

        /// Nil where nothing is left to train on.
        private func split(_ groups: [Int], allowed: [TimeRange], candidates: Int) -> ValidationSplit? {
            let allowed = allowed.filter { !$0.isEmpty }
            var training: [Range<Int>] = []
            var next = 0
            for (position, label) in observations.enumerated() {
                while next < allowed.count, allowed[next].to < label.from { next += 1 }
                guard next < allowed.count else { break }
                guard allowed[next].from <= label.from, label.to <= allowed[next].to else { continue }
                if let last = training.last, last.upperBound == position {
                    training[training.count - 1] = last.lowerBound..<position + 1
                } else {
                    training.append(position..<position + 1)
                }
            }
            guard !training.isEmpty else { return nil }
            return ValidationSplit(
                groups: groups, training: training, test: groups.map { bounds[$0]..<bounds[$0 + 1] }, trainingSpans: allowed,
                testSpans: groups.compactMap { spans[$0] }, purged: candidates - training.reduce(0) { $0 + $1.count })
        }
    }
}
