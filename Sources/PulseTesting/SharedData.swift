import Foundation

/// Reference files that live beside the project, not in it: real candles and other tools' results.
///
/// They are optional. Tests that want them say `.enabled(if: SharedData.isPresent)` and are skipped where they are absent.
/// The folder is `ALPHAPULSE_SHARED`, or `../shared` seen from the package.
public enum SharedData {
    /// The folder, or nil if there is none.
    public static let root: URL? = {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let named = ProcessInfo.processInfo.environment["ALPHAPULSE_SHARED"].map { URL(fileURLWithPath: $0) }
        let folder = named ?? package.deletingLastPathComponent().appendingPathComponent("shared")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    /// Whether the folder is there.
    public static var isPresent: Bool { root != nil }

    /// A file or folder inside it, such as `peers/golden/metrics.json`; nil if it is not there.
    public static func url(_ path: String) -> URL? {
        guard let url = root?.appendingPathComponent(path), FileManager.default.fileExists(atPath: url.path) else { return nil }
        return url
    }

    /// Whether a file is there, for `.enabled(if:)`.
    public static func has(_ path: String) -> Bool { url(path) != nil }

    /// The text of a file, unpacked if its name ends in `.gz`.
    public static func text(_ path: String) throws -> String {
        guard let url = url(path) else { throw CocoaError(.fileNoSuchFile) }
        guard url.pathExtension == "gz" else { return try String(contentsOf: url, encoding: .utf8) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", url.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.fileReadCorruptFile) }
        return String(decoding: data, as: UTF8.self)
    }

    /// The columns of a CSV file by the names in its header; cells that are not numbers (empty ones too) are NaN.
    public static func columns(_ path: String) throws -> [String: [Double]] {
        let text = try text(path)
        var lines = text.utf8.split(separator: UInt8(ascii: "\n")).makeIterator()
        let comma = UInt8(ascii: ",")
        guard let header = lines.next() else { return [:] }
        let names = header.split(separator: comma, omittingEmptySubsequences: false).map { String(Substring($0)) }
        var columns = [[Double]](repeating: [], count: names.count)
        while let line = lines.next() {
            for (index, cell) in line.split(separator: comma, omittingEmptySubsequences: false).enumerated() where index < names.count {
                columns[index].append(Double(Substring(cell)) ?? .nan)
            }
        }
        return Dictionary(zip(names, columns), uniquingKeysWith: { first, _ in first })
    }
}
