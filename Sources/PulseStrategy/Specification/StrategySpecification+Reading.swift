import PulseCore

extension StrategySpecification {
    /// Reads a document. What it does not state has its default; every fault is collected, with its place.
    ///
    /// - Throws: `PulseError` of kind `configuration` with all diagnostics.
    public init(reading node: ConfigurationNode) throws(PulseError) {
        var reader = ConfigurationReader(node)
        self = .standard
        name = Self.readName(&reader)
        description = reader.string("description").map(Self.trimmed) ?? ""
        let timeframes = Timeframe.named.map(\.name)
        timeframe = reader.choice("timeframe", of: timeframes).flatMap(Timeframe.init) ?? timeframe
        var weights = HeadWeights.standard
        if var section = reader.section("heads") {
            weights = heads.read(&section) ?? weights
            reader.absorb(section.diagnostics)
        }
        consensus.weights = weights
        if var section = reader.section("consensus") {
            consensus = ConsensusRule(reading: &section, weights: weights)
            reader.absorb(section.finish())
        }
        if consensus.quorum.size(available: weights.heads.count) > weights.heads.count {
            let needed = consensus.quorum.size(available: weights.heads.count)
            reader.fault(
                "consensus", "needs \(needed) agreeing heads, but only \(weights.heads.count) have a weight: no candle could ever pass",
                hint: "use 'profile: custom' with a smaller 'quorum', or give more heads a weight")
        }
        if var section = reader.section("calibration") {
            calibration.read(&section)
            reader.absorb(section.finish())
        }
        if var section = reader.section("regime") {
            regime.read(&section)
            reader.absorb(section.finish())
        }
        if var section = reader.section("gates") {
            gates.read(&section)
            reader.absorb(section.finish())
        }
        if var section = reader.section("risk") {
            risk.read(&section)
            reader.absorb(section.finish())
        }
        if var section = reader.section("venue") {
            venue.read(&section)
            reader.absorb(section.finish())
        }
        let diagnostics = reader.finish()
        guard diagnostics.isEmpty else { throw PulseError(.configuration, diagnostics) }
    }

    private static func readName(_ reader: inout ConfigurationReader) -> String {
        guard reader.keys.contains(where: { $0.key == "name" }) else {
            _ = reader.node("name")
            reader.fault("name", "is missing", hint: "every strategy has a name: 'name: my-strategy'")
            return ""
        }
        guard let name = reader.string("name") else { return "" }
        let isPlain = name.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "-")
        }
        if !isPlain || !(1...64).contains(name.utf8.count) {
            reader.fault("name", "must be 1 to 64 lower-case letters, digits and hyphens, not '\(name)'")
        }
        return name
    }

    /// Without white space at its ends: folded text of YAML ends in a line break.
    private static func trimmed(_ text: String) -> String {
        let inner = text.drop { $0.isWhitespace }
        guard let last = inner.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(inner[...last])
    }
}

extension ConsensusRule {
    /// Reads the section `consensus`: a profile, and what is to differ from it.
    init(reading reader: inout ConfigurationReader, weights: HeadWeights) {
        let names = Profile.allCases.map(\.rawValue)
        let profile = reader.choice("profile", of: names).flatMap(Profile.init) ?? .strict5
        self.init(profile, weights: weights)
        let quorum = reader.integer("quorum", in: 1...HeadID.allCases.count)
        switch (profile, quorum) {
        case (.custom, let quorum?): self.quorum = .fixed(quorum)
        case (.custom, nil):
            if !reader.keys.contains(where: { $0.key == "quorum" }) {
                reader.fault("quorum", "is missing", hint: "'profile: custom' needs the number of heads that must agree")
            }
        case (_, _?):
            reader.fault(
                "quorum", "cannot be set in the profile '\(profile.rawValue)', which scales it to the heads available",
                hint: "use 'profile: custom'")
        case (_, nil): break
        }
        minimumProbability = reader.number("minimumProbability", in: 0.5...1).map { Score($0) } ?? minimumProbability
        minimumConfidence = reader.number("minimumConfidence", in: 0...1).map { Score($0) } ?? minimumConfidence
        confidenceGate = reader.number("confidenceGate", in: 0...0.95).map { min(Score($0), Self.confidenceCap) } ?? confidenceGate
        vetoShare = reader.number("vetoShare", in: 0...1).map { Score($0) } ?? vetoShare
    }
}
