import PulseCore

/// Votes are faster where their pipelines were looked at just before.
extension PaperSession {
    /// Pipelines that are primed between two looks at the buffer: so long do messages wait.
    private static let primedTogether = 8

    /// Whether a close is near, and some pipelines are not primed for it.
    var isPriming: Bool {
        guard options.priming > 0, core.collected.isEmpty, primed.slice != assembly.slice || primed.count < core.instruments.count else {
            return false
        }
        return assembly.marketTime.milliseconds >= assembly.slice.milliseconds + plan.base.milliseconds - options.priming
    }

    /// Primes some more pipelines for the close that is near, if one is.
    func prime() {
        guard isPriming else { return }
        if primed.slice != assembly.slice { primed = (assembly.slice, 0) }
        let end = min(primed.count + Self.primedTogether, core.instruments.count)
        core.prime(primed.count..<end, on: pool)
        primed.count = end
        // Nothing depends on it. What stands in the way of a write, if it still does by then, the write will tell.
        if end == core.instruments.count { try? journal.prime() }
    }
}
