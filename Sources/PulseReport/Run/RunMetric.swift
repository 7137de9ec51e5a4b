/// One figure of a run: what it is called, how it is defined, what came out for the strategy and for buy & hold.
///
/// The value is computed elsewhere, once (P10); here it is only kept and printed.
public struct RunMetric: Hashable, Sendable, Codable {
    /// How a figure is printed.
    public enum Unit: String, Hashable, Sendable, Codable, CaseIterable {
        /// A fraction, printed as a signed percentage: `+12.34%`.
        case gain
        /// A fraction, printed as a percentage without a plus: `61.20%`.
        case share
        /// A fraction counted downwards from a peak, 0 or positive, printed with a minus: `-23.60%`.
        case drawdown
        /// A plain number with two decimals: `1.42`.
        case ratio
        /// A number from 0 to 1 with four decimals: `0.9004`.
        case probability
        /// An amount of the run's quote currency: `1,234.50`.
        case money
        /// A whole number.
        case count
        /// A number of milliseconds, printed as `3d 4h`.
        case duration
    }

    /// Where a figure stands in the full table.
    public enum Group: String, Hashable, Sendable, Codable, CaseIterable {
        case result, risk, ratios, trades, costs, benchmark, evidence

        /// The heading of the group.
        public var title: String {
            switch self {
            case .result: "Result"
            case .risk: "Risk"
            case .ratios: "Risk-adjusted"
            case .trades: "Trades"
            case .costs: "Costs"
            case .benchmark: "Against buy & hold"
            case .evidence: "Evidence"
            }
        }
    }

    /// Name in lowerCamelCase, as in the `metrics` object of a run document: `maxDrawdown`.
    public var key: String
    /// Name for people: `Max drawdown`.
    public var name: String
    public var unit: Unit
    public var group: Group
    /// Nil where it is undefined.
    public var value: Double?
    /// Why it is undefined; nil where there is a value.
    public var reason: String?
    /// The same figure for buy & hold; nil where it is undefined or means nothing.
    public var benchmark: Double?
    /// Why buy & hold has none although it could; nil where the figure means nothing for buy & hold.
    public var benchmarkReason: String?
    /// Formula or sentence that says what the figure is.
    public var definition: String

    /// A number that is not finite is undefined, and says so, even if the caller forgot to.
    public init(
        key: String, name: String, unit: Unit, group: Group, value: Double?, reason: String? = nil, benchmark: Double? = nil,
        benchmarkReason: String? = nil, definition: String
    ) {
        self.key = key
        self.name = name
        self.unit = unit
        self.group = group
        let isDefined = value?.isFinite ?? false
        self.value = isDefined ? value : nil
        self.reason = isDefined ? nil : reason ?? "not a finite number"
        let hasBenchmark = benchmark?.isFinite ?? false
        self.benchmark = hasBenchmark ? benchmark : nil
        self.benchmarkReason = hasBenchmark ? nil : benchmark == nil ? benchmarkReason : benchmarkReason ?? "not a finite number"
        self.definition = definition
    }
}
