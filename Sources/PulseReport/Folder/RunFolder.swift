import Foundation
import PulseCore

/// The folder of one run: `run.json`, `trades.csv`, `signals.csv`, `lifecycle.csv`, `equity.csv`, `votes.csv`, `report.html`.
///
/// A folder is complete or not there: it is written under another name beside its place and renamed when everything is on disk.
public struct RunFolder: Sendable, Hashable {
    /// The files of a run, in the order in which they are written.
    public static let files = ["run.json", "trades.csv", "signals.csv", "lifecycle.csv", "equity.csv", "votes.csv", "report.html"]

    public let url: URL

    /// A folder that is there already.
    public init(_ url: URL) {
        self.url = url
    }

    /// `<first twelve digits of the run id>-<name of the strategy, made safe for any file system>`.
    public static func name(of document: RunDocument) -> String {
        var name = ""
        for byte in document.strategy.name.lowercased().utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                name.unicodeScalars.append(UnicodeScalar(byte))
            default:
                if !name.isEmpty, !name.hasSuffix("-") { name += "-" }
            }
            if name.utf8.count == 48 { break }
        }
        while name.hasSuffix("-") { name.removeLast() }
        return safe(document.shortRun) + "-" + (name.isEmpty ? document.kind.rawValue : name)
    }

    /// The file of that name in the folder.
    public func file(_ name: String) -> URL { url.appendingPathComponent(name) }

    /// What the run says. Throws `PulseError`: `missing` where there is no such file, `badData` where it is not a run document.
    public func document() throws -> RunDocument { try Self.read(file("run.json")) }

    /// Reads a run document from a file. Throws as `document()`.
    public static func read(_ url: URL) throws -> RunDocument {
        guard let data = FileManager.default.contents(atPath: url.path) else {
            throw PulseError(.missing, "there is no run document '\(url.lastPathComponent)' in '\(url.deletingLastPathComponent().path)'")
        }
        do {
            return try CanonicalJSON.decode(RunDocument.self, from: Array(data))
        } catch {
            throw PulseError(
                .badData, "'\(url.path)' is not a run document: \(explain(error))", hint: "run the strategy again to write it anew")
        }
    }

    /// All complete run folders below a folder, ordered by name; none where the folder is not there.
    public static func list(in reports: URL) -> [RunFolder] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: reports.path)) ?? []
        return names.sorted().filter { !$0.hasPrefix(".") }
            .map { RunFolder(reports.appendingPathComponent($0, isDirectory: true)) }
            .filter { FileManager.default.fileExists(atPath: $0.file("run.json").path) }
    }

    private static func safe(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.isASCII && ($0.properties.isAlphabetic || "0"..."9" ~= $0) }))
    }

    private static func explain(_ error: any Error) -> String {
        guard let error = error as? DecodingError else { return "\(error)" }
        switch error {
        case .dataCorrupted(let context), .keyNotFound(_, let context), .typeMismatch(_, let context), .valueNotFound(_, let context):
            let path = context.codingPath.map(\.stringValue).joined(separator: ".")
            return path.isEmpty ? context.debugDescription : "\(path): \(context.debugDescription)"
        @unknown default: return "\(error)"
        }
    }
}
