import Foundation
import PulseTesting
import Testing

/// `alphapulse venue` in a process of its own, in a program's folder, until it is let go of.
final class RunningVenue {
    /// What it says of itself when it listens.
    let document: [String: Any]
    let rest: String
    private let process = Process()
    private var isFrozen = false

    convenience init(_ program: Program, _ arguments: String...) throws { try self.init(program, arguments) }

    init(_ program: Program, _ arguments: [String]) throws {
        process.executableURL = Program.url
        process.arguments = ["venue"] + arguments
        process.currentDirectoryURL = program.folder.url
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = output.fileHandleForReading.availableData
        document = try #require(try JSONSerialization.jsonObject(with: line) as? [String: Any])
        rest = try #require(document["rest"] as? String)
    }

    deinit { end() }

    /// Makes it a server that says nothing any more: connections to it come about, and that is all.
    func freeze() {
        isFrozen = true
        kill(process.processIdentifier, SIGSTOP)
    }

    private func end() {
        process.terminate()
        // What is frozen hears of it only then.
        if isFrozen { kill(process.processIdentifier, SIGCONT) }
        isFrozen = false
    }

    /// An address that it names, as `stream` or `archive`.
    func address(_ name: String) throws -> String { try #require(document[name] as? String) }

    /// What it answers to a question, decoded.
    func answer(_ path: String) throws -> [[Any]] {
        let url = try #require(URL(string: rest + path))
        return try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [[Any]])
    }

    /// Interrupts it; the status that it ends with.
    func stop() -> Int32 {
        end()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
