import Foundation
import PulseCore

extension RunFolder {
    /// Writes a run below `reports` and says where; the folder is made if need be, and a folder of the same run is replaced.
    ///
    /// Throws `PulseError(.io)` if anything cannot be written; then nothing of the run is left behind, and an older folder is as it was.
    /// A figure outside the metrics that is not a finite number is a `bug`.
    @discardableResult
    public static func write(
        _ document: RunDocument, _ series: RunSeries, into reports: URL, charts: ChartLibrary? = ChartLibrary.find()
    ) throws -> RunFolder {
        try write(document, series, into: reports, charts: charts) { try FileSink($0) }
    }

    /// The same with other files, so that a test can let one of them fail.
    package static func write(
        _ document: RunDocument, _ series: RunSeries, into reports: URL, charts: ChartLibrary?,
        open: @escaping (URL) throws -> any ByteSink
    ) throws -> RunFolder {
        // What can be wrong with the input is found before the disk is touched.
        let json = try encode(document)
        let page = try ReportPage(document, series, charts: charts).bytes()

        let folder = RunFolder(reports.appendingPathComponent(name(of: document), isDirectory: true))
        try FolderDraft.write("the run", at: folder.url, open: open) { draft in
            try draft.put(json, as: "run.json")
            try TradesTable.write(series.trades, hasFunding: document.hasPerpetuals, to: draft.file("trades.csv"))
            try SignalsTable.write(series.signals, to: draft.file("signals.csv"))
            try LifecycleTable.write(series.signals, to: draft.file("lifecycle.csv"))
            try EquityTable.write(series.equity, to: draft.file("equity.csv"))
            try VotesTable.write(series.votes, to: draft.file("votes.csv"))
            try draft.put(page, as: "report.html")
        }
        return folder
    }

    private static func encode(_ document: RunDocument) throws -> [UInt8] {
        do {
            return try CanonicalJSON.encode(document)
        } catch {
            throw PulseError(.bug, "the run's document cannot be written: \(error)")
        }
    }
}
