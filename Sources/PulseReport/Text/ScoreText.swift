import PulseCore

/// Text of probabilities and confidences: the shortest of at most four places that names one point of the 1/1024 grid.
public enum ScoreText {
    /// `0`, `0.5`, `0.751`, `1`. Reading it back and rounding to 1/1024 gives the same score.
    public static func text(_ score: Score) -> String { table[Int(score.raw)] }

    /// One text for each of the 1,025 points.
    static let table: [String] = (0...1_024).map { raw in
        let value = Double(raw) / 1_024
        // Two places cannot tell neighbours apart; three can, except where the rounded text falls half way, so the reading back decides.
        for decimals in 0...4 {
            let text = DecimalText.text(value, decimals: decimals)
            if let read = Double(text), Score(read).raw == Int16(raw), decimals > 2 || read == value { return text }
        }
        preconditionFailure("four places name every point of the grid")
    }
}
