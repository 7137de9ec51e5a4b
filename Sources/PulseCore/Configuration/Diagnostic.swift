/// One fault in what a user gave: where, what, and what to do about it.
///
/// Readers of user input collect diagnostics instead of stopping at the first fault.
public struct Diagnostic: Hashable, Sendable {
    public var location: SourceLocation?
    public var message: String
    /// What to do, if that is not obvious from the message.
    public var hint: String?

    public init(_ message: String, at location: SourceLocation? = nil, hint: String? = nil) {
        self.message = message
        self.location = location
        self.hint = hint
    }
}

extension Diagnostic: CustomStringConvertible {
    /// `file:line:column: message (hint)`.
    public var description: String {
        (location.map { "\($0): " } ?? "") + message + (hint.map { " (\($0))" } ?? "")
    }
}
