import PulseCore
import PulseStrategy

extension ParameterSpace {
    /// Reads a document of what a study may change.
    ///
    ///     weights: {heads: [technical, volume, rules], minimumShare: 0.05}
    ///     parameters:
    ///       consensus.minimumConfidence: {from: 0.6, to: 0.8}
    ///       risk.stop.atr: {from: 1, to: 3, step: 0.25}
    ///       consensus.profile: {choices: [strict5, spec4]}
    ///     constraints:
    ///       - risk.stop.minimum < risk.stop.maximum
    ///
    /// - Parameter strategy: the document of the strategy that is tuned; heads are those it gives a weight unless `heads` names some.
    /// - Throws: `PulseError` of kind `configuration` with all diagnostics.
    public init(reading node: ConfigurationNode, strategy: ConfigurationNode) throws(PulseError) {
        let specification = try StrategySpecification(reading: strategy)
        var reader = ConfigurationReader(node)
        var parameters: [TunedParameter] = []
        if let weights = Self.readWeights(&reader, specification, strategy) { parameters.append(weights) }
        if let section = reader.node("parameters") {
            if case .mapping(let entries) = section.content {
                for entry in entries {
                    if let parameter = Self.readParameter(entry, &reader) { parameters.append(parameter) }
                }
            } else {
                reader.fault("parameters", "must be a mapping of paths, such as 'risk.stop.atr', to what they may be")
            }
        }
        let constraints = Self.readConstraints(&reader)
        let diagnostics = reader.finish()
        guard diagnostics.isEmpty else { throw PulseError(.configuration, diagnostics) }
        guard !parameters.isEmpty else {
            throw PulseError(
                .configuration, "nothing is to be varied", at: node.location, hint: "give 'weights: all' or some 'parameters'")
        }
        let weighed = parameters.contains { $0.path == "heads" }
        for parameter in parameters where weighed && parameter.path.hasPrefix("heads.") && parameter.path.hasSuffix(".weight") {
            throw PulseError(
                .configuration, "'\(parameter.path)' is a weight, and 'weights' varies these already", at: parameter.location)
        }
        try self.init(
            parameters: parameters, constraints: constraints,
            document: parameters.contains { $0.path.hasPrefix("heads") } ? Self.naming(specification, in: strategy) : strategy)
    }

    /// The document with the heads that vote where it leaves that to the default: whoever changes one head has to name them all.
    private static func naming(_ specification: StrategySpecification, in document: ConfigurationNode) -> ConfigurationNode {
        guard document.value(at: ["heads"]) == nil else { return document }
        return specification.consensus.weights.heads.reduce(document) { tree, head in
            let weight = ConfigurationNode(.scalar("\(head.canonicalWeight)"), at: document.location)
            return tree.setting(["heads", head.name, "weight"], to: weight) ?? tree
        }
    }

    private static func readWeights(
        _ reader: inout ConfigurationReader, _ strategy: StrategySpecification, _ document: ConfigurationNode
    ) -> TunedParameter? {
        guard let node = reader.node("weights") else { return nil }
        let known = strategy.consensus.weights.heads
        var heads = known.map(\.name)
        var minimumShare = 0.0
        switch node.content {
        case .scalar("all"): break
        case .mapping:
            guard var section = reader.section("weights") else { return nil }
            if let list = section.node("heads"), case .list(let items) = list.content {
                heads = []
                for item in items {
                    guard case .scalar(let name) = item.content, HeadID.allCases.contains(where: { $0.name == name }), !heads.contains(name)
                    else {
                        section.fault(
                            "heads", "must list heads, each once",
                            hint: "the heads are \(HeadID.allCases.map(\.name).joined(separator: ", "))")
                        break
                    }
                    heads.append(name)
                }
            } else if section.string("heads").map({ $0 != "all" }) ?? false {
                section.fault("heads", "must be 'all' or a list of heads")
            }
            minimumShare = section.number("minimumShare", in: 0...0.5) ?? 0
            reader.absorb(section.finish())
        default:
            reader.fault("weights", "must be 'all', or {heads: [...], minimumShare: 0.05}")
            return nil
        }
        guard heads.count >= 2 else {
            reader.fault("weights", "of fewer than two heads leave nothing to choose")
            return nil
        }
        // The others keep what they have, as it was written.
        let others = known.filter { !heads.contains($0.name) }.reduce(0.0) { sum, head in
            guard case .scalar(let text)? = document.value(at: ["heads", head.name, "weight"])?.content else {
                return sum + strategy.consensus.weights[head].value
            }
            return sum + (Double(text) ?? 0)
        }
        let total = ((1 - others) * 1_000).rounded() / 1_000
        guard total > 0 else {
            reader.fault("weights", "of these heads have nothing to share: the others' weights sum to 1")
            return nil
        }
        return TunedParameter(
            path: "heads", domain: .weights(heads: heads, total: total, minimumShare: minimumShare), location: node.location)
    }

    private static func readParameter(_ entry: ConfigurationNode.Entry, _ reader: inout ConfigurationReader) -> TunedParameter? {
        let path = "parameters.\(entry.key)"
        var section = ConfigurationReader(entry.value, path: path)
        let found = section.diagnostics.isEmpty ? domain(&section, entry) : nil
        reader.absorb(section.finish())
        return found.map { TunedParameter(path: entry.key, domain: $0, location: entry.location) }
    }

    private static func domain(_ section: inout ConfigurationReader, _ entry: ConfigurationNode.Entry) -> TunedParameter.Domain? {
        let hint = "write {from: 1, to: 3}, {from: 1, to: 3, step: 0.5}, {from: 0.01, to: 1, scale: log} or {choices: [a, b]}"
        if let node = section.node("choices") {
            guard case .list(let items) = node.content, items.count >= 2 else {
                section.fault("choices", "must be a list of two or more values")
                return nil
            }
            var texts: [String] = []
            for item in items {
                guard case .scalar(let text) = item.content, !texts.contains(text) else {
                    section.fault("choices", "must be plain values, each once")
                    return nil
                }
                texts.append(text)
            }
            return .choices(texts)
        }
        let bounds = -1e9...1e9
        guard let low = section.number("from", in: bounds), let high = section.number("to", in: bounds) else {
            if section.diagnostics.isEmpty { section.fault("from", "and 'to' are missing", hint: hint) }
            return nil
        }
        guard low < high else {
            section.fault("to", "must be more than 'from'")
            return nil
        }
        let scale = section.choice("scale", of: ["linear", "log"]) ?? "linear"
        if section.keys.contains(where: { $0.key == "step" }) {
            guard let step = section.number("step", in: 1e-9...1e9) else { return nil }
            guard step <= high - low, TunedParameter.steps(low, high, step) < 1 << 20 else {
                section.fault("step", "must divide the range into 1 to a million parts")
                return nil
            }
            if scale == "log" { section.fault("scale", "is for ranges without a step") }
            let decimals = [low, high, step].map(Self.decimals).max() ?? 0
            return .steps(low: low, high: high, step: step, decimals: decimals)
        }
        if scale == "log", low <= 0 {
            section.fault("from", "must be above 0 on a logarithmic scale")
            return nil
        }
        return .number(low: low, high: high, isLogarithmic: scale == "log")
    }

    private static func readConstraints(_ reader: inout ConfigurationReader) -> [(text: String, location: SourceLocation)] {
        guard let node = reader.node("constraints") else { return [] }
        guard case .list(let items) = node.content else {
            reader.fault("constraints", "must be a list of conditions, such as 'risk.stop.minimum < risk.stop.maximum'")
            return []
        }
        return items.compactMap { item in
            guard case .scalar(let text) = item.content else { return nil }
            return (text, item.location)
        }
    }

    /// Decimals that a number needs, up to nine.
    private static func decimals(_ value: Double) -> Int {
        var scale = 1.0
        for decimals in 0..<9 {
            let scaled = value * scale
            if (scaled - scaled.rounded()).magnitude < 1e-9 * max(1, scaled.magnitude) { return decimals }
            scale *= 10
        }
        return 9
    }
}
