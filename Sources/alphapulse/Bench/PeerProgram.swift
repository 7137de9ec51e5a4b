import Foundation
import PulseCore

/// Runs a peer's program, which prints one JSON line with `seconds`, `work_units` and `unit`.
struct PeerProgram {
    let folder: String
    let python: String

    private struct Line: Decodable {
        var task: String?
        var seconds: Double
        var runs: [Double]
        var work_units: Double
        var unit: String
    }

    func measure(_ peer: Peer, candles: Int, repeats: Int) throws -> BenchResult {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let program = URL(fileURLWithPath: folder).appendingPathComponent(peer.program).path
        process.arguments =
            [python, program, "--peer", peer.name, "--repeat", String(repeats)]
            + (peer.takesCandles ? ["--candles", String(candles)] : []) + peer.arguments
        process.standardOutput = output
        if peer.isOptional { process.standardError = FileHandle.nullDevice }
        do {
            try process.run()
        } catch {
            throw PulseError(.missing, "the peer '\(peer.name)' cannot be run: \(error.localizedDescription)")
        }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let lines = data.split(separator: UInt8(ascii: "\n")).compactMap { try? JSONDecoder().decode(Line.self, from: $0) }
        guard process.terminationStatus == 0, let line = lines.first(where: { peer.task == nil || $0.task == peer.task }) else {
            throw PulseError(
                .missing, "the peer '\(peer.name)' (\(program)) gave no result", hint: "--python must name a Python that has its packages")
        }
        return BenchResult(name: peer.program, who: peer.name, work: line.work_units, unit: line.unit, runs: line.runs)
    }
}
