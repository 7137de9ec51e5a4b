import PulseLive
import Testing

@Suite struct ParityLineTests {
    private static let lines: [(ParityDifference.Kind, String, String)] = [
        (.equity, "1704153600000 999678000000", "2024-01-02T00:00:00Z 9996.78000000"),
        (.movement, "1704153600000 fee -119000000 5 0 3", "2024-01-02T00:00:00Z fee -1.19000000 0.00000005 0 3"),
        (
            .fill, "1704153600000 instrument 0 short 8406 lots at 2852879 ticks fee 119000000 slippage 0 taker",
            "2024-01-02T00:00:00Z instrument 0 short 8406 lots at 2852879 ticks fee 1.19000000 slippage 0.00000000 taker"
        ),
        (
            .signal, "1704153600000 instrument 0 long expiry 1704157200000",
            "2024-01-02T00:00:00Z instrument 0 long expiry 2024-01-02T01:00:00Z"
        ),
        (.signal, "1704153600000 expiry --", "2024-01-02T00:00:00Z expiry --"),
        (.decision, "candle 12; verdict flat", "candle 12; verdict flat"),
    ]

    @Test("times and money of the record are shown as a reader writes them", arguments: lines)
    func readable(kind: ParityDifference.Kind, line: String, shown: String) {
        #expect(ParityLine.readable(line, kind) == shown)
    }
}
