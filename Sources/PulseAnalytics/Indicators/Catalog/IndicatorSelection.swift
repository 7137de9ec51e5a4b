import PulseCore

/// An indicator with its arguments, as a user writes it: `rsi:14`, `macd:8,24,9`, `bollinger:20,2`, `obv`; without arguments, the usual ones.
public struct IndicatorSelection: Sendable {
    public let definition: IndicatorDefinition
    public let arguments: [Double]
    /// The text as written.
    public let label: String

    /// Throws a `usage` error that names the fault: an unknown name (with the nearest one), a wrong number of arguments, or one out of range.
    public init(_ text: String) throws(PulseError) {
        let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let definition = try IndicatorCatalog.definition(String(halves[0]))
        self.definition = definition
        label = text
        if halves.count == 1 {
            arguments = definition.standardArguments
        } else {
            var arguments: [Double] = []
            for part in halves[1].split(separator: ",", omittingEmptySubsequences: false) {
                guard let argument = Double(part), argument.isFinite else {
                    throw PulseError(.usage, "'\(part)' in '\(text)' is not a number", hint: "write it as \(definition.usage)")
                }
                arguments.append(argument)
            }
            self.arguments = arguments
        }
        _ = try definition.make(arguments)
    }

    /// Names of the output columns: the label, with `.part` behind it where the part has a name.
    public var columns: [String] { definition.parts.map { $0.isEmpty ? label : label + "." + $0 } }

    /// Makes the indicator, in its initial state.
    public func make() throws(PulseError) -> any Indicator { try definition.make(arguments) }
}
