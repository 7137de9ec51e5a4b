import Foundation

/// An `Encoder` that builds a tree of `JSONNode`.
struct JSONNodeEncoder: Encoder {
    let node: JSONNode
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(path: [any CodingKey], node: JSONNode = JSONNode()) {
        codingPath = path
        self.node = node
    }

    /// Encodes a value into this encoder's own node. `Decimal` is a number here, not the structure that Foundation makes of it elsewhere.
    func encodeSelf(_ value: some Encodable) throws {
        if let decimal = value as? Decimal {
            // A decimal prints all its digits, without exponent, the same on every platform.
            node.content = .literal(decimal.isZero ? "0" : decimal.description)
        } else {
            try value.encode(to: self)
        }
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if case .object = node.content {} else { node.content = .object([]) }
        return KeyedEncodingContainer(JSONKeyedContainer<Key>(encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if case .array = node.content {} else { node.content = .array([]) }
        return JSONUnkeyedContainer(encoder: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { JSONSingleContainer(encoder: self) }

    /// The node of any value that stands below this one.
    func child(_ value: some Encodable, at path: [any CodingKey]) throws -> JSONNode {
        let child = JSONNodeEncoder(path: path)
        try child.encodeSelf(value)
        return child.node
    }

    /// The text of a floating-point number; throws where JSON has none.
    static func number(_ value: Double, at path: [any CodingKey]) throws -> JSONNode {
        guard let text = DecimalText.shortest(value) else {
            throw EncodingError.invalidValue(
                value, EncodingError.Context(codingPath: path, debugDescription: "a number that is not finite has no place in a document"))
        }
        return JSONNode(.literal(text))
    }
}

private struct JSONKeyedContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: JSONNodeEncoder
    var codingPath: [any CodingKey] { encoder.codingPath }

    mutating func encodeNil(forKey key: Key) { encoder.node.set(key.stringValue, JSONNode()) }

    mutating func encode(_ value: some Encodable, forKey key: Key) throws {
        encoder.node.set(key.stringValue, try encoder.child(value, at: codingPath + [key]))
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type, forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        let child = JSONNodeEncoder(path: codingPath + [key])
        encoder.node.set(key.stringValue, child.node)
        return child.container(keyedBy: keyType)
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        let child = JSONNodeEncoder(path: codingPath + [key])
        encoder.node.set(key.stringValue, child.node)
        return child.unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder { encoder }
    mutating func superEncoder(forKey key: Key) -> any Encoder { encoder }
}

private struct JSONUnkeyedContainer: UnkeyedEncodingContainer {
    let encoder: JSONNodeEncoder
    var codingPath: [any CodingKey] { encoder.codingPath }

    var count: Int {
        if case .array(let elements) = encoder.node.content { elements.count } else { 0 }
    }

    mutating func encodeNil() throws { encoder.node.append(JSONNode()) }

    mutating func encode(_ value: some Encodable) throws { encoder.node.append(try encoder.child(value, at: codingPath)) }

    mutating func nestedContainer<NestedKey: CodingKey>(keyedBy keyType: NestedKey.Type) -> KeyedEncodingContainer<NestedKey> {
        let child = JSONNodeEncoder(path: codingPath)
        encoder.node.append(child.node)
        return child.container(keyedBy: keyType)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        let child = JSONNodeEncoder(path: codingPath)
        encoder.node.append(child.node)
        return child.unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder { encoder }
}

private struct JSONSingleContainer: SingleValueEncodingContainer {
    let encoder: JSONNodeEncoder
    var codingPath: [any CodingKey] { encoder.codingPath }

    func encodeNil() { encoder.node.content = .null }
    func encode(_ value: Bool) { encoder.node.content = .literal(value ? "true" : "false") }
    func encode(_ value: String) { encoder.node.content = .string(value) }
    func encode(_ value: Double) throws { encoder.node.content = try JSONNodeEncoder.number(value, at: codingPath).content }
    func encode(_ value: Float) throws { try encode(Double(value)) }
    func encode(_ value: Int) { integer(value) }
    func encode(_ value: Int8) { integer(value) }
    func encode(_ value: Int16) { integer(value) }
    func encode(_ value: Int32) { integer(value) }
    func encode(_ value: Int64) { integer(value) }
    func encode(_ value: UInt) { integer(value) }
    func encode(_ value: UInt8) { integer(value) }
    func encode(_ value: UInt16) { integer(value) }
    func encode(_ value: UInt32) { integer(value) }
    func encode(_ value: UInt64) { integer(value) }
    func encode(_ value: some Encodable) throws { try encoder.encodeSelf(value) }

    private func integer(_ value: some BinaryInteger) { encoder.node.content = .literal(String(value)) }
}
