import PulseStore

/// A decimal as the venue wrote it: `"61826.01000000"`. Prices and quantities are kept like this where they are sent on or compared.
public struct WireDecimal: Hashable, Sendable {
    public let text: String

    /// Nil for what is no decimal; the empty text, with which the venue says "none", is one.
    public init?(_ text: String) {
        guard text.isEmpty || WireValue.text(text).decimal != nil else { return nil }
        self.text = text
    }

    /// No number.
    public init() { text = "" }

    /// The nearest double; NaN for the empty text.
    public var value: Double { WireValue.text(text).decimal ?? .nan }
}
