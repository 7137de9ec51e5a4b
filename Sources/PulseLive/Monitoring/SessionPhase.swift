/// What a session is busy with, in the order in which it starts.
public enum SessionPhase: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    case openingStore
    case readingWarmup
    case warmingPipelines
    case catchingUp
    case connecting
    case live
    case stopping

    /// As a reader sees it.
    public var title: String {
        switch self {
        case .openingStore: "opening store"
        case .readingWarmup: "reading warm-up"
        case .warmingPipelines: "warming pipelines"
        case .catchingUp: "catching up by REST"
        case .connecting: "connecting"
        case .live: "live"
        case .stopping: "stopping"
        }
    }

    private var place: Int {
        switch self {
        case .openingStore: 0
        case .readingWarmup: 1
        case .warmingPipelines: 2
        case .catchingUp: 3
        case .connecting: 4
        case .live: 5
        case .stopping: 6
        }
    }

    public static func < (a: SessionPhase, b: SessionPhase) -> Bool { a.place < b.place }
}
