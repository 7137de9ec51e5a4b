import Foundation
import PulseCore

/// Writes files that a command makes.
enum OutputFile {
    /// Puts a file in its place, whole or not at all, and makes its folder if need be; `io` that names the kind of file where that fails.
    static func write(_ data: Data, to file: URL, kind: String) throws {
        do {
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try data.write(to: file, options: .atomic)
        } catch {
            throw PulseError(.io, "the \(kind) cannot be written: \(error.localizedDescription)", at: SourceLocation(file: file.path))
        }
    }
}
