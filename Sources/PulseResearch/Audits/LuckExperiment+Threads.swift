import PulseAnalytics

extension LuckExperiment {
    /// All searches, on several threads; their number changes nothing but the time.
    public func run(threads: Int) -> Outcome {
        Outcome(searches: Parallel.map(searches, threads: threads) { search($0) })
    }
}
