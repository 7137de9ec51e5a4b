import Foundation
import Synchronization

/// Takes the terminal's second screen and gives the first one back: when asked, at the program's exit, and on signals that end or stop it.
///
/// Signal handlers may do next to nothing, so what they need is a descriptor in an atomic and bytes in the program's text. Interrupt and
/// termination are left to whoever handles them: they end the session in order.
enum TerminalRestoration {
    /// The descriptor of the terminal that is taken, or -1.
    private static let taken = Atomic<Int32>(-1)
    private static let isPrepared = Atomic<Bool>(false)
    /// Second screen, no cursor, no wrapping of long lines.
    private static let enter: StaticString = "\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l"
    private static let fatal = [SIGHUP, SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGTSTP]

    /// Takes the terminal; false where it is taken already.
    static func take(_ descriptor: Int32) -> Bool {
        guard taken.compareExchange(expected: -1, desired: descriptor, ordering: .sequentiallyConsistent).exchanged else { return false }
        prepare()
        _ = Foundation.write(descriptor, enter.utf8Start, enter.utf8CodeUnitCount)
        return true
    }

    /// Gives it back, if it is taken. Safe in a signal handler.
    static func restore() {
        let descriptor = taken.exchange(-1, ordering: .sequentiallyConsistent)
        guard descriptor >= 0 else { return }
        let leave: StaticString = "\u{1B}[0m\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l"
        _ = Foundation.write(descriptor, leave.utf8Start, leave.utf8CodeUnitCount)
    }

    /// Again at each taking, since a handler that stopped the program has left its place to the default.
    private static func prepare() {
        if !isPrepared.exchange(true, ordering: .sequentiallyConsistent) { atexit { TerminalRestoration.restore() } }
        for number in fatal {
            // What somebody else handles or ignores stays theirs.
            if let before = signal(number, SIG_DFL) {
                signal(number, before)
                continue
            }
            signal(number) { number in
                TerminalRestoration.restore()
                // The default action: end, or stop until continued.
                signal(number, SIG_DFL)
                raise(number)
            }
        }
    }
}
