import PulseBinance
import PulseCore
import Testing

@Suite("Decimals of the wire")
struct DecimalKernelTests {
    @Test("Quotients are rounded as the system's parser rounds them")
    func quotients() {
        var random = SplitMix64(seed: 17)
        for _ in 0..<200_000 {
            let bits = Int(random.next() % 64)
            let mantissa = random.next() >> UInt64(bits)
            let decimals = Int(random.next() % 20)
            let digits = String(mantissa)
            let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
            let text = decimals == 0 ? padded : padded.dropLast(decimals) + "." + padded.suffix(decimals)
            #expect(DecimalKernel.quotient(mantissa, decimals: decimals) == Double(text), "\(text)")
        }
    }

    @Test("Halfway cases and their neighbours")
    func ties() {
        for exponent in 0..<11 {
            let base: UInt64 = 1 << 53
            for offset: UInt64 in 0..<64 {
                let mantissa = (base + offset) << UInt64(exponent) + 1 << UInt64(exponent)
                for neighbour in [mantissa &- 1, mantissa, mantissa &+ 1] {
                    #expect(DecimalKernel.quotient(neighbour, decimals: 0) == Double(neighbour))
                }
            }
        }
    }

    @Test("Numbers in frames: any number of digits before and behind the point")
    func inFrames() {
        let decoder = FrameDecoder(instruments: [("X", 0)])
        var random = SplitMix64(seed: 23)
        for _ in 0..<50_000 {
            func digits(_ count: Int) -> String { (0..<count).map { _ in String(random.next() % 10) }.joined() }
            let whole = digits(1 + Int(random.next() % 18))
            let text = random.next() % 4 == 0 ? whole : whole + "." + digits(1 + Int(random.next() % 18))
            let frame = #"{"u":1,"s":"X","b":"\#(text)","B":"1","a":"2","A":"\#(text)"}"#
            guard case .quote(let quote) = FrameFixture.decode(Array(frame.utf8), decoder).events.first else {
                Issue.record("\(text)")
                continue
            }
            #expect(quote.bid == Double(text) && quote.askQuantity == Double(text), "\(text)")
        }
    }
}
