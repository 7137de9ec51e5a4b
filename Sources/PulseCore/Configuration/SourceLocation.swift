/// A place in a text: what a message about bad input points at.
public struct SourceLocation: Hashable, Sendable {
    public var file: String
    /// From 1; nil where the message is about the whole file.
    public var line: Int?
    /// From 1.
    public var column: Int?

    public init(file: String, line: Int? = nil, column: Int? = nil) {
        self.file = file
        self.line = line
        self.column = column
    }
}

extension SourceLocation: CustomStringConvertible {
    /// `file:line:column`.
    public var description: String {
        [file, line.map(String.init), column.map(String.init)].compactMap(\.self).joined(separator: ":")
    }
}
