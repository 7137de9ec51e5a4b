import Foundation
import PulseTesting

/// The built program, run as a user runs it, in a folder of its own.
struct Program {
    struct Outcome {
        var status: Int32
        var output: String
        var errors: String

        /// Standard output as a JSON object.
        var json: [String: Any] {
            (try? JSONSerialization.jsonObject(with: Data(output.utf8))) as? [String: Any] ?? [:]
        }
    }

    let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
    }

    /// Beside the tests, in the folder of built products.
    static let url: URL = {
        let main = Bundle.main.bundleURL
        let products = main.pathExtension == "xctest" ? main.deletingLastPathComponent() : main
        return products.appendingPathComponent("alphapulse")
    }()

    /// The repository, for its strategies.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func strategy(_ name: String) -> String { root.appendingPathComponent("strategies/\(name).yaml").path }

    @discardableResult
    func run(_ arguments: String..., input: String? = nil, environment: [String: String] = [:]) throws -> Outcome {
        try run(arguments, input: input, environment: environment)
    }

    @discardableResult
    func run(_ arguments: [String], input: String? = nil, environment: [String: String] = [:]) throws -> Outcome {
        let process = Process()
        process.executableURL = Self.url
        process.arguments = arguments
        process.currentDirectoryURL = folder.url
        var variables = ProcessInfo.processInfo.environment
        for key in variables.keys where key.hasPrefix("ALPHAPULSE") || key.hasPrefix("XDG_") { variables[key] = nil }
        variables["HOME"] = folder.url.path
        for (key, value) in environment { variables[key] = value }
        process.environment = variables
        // Files rather than pipes: nothing can fill up and block.
        let outputFile = folder.file("stdout-\(UUID().uuidString)")
        let errorFile = folder.file("stderr-\(UUID().uuidString)")
        for file in [outputFile, errorFile] { try Data().write(to: file) }
        process.standardOutput = try FileHandle(forWritingTo: outputFile)
        process.standardError = try FileHandle(forWritingTo: errorFile)
        let pipe = Pipe()
        process.standardInput = pipe
        try process.run()
        if let input { pipe.fileHandleForWriting.write(Data(input.utf8)) }
        try pipe.fileHandleForWriting.close()
        process.waitUntilExit()
        defer { for file in [outputFile, errorFile] { try? FileManager.default.removeItem(at: file) } }
        return Outcome(
            status: process.terminationStatus, output: try String(contentsOf: outputFile, encoding: .utf8),
            errors: try String(contentsOf: errorFile, encoding: .utf8))
    }

    /// Starts the program and does not wait for it; what it says goes into files, or nowhere.
    func start(_ arguments: [String], output: URL? = nil, errors: URL? = nil) throws -> Process {
        let process = Process()
        process.executableURL = Self.url
        process.arguments = arguments
        process.currentDirectoryURL = folder.url
        process.environment = ["HOME": folder.url.path, "PATH": "/usr/bin:/bin"]
        func handle(_ file: URL?) throws -> FileHandle {
            guard let file else { return FileHandle.nullDevice }
            try Data().write(to: file)
            return try FileHandle(forWritingTo: file)
        }
        process.standardOutput = try handle(output)
        process.standardError = try handle(errors)
        try process.run()
        return process
    }

    /// Starts the program and kills it without warning after some seconds; false where it was done before.
    func runAndKill(_ arguments: [String], after seconds: Double) throws -> Bool {
        let process = try start(arguments)
        Thread.sleep(forTimeInterval: seconds)
        let isRunning = process.isRunning
        if isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        return isRunning
    }

    /// A demo market in the store of the folder.
    func synthesise(_ instrument: String = "binance-um:DEMOUSDT", count: Int = 40_000, timeframe: String = "5m", seed: Int = 7) throws {
        let outcome = try run(
            "data", "synth", "--instrument", instrument, "--timeframe", timeframe, "--count", String(count), "--seed", String(seed))
        guard outcome.status == 0 else { throw CocoaError(.fileWriteUnknown, userInfo: [NSDebugDescriptionErrorKey: outcome.errors]) }
    }
}
