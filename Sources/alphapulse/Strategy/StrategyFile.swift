import Foundation
import PulseCore
import PulseStore
import PulseStrategy

/// Finds and reads strategy files.
enum StrategyFile {
    /// The largest strategy file that is read, in bytes.
    static let maximumBytes = 1 << 20

    /// The specification in a file; `configuration` with every fault and its place, `missing` where there is no file.
    static func read(_ path: String) throws -> StrategySpecification {
        try StrategySpecification(reading: YAMLDocument.parse(text: text(path), file: path))
    }

    /// The text of a strategy file.
    static func text(_ path: String) throws -> String {
        try text(path, kind: "strategy", folder: "strategies", hint: "'alphapulse strategy list' shows what there is")
    }

    /// The text of a file that says what a study may vary.
    static func spaceText(_ path: String) throws -> String {
        try text(path, kind: "space", folder: "spaces", hint: "spaces/ has examples, docs/tuning.md says how to write one")
    }

    private static func text(_ path: String, kind: String, folder: String, hint: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            let nearest = NearestName.of(URL(fileURLWithPath: path).lastPathComponent, among: names(in: folder))
            throw PulseError(
                .missing, "there is no \(kind) file '\(path)'", hint: nearest.map { "did you mean \(folder)/\($0)?" } ?? hint)
        }
        guard data.count <= maximumBytes else {
            throw PulseError(.badData, "a \(kind) file has at most \(maximumBytes) bytes", at: SourceLocation(file: path))
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw PulseError(.badData, "the file is not UTF-8 text", at: SourceLocation(file: path))
        }
        return text
    }

    /// The names of the YAML files in a folder, sorted.
    static func names(in folder: String) -> [String] {
        let found = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return found.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
    }
}
