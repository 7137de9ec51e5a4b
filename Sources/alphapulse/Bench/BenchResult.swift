/// One measurement: a line of `bench --json`.
struct BenchResult: Encodable {
    let schema = "alphapulse.bench.v1"
    var name: String
    /// `alphapulse`, or the peer's name.
    var who: String
    /// Units of work in one run.
    var work: Double
    var unit: String
    /// Median of the measured runs.
    var seconds: Double
    /// Work over median seconds.
    var rate: Double
    var runs: [Double]
    var threads: Int
    /// Rate over the peer's rate in the same run of the program; nil without a peer.
    var ratio: Double?
    /// Further facts: checks, sizes.
    var notes: [String: String]

    init(
        name: String, who: String = "alphapulse", work: Double, unit: String, runs: [Double], threads: Int = 1,
        notes: [String: String] = [:]
    ) {
        self.name = name
        self.who = who
        self.work = work
        self.unit = unit
        self.runs = runs
        self.threads = threads
        self.notes = notes
        let sorted = runs.sorted()
        seconds = sorted[sorted.count / 2]
        rate = work / max(seconds, 1e-12)
    }

    /// Both measurements as one.
    func merged(with other: BenchResult) -> BenchResult {
        var merged = BenchResult(name: name, who: who, work: work, unit: unit, runs: runs + other.runs, threads: threads, notes: notes)
        merged.ratio = ratio
        return merged
    }
}
