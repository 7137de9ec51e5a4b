import Foundation
import PulseCore

/// Standard output for results, standard error for everything else.
enum Console {
    /// Writes a line of results. A reader that went away (a closed pipe) ends the program quietly; a full disk is an error.
    static func print(_ text: String) throws {
        try write(Array((text + "\n").utf8))
    }

    /// Writes bytes of results.
    static func write(_ bytes: [UInt8]) throws {
        var offset = 0
        while offset < bytes.count {
            let written = bytes[offset...].withUnsafeBytes { Foundation.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                if errno == EPIPE { exit(0) }
                throw PulseError(.io, "cannot write to standard output: \(String(cString: strerror(errno)))")
            }
            offset += written
        }
    }

    /// Writes a line of notes.
    static func note(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    /// Prints an error and ends the program with its exit code.
    static func fail(_ error: PulseError) -> Never {
        for diagnostic in error.diagnostics {
            note("error: \(diagnostic)")
        }
        exit(error.kind.rawValue)
    }

    /// Foundation's errors about files as errors for the user's eyes; nil for what is not one.
    static func translated(_ error: any Error) -> PulseError? {
        let cocoa = error as NSError
        guard cocoa.domain == NSCocoaErrorDomain || cocoa.domain == NSPOSIXErrorDomain else { return nil }
        let path = cocoa.userInfo[NSFilePathErrorKey] as? String
        let isMissing = cocoa.code == CocoaError.fileReadNoSuchFile.rawValue || cocoa.code == CocoaError.fileNoSuchFile.rawValue
        return PulseError(
            isMissing ? .missing : .io, cocoa.localizedDescription, at: path.map { SourceLocation(file: $0) })
    }

    static let isErrorTerminal = isatty(STDERR_FILENO) != 0
    static let isOutputTerminal = isatty(STDOUT_FILENO) != 0

    /// Whether results may be coloured.
    static func usesColor(_ options: GlobalOptions) -> Bool {
        let environment = ProcessInfo.processInfo.environment
        if options.noColor || options.json || !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb" { return false }
        return isOutputTerminal
    }
}
