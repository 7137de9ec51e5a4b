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
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw PulseError(
                .tryAgain, "session '\(session)' is running in another process", hint: "stop that one first; it ends cleanly with Ctrl-C")
        }
    }

    deinit { close(descriptor) }
}
