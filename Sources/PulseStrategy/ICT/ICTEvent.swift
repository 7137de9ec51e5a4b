/// Something that has happened and speaks for a side, until it is too old.
package struct ICTEvent: Hashable, Sendable {
    /// What can happen, with its weight in the vote.
    package enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        case sweep, judas, optimalEntry, gapRetest, blockRetest

        package var weight: Double {
            switch self {
            case .sweep: 2
            case .judas: 1.5
            case .optimalEntry, .gapRetest, .blockRetest: 1
            }
        }

        package var name: String {
            switch self {
            case .sweep: "liquidity sweep"
            case .judas: "Judas swing"
            case .optimalEntry: "optimal trade entry"
            case .gapRetest: "fair value gap retest"
            case .blockRetest: "order block retest"
            }
        }
    }

    /// Candle at whose close it became known.
    package var index: Int
    package var confidence: Double
    /// The two prices that it is about, times the side: a zone's edges, or a level and the extreme beyond it.
    package var near: Double
    package var far: Double
    /// Where a swept level came from, whether a gap was an inverted one: for a reader.
    package var note = Note.none

    package enum Note: UInt8, Hashable, Sendable { case none, swing, equalSwings, priorDay, priorWeek, inverted }

    package init(index: Int, confidence: Double, near: Double, far: Double, note: Note = .none) {
        self.index = index
        self.confidence = confidence
        self.near = near
        self.far = far
        self.note = note
    }

    /// So long ago that it never counts.
    static let never = ICTEvent(index: .min / 2, confidence: 0, near: .nan, far: .nan)
}
