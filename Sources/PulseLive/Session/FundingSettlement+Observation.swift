import PulseCore
import PulseResearch
import PulseStore

extension FundingSettlement {
    /// As an observation of the funding rates, known as one is that the session is told of for its heads; nil where such a rate is not possible.
    var observation: SideObservation? {
        let observation = SideObservation(
            // Nobody has at a close what is told of at that very instant.
            eventTime: time, knownAt: time.advanced(byMilliseconds: 1), value: Double(rate) / 1e8,
            weight: Double(interval) / Double(Self.standardInterval))
        return SideValidation.fault(in: observation, .fundingRate) == nil ? observation : nil
    }
}
