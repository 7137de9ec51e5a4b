/// Sample quantiles.
public enum Quantile {
    /// Type 7 of Hyndman and Fan 1996 (the default of numpy, R and spreadsheets): linear between the order statistics around `p (n - 1)`.
    ///
    /// `sorted` ascends and holds at least one value; `p` lies in 0...1.
    public static func type7(sorted: [Double], _ p: Double) -> Double {
        precondition(!sorted.isEmpty && p >= 0 && p <= 1, "a quantile needs a sample and a probability")
        let position = p * Double(sorted.count - 1)
        let below = Int(position)
        guard below + 1 < sorted.count else { return sorted[sorted.count - 1] }
        let share = position - Double(below)
        return sorted[below] + share * (sorted[below + 1] - sorted[below])
    }
}
