/// What a figure is: its key in documents, its name for readers, its unit, its formula and where the formula is from.
public struct MetricDefinition: Hashable, Sendable {
    /// How a value is to be read and printed.
    public enum Unit: String, Hashable, Sendable, CaseIterable {
        /// A fraction gained or lost, printed as a signed percentage.
        case gain
        /// A fraction of a whole, printed as a percentage.
        case share
        /// A fraction lost from a peak, 0 or positive.
        case drawdown
        /// A plain number.
        case ratio
        /// From 0 to 1.
        case probability
        /// An amount of quote currency.
        case money
        /// A number of things.
        case count
        /// Milliseconds.
        case duration
    }

    /// The part of a report that it belongs to.
    public enum Group: String, Hashable, Sendable, CaseIterable {
        case result, risk, ratios, trades, costs, benchmark, evidence
    }

    /// lowerCamelCase, never renamed.
    public let key: String
    public let name: String
    public let unit: Unit
    public let group: Group
    /// Formula and reference; E is equity, r daily returns, e = r less the risk-free rate, P periods per year, s a standard deviation with n - 1.
    public let formula: String

    init(_ group: Group, _ key: String, _ name: String, _ unit: Unit, _ formula: String) {
        self.key = key
        self.name = name
        self.unit = unit
        self.group = group
        self.formula = formula
    }

    /// Every figure that a report can hold, in the order of reports.
    public static let all: [MetricDefinition] =
        resultFigures + riskFigures + ratioFigures + tradeFigures + costFigures + benchmarkFigures + evidenceFigures
}
