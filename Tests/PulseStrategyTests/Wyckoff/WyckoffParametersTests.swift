import PulseCore
import PulseStrategy
import Testing

@Suite struct WyckoffParametersTests {
    private static func read(_ section: String) throws -> StrategySpecification {
        try StrategySpecification(
            reading: PlainDocument.read(
                "name: a\nheads:\n  technical: {weight: 0.4}\n  volume: {weight: 0.3}\n  wyckoff: {weight: 0.3\(section)}\n"))
    }

    @Test func aStrategySetsThem() throws {
        let strategy = try Self.read(", lookbackTrend: 60, minDrop: 4, trMinBars: 30, trMaxBars: 300")
        let parameters = strategy.heads.wyckoff
        #expect(parameters.lookbackTrend == 60 && parameters.minDrop == 4 && parameters.trMinBars == 30 && parameters.trMaxBars == 300)
        let values = strategy.describe()
        #expect(values.first { $0.key == "heads.wyckoff.trMaxBars" }?.value == "300")
        #expect(values.first { $0.key == "heads.wyckoff.minDrop" }?.value == "4.0")
        let head = strategy.heads.makeHead(.wyckoff, timeframe: .h1, detector: strategy.regime)
        #expect(head.id == .wyckoff && head.warmup == 170)
        #expect(try Self.read("").heads.wyckoff == WyckoffParameters())
    }

    @Test func aRangeThatMayNotLastAsLongAsItMustIsRefused() {
        #expect(throws: PulseError.self) { try Self.read(", trMinBars: 50, trMaxBars: 50") }
        #expect(throws: PulseError.self) { try Self.read(", lookbackTrend: 5") }
    }
}
