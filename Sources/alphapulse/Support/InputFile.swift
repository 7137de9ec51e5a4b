import Foundation
import PulseCore

/// Reads a whole input file of bounded size.
enum InputFile {
    /// The largest file that is read into memory, in bytes.
    static let maximumBytes = 1 << 30

    /// The bytes of a file; `-` is standard input.
    static func bytes(_ path: String) throws -> [UInt8] {
        let data: Data?
        if path == "-" {
            data = try FileHandle.standardInput.readToEnd() ?? Data()
        } else {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw PulseError(.missing, "there is no file '\(path)'")
            }
            guard !isFolder.boolValue else { throw PulseError(.usage, "'\(path)' is a folder, not a file") }
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
            guard size <= maximumBytes else { throw PulseError(.badData, "'\(path)' has more than \(maximumBytes) bytes") }
            data = FileManager.default.contents(atPath: path)
        }
        guard let data else { throw PulseError(.io, "'\(path)' cannot be read", hint: "may this user read it?") }
        return Array(data)
    }
}
