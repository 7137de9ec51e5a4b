/// How many heads must agree, given how many are available (that is, did not abstain) at a candle.
///
/// Scaled to the available heads: otherwise "4 of 9" would silently become "4 of 5" when heads abstain.
public enum Quorum: Hashable, Sendable {
    /// 4 where at least 8 heads are available, else half of them, rounded up, at least 3.
    case spec4
    /// Five ninths of the available heads, rounded up, at least 3.
    case strict5
    /// Always the same number.
    case fixed(Int)

    /// The heads that must agree where `available` have an opinion.
    public func size(available: Int) -> Int {
        switch self {
        case .spec4: available >= 8 ? 4 : max(3, (available + 1) / 2)
        case .strict5: max(3, (5 * available + 8) / 9)
        case .fixed(let size): size
        }
    }
}
