import PulseAnalytics
import PulseCore
import PulseStrategy

/// What a study may change in a strategy: parameters by their paths, what each may be, and which combinations are allowed.
///
/// A point becomes a strategy by writing its values into the strategy's own document and reading that as any other, so a trial can be nothing that a file
/// could not say, and each trial can be written as a file.
public struct ParameterSpace: Sendable {
    public let parameters: [TunedParameter]
    public let search: SearchSpace
    /// As they were written.
    public let constraints: [String]
    private let writer: ParameterWriter

    /// Parameters that a space may have at most; the weights of all heads are one.
    public static let maximumParameters = 64

    public init(parameters: [TunedParameter], constraints: [(text: String, location: SourceLocation)], document: ConfigurationNode)
        throws(PulseError)
    {
        guard !parameters.isEmpty, parameters.count <= Self.maximumParameters else {
            throw PulseError(.configuration, "a space has 1 to \(Self.maximumParameters) parameters, not \(parameters.count)")
        }
        self.parameters = parameters
        let names = parameters.flatMap(\.paths)
        self.constraints = constraints.map(\.text)
        var conditions: [ParameterConstraint] = []
        for constraint in constraints { conditions.append(try ParameterConstraint(constraint.text, names: names, at: constraint.location)) }
        let writer = ParameterWriter(parameters, document: document)
        self.writer = writer
        let fixed = conditions
        search = try SearchSpace(parameters.map(\.dimension)) { values in
            let texts = writer.texts(values)
            guard fixed.isEmpty || fixed.allSatisfy({ $0.holds(texts.map { Double($0) ?? .nan }) }) else { return false }
            return (try? writer.specification(texts)) != nil
        }
        try check()
    }

    /// The strategy's document.
    var document: ConfigurationNode { writer.document }

    /// Paths of all values, in the order of `texts`.
    public var valuePaths: [String] { parameters.flatMap(\.paths) }

    /// A strategy with every head that a trial may give a weight: what votes are cast and side series are read for.
    public func voting(_ strategy: StrategySpecification) -> StrategySpecification {
        var heads = strategy.consensus.weights.heads
        let paths = valuePaths
        for head in HeadID.allCases where !heads.contains(head) && paths.contains("heads.\(head.name).weight") { heads.append(head) }
        guard heads.count > strategy.consensus.weights.heads.count, let weights = HeadWeights(heads.map { ($0, 1) }) else {
            return strategy
        }
        var voting = strategy
        voting.consensus.weights = weights
        return voting
    }

    /// Decoded values as a strategy file writes them.
    public func texts(_ values: [Double]) -> [String] { writer.texts(values) }

    /// The strategy that these texts make of the document. Throws `configuration` with what is wrong.
    public func specification(_ texts: [String]) throws(PulseError) -> StrategySpecification { try writer.specification(texts) }

    /// The strategy file that these texts make, under another name.
    public func file(_ texts: [String], name: String, comment: [String]) -> String {
        var tree = writer.tree(texts) ?? document
        let location = document.location
        tree = tree.setting(["name"], to: ConfigurationNode(.scalar(name), at: location)) ?? tree
        return comment.map { "# \($0)\n" }.joined() + tree.yaml()
    }

    /// What a study of this space is, as text: parameters, domains and constraints in their order.
    var canonicalForm: String {
        (parameters.map { "\($0.path): \($0.words)" } + constraints.map { "constraint: \($0)" }).joined(separator: "\n")
    }

    /// Each parameter must be one that strategies have, at either end of what it may be; otherwise no trial could ever be read.
    private func check() throws(PulseError) {
        var faults: [Diagnostic] = []
        for parameter in parameters {
            var first: Diagnostic?
            var isReadable = false
            let writer = ParameterWriter([parameter], document: document)
            for end in [0.0, 0.5, 1.0] {
                let alone = try SearchSpace([parameter.dimension])
                let values = alone.decode([Double](repeating: end, count: alone.count))
                do throws(PulseError) {
                    _ = try writer.specification(writer.texts(values))
                    isReadable = true
                } catch {
                    first = first ?? error.diagnostics.first
                }
            }
            if !isReadable, let first {
                faults.append(
                    Diagnostic(
                        "the parameter '\(parameter.path)' makes no strategy: \(first.message)", at: parameter.location, hint: first.hint))
            }
        }
        guard faults.isEmpty else { throw PulseError(.configuration, faults) }
    }
}
