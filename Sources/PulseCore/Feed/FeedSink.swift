/// Where feeds deliver: called from any thread, returns at once.
public protocol FeedSink: Sendable {
    /// Takes messages in the order in which their frames came in. All are taken or, where they are superseded by newer ones, shed; none is
    /// refused. Returns whether more is welcome: if not, the feed stops reading from its socket until `isReady`.
    func receive(_ messages: [FeedMessage]) -> Bool

    /// Whether a feed that was told to wait may go on.
    var isReady: Bool { get }
}
