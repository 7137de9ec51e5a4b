/// Trials of a study as far as they are made: for each search its trials in the order of their numbers.
public struct StudyTrials: Hashable, Sendable {
    public private(set) var bySearch: [[TrialRecord]]

    public init(searches: Int) { bySearch = [[TrialRecord]](repeating: [], count: searches) }

    /// Trials that were recorded earlier. What follows a missing number is of no use, and left out.
    public init(searches: Int, recorded: [TrialRecord]) {
        self.init(searches: searches)
        for record in recorded.sorted(by: { ($0.search, $0.number) < ($1.search, $1.number) })
        where bySearch.indices.contains(record.search) && bySearch[record.search].count == record.number {
            bySearch[record.search].append(record)
        }
    }

    /// All trials, search after search.
    public var all: [TrialRecord] { Array(bySearch.joined()) }
    public var count: Int { bySearch.reduce(0) { $0 + $1.count } }

    mutating func append(_ records: [TrialRecord]) {
        for record in records { bySearch[record.search].append(record) }
    }
}
