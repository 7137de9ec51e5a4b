import PulseCore

/// An instant that stands in JSON as `2024-01-31T12:00:00Z` rather than as a count of milliseconds.
@propertyWrapper
public struct ISOTime: Hashable, Sendable, Codable {
    public var wrappedValue: Timestamp

    public init(wrappedValue: Timestamp) {
        self.wrappedValue = wrappedValue
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let time = Timestamp(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is not an instant")
        }
        wrappedValue = time
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(wrappedValue.description)
    }
}
