import ArgumentParser
import Foundation
import PulseCore

struct StrategyNew: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Start a strategy file from another one.",
        discussion: "Example: alphapulse strategy new my-trend --from strategies/nine-heads.yaml")

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Name of the strategy and of its file: lower-case letters, digits and hyphens.")
    var name: String

    @Option(help: "The file to start from.")
    var from = "strategies/nine-heads.yaml"

    @Option(help: "Where to put it.")
    var folder = "strategies"

    private struct Document: Encodable {
        var schema = "alphapulse.strategy-new.v1"
        var file: String
    }

    func run() throws {
        let isPlain =
            !name.isEmpty && name.count <= 64 && name.utf8.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789-".utf8.contains($0) }
        guard isPlain else { throw PulseError(.usage, "a name has lower-case letters, digits and hyphens, not '\(name)'") }
        let path = folder + "/" + name + ".yaml"
        guard !FileManager.default.fileExists(atPath: path) else {
            throw PulseError(.usage, "'\(path)' is there already", hint: "choose another name or remove it first")
        }
        let lines = try StrategyFile.text(from).components(separatedBy: "\n").map { line in
            line.hasPrefix("name:") ? "name: \(name)" : line
        }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
        if options.json { return try JSONOutput.print(Document(file: path)) }
        try Console.print("Wrote \(path). Edit it, then: alphapulse strategy check \(path)")
    }
}
