import PulseCore
import PulseStrategy
import Testing

@Suite("Strategy specification")
struct StrategySpecificationTests {
    private func read(_ text: String) throws -> StrategySpecification {
        try StrategySpecification(reading: PlainDocument.read(text))
    }

    private func diagnostics(_ text: String) -> [String] {
        do {
            _ = try read(text)
            return []
        } catch let error as PulseError {
            #expect(error.kind == .configuration)
            return error.diagnostics.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    @Test("a name is all that a document needs; the rest has defaults")
    func defaults() throws {
        let specification = try read("name: nine-heads\n")
        #expect(specification == .standard)
        #expect(specification.canonicalForm == StrategySpecification.standard.canonicalForm)
    }

    @Test("the same strategy written differently has the same canonical form, a changed value another")
    func canonicalForm() throws {
        let short = try read("name: a\ntimeframe: 4h")
        let long = try read(
            """
            name: a
            risk:
              targets: {preset: riskMultiples}
              riskPerTrade: 0.01   # the default
            timeframe: 4h
            consensus:
              profile: strict5
              minimumProbability: 0.6
            """)
        #expect(short.canonicalForm == long.canonicalForm)
        let other = try read("name: a\ntimeframe: 4h\nrisk:\n  expiry: {hours: 3}")
        #expect(short.canonicalForm != other.canonicalForm)
        #expect(short.canonicalForm.hasPrefix("alphapulse.strategy.v1\nname = a\n"))
    }

    @Test("what perpetuals pay is a word or a rate, and only what differs from the default changes the canonical form")
    func funding() throws {
        let plain = try read("name: a")
        #expect(plain.venue.funding == .series && !plain.canonicalForm.contains("venue.funding"))
        #expect(plain.describe().first { $0.key == "venue.funding" }?.value == "series")
        #expect(try read("name: a\nvenue:\n  funding: series").canonicalForm == plain.canonicalForm)
        let none = try read("name: a\nvenue:\n  funding: none")
        #expect(none.venue.funding == .none && none.canonicalForm.hasSuffix("venue.funding = none\n"))
        let fixed = try read("name: a\nvenue:\n  funding: -0.0001")
        #expect(fixed.venue.funding == .fixed(-0.0001) && fixed.canonicalForm != none.canonicalForm)
        for wrong in ["often", "0.06", "nan", "[0.0001]"] {
            #expect(diagnostics("name: a\nvenue:\n  funding: \(wrong)").count == 1, "\(wrong)")
        }
    }

    @Test("every effective value is listed once, thresholds with their grid point")
    func describe() {
        let values = StrategySpecification.standard.describe()
        #expect(Set(values.map(\.key)).count == values.count)
        #expect(values.first { $0.key == "consensus.confidenceGate" }?.value == "0.75 (768/1024)")
        #expect(values.first { $0.key == "heads.technical.weight" }?.value == "0.1298828125 (133/1024)")
    }

    @Test("a misspelt key is reported with its place and the nearest valid one")
    func misspeltKey() {
        let found = diagnostics("name: a\nrisk:\n  riskPerTade: 0.01\n  expiry:\n    hour: 2\nconsenus: {profile: spec4}\n")
        #expect(found.contains("strategy.yaml:3:3: unknown key 'risk.riskPerTade' (did you mean 'riskPerTrade'?)"), "\(found)")
        #expect(found.contains("strategy.yaml:5:5: unknown key 'risk.expiry.hour' (did you mean 'hours'?)"), "\(found)")
        #expect(found.contains("strategy.yaml:6:1: unknown key 'consenus' (did you mean 'consensus'?)"), "\(found)")
        #expect(found.count == 3)
    }

    @Test("weights that do not sum to 1 are reported with their sum; within .001 they are taken")
    func weights() throws {
        let head = "name: a\nheads:\n  technical: {weight: 0.4}\n  volume: {weight: 0.3}\n  rules: {weight: 0.2}\n"
        let found = diagnostics(head)
        #expect(found.count == 1)
        #expect(found.first?.contains("the weights of 'heads' must sum to 1, not 0.9") == true, "\(found)")
        #expect(found.first?.hasPrefix("strategy.yaml:3:3: ") == true, "\(found)")
        let near = try read(head.replacing("0.4", with: "0.4995"))
        #expect(HeadID.allCases.reduce(0) { $0 + Int(near.consensus.weights[$1].raw) } == 1_024)
        #expect(near.consensus.weights.heads == [.technical, .volume, .rules])
    }

    @Test("what is not a head is named, with the nearest that is")
    func unknownHeads() {
        let found = diagnostics("name: a\nheads:\n  technical: {weight: 0.5}\n  astrology: {weight: 0.5}\n")
        #expect(found.count == 1)
        let expected = "strategy.yaml:4:14: 'heads.astrology' is not a head (the heads are technical, "
        #expect(found.first?.hasPrefix(expected) == true, "\(found)")
        let slip = diagnostics("name: a\nheads:\n  tecnical: {weight: 1}\n")
        #expect(slip == ["strategy.yaml:3:13: 'heads.tecnical' is not a head (did you mean 'technical'?)"])
    }

    @Test("wrong types and values out of range name the place and the range")
    func values() {
        let found = diagnostics(
            """
            name: Four Heads
            timeframe: 7m
            heads:
              technical: {weight: heavy}
              volume:
                weight: 1
                divergenceLife: 2.5
            risk:
              riskPerTrade: 0.5
              stop: {minimum: 0.04}
              targets:
                shares: [0.5, 0.5]
            venue:
              fees: binance-spt
              leverage: 100
            """)
        for part in [
            "strategy.yaml:1:7: 'name' must be 1 to 64 lower-case letters", "strategy.yaml:2:12: 'timeframe' must be one of 1m, 3m",
            ": 'heads.technical.weight' must be a number, not 'heavy'",
            "strategy.yaml:7:21: 'heads.volume.divergenceLife' must be a whole number in 1...200",
            "strategy.yaml:9:17: 'risk.riskPerTrade' must lie in 0.0001...0.05", "'risk.stop.maximum' is 0.03, which is less",
            "strategy.yaml:12:13: 'risk.targets.shares' must be 4 positive numbers that sum to 1, not 2",
            "strategy.yaml:14:9: 'venue.fees' must be one of binance, binance-spot, binance-um, not 'binance-spt', did you mean 'binance-spot'?",
            "strategy.yaml:15:13: 'venue.leverage' must lie in 1.0...20.0",
        ] {
            #expect(found.contains { $0.contains(part) }, "\(part) in \(found.joined(separator: "\n"))")
        }
        #expect(found.count == 9, "\(found.joined(separator: "\n"))")
    }

    @Test("a document without a name, and one that is a list, are errors")
    func shapes() {
        #expect(diagnostics("timeframe: 1h").first?.contains("'name' is missing") == true)
        let list = ConfigurationNode(.list([]), at: SourceLocation(file: "s.yaml", line: 1, column: 1))
        #expect(throws: PulseError.self) { try StrategySpecification(reading: list) }
    }

    @Test("profiles set the thresholds; custom needs a quorum, the others refuse one")
    func profiles() throws {
        #expect(try read("name: a\nconsensus: {profile: strict5}").consensus.confidenceGate == Score(0.75))
        #expect(try read("name: a\nconsensus: {profile: custom, quorum: 2}").consensus.quorum == .fixed(2))
        #expect(try read("name: a\nconsensus: {confidenceGate: 0.8}").consensus.confidenceGate.raw == 819)
        #expect(diagnostics("name: a\nconsensus: {profile: custom}").first?.contains("'consensus.quorum' is missing") == true)
        #expect(diagnostics("name: a\nconsensus: {quorum: 2}").first?.contains("use 'profile: custom'") == true)
    }

    @Test("a quorum that the heads cannot reach is an error, not a strategy that never trades")
    func unreachable() {
        let two = "name: a\nheads:\n  technical: {weight: 0.5}\n  volume: {weight: 0.5}\n"
        #expect(diagnostics(two).first?.contains("needs 3 agreeing heads, but only 2 have a weight") == true)
        #expect(diagnostics(two + "consensus: {profile: custom, quorum: 2}").isEmpty)
        let modest = diagnostics("name: a\nrisk:\n  minimumRewardToRisk: 2.5")
        #expect(modest.first?.contains("but the targets' mean is 2.0 R: no signal could pass") == true, "\(modest)")
    }

    @Test("presets bring stop and minimum reward along; what is written wins")
    func presets() throws {
        for preset in TargetSpecification.Preset.allCases {
            let risk = try read("name: a\nrisk:\n  targets: {preset: \(preset.rawValue)}").risk
            #expect(risk.targets.preset == preset)
            #expect(risk.targets.shares.reduce(0) { $0 + Int($1.raw) } == 1_024)
            #expect(risk.trailingAfterTarget <= risk.targets.multiples.count)
        }
        let written = try read(
            "name: a\nrisk:\n  stop: {atr: 3}\n  targets:\n    preset: atr2345\n    multiples: [3, 6]\n    shares: [0.5, 0.5]"
        ).risk
        #expect(written.stop.averageTrueRanges == 3)
        #expect(written.targets.multiples == [3, 6])
        #expect(!written.stop.usesStructure)
    }

    @Test("explicit fees need both rates")
    func fees() throws {
        let specification = try read("name: a\nvenue:\n  fees: {maker: 0.0001, taker: 0.0003}")
        #expect(specification.venue.fees == .explicit(maker: 0.0001, taker: 0.0003))
        #expect(diagnostics("name: a\nvenue:\n  fees: {maker: 0.0001}").first?.contains("'venue.fees.taker' is missing") == true)
    }
}
