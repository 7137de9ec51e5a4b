import PulseCore
import PulseStrategy

/// Writes values of parameters into a strategy's document.
struct ParameterWriter: Sendable {
    let parameters: [TunedParameter]
    /// Steps of each value's path.
    let paths: [[String]]
    let document: ConfigurationNode

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
            throw PulseError(.configuration, "a path leads through something that is no mapping", at: document.location)
        }
        return try StrategySpecification(reading: tree)
    }

    /// With some values alone.
    func specification(_ values: [(path: String, text: String)]) throws(PulseError) -> StrategySpecification {
        var tree = document
        for (path, text) in values {
            let steps = path.split(separator: ".").map(String.init)
            guard let next = tree.setting(steps, to: ConfigurationNode(.scalar(text), at: document.location)) else {
                throw PulseError(.configuration, "the path leads through a value", at: document.location)
            }
            tree = next
        }
        return try StrategySpecification(reading: tree)
    }
}
