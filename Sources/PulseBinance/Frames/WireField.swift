/// A typed record whose members are described once, for reading and for writing. What the description does not know is kept in `extra`.
public protocol WireRecord: Hashable, Sendable {
    init()
    static var fields: [WireField<Self>] { get }
    /// Members that the description does not know: new keys appear without notice, and nothing of a frame is lost.
    var extra: [WireMember] { get set }
}

/// One member of a record: its key, how it is read and how it is written.
public struct WireField<Record>: Sendable {
    let key: String
    let isRequired: Bool
    /// False where the value does not have the field's type.
    let read: @Sendable (inout Record, WireValue) -> Bool
    /// Nil where the member is absent.
    let write: @Sendable (Record) -> WireValue?

    /// A field of a type that is read from and written to a value.
    private init<Value>(
        _ key: String, required: Bool, _ path: any WritableKeyPath<Record, Value> & Sendable,
        read: @escaping @Sendable (WireValue) -> Value?,
        write: @escaping @Sendable (Value) -> WireValue?
    ) {
        self.key = key
        isRequired = required
        self.read = { record, wire in
            guard let value = read(wire) else { return false }
            record[keyPath: path] = value
            return true
        }
        self.write = { write($0[keyPath: path]) }
    }

    static func decimal(_ key: String, _ path: any WritableKeyPath<Record, WireDecimal> & Sendable) -> Self {
        Self(key, required: true, path, read: { $0.string.flatMap { WireDecimal($0) } }, write: { .text($0.text) })
    }

    static func decimal(_ key: String, _ path: any WritableKeyPath<Record, WireDecimal?> & Sendable) -> Self {
        Self(
            key, required: false, path, read: { wire in wire.string.flatMap { WireDecimal($0) }.map { Optional($0) } },
            write: { $0.map { .text($0.text) } })
    }

    static func integer(_ key: String, _ path: any WritableKeyPath<Record, Int64> & Sendable) -> Self {
        Self(key, required: true, path, read: number, write: { .number(String($0)) })
    }

    static func integer(_ key: String, _ path: any WritableKeyPath<Record, Int64?> & Sendable) -> Self {
        Self(key, required: false, path, read: { number($0).map { Optional($0) } }, write: { $0.map { .number(String($0)) } })
    }

    static func text(_ key: String, _ path: any WritableKeyPath<Record, String> & Sendable) -> Self {
        Self(key, required: true, path, read: \.string, write: { .text($0) })
    }

    static func text(_ key: String, _ path: any WritableKeyPath<Record, String?> & Sendable) -> Self {
        Self(key, required: false, path, read: { wire in wire.string.map { Optional($0) } }, write: { $0.map { .text($0) } })
    }

    static func flag(_ key: String, _ path: any WritableKeyPath<Record, Bool> & Sendable) -> Self {
        Self(key, required: true, path, read: \.bool, write: { .flag($0) })
    }

    static func flag(_ key: String, _ path: any WritableKeyPath<Record, Bool?> & Sendable) -> Self {
        Self(key, required: false, path, read: { wire in wire.bool.map { Optional($0) } }, write: { $0.map { .flag($0) } })
    }

    static func levels(_ key: String, _ path: any WritableKeyPath<Record, [BookLevel]> & Sendable) -> Self {
        Self(
            key, required: true, path,
            read: { wire in
                guard let rows = wire.elements else { return nil }
                let levels = rows.compactMap { BookLevel($0) }
                return levels.count == rows.count ? levels : nil
            }, write: { .list($0.map(\.wire)) })
    }

    static func record<Nested: WireRecord>(_ key: String, _ path: any WritableKeyPath<Record, Nested> & Sendable) -> Self {
        Self(key, required: true, path, read: { Nested(wire: $0) }, write: { $0.wire })
    }

    static func records<Nested: WireRecord>(_ key: String, _ path: any WritableKeyPath<Record, [Nested]> & Sendable) -> Self {
        Self(
            key, required: true, path,
            read: { wire in
                guard let rows = wire.elements else { return nil }
                let records = rows.compactMap { Nested(wire: $0) }
                return records.count == rows.count ? records : nil
            }, write: { .list($0.map(\.wire)) })
    }

    /// A whole number in the one way in which it can be written.
    private static func number(_ wire: WireValue) -> Int64? {
        guard case .number(let text) = wire, let value = Int64(text), String(value) == text else { return nil }
        return value
    }
}

extension WireRecord {
    /// Nil where a member is missing or has another type than described.
    public init?(wire: WireValue) {
        guard case .object(let members) = wire else { return nil }
        self.init()
        let fields = Self.fields
        var found = Set<String>()
        for member in members {
            guard found.insert(member.key).inserted else { return nil }
            if let field = fields.first(where: { $0.key == member.key }) {
                guard field.read(&self, member.value) else { return nil }
            } else {
                extra.append(member)
            }
        }
        for field in fields where field.isRequired && !found.contains(field.key) { return nil }
    }

    /// The record as it was read, but for the order of its members.
    public var wire: WireValue {
        .object(Self.fields.compactMap { field in field.write(self).map { WireMember(key: field.key, value: $0) } } + extra)
    }
}
