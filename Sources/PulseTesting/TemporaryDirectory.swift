import Foundation

/// A folder of its own for one test, removed when the value goes away.
public final class TemporaryDirectory: Sendable {
    public let url: URL

    public init(_ name: String = "alphapulse-test") throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("\(name)-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    /// The path of a file in it.
    public func file(_ name: String) -> URL { url.appendingPathComponent(name) }

    /// Writes a text file into it and says where.
    @discardableResult
    public func write(_ text: String, to name: String) throws -> URL {
        let target = file(name)
        try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: target)
        return target
    }
}
