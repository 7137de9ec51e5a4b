import PulseCore
import PulseStore

/// What was fetched of an instrument, and what became of it.
public struct FetchedInstrument: Sendable {
    public struct File: Sendable {
        public enum Origin: String, Sendable {
            /// From the archive, now.
            case archive
            /// From the archive, by an earlier call.
            case cache
            /// Asked of the REST interface.
            case rest
        }

        public var name: String
        public var origin: Origin
        public var result: FileImport
    }

    public var id: InstrumentID
    public var timeframe: Timeframe
    public var files: [File] = []
    /// Files of the archive that it does not have; what they would have held was asked of the REST interface.
    public var missing: [String] = []
    /// The gaps between the store's candles in the range that was asked for, the first 1,000.
    public var gaps: [Gap] = []
    /// How many there are in all.
    public var gapCount = 0
    /// Why there is nothing of a series.
    public var notes: [String] = []

    public init(id: InstrumentID, timeframe: Timeframe) {
        self.id = id
        self.timeframe = timeframe
    }

    public var rows: Int { files.reduce(0) { $0 + $1.result.rows } }
    public var inserted: Int { files.reduce(0) { $0 + $1.result.inserted } }
    public var duplicates: Int { files.reduce(0) { $0 + $1.result.duplicates } }
    public var revised: Int { files.reduce(0) { $0 + $1.result.revised } }
}
