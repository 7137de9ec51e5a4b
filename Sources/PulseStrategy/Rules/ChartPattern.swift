import PulseCore

/// Chart patterns that `ChartPatterns` recognises; each has a bullish and a bearish form.
public enum ChartPattern: Int, Hashable, Sendable, CaseIterable {
    /// Double top or double bottom.
    case double
    /// Head and shoulders, upright or inverted.
    case headAndShoulders
    /// Ascending, descending or symmetrical triangle.
    case triangle
    /// Flag after a steep pole.
    case flag

    /// The break of a pattern's line by a close on sufficient volume: the moment when the pattern counts.
    public struct Break: Hashable, Sendable {
        public var pattern: ChartPattern
        /// `.long` for a break upwards.
        public var direction: Direction
    }
}
