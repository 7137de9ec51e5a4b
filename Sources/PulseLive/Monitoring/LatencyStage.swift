/// The spans of time that a session measures.
public enum LatencyStage: String, Hashable, Sendable, Codable, CaseIterable {
    /// From a frame's arrival to the event read out of it.
    case frameToDecoded
    /// From the arrival of the frame that closes a candle to the verdict on it.
    case frameToVerdict
    /// From the last candle of a slice to the signals on it.
    case sliceToSignals
    /// A commit of the journal.
    case journalCommit

    /// As a reader sees it.
    public var title: String {
        switch self {
        case .frameToDecoded: "frame > decoded"
        case .frameToVerdict: "frame > verdict"
        case .sliceToSignals: "slice > signals"
        case .journalCommit: "journal commit"
        }
    }

    /// As a metric's label says it.
    public var label: String {
        switch self {
        case .frameToDecoded: "frame_to_decoded"
        case .frameToVerdict: "frame_to_verdict"
        case .sliceToSignals: "slice_to_signals"
        case .journalCommit: "journal_commit"
        }
    }

    /// Position in `allCases`.
    var place: Int {
        switch self {
        case .frameToDecoded: 0
        case .frameToVerdict: 1
        case .sliceToSignals: 2
        case .journalCommit: 3
        }
    }
}
