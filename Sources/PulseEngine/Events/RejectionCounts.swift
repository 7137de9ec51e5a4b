/// How often each reason of rejection occurred.
public struct RejectionCounts: Hashable, Sendable {
    private var counts = [Int](repeating: 0, count: Rejection.allCases.count)
    /// All rejections.
    public private(set) var total = 0

    public init() {}

    public subscript(reason: Rejection) -> Int { counts[Int(reason.rawValue)] }

    /// The reasons that occurred, in their fixed order.
    public var nonzero: [(reason: Rejection, count: Int)] {
        Rejection.allCases.compactMap { self[$0] > 0 ? ($0, self[$0]) : nil }
    }

    mutating func add(_ reason: Rejection) {
        counts[Int(reason.rawValue)] += 1
        total += 1
    }
}
