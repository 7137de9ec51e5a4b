/// The side series of one instrument, one of each kind; those that are missing are empty, and the heads that need them abstain.
public struct SideInputs: Hashable, Sendable {
    private var series: [SideSeries]

    /// Nothing known.
    public init() {
        series = [SideSeries](repeating: SideSeries(), count: SideKind.allCases.count)
    }

    public subscript(kind: SideKind) -> SideSeries {
        get { series[kind.rawValue] }
        _modify { yield &series[kind.rawValue] }
    }

    public var isEmpty: Bool { series.allSatisfy(\.isEmpty) }

    /// The kinds that have observations, in their fixed order.
    public var kinds: [SideKind] { SideKind.allCases.filter { !self[$0].isEmpty } }

    /// Without what became known after an instant.
    public func known(at instant: Timestamp) -> SideInputs {
        var result = SideInputs()
        for kind in kinds { result[kind] = SideSeries(Array(self[kind].points.prefix(self[kind].count(asOf: instant)))) }
        return result
    }
}
