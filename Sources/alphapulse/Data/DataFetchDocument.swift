import PulseBinance
import PulseCore
import PulseStore

/// `data fetch --json`.
struct FetchDocument: Encodable {
    struct File: Encodable {
        var name: String
        /// archive, cache or rest.
        var origin: String
        var rows: Int
        var inserted: Int
        var duplicates: Int
        var revised: Int
        var rejected: Int
    }

    struct Series: Encodable {
        var instrument: String
        var timeframe: String
        var files: [File]
        /// Files that the archive does not have.
        var missing: [String]
        var rows: Int
        var inserted: Int
        var duplicates: Int
        var revised: Int
        var gaps: [ImportDocument.Span]
        var gapCount: Int
        /// Why there is nothing of a series.
        var notes: [String]
    }

    var schema = "alphapulse.fetch.v1"
    var instruments: [Series]
    var seconds: Double

    init(_ results: [FetchedInstrument], seconds: Double) {
        self.seconds = seconds
        instruments = results.map { result in
            Series(
                instrument: result.id.description, timeframe: result.timeframe.description,
                files: result.files.map { file in
                    File(
                        name: file.name, origin: file.origin.rawValue, rows: file.result.rows, inserted: file.result.inserted,
                        duplicates: file.result.duplicates, revised: file.result.revised, rejected: file.result.rejectedCount)
                }, missing: result.missing, rows: result.rows, inserted: result.inserted, duplicates: result.duplicates,
                revised: result.revised, gaps: result.gaps.map(ImportDocument.Span.init), gapCount: result.gapCount, notes: result.notes)
        }
    }
}
