import PulseCore

/// One observation on its way from a file to the store.
package struct SideRow {
    /// Nil for what concerns all instruments.
    package var instrument: InstrumentID?
    package var kind: SideKind
    package var observation: SideObservation

    package init(_ instrument: InstrumentID?, _ kind: SideKind, _ observation: SideObservation) {
        self.instrument = instrument
        self.kind = kind
        self.observation = observation
    }
}
