import Foundation
import PulseCore

/// Finds the files of candles in what a user names: files as they are, folders with everything below them, in sorted order.
public enum ArchiveFolder {
    /// Ends of names that a folder's walk takes up; other files (notes, checksums) are passed over.
    private static let suffixes = [".zip", ".csv", ".csv.gz", ".gz", ".jsonl"]
    /// Files of one import (P9).
    public static let limit = 200_000

    /// The files, in the order of `paths` and sorted within each folder.
    ///
    /// Throws `PulseError(.missing)` for a path that is not there.
    public static func files(_ paths: [String]) throws -> [URL] {
        var files: [URL] = []
        for path in paths {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw PulseError(.missing, "there is no such file or folder", at: SourceLocation(file: path))
            }
            let url = URL(fileURLWithPath: path)
            guard isFolder.boolValue else {
                files.append(url)
                continue
            }
            let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
            let wanted = names.filter { name in suffixes.contains { name.lowercased().hasSuffix($0) } }
            files += wanted.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }.map { url.appendingPathComponent($0) }
            guard files.count <= limit else {
                throw PulseError(.usage, "more than \(limit) files at once", at: SourceLocation(file: path))
            }
        }
        return files
    }
}
