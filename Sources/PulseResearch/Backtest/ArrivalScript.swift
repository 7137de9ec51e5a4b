import PulseCore

/// In which order the candles of a market became known: what a live session went through, for a run that is to go through the same.
package struct ArrivalScript: Sendable {
    package enum Step: Hashable, Sendable {
        /// The slice that opens then was closed with the next candle of each of these instruments, ascending.
        case slice(Timestamp, members: [Int])
        /// Slices go on without an instrument.
        case behind(Int)
        /// The next candle of an instrument that is behind.
        case late(Int)
        /// The instrument is with the others again.
        case caughtUp(Int)
        /// What an instrument waits with for its round is not decided on any more.
        case forgotten(Int)
        /// A settlement was told of.
        case funding(Int, FundingSettlement)
    }

    package var steps: [Step] = []

    package init(_ steps: [Step] = []) {
        self.steps = steps
    }
}
