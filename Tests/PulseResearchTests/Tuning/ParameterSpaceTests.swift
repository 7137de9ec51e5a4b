import PulseAnalytics
import PulseCore
import PulseResearch
import PulseStore
import PulseStrategy
import Testing

@Suite struct ParameterSpaceTests {
    private static let strategy = """
        name: space
        heads: {technical: {weight: 0.3}, volume: {weight: 0.3}, rules: {weight: 0.2}, structure: {weight: 0.2}}
        consensus: {profile: custom, quorum: 2}
        """

    private func space(_ text: String, strategy: String = strategy) throws -> ParameterSpace {
        try ParameterSpace(
            reading: YAMLDocument.parse(text: text, file: "space.yaml"), strategy: YAMLDocument.parse(text: strategy, file: "strategy.yaml")
        )
    }

    /// Any point makes a strategy that its own file says again, in the same words.
    @Test func everyPointIsAFile() throws {
        let space = try space(
            """
            weights: {heads: [technical, volume, rules], minimumShare: 0.1}
            parameters:
              consensus.quorum: {from: 2, to: 3, step: 1}
              risk.stop.atr: {from: 0.5, to: 4, scale: log}
              risk.expiry.hours: {from: 2, to: 3, step: 0.25}
              gates.closeOnOpposite: {choices: [true, false]}
              risk.targets.preset: {choices: [riskMultiples, fixedPct]}
            """)
        var random = SplitMix64(seed: 1)
        var points = 0
        for _ in 0..<500 {
            let values = space.search.decode(space.search.coordinates.map { _ in random.uniform() })
            let texts = space.texts(values)
            guard space.search.constraint?(values) ?? true else { continue }
            points += 1
            let made = try space.specification(texts)
            let file = space.file(texts, name: "space", comment: ["a", "b"])
            let read = try StrategySpecification(reading: YAMLDocument.parse(text: file, file: "best.yaml"))
            #expect(read == made)
            let weights = texts.prefix(3).compactMap(Double.init)
            #expect(abs(weights.reduce(0, +) - 0.8) < 1e-9)
            #expect(weights.allSatisfy { $0 == 0 || $0 > 0.079 })
            #expect(made.consensus.weights[.structure] == Score(raw: 205))
        }
        #expect(points > 200)
    }

    @Test func constraintsHold() throws {
        let space = try space(
            """
            parameters:
              risk.stop.minimum: {from: 0.001, to: 0.02}
              risk.stop.maximum: {from: 0.005, to: 0.05}
            constraints:
              - 2 * risk.stop.minimum + 0.001 <= risk.stop.maximum
            """)
        var searcher = RandomSearch(space.search, seed: 3)
        for _ in 0..<200 {
            let asked = searcher.ask()
            let point = try #require(asked)
            let values = space.texts(space.search.decode(point.coordinates)).compactMap(Double.init)
            #expect(2 * values[0] + 0.001 <= values[1] + 1e-9)
            searcher.tell(point.number, [0])
        }
        // Without the constraint some would break it.
        let free = try self.space("parameters: {risk.stop.minimum: {from: 0.001, to: 0.02}, risk.stop.maximum: {from: 0.005, to: 0.05}}")
        var random = SplitMix64(seed: 3)
        let broken = (0..<200).filter { _ in
            let values = free.search.decode(free.search.coordinates.map { _ in random.uniform() })
            return 2 * values[0] + 0.001 > values[1]
        }
        #expect(!broken.isEmpty)
    }

    /// What no strategy can be is never proposed, without a constraint that says so.
    @Test func impossibleStrategiesAreNotProposed() throws {
        let space = try space("parameters: {risk.stop.minimum: {from: 0.001, to: 0.1}, risk.stop.maximum: {from: 0.001, to: 0.1}}")
        var searcher = RandomSearch(space.search, seed: 1)
        for _ in 0..<100 {
            let asked = searcher.ask()
            let point = try #require(asked)
            #expect(throws: Never.self) { try space.specification(space.texts(space.search.decode(point.coordinates))) }
            searcher.tell(point.number, [0])
        }
    }

    @Test(
        arguments: [
            ("parameters: {risk.stop.atrs: {from: 1, to: 2}}", "did you mean 'atr'?"),
            ("parameters: {risk.stop.atr: {from: 2, to: 1}}", "must be more than 'from'"),
            ("parameters: {risk.stop.atr: {from: 1, to: 2, step: 5}}", "'parameters.risk.stop.atr.step' must divide"),
            ("parameters: {risk.stop.atr: {from: 0, to: 2, scale: log}}", "above 0"),
            ("parameters: {risk.stop.atr: 3}", "must be a mapping"),
            ("parameters: {risk.stop.atr: {choices: [1]}}", "two or more"),
            ("parameters: {name.first: {from: 1, to: 2}}", "leads through"),
            ("weights: {heads: [technical]}", "fewer than two heads"),
            ("weights: {heads: [technical, tecnical]}", "list heads"),
            ("weights: all\nparameters: {heads.volume.weight: {from: 0, to: 1}}", "varies these already"),
            ("parameters: {risk.stop.atr: {from: 1, to: 2}}\nconstraints: [risk.stop.atr]", "compares nothing"),
            ("parameters: {risk.stop.atr: {from: 1, to: 2}}\nconstraints: [1 < 2]", "names no parameter"),
            ("waights: all", "did you mean 'weights'?"),
        ])
    func faultsAreNamed(_ text: String, _ message: String) throws {
        do {
            _ = try space(text)
            Issue.record("'\(text)' was read")
        } catch let error as PulseError {
            #expect(error.description.contains(message), "\(error)")
            #expect(error.description.contains("space.yaml:"))
        }
    }
}
