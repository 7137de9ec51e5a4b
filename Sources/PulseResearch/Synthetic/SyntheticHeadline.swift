import PulseCore

/// A made-up item of news.
public struct SyntheticHeadline: Hashable, Sendable {
    public var time: Timestamp
    public var source: String
    public var text: String
}
