import Foundation
import PulseCore

extension StudyFolder {
    /// Writes a study below `reports` and says where; the folder is made if need be, and a folder of the same study is replaced.
    ///
    /// `trials` are the rows of `trials.csv`, written in their order; `best` is the text of `best.yaml`, nil where no trial was chosen.
    /// Throws `PulseError(.io)` if anything cannot be written; then nothing of the study is left behind, and an older folder is as it was.
    /// A figure that is not a finite number is a `bug`.
    @discardableResult
    public static func write(
        _ document: StudyDocument, trials: some Sequence<StudyTrialRow>, best: String?, into reports: URL,
        charts: ChartLibrary? = ChartLibrary.find()
    ) throws -> StudyFolder {
        try write(document, trials: trials, best: best, into: reports, charts: charts) { try FileSink($0) }
    }

    /// The same with other files, so that a test can let one of them fail.
    package static func write(
        _ document: StudyDocument, trials: some Sequence<StudyTrialRow>, best: String?, into reports: URL, charts: ChartLibrary?,
        open: @escaping (URL) throws -> any ByteSink
    ) throws -> StudyFolder {
        // What can be wrong with the input is found before the disk is touched.
        let json: [UInt8]
        do {
            json = try CanonicalJSON.encode(document)
        } catch {
            throw PulseError(.bug, "the study's document cannot be written: \(error)")
        }
        let page = try StudyPage(document, charts: charts).bytes()

        let folder = StudyFolder(reports.appendingPathComponent(name(of: document), isDirectory: true))
        try FolderDraft.write("the study", at: folder.url, open: open) { draft in
            try draft.put(json, as: "study.json")
            try StudyTrialsTable.write(trials, of: document, to: draft.file("trials.csv"))
            if let best { try draft.put(Array(best.utf8), as: "best.yaml") }
            try draft.put(page, as: "report.html")
        }
        return folder
    }
}
