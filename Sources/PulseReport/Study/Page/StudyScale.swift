/// A scale of colours for values of the objective: from the one colour through the paper to the other where the values lie on both sides of
/// zero, else the stronger the farther from the end at zero.
struct StudyScale {
    let low: Double
    let high: Double

    /// Nil without a finite value.
    init?(_ values: some Sequence<Double>) {
        let finite = values.filter(\.isFinite)
        guard let low = finite.min(), let high = finite.max() else { return nil }
        self.low = low
        self.high = high
    }

    var hasBothSides: Bool { low < 0 && high > 0 }
    /// Whether the one colour there is belongs to values below zero.
    var isBelow: Bool { high <= 0 && low < 0 }

    /// Which of the colours, and how much of it, 0...1.
    func colour(_ value: Double) -> (isHigh: Bool, share: Double) {
        if hasBothSides { return (value >= 0, value.magnitude / max(-low, high)) }
        guard high > low else { return (!isBelow, 0.5) }
        let share = isBelow ? (high - value) / (high - low) : (value - low) / (high - low)
        return (!isBelow, 0.05 + 0.95 * share)
    }

    /// The class and style of an element of that colour; `strong` where its text must change colour to be read.
    func attributes(_ value: Double) -> (kind: String, style: String) {
        let colour = colour(value)
        let share = min(1, max(0, colour.share))
        let kind = (colour.isHigh ? "hi" : "lo") + (share > 0.62 ? " strong" : "")
        return (kind, "--a:\(DecimalText.text(share * 100, decimals: 0))%")
    }
}
