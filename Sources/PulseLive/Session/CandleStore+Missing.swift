import PulseCore
import PulseStore

extension CandleStore {
    /// Those of some observations whose events the store does not have.
    func missing(_ observations: [SideObservation], _ id: InstrumentID, _ kind: SideKind) throws -> [SideObservation] {
        guard let first = observations.map(\.eventTime).min(), let last = observations.map(\.eventTime).max() else { return [] }
        var known: Set<Timestamp> = []
        try forEachSideObservation(id, kind, TimeRange(from: first, to: last.advanced(byMilliseconds: 1))) { batch in
            known.formUnion(batch.map(\.eventTime))
        }
        return observations.filter { !known.contains($0.eventTime) }
    }
}
