import PulseAnalytics
import PulseCore

/// The search of all days as somebody else drives it: asks for trials, and is told what they were worth.
public struct StudyDialogue {
    private let space: ParameterSpace
    private var searcher: any Searcher

    /// Goes on from the values that were told of earlier trials, by their numbers. Throws `configuration` where a trial was told that the search would not
    /// have asked for yet.
    public init(_ study: Study, told: [Int: [Double]]) throws(PulseError) {
        guard let search = study.searches.last else { preconditionFailure("a study searches all days") }
        space = study.space
        searcher = try search.searcher(study.plan, space.search)
        var values: [[Double]?] = []
        for number in 0..<(told.keys.max() ?? -1) + 1 { values.append(told[number]) }
        _ = try searcher.replay(values)
    }

    /// The next trials; those that were asked and not told come first. Fewer than `count` where tells are awaited or the search is over.
    public mutating func ask(_ count: Int) -> [(number: Int, texts: [String])] {
        while searcher.window.outstanding.count < count, searcher.ask() != nil {}
        return searcher.window.outstanding.prefix(count).map { ($0.number, space.texts(space.search.decode($0.coordinates))) }
    }

    /// Takes what a trial was worth, and says whether it is one of those that wait to be told.
    public mutating func tell(_ number: Int, _ values: [Double]) -> Bool {
        guard ask(StudyPlan.batch).contains(where: { $0.number == number }) else { return false }
        searcher.tell(number, values)
        return true
    }
}
