import PulseCore

extension StrategySpecification {
    /// The side series that the voting heads read, in their fixed order.
    public var sideKinds: [SideKind] {
        let heads = consensus.weights.heads
        return SideKind.allCases.filter { kind in heads.contains { $0.sideKinds.contains(kind) } }
    }
}
