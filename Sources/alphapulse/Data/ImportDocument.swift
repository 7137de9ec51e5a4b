import PulseCore
import PulseStore

/// `data import --json`.
struct ImportDocument: Encodable {
    struct Span: Encodable {
        var from: String
        var to: String
        var missing: Int

        init(_ gap: Gap) {
            from = gap.from.description
            to = gap.to.description
            missing = gap.missing
        }
    }

    struct File: Encodable {
        var path: String
        var instrument: String?
        var timeframe: String?
        var rows: Int
        var inserted: Int
        var duplicates: Int
        var revised: Int
        var rejected: [RejectedRow]
        var rejectedCount: Int
        var gaps: [Span]
        var gapCount: Int
        var warnings: [String]
        var error: String?
        /// Why a file that was found in a folder was passed over.
        var passedOver: String?
    }

    var schema = "alphapulse.import.v1"
    var files: [File]
    var seconds: Double

    init(_ results: [FileImport], seconds: Double) {
        self.seconds = seconds
        files = results.map { result in
            File(
                path: result.path, instrument: result.instrument?.description, timeframe: result.timeframe?.description, rows: result.rows,
                inserted: result.inserted, duplicates: result.duplicates, revised: result.revised, rejected: result.rejected,
                rejectedCount: result.rejectedCount, gaps: result.gaps.map(Span.init), gapCount: result.gapCount,
                warnings: result.warnings, error: result.isPassedOver ? nil : result.error?.description,
                passedOver: result.isPassedOver ? result.error?.description : nil)
        }
    }
}
