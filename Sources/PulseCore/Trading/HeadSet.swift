/// A set of heads as a bit mask; iterates in the fixed order of `HeadID`.
@frozen
public struct HeadSet: OptionSet, Hashable, Sendable {
    public let rawValue: UInt16

    @inlinable
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    @inlinable
    public init(_ head: HeadID) {
        rawValue = 1 << UInt16(truncatingIfNeeded: head.rawValue)
    }

    @inlinable public var count: Int { rawValue.nonzeroBitCount }

    /// The heads in it, in their fixed order.
    public var heads: [HeadID] { HeadID.allCases.filter { contains(HeadSet($0)) } }
}
