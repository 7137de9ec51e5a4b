import Dispatch
import Foundation
import Synchronization

/// Whether the user has asked to stop (Ctrl-C, or a polite kill). A second Ctrl-C ends the program at once.
final class Interrupt {
    private let flag = Flag()
    private let sources: [any DispatchSourceSignal]

    private final class Flag: Sendable {
        let isRaised = Atomic(false)
    }

    init() {
        let flag = flag
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if flag.isRaised.exchange(true, ordering: .relaxed) { exit(130) }
            }
            source.resume()
            return source
        }
    }

    /// Lets Ctrl-C and a polite kill through, where whoever started the program did not: threads of libdispatch block signals, and what they start
    /// inherits that.
    static func unblock() {
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGINT, SIGTERM] { sigaddset(&signals, number) }
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }

    deinit {
        for source in sources { source.cancel() }
        signal(SIGINT, SIG_DFL)
        signal(SIGTERM, SIG_DFL)
    }

    var isRaised: Bool { flag.isRaised.load(ordering: .relaxed) }
}
