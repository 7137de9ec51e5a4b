import PulseCore
import Testing

@Suite struct ConfigurationReaderTests {
    private func place(_ line: Int) -> PulseCore.SourceLocation { PulseCore.SourceLocation(file: "x.yaml", line: line, column: 1) }

    private func mapping(_ pairs: [(String, String)]) -> ConfigurationNode {
        ConfigurationNode(
            .mapping(
                pairs.enumerated().map { index, pair in
                    .init(key: pair.0, location: place(index + 1), value: ConfigurationNode(.scalar(pair.1), at: place(index + 1)))
                }), at: place(1))
    }

    @Test func everyFaultIsCollectedWithItsPlace() {
        var reader = ConfigurationReader(mapping([("weight", "heavy"), ("quorun", "3"), ("share", "2")]))
        #expect(reader.number("weight", in: 0...1) == nil)
        #expect(reader.number("share", in: 0...1) == nil)
        #expect(reader.integer("quorum", in: 1...9) == nil)
        let texts = reader.finish().map(\.description)
        #expect(texts.count == 3)
        #expect(texts[0] == "x.yaml:1:1: 'weight' must be a number, not 'heavy'")
        #expect(texts[1].contains("x.yaml:3:1: 'share' must lie in 0.0...1.0"))
        #expect(texts[2] == "x.yaml:2:1: unknown key 'quorun' (did you mean 'quorum'?)")
    }

    @Test func notANumberIsNotANumber() {
        var reader = ConfigurationReader(mapping([("a", "nan"), ("b", "inf"), ("c", "0x10")]))
        for key in ["a", "b"] { #expect(reader.number(key, in: 0...1) == nil) }
        #expect(reader.diagnostics.count == 2)
    }

    @Test func nearestNamesAreSlipsOfTheFinger() {
        #expect(NearestName.of("tecnical", among: ["technical", "volume"]) == "technical")
        #expect(NearestName.of("zzz", among: ["technical", "volume"]) == nil)
        #expect(NearestName.distance("abcd", "acbd") == 1)
    }
}
