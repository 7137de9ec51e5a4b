/// A history in which every tested group was judged once, by a strategy that had not seen it: one out-of-sample backtest.
///
/// A walk-forward and k-fold cross-validation give one path, the combinatorial scheme phi of them, and with them a distribution of out-of-sample results
/// rather than one (Lopez de Prado 2018, section 12.3).
public struct ValidationPath: Hashable, Sendable {
    /// A piece of the path: what the strategy of split `split` did on the observations of `group`.
    public struct Segment: Hashable, Sendable {
        public let split: Int
        public let group: Int
        /// Positions of the observations.
        public let test: Range<Int>
    }

    /// By ascending group.
    public let segments: [Segment]

    /// Path j takes for each group the j-th split that tests it. Groups that are tested less often than others end up in fewer paths.
    public static func assemble(_ splits: [ValidationSplit]) -> [ValidationPath] {
        var byGroup: [[Segment]] = []
        for (index, split) in splits.enumerated() {
            for (group, test) in zip(split.groups, split.test) {
                while byGroup.count <= group { byGroup.append([]) }
                byGroup[group].append(Segment(split: index, group: group, test: test))
            }
        }
        let count = byGroup.map(\.count).max() ?? 0
        return (0..<count).map { path in
            ValidationPath(segments: byGroup.compactMap { path < $0.count ? $0[path] : nil })
        }
    }
}
