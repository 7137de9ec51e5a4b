import Foundation
import PulseCore

/// The folder of one study: `study.json`, `trials.csv`, `best.yaml` where a trial was chosen, and `report.html`.
///
/// A folder is complete or not there: it is written under another name beside its place and renamed when everything is on disk.
public struct StudyFolder: Sendable, Hashable {
    /// The files of a study, in the order in which they are written.
    public static let files = ["study.json", "trials.csv", "best.yaml", "report.html"]

    public let url: URL

    /// A folder that is there already.
    public init(_ url: URL) {
        self.url = url
    }

    /// `study-<first twelve digits of the study id>`.
    public static func name(of document: StudyDocument) -> String {
        let digits = document.shortStudy.unicodeScalars.filter { $0.isASCII && ($0.properties.isAlphabetic || "0"..."9" ~= $0) }
        return "study-" + String(String.UnicodeScalarView(digits))
    }

    /// The file of that name in the folder.
    public func file(_ name: String) -> URL { url.appendingPathComponent(name) }

    /// What the study says. Throws `PulseError`: `missing` where there is no such file, `badData` where it is not a study document.
    public func document() throws -> StudyDocument {
        let place = file("study.json")
        guard let data = FileManager.default.contents(atPath: place.path) else {
            throw PulseError(.missing, "there is no study document 'study.json' in '\(url.path)'")
        }
        do {
            let document = try CanonicalJSON.decode(StudyDocument.self, from: Array(data))
            guard document.schema == StudyDocument.schema else {
                throw PulseError(.badData, "'\(place.path)' has the schema '\(document.schema)', not '\(StudyDocument.schema)'")
            }
            return document
        } catch let error as PulseError {
            throw error
        } catch {
            throw PulseError(.badData, "'\(place.path)' is not a study document: \(error)", hint: "tune again to write it anew")
        }
    }

    /// All complete study folders below a folder, ordered by name; none where the folder is not there.
    public static func list(in reports: URL) -> [StudyFolder] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: reports.path)) ?? []
        return names.sorted().filter { !$0.hasPrefix(".") }
            .map { StudyFolder(reports.appendingPathComponent($0, isDirectory: true)) }
            .filter { FileManager.default.fileExists(atPath: $0.file("study.json").path) }
    }
}
