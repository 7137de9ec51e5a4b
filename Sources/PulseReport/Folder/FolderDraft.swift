import Foundation
import PulseCore

/// A folder that is being written: complete or not there, because it is made under another name beside its place and renamed when everything
/// is on disk.
struct FolderDraft {
    private let url: URL
    private let open: (URL) throws -> any ByteSink

    /// Makes the folder at `place` with what `fill` puts into it; a folder that is there is replaced.
    ///
    /// Throws `PulseError(.io)` if anything cannot be written, which says that it was `subject`; then nothing of it is left behind, and an
    /// older folder is as it was.
    static func write(
        _ subject: String, at place: URL, open: @escaping (URL) throws -> any ByteSink, fill: (FolderDraft) throws -> Void
    ) throws {
        let name = ".\(place.lastPathComponent).\(UUID().uuidString).draft"
        let draft = FolderDraft(url: place.deletingLastPathComponent().appendingPathComponent(name, isDirectory: true), open: open)
        do {
            try FileManager.default.createDirectory(at: draft.url, withIntermediateDirectories: true)
            try fill(draft)
            try replace(place, by: draft.url)
        } catch {
            try? FileManager.default.removeItem(at: draft.url)
            throw PulseError(
                .io, "\(subject) could not be written to '\(place.path)': \(error.localizedDescription)",
                hint: "is the disk full, or the folder not writable?")
        }
    }

    /// A new file of the folder.
    func file(_ name: String) throws -> any ByteSink { try open(url.appendingPathComponent(name)) }

    /// A new file with these bytes.
    func put(_ bytes: [UInt8], as name: String) throws {
        var sink = try file(name)
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
