import PulseBinance
import PulseCore
import PulseStore
import Testing

@Suite("Decimals as text")
struct DecimalParserTests {
    private func parse(_ text: String) -> Double? {
        Array(text.utf8).withUnsafeBufferPointer { buffer in
            buffer.baseAddress.flatMap { DecimalParser.double($0, $0 + buffer.count) }
        }
    }

    @Test("every decimal is read to the bit that strtod gives", arguments: 0..<4 as Range<UInt64>)
    func exact(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<50_000 {
            let digits = 1 + Int(random.uniform() * 22)
            var text = ""
            for _ in 0..<digits { text.append(Character(UnicodeScalar(48 + UInt8(random.uniform() * 10)))) }
            let point = Int(random.uniform() * Double(digits))
            if point > 0 { text.insert(".", at: text.index(text.startIndex, offsetBy: point)) }
            if random.uniform() < 0.1 { text += "e\(Int(random.uniform() * 60) - 30)" }
            if random.uniform() < 0.05 { text = "-" + text }
            #expect(parse(text)?.bitPattern == Double(text)?.bitPattern, "\(text)")
        }
    }

    @Test("hard cases: halfway numbers, long tails, the ends of the range")
    func hard() {
        for text in [
            "9007199254740991", "9007199254740992", "9007199254740993", "9007199254740993.0", "0.1", "0.3", "96466.11000000",
            "123456789012345678", "12345678901234567890", "0.000000000000000000000001", "1.7976931348623157e308", "4.9e-324",
            "8.41e21", "9.5367431640625e-7", "512345678.12345678", "0", "0.0", "000123.4500",
        ] { #expect(parse(text)?.bitPattern == Double(text)?.bitPattern, "\(text)") }
    }

    @Test(
        "what is no number is none",
        arguments: ["", ".", "-", "nan", "inf", "NaN", "0x10", "1,5", "1 5", "1.2.3", "--1", "1e", "abc", "1_000", "١"])
    func noNumbers(text: String) {
        #expect(parse(text) == nil)
    }

    @Test("doubles are written without exponents and read back as the same bits")
    func plain() throws {
        var random = SplitMix64(seed: 3)
        var samples = [0, 1, 0.1, 1e-8, 1.5e-7, 123_456_789.123_456_78, 1e22, 1.25e17, .leastNonzeroMagnitude, 1e100, 96_466.11]
        for _ in 0..<20_000 { samples.append(Double(bitPattern: (random.next() & 0x3FFF_FFFF_FFFF_FFFF) | 0x2000_0000_0000_0000)) }
        for value in samples where value.magnitude < 1e200 && (value == 0 || value.magnitude > 1e-200) || value == .leastNonzeroMagnitude {
            var bytes: [UInt8] = []
            PlainDecimal.append(value, to: &bytes)
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(!text.contains("e") && Double(text) == value, "\(value)")
        }
    }
}
