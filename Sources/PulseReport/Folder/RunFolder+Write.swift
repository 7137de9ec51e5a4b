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
        _ document: RunDocument, _ series: RunSeries, into reports: URL, charts: ChartLibrary?, open: (URL) throws -> any ByteSink
    ) throws -> RunFolder {
        // What can be wrong with the input is found before the disk is touched.
        let json = try encode(document)
        let page = try ReportPage(document, series, charts: charts).bytes()

        let name = name(of: document)
        let folder = RunFolder(reports.appendingPathComponent(name, isDirectory: true))
        let draft = RunFolder(reports.appendingPathComponent(".\(name).\(UUID().uuidString).draft", isDirectory: true))
        do {
            try FileManager.default.createDirectory(at: draft.url, withIntermediateDirectories: true)
            try put(json, open(draft.file("run.json")))
            try TradesTable.write(series.trades, hasFunding: document.hasPerpetuals, to: open(draft.file("trades.csv")))
            try SignalsTable.write(series.signals, to: open(draft.file("signals.csv")))
            try LifecycleTable.write(series.signals, to: open(draft.file("lifecycle.csv")))
            try EquityTable.write(series.equity, to: open(draft.file("equity.csv")))
            try VotesTable.write(series.votes, to: open(draft.file("votes.csv")))
            try put(page, open(draft.file("report.html")))
            try replace(folder.url, by: draft.url)
        } catch {
            try? FileManager.default.removeItem(at: draft.url)
            throw PulseError(
                .io, "the run could not be written to '\(folder.url.path)': \(error.localizedDescription)",
                hint: "is the disk full, or the folder not writable?")
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

    private static func put(_ bytes: [UInt8], _ sink: any ByteSink) throws {
        var sink = sink
        try bytes.withUnsafeBytes { try sink.write($0) }
        try sink.close()
    }

    /// Puts the draft in the place of what may be there. The older folder is moved away first and comes back if the last step fails.
    private static func replace(_ place: URL, by draft: URL) throws {
        let files = FileManager.default
        guard files.fileExists(atPath: place.path) else {
            try files.moveItem(at: draft, to: place)
            return
        }
        let older = draft.appendingPathExtension("older")
        try files.moveItem(at: place, to: older)
        do {
            try files.moveItem(at: draft, to: place)
        } catch {
            try? files.moveItem(at: older, to: place)
            throw error
        }
        try files.removeItem(at: older)
    }
}
