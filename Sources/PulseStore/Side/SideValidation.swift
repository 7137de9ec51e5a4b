import PulseCore

/// What an observation must be like to be stored.
package enum SideValidation {
    /// Longest time between an event and its becoming known; bounds what a read by known times must scan (P9).
    package static let maximumDelay: Int64 = 31 * Timestamp.day

    /// Values that are possible; beyond them a column was mistaken or a cell is damaged.
    package static func range(of kind: SideKind) -> ClosedRange<Double> {
        switch kind {
        case .fundingRate, .premiumIndex, .sentiment: -1...1
        case .openInterest: 0...1e15
        case .longShortRatio: 1e-6...1e6
        case .fearGreed, .altSeason: 0...100
        }
    }

    /// What is wrong with an observation, or nil.
    package static func fault(in observation: SideObservation, _ kind: SideKind) -> String? {
        let range = range(of: kind)
        guard range.contains(observation.value) else {
            return "a value of \(observation.value) is not possible: \(kind.name) lies in \(range.lowerBound)...\(range.upperBound)"
        }
        let heaviest = kind == .sentiment ? 1.0 : 1_000
        guard observation.weight >= 0, observation.weight <= heaviest else {
            return "a weight of \(observation.weight) is not possible: it lies in 0...\(heaviest)"
        }
        guard Timestamp.plausible.contains(observation.eventTime), Timestamp.plausible.contains(observation.knownAt) else {
            return "the time is not within the years 1970 to 2099"
        }
        let delay = observation.knownAt.milliseconds - observation.eventTime.milliseconds
        guard delay >= 0 else { return "it would be known before it happened" }
        guard delay <= maximumDelay else { return "it would be known more than \(maximumDelay / Timestamp.day) days after it happened" }
        return nil
    }
}
