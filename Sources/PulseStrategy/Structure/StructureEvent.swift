/// What one close did to the market structure.
public enum StructureEvent: UInt8, Hashable, Sendable {
    case none
    /// Break of structure: a close beyond the last swing in the direction of the trend (or the first break of all).
    case breakUp, breakDown
    /// Change of character: a close beyond the protected swing, which turns the trend.
    case changeUp, changeDown

    /// +1 up, -1 down, 0 nothing.
    public var sign: Int {
        switch self {
        case .none: 0
        case .breakUp, .changeUp: 1
        case .breakDown, .changeDown: -1
        }
    }

    public var isBreak: Bool { self == .breakUp || self == .breakDown }
}
