import PulseCore

/// Stretches in which nothing can happen.
extension Engine {
    /// Whether slices without a signal change nothing but the time: no position is open and no signal waits.
    @inlinable public var isIdle: Bool { pendingCount == 0 && portfolio.openPositions == 0 }

    /// Passes over so many slices whose candles nobody needs to see; the last of them closes at `time`. Leaves the engine as if it had been
    /// shown each of them, but for the candles that it would have kept: the slice after the stretch must be shown, and only then may a
    /// signal come. Unusable candles are not counted in a stretch, so a market that has some is not skipped through.
    ///
    /// Traps where the engine is not idle.
    public mutating func skip(slices: Int, closing time: Timestamp) {
        precondition(isIdle && candlesInSlice == 0 && !isFinished, "only an idle engine passes over slices")
        precondition(slices > 0 && time > self.time, "slices ascend in time")
        // Equity stands still, so that of the account's own rules only the last slice's can tell a difference: a day that begins in the
        // stretch begins with the equity of all its slices.
        slice += slices - 1
        activity.slices += slices - 1
        finishSlice(time)
    }
}
