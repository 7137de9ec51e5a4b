/// Why a verdict did not become a signal, or a signal was not let through; in the order in which it is asked, the first that holds is
/// counted. Counted, so that a report can say where signals went.
public enum SignalRejection: UInt8, Error, Hashable, Sendable, CaseIterable {
    /// The verdict takes no side.
    case noSide
    /// The average true range is not known yet, or the close is not a price.
    case noRange
    /// The targets are too near for the distance of the stop.
    case rewardToRisk
    /// A target of a short lies below any price.
    case unreachableTarget
    /// The consensus is not sure enough.
    case confidence
    /// The consensus is not sure enough for the regime.
    case regimeConfidence
    /// The health score is too low.
    case health
    /// The priority is too low.
    case priority
    /// The instrument has a signal or position already.
    case active
    /// Too soon after the instrument's last signal.
    case instrumentCoolDown
    /// Too soon after the last signal of the same direction.
    case directionCoolDown
    /// Too soon after the last signal of all.
    case coolDown
    /// As many signals of the regime are active as it allows.
    case regimeLimit
    /// As many signals are active as there are slots; those of higher priority went first.
    case positionLimit

    public var name: String { String(describing: self) }
}
