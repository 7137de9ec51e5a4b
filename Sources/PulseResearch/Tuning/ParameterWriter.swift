import PulseCore
import PulseStrategy

/// Writes values of parameters into a strategy's document.
struct ParameterWriter: Sendable {
    let parameters: [TunedParameter]
    /// Steps of each value's path.
    private let paths: [[String]]
    let document: ConfigurationNode

    init(_ parameters: [TunedParameter], document: ConfigurationNode) {
        self.parameters = parameters
        self.document = document
        paths = parameters.flatMap(\.paths).map { $0.split(separator: ".").map(String.init) }
    }

    /// Decoded values as a strategy file writes them.
    func texts(_ values: [Double]) -> [String] {
        var texts: [String] = []
        texts.reserveCapacity(paths.count)
        var start = 0
        for parameter in parameters {
            let end = start + parameter.paths.count
            texts += parameter.texts(values[start..<end])
            start = end
        }
        return texts
    }

    /// The document with these texts in their places; nil where a path leads nowhere.
    func tree(_ texts: [String]) -> ConfigurationNode? {
        var tree = document
        for (path, text) in zip(paths, texts) {
            guard let next = tree.setting(path, to: ConfigurationNode(.scalar(text), at: document.location)) else { return nil }
            tree = next
        }
        return tree
    }

    func specification(_ texts: [String]) throws(PulseError) -> StrategySpecification {
        guard let tree = tree(texts) else {
            throw PulseError(.configuration, "the path leads through a value", at: document.location)
        }
        return try StrategySpecification(reading: tree)
    }
}
