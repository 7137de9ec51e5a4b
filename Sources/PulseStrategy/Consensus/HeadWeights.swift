import PulseCore

/// How much each head's opinion counts: whole 1024ths that sum to exactly 1024 (P4).
///
/// A head of weight 0 takes no part in the consensus: it is neither available to the quorum nor counted on any side.
public struct HeadWeights: Hashable, Sendable {
    /// 1024ths, one for each head in the order of `HeadID`.
    private let raw: [Int32]

    /// Scales shares to 1024 by the method of the largest remainder (Hamilton's): each share is rounded down, and what is left over goes,
    /// one each, to the largest remainders; equal remainders in the order of the heads. Heads that are not named have weight 0; a head
    /// named twice counts with its last share.
    ///
    /// Nil where a share is negative or not finite, or all of them are 0.
    public init?(_ shares: [(head: HeadID, share: Double)]) {
        var values = [Double](repeating: 0, count: HeadID.allCases.count)
        for entry in shares {
            guard entry.share >= 0, entry.share.isFinite else { return nil }
            values[entry.head.rawValue] = entry.share
        }
        let sum = values.reduce(0, +)
        guard sum > 0, sum.isFinite else { return nil }
        raw = Self.apportion(values, sum: sum)
    }

    /// The canonical weights of the nine heads.
    public static let standard: HeadWeights = {
        guard let weights = HeadWeights(HeadID.nine.map { ($0, $0.canonicalWeight) }) else {
            preconditionFailure("the canonical weights are positive")
        }
        return weights
    }()

    /// The weight of a head.
    public subscript(head: HeadID) -> Score { Score(raw: Int(raw[head.rawValue])) }

    /// The heads that take part, in their fixed order.
    public var heads: [HeadID] { HeadID.allCases.filter { raw[$0.rawValue] > 0 } }

    /// Shares of a whole as whole 1024ths that sum to 1024.
    static func apportion(_ values: [Double], sum: Double) -> [Int32] {
        let exact = values.map { $0 / sum * 1_024 }
        var result = exact.map { Int32($0.rounded(.down)) }
        let left = 1_024 - result.reduce(0, +)
        precondition(left >= 0 && left <= values.count, "rounding down loses less than one each")
        let order = values.indices.sorted { a, b in
            let first = exact[a] - exact[a].rounded(.down)
            let second = exact[b] - exact[b].rounded(.down)
            return first == second ? a < b : first > second
        }
        for index in order.prefix(Int(left)) { result[index] += 1 }
        return result
    }
}

extension HeadID {
    /// Its weight among the nine heads, which sum to 1; the others have none of their own.
    public var canonicalWeight: Double {
        switch self {
        case .technical, .volume, .ict, .wyckoff: 0.13
        case .crypto: 0.12
        case .sentiment, .rules, .harmonic, .structure: 0.09
        case .technicalModel, .priceActionModel, .regime: 0
        }
    }
}
