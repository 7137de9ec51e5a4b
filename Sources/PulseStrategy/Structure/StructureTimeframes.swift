import PulseCore

/// The timeframes whose structures are weighed together, by the timeframe of the decision, and their weights.
///
/// Weights grow with the length of a candle. They are whole hundredths, so that sums and comparisons with the threshold are exact; what
/// counts is a weight's share of the sum over the timeframes that have enough history. Steps between neighbours are four- to sixfold
/// where the venue's intervals allow it.
public enum StructureTimeframes {
    /// The set for a decision timeframe, shortest (the decision timeframe itself) first, each with its weight.
    public static func weighted(for base: Timeframe) -> [(timeframe: Timeframe, weight: Int)] {
        set(for: base).map { ($0, weight(of: $0)) }
    }

    private static func set(for base: Timeframe) -> [Timeframe] {
        switch base {
        case .m1: [.m1, .m5, .m15, .h1]
        case .m3: [.m3, .m15, .h1, .h4]
        case .m5: [.m5, .m15, .h1, .h4]
        case .m15: [.m15, .h1, .h4, .d1]
        case .m30: [.m30, .h2, .h8, .d1]
        case .h1: [.h1, .h4, .d1]
        case .h2: [.h2, .h8, .d1]
        case .h4: [.h4, .d1, .w1]
        case .h6: [.h6, .d1, .w1]
        case .h8: [.h8, .d1, .w1]
        case .h12: [.h12, .d1, .w1]
        case .d1: [.d1, .w1]
        default: [base]
        }
    }

    private static func weight(of timeframe: Timeframe) -> Int {
        switch timeframe {
        case .m1: 2
        case .m3: 3
        case .m5: 5
        case .m15: 10
        case .m30: 15
        case .h1: 20
        case .h2: 25
        case .h4: 30
        case .h6: 32
        case .h8: 34
        case .h12: 37
        case .d1: 40
        case .d3: 45
        case .w1: 50
        default: 1
        }
    }
}
