import Foundation

/// Writes any `Encodable` value as canonical JSON: keys in byte order, shortest number text, one line feed at the end.
///
/// The same value gives the same bytes on every machine and with every version of Foundation (P6).
public enum CanonicalJSON {
    /// The document as bytes, over many lines (indented by two) or on a single one. Throws `EncodingError` for a number that is not finite.
    public static func encode(_ value: some Encodable, onOneLine: Bool = false) throws -> [UInt8] {
        let encoder = JSONNodeEncoder(path: [])
        try encoder.encodeSelf(value)
        var bytes: [UInt8] = []
        encoder.node.write(to: &bytes, indentation: onOneLine ? nil : 0)
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    /// Reads a document of that type. Throws `DecodingError`.
    public static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
        try JSONDecoder().decode(type, from: Data(bytes))
    }
}
