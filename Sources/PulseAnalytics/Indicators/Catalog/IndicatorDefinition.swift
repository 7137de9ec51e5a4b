import PulseCore

/// A number that an indicator is made with.
public struct IndicatorParameter: Sendable {
    public let name: String
    /// What it is if the user does not say.
    public let standard: Double
    /// What it may be.
    public let range: ClosedRange<Double>
    /// Whether it counts something.
    public let isWhole: Bool

    /// A number of candles.
    static func period(_ name: String, _ standard: Int, from lowest: Int = 1, to highest: Int = 10_000) -> IndicatorParameter {
        IndicatorParameter(name: name, standard: Double(standard), range: Double(lowest)...Double(highest), isWhole: true)
    }

    /// A positive factor.
    static func factor(_ name: String, _ standard: Double) -> IndicatorParameter {
        IndicatorParameter(name: name, standard: standard, range: 0.01...100, isWhole: false)
    }
}

/// An indicator as users know it: its name, what it is, what it is made with and what it yields.
public struct IndicatorDefinition: Sendable {
    /// The name before the colon.
    public let name: String
    /// One line, without a full stop.
    public let summary: String
    public let parameters: [IndicatorParameter]
    /// Names of the output columns, as in `Indicator.parts`.
    public let parts: [String]
    private let rule: @Sendable ([Double]) -> String?
    private let build: @Sendable ([Double]) -> any Indicator

    /// `rule` says what is wrong with arguments that are each in range; `build` may rely on it.
    init<Made: Indicator>(
        _ name: String, _ summary: String, _ parameters: [IndicatorParameter] = [],
        rule: @escaping @Sendable ([Double]) -> String? = { _ in nil }, build: @escaping @Sendable ([Double]) -> Made
    ) {
        self.name = name
        self.summary = summary
        self.parameters = parameters
        self.parts = Made.parts
        self.rule = rule
        self.build = build
    }

    /// The arguments if the user gives none.
    public var standardArguments: [Double] { parameters.map(\.standard) }

    /// `macd:fast,slow,signal`.
    public var usage: String { parameters.isEmpty ? name : name + ":" + parameters.map(\.name).joined(separator: ",") }

    /// Makes the indicator. Throws a `usage` error where an argument is missing, superfluous or out of its range.
    public func make(_ arguments: [Double]) throws(PulseError) -> any Indicator {
        guard arguments.count == parameters.count else {
            let expected = parameters.isEmpty ? "no argument" : "\(parameters.count) (\(usage))"
            throw PulseError(.usage, "indicator '\(name)' takes \(expected), not \(arguments.count)")
        }
        for (parameter, argument) in zip(parameters, arguments) {
            guard parameter.range.contains(argument), !parameter.isWhole || argument == argument.rounded() else {
                let kind = parameter.isWhole ? "a whole number" : "a number"
                let (lowest, highest) = (Self.text(parameter.range.lowerBound), Self.text(parameter.range.upperBound))
                throw PulseError(
                    .usage,
                    "\(parameter.name) of indicator '\(name)' must be \(kind) from \(lowest) to \(highest), not \(Self.text(argument))")
            }
        }
        if let fault = rule(arguments) { throw PulseError(.usage, "indicator '\(name)': \(fault)") }
        return build(arguments)
    }

    /// A number as a user writes it: without `.0`.
    static func text(_ number: Double) -> String {
        number == number.rounded() && number.magnitude < 1e15 ? String(Int64(number)) : String(number)
    }
}
