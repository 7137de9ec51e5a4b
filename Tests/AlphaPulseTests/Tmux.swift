import Foundation

/// A terminal for a command, of a size that can be changed, whose screen can be read: a tmux server of its own, until it is let go of.
final class Tmux {
    /// Where tmux is; nil where it is not installed.
    static let path: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/tmux" }
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    /// Looks at the screen before something that is waited for is given up, a tenth of a second apart.
    private static let looks = 600

    private let server = "alphapulse-\(UUID().uuidString)"
    private let folder: URL

    /// Runs a line of shell in a window without a viewer.
    init(_ command: String, in folder: URL, columns: Int, rows: Int) throws {
        self.folder = folder
        try run("new-session", "-d", "-x", String(columns), "-y", String(rows), command)
    }

    deinit { _ = try? run("kill-server") }

    func resize(columns: Int, rows: Int) throws { try run("resize-window", "-x", String(columns), "-y", String(rows)) }

    /// Presses a key by its name, such as `C-c`.
    func press(_ key: String) throws { try run("send-keys", key) }

    /// The lines that are shown, with the spaces at their ends; one that is wrapped is one line.
    func screen() throws -> [String] {
        try run("capture-pane", "-p", "-J").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// What tmux knows by such a name as `cursor_flag`.
    func value(_ name: String) throws -> String { try run("display-message", "-p", "#{\(name)}").split(separator: "\n").joined() }

    /// The screen as soon as it is as wanted, or as it is when that does not come about.
    func screen(when isWanted: ([String]) -> Bool) throws -> [String] {
        var lines = try screen()
        for _ in 0..<Self.looks where !isWanted(lines) {
            Thread.sleep(forTimeInterval: 0.1)
            lines = try screen()
        }
        return lines
    }

    @discardableResult
    private func run(_ arguments: String...) throws -> String {
        let process = Process()
        // The server outlives whoever starts it, and must not inherit by what Foundation hears of the end of a process.
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        let closing = #"for file in /dev/fd/*; do n=${file##*/}; [ "$n" -gt 2 ] && eval "exec $n>&-"; done; exec "$0" "$@""#
        process.arguments = ["-c", closing, Self.path ?? "tmux", "-u", "-L", server, "-f", "/dev/null"] + arguments
        process.currentDirectoryURL = folder
        // Whoever runs the tests in tmux must not be asked.
        process.environment = ["HOME": folder.path, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "SHELL": "/bin/sh"]
        // A file rather than a pipe, of which processes that other tests start at this moment could keep the end open.
        let output = folder.appendingPathComponent("tmux-\(UUID().uuidString)")
        try Data().write(to: output)
        defer { try? FileManager.default.removeItem(at: output) }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return try String(contentsOf: output, encoding: .utf8)
    }
}
