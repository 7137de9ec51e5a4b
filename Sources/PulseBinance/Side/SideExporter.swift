import PulseCore
import PulseStore

/// Writes a side series as CSV that says of each observation all that the store knows: imported again, it changes nothing.
public struct SideExporter {
    private let store: CandleStore

    public init(store: CandleStore) {
        self.store = store
    }

    /// Exports the observations whose events lie in `range` piece by piece; returns their number.
    ///
    /// Throws `PulseError(.missing)` where there are none, and what `write` throws.
    /// - Parameter id: nil for what concerns all instruments.
    public func export(_ id: InstrumentID?, _ kind: SideKind, _ range: TimeRange = .all, write: ([UInt8]) throws -> Void) throws -> Int {
        let name = id?.description ?? "*"
        var exported = 0
        try store.forEachSideObservation(id, kind, range) { batch in
            var bytes: [UInt8] = []
            bytes.reserveCapacity(batch.count * 96)
            if exported == 0 { bytes += Array((ExportedSideParser.header + "\n").utf8) }
            for observation in batch {
                bytes += Array("\(kind.name),\(name),\(observation.eventTime),\(observation.knownAt),".utf8)
                PlainDecimal.append(observation.value, to: &bytes)
                bytes.append(UInt8(ascii: ","))
                PlainDecimal.append(observation.weight, to: &bytes)
                bytes += Array(",\(observation.item)\n".utf8)
            }
            try write(bytes)
            exported += batch.count
        }
        guard exported > 0 else {
            throw PulseError(.missing, "the store has no \(kind.name) of \(name) in that range", hint: "see 'alphapulse data list'")
        }
        return exported
    }
}
