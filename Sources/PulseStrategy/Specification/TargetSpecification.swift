import PulseCore

/// Where a position is closed at a profit: up to four distances, and the share of the position closed at each.
public struct TargetSpecification: Hashable, Sendable {
    /// A named ladder, with the stop and the minimum of reward to risk that belong to it.
    public enum Preset: String, Hashable, Sendable, CaseIterable {
        /// 1, 2, 3 and 4 R with 40, 30, 20 and 10 %: 2 R on average.
        case riskMultiples
        /// Half, 1, 2 and 4 average true ranges with a quarter each, stop at 1.5: 1.25 R on average.
        case sdeAtr
        /// 2, 3, 4 and 5 average true ranges with a quarter each, stop at 2: 1.75 R on average.
        case atr2345
        /// 2, 3.5 and 5 average true ranges with a third each, stop at 1.5: 2.33 R on average.
        case mtf
        /// 6 % of the price, stop at 3 %: 2 R.
        case fixedPct
    }

    /// What the multiples are multiples of.
    public enum Unit: String, Hashable, Sendable {
        /// R: the distance from entry to stop.
        case risk
        /// The average true range of 14 candles.
        case averageTrueRange
        /// The price: .06 is 6 %.
        case price
    }

    public private(set) var preset: Preset
    public private(set) var unit: Unit
    /// Ascending, one to four.
    public private(set) var multiples: [Double]
    /// One for each multiple, on the 1/1024 grid, summing to exactly 1024 (largest remainder).
    public private(set) var shares: [Score]

    public init(_ preset: Preset = .riskMultiples) {
        self.preset = preset
        switch preset {
        case .riskMultiples: (unit, multiples, shares) = (.risk, [1, 2, 3, 4], Self.onGrid([0.4, 0.3, 0.2, 0.1]))
        case .sdeAtr: (unit, multiples, shares) = (.averageTrueRange, [0.5, 1, 2, 4], Self.onGrid([1, 1, 1, 1]))
        case .atr2345: (unit, multiples, shares) = (.averageTrueRange, [2, 3, 4, 5], Self.onGrid([1, 1, 1, 1]))
        case .mtf: (unit, multiples, shares) = (.averageTrueRange, [2, 3.5, 5], Self.onGrid([1, 1, 1]))
        case .fixedPct: (unit, multiples, shares) = (.price, [0.06], Self.onGrid([1]))
        }
    }

    /// The mean of the multiples, weighted by shares.
    public var meanMultiple: Double {
        zip(multiples, shares).reduce(0) { $0 + $1.0 * $1.1.value }
    }

    /// What this ladder's preset lets pass, in R.
    var standardRewardToRisk: Double {
        switch preset {
        case .sdeAtr: 1.25
        case .atr2345: 1.75
        default: 2
        }
    }

    /// Reads `multiples` and `shares` of the section `targets`, which differ from its preset.
    mutating func readLadder(_ reader: inout ConfigurationReader) {
        let range = unit == .price ? 0.0001...0.9 : 0.1...20
        let written = reader.numbers("multiples", in: range)
        let weights = reader.numbers("shares", in: 0...1)
        let multiples = written ?? self.multiples
        let isAscending = zip(multiples, multiples.dropFirst()).allSatisfy { $0 < $1 }
        guard (1...4).contains(multiples.count), isAscending else {
            reader.fault("multiples", "must be one to four ascending numbers")
            return
        }
        if weights == nil, multiples.count != shares.count {
            reader.fault("multiples", "has \(multiples.count) targets: give as many 'shares'")
            return
        }
        if let weights {
            let sum = weights.reduce(0, +)
            guard weights.count == multiples.count, weights.allSatisfy({ $0 > 0 }), abs(sum - 1) <= 0.001 else {
                let printed = (sum * 1e6).rounded() / 1e6
                reader.fault(
                    "shares", "must be \(multiples.count) positive numbers that sum to 1, not \(weights.count) that sum to \(printed)")
                return
            }
            shares = Self.onGrid(weights)
        }
        self.multiples = multiples
    }

    private static func onGrid(_ shares: [Double]) -> [Score] {
        HeadWeights.apportion(shares, sum: shares.reduce(0, +)).map { Score(raw: Int($0)) }
    }
}
