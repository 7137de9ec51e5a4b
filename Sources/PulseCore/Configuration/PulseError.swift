/// An error for the user's eyes, grouped by what the user should do; the command line turns the group into an exit code.
public struct PulseError: Error, Hashable, Sendable {
    /// What kind of trouble it is. Raw values are the exit codes of `design`, section 8 (after sysexits.h).
    public enum Kind: Int32, Hashable, Sendable, CaseIterable {
        /// The command was given wrongly.
        case usage = 64
        /// Input (candles, YAML, CSV) is malformed.
        case badData = 65
        /// Input (a file, an instrument, a run) is not there.
        case missing = 66
        /// The venue cannot be reached.
        case unavailable = 69
        /// The program is at fault.
        case bug = 70
        /// Reading or writing failed.
        case io = 74
        /// It may work later.
        case tryAgain = 75
        /// The configuration or the state on disk does not fit this program.
        case configuration = 78
    }

    public var kind: Kind
    public var diagnostics: [Diagnostic]

    public init(_ kind: Kind, _ diagnostics: [Diagnostic]) {
        self.kind = kind
        self.diagnostics = diagnostics
    }

    public init(_ kind: Kind, _ message: String, at location: SourceLocation? = nil, hint: String? = nil) {
        self.init(kind, [Diagnostic(message, at: location, hint: hint)])
    }
}

extension PulseError: CustomStringConvertible {
    /// One line a diagnostic.
    public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
