/// One figure of a report.
public struct Metric: Hashable, Sendable {
    public let definition: MetricDefinition
    public let value: MetricValue

    public init(_ definition: MetricDefinition, _ value: MetricValue) {
        self.definition = definition
        self.value = value
    }

    public var key: String { definition.key }
    public var name: String { definition.name }
    public var unit: MetricDefinition.Unit { definition.unit }
}
