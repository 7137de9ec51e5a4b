import Foundation
import Synchronization

/// Takes the terminal's second screen and gives the first one back: when asked, at the program's exit, and on signals that end or stop it.
///
/// Signal handlers may do next to nothing, so what they need is a descriptor in an atomic and bytes in the program's text. Signals that
/// somebody else handles or ignores, as sessions do with interrupt and termination to end in order, are left to them.
enum TerminalRestoration {
    /// The descriptor of the terminal that is taken, or -1.
    private static let taken = Atomic<Int32>(-1)
    private static let isPrepared = Atomic<Bool>(false)
    /// Second screen, no cursor, no wrapping of long lines.
    private static let enter: StaticString = "\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l"
    /// Those that a user or a system sends.
    private static let sent = [SIGHUP, SIGINT, SIGTERM, SIGQUIT, SIGTSTP]
    /// Those of a program at fault, which the language's runtime handles to print where it was.
    private static let faults = [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV]
    /// What was done about faults before, by the signal's number. Memory that is never freed, as a handler may need it at any time.
    nonisolated(unsafe) private static let before: UnsafeMutablePointer<sigaction> = {
        let actions = UnsafeMutablePointer<sigaction>.allocate(capacity: 64)
        actions.initialize(repeating: sigaction(), count: 64)
        return actions
    }()

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

    private static func prepare() {
        if !isPrepared.exchange(true, ordering: .sequentiallyConsistent) {
            atexit { TerminalRestoration.restore() }
            for number in faults { handleFault(number) }
        }
        // Again at each taking, since a handler that stopped the program has left its place to the default.
        for number in sent { handleSent(number) }
    }

    /// Restores the terminal, then lets whoever handled it before have it.
    private static func handleFault(_ number: Int32) {
        sigaction(number, nil, before + Int(number))
        signal(number) { number in
            TerminalRestoration.restore()
            sigaction(number, TerminalRestoration.before + Int(number), nil)
            raise(number)
        }
    }

    /// Restores the terminal, then ends or stops the program, as is the default.
    private static func handleSent(_ number: Int32) {
        if let other = signal(number, SIG_DFL) {
            signal(number, other)
            return
        }
        signal(number) { number in
            TerminalRestoration.restore()
            signal(number, SIG_DFL)
            raise(number)
        }
    }
}
