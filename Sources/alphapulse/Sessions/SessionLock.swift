import Foundation
import PulseCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Sees to it that a session runs in one process: a second one would take the journal away from the first. The system lets go of it with the process,
/// however that ends.
final class SessionLock {
    private let descriptor: Int32

    /// Throws `.tryAgain` where another process has it.
    /// - Parameter folder: the session's.
    init(_ folder: URL, session: String) throws {
        let path = folder.appendingPathComponent("lock").path
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw PulseError(.tryAgain, "\(path) cannot be opened: \(String(cString: strerror(errno)))")
        }
        guard Self.take(descriptor) else {
            throw PulseError(
                .tryAgain, "session '\(session)' is running in another process", hint: "stop that one first; it ends cleanly with Ctrl-C")
        }
    }

    deinit { close(descriptor) }

    /// Tries for some seconds: a process that was killed a moment ago may not be gone yet.
    private static func take(_ descriptor: Int32) -> Bool {
        for attempt in 0..<attempts {
            if attempt > 0 { Thread.sleep(forTimeInterval: pause) }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
        }
        return false
    }

    private static let attempts = 100
    private static let pause = 0.05
}
