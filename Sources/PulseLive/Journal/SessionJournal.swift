import PulseCore
import PulseStore

/// Where a session's events are written before anything is made of them (P7).
public protocol SessionJournal: AnyObject {
    /// Number of the next event.
    var next: Int { get }

    /// Writes events, and what came of those before: together or not at all.
    func append(_ events: [SessionEvent], outcomes: [SessionOutcome], rows: [StoredSessionRow]) throws

    /// Goes the way of a write and writes nothing new, so that the next write is faster. Does not wait for other writers.
    ///
    /// After an error the next write is as fast as it would be without.
    func prime() throws
}

/// A journal in the store.
public final class StoredJournal: SessionJournal {
    private let store: SessionStore
    private let session: String
    public private(set) var next: Int
    /// The last events that were written, as many as `prime` takes.
    private var last: [StoredSessionEvent] = []
    private static let primed = 8

    public init(_ store: SessionStore, session: String, next: Int) {
        self.store = store
        self.session = session
        self.next = next
    }

    /// Enters a new session whose journal begins with some events: together or not at all, since one without its instruments could never be taken up again.
    public static func create(_ session: SessionRecord, _ events: [SessionEvent], in store: SessionStore) throws {
        try store.create(session, events: events.map(\.stored))
    }

    public func append(_ events: [SessionEvent], outcomes: [SessionOutcome], rows: [StoredSessionRow]) throws {
        let stored = events.map(\.stored)
        try store.append(stored, first: next, rows: outcomes.flatMap(\.stored) + rows, session: session)
        next += events.count
        if !stored.isEmpty { last = Array(stored.suffix(Self.primed)) }
    }

    public func prime() throws { try store.prime(last, first: next - last.count, session: session) }
}
