/// A value of a JSON text where it stands.
struct JSONToken {
    enum Kind: UInt8 {
        case absent, string, number, truth, falsehood, null, object, array
    }

    var kind: Kind
    /// Whether a string has escapes.
    var hasEscapes = false
    /// The first byte; of a string, the first behind the quote.
    var start: UnsafePointer<UInt8>
    /// Behind the last byte; of a string, the closing quote.
    var end: UnsafePointer<UInt8>

    var count: Int { end - start }

    /// Whether a string without escapes is this one.
    @inline(__always)
    func isText(_ literal: StaticString) -> Bool {
        guard kind == .string, count == literal.utf8CodeUnitCount else { return false }
        return (0..<count).allSatisfy { start[$0] == literal.utf8Start[$0] }
    }
}
