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

    /// What a file brought to one side series, in observations.
    struct Side: Encodable {
        var kind: String
        /// `*` for what concerns all instruments.
        var instrument: String
        var points: Int
        var inserted: Int
        var duplicates: Int
        var revised: Int
        var from: String
        var to: String

        init(_ side: SideImport) {
            kind = side.kind.name
            instrument = side.instrument?.description ?? "*"
            inserted = side.outcome.inserted
            duplicates = side.outcome.duplicates
            revised = side.outcome.revised
            points = inserted + duplicates + revised
            from = side.from.description
            to = side.to.description
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
        /// Missing for files of candles.
        var side: [Side]?
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
                path: result.path, instrument: result.instrument?.description ?? (result.side.isEmpty ? nil : "*"),
                timeframe: result.timeframe?.description, rows: result.rows,
                inserted: result.inserted, duplicates: result.duplicates, revised: result.revised, rejected: result.rejected,
                rejectedCount: result.rejectedCount, gaps: result.gaps.map(Span.init), gapCount: result.gapCount,
                side: result.side.isEmpty ? nil : result.side.map(Side.init),
                warnings: result.warnings, error: result.isPassedOver ? nil : result.error?.description,
                passedOver: result.isPassedOver ? result.error?.description : nil)
        }
    }
}
