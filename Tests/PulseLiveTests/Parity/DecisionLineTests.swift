import PulseCore
import PulseLive
import PulseStrategy
import Testing

/// Decisions in words.
@Suite("Decisions for a reader")
struct DecisionLineTests {
    private static let heads: [HeadID] = [.technical, .sentiment, .ict]

    /// Candle 258, a vote of each head, a verdict; by hand, as the format says.
    private static let bytes: [UInt8] = [
        0x02, 0x01, 0, 0,
        0x01, 0, 0x00, 0x03, 0x00, 0x02, 0x05, 0x01,
        0x00, 2, 0x00, 0x02, 0x00, 0x00, 0x00, 0x00,
        0xFF, 0, 0x80, 0x02, 0x00, 0x01, 0x00, 0x00,
        0x01, 0, 0x01, 0x00, 0x10, 0x00, 0x11, 0x00, 0x00, 0x03, 0x00, 0x04,
    ]

    @Test("votes, abstentions and the verdict are named with their numbers")
    func whole() {
        #expect(
            DecisionLine.text(Self.bytes, heads: Self.heads)
                == "candle 258; technical long, probability 0.75, confidence 0.5, evidence 261 candles old; "
                + "sentiment abstains (missingInput); ict short, probability 0.625, confidence 0.25, evidence 0 candles old; "
                + "verdict long (passed), probability 0.75, confidence 1.0, for it technical, against it ict, "
                + "with an opinion technical, ict")
    }

    @Test("beside another decision only what differs is named")
    func difference() {
        var other = Self.bytes
        other[4 + 2 * 8] = 0
        let text = DecisionLine.text(other, heads: Self.heads, beside: Self.bytes)
        #expect(text == "ict flat, probability 0.625, confidence 0.25, evidence 0 candles old")
        #expect(DecisionLine.text(Self.bytes, heads: Self.heads, beside: other).hasPrefix("ict short, "))
    }

    @Test("bytes that are no decision stay bytes")
    func others() {
        let hex = Self.bytes.dropLast().map { String($0, radix: 16) }.joined(separator: " ")
        #expect(DecisionLine.text(Array(Self.bytes.dropLast()), heads: Self.heads) == hex)
        #expect(DecisionLine.text([], heads: Self.heads) == "")
        var impossible = Self.bytes
        impossible[5] = 9
        #expect(DecisionLine.text(impossible, heads: Self.heads).hasPrefix("2 1 0 0 1 9 "))
        #expect(DecisionLine.text(Self.bytes, heads: Self.heads, beside: impossible).hasPrefix("candle 258; technical"))
    }
}
