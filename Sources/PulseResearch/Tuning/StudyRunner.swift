import PulseAnalytics
import PulseCore
import PulseStrategy

/// Drives one search of a study: asks for trials, runs them on several threads, tells what they gave.
struct StudyRunner {
    let study: Study
    let search: StudySearch
    let threads: Int
    /// The head weights that `hit-rates` has learnt from the search's own days, one for each of its strengths.
    private let learned: [[String]]
    /// Votes on markets that end where the days of a lower rung end; none for a search without rungs.
    private let rungs: [VoteLibrary]
    /// The best value of the first objective that the searcher was told.
    private(set) var best: Double?

    init(study: Study, search: StudySearch, threads: Int) {
        self.study = study
        self.search = search
        self.threads = threads
        learned = study.plan.method == .hitRates ? HitRateLearning(study).texts(on: search.guide) : []
        guard study.plan.method == .halving else {
            rungs = []
            return
        }
        rungs = (0..<StudyPlan.rungs - 1).map { rung in
            let last = search.days(rung: rung).last?.upperBound ?? study.days.count
            return VoteLibrary(home: study.home.cut(to: Timestamp(milliseconds: study.days.times[last])))
        }
    }

    /// A searcher that has learnt the recorded trials.
    mutating func searcher(replaying records: [TrialRecord]) throws(PulseError) -> any Searcher {
        var searcher = try search.searcher(study.plan, study.space.search)
        for record in records {
            // Points are asked as they were asked then: a portion whole, before any of it was told.
            if searcher.window.outstanding.isEmpty {
                for _ in 0..<portionSize(done: record.number) where searcher.ask() == nil { break }
            }
            guard let point = searcher.window.outstanding.first, point.number == record.number, texts(point) == record.texts else {
                throw PulseError(
                    .configuration, "trial \(record.number) on record is not the one that this study asks for",
                    hint: "the store was written by another version; begin again with --fresh")
            }
            tell(record, to: &searcher)
        }
        return searcher
    }

    /// The next trials, run; nil where the search is over. A portion that was begun before an interruption is finished first.
    mutating func portion(_ searcher: inout any Searcher, done: Int) throws(PulseError) -> [TrialRecord]? {
        if searcher.window.outstanding.isEmpty {
            for _ in 0..<portionSize(done: done) where searcher.ask() == nil { break }
        }
        let points = searcher.window.outstanding
        guard !points.isEmpty else { return nil }
        let runner = self
        let results = Parallel.map(points.count, threads: threads) { runner.run(points[$0]) }
        for record in results { tell(record, to: &searcher) }
        return results
    }

    private mutating func tell(_ record: TrialRecord, to searcher: inout any Searcher) {
        let values = values(record)
        if let first = values.first, !first.isNaN, first > best ?? -.infinity { best = first }
        searcher.tell(record.number, values)
    }

    /// Trials of some numbers, of a search that learns nothing.
    func trials(_ numbers: Range<Int>, progress: (Int) -> Void) throws(PulseError) -> [TrialRecord] {
        var searcher = try search.searcher(study.plan, study.space.search)
        var points: [SearchPoint] = []
        while points.count < numbers.upperBound, let point = searcher.ask() {
            searcher.tell(point.number, [0])
            points.append(point)
        }
        var records: [TrialRecord] = []
        for start in stride(from: min(numbers.lowerBound, points.count), to: points.count, by: StudyPlan.batch) {
            let part = Array(points[start..<min(start + StudyPlan.batch, points.count)])
            records += Parallel.map(part.count, threads: threads) { run(part[$0]) }
            progress(part.count)
        }
        return records
    }

    /// What the searcher is told: the objectives on the days of the rung, NaN where there is none.
    private func values(_ record: TrialRecord) -> [Double] {
        let days = study.plan.method == .halving ? search.days(rung: record.rung) : search.guide
        let isPart = study.plan.method == .halving && record.rung < StudyPlan.rungs - 1
        // A part of the days has its part of the trades.
        let minimum = isPart ? 1 : study.plan.minimumTrades
        return study.plan.objectives.map { study.score(record, on: days, $0, trades: minimum) ?? .nan }
    }

    private func portionSize(done: Int) -> Int {
        let size = study.plan.method == .cmaes ? Int.max : StudyPlan.batch
        return min(size, search.trials - done)
    }

    private func texts(_ point: SearchPoint) -> [String] {
        if !learned.isEmpty { return learned[Int((point.coordinates[0] * Double(learned.count)).rounded(.down))] }
        return study.space.texts(study.space.search.decode(point.coordinates))
    }

    private func run(_ point: SearchPoint) -> TrialRecord {
        let texts = texts(point)
        do throws(PulseError) {
            let library = point.rung < rungs.count ? rungs[point.rung] : study.library
            return try study.record(study.specification(texts), search: search.number, point: point, texts: texts, from: library)
        } catch {
            return TrialRecord(
                search: search.number, number: point.number, rung: point.rung, texts: texts, strategyHash: "", dayCount: study.days.count,
                days: [], trades: 0, fault: error.diagnostics.first?.message ?? "no strategy")
        }
    }
}
