import Foundation
import PulseCore

/// An amount of money that stands in JSON as a plain decimal number with all the places it needs: exact both ways, to the last 1e-8.
@propertyWrapper
public struct Amount: Hashable, Sendable, Codable {
    public var wrappedValue: Cash

    public init(wrappedValue: Cash) {
        self.wrappedValue = wrappedValue
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        var scaled = try container.decode(Decimal.self) * 100_000_000
        var rounded = Decimal()
        NSDecimalRound(&rounded, &scaled, 0, .plain)
        guard let units = Int64(rounded.description) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "an amount beyond 64 bits")
        }
        wrappedValue = Cash(units: units)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        // Built from the digits: a detour through Double would lose places above 90 million.
        let negative = wrappedValue.units < 0
        let magnitude = Decimal(wrappedValue.units.magnitude)
        let value = Decimal(sign: negative ? .minus : .plus, exponent: -8, significand: magnitude)
        try container.encode(value)
    }
}
