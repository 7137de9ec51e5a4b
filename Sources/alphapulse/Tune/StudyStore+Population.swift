import PulseAnalytics
import PulseCore
import PulseStore

extension StudyStore {
    /// Every trial that was ever made on any of these instruments in times that overlap the range, as the deflated Sharpe ratio needs them; nil where there
    /// are none, or where fewer than two of them have a ratio.
    func population(of instruments: [InstrumentID], _ range: TimeRange) throws -> TrialPopulation? {
        let (count, sharpes) = try ledger(of: instruments, range)
        return TrialPopulation(count: count, sharpes: sharpes)
    }
}
