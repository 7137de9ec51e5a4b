/// One connection of the feed.
public struct ConnectionStatus: Hashable, Sendable, Codable {
    public enum State: String, Hashable, Sendable, Codable, CaseIterable {
        case connecting, subscribing, live, waiting, closed
    }

    /// Short: `um-1`.
    public var name: String
    public var state: State
    public var streams: Int
    /// Streams that said nothing for longer than their kind may.
    public var silentStreams: Int
    /// Messages since the start.
    public var messages: Int
    /// Messages a second, of late.
    public var messagesPerSecond: Double
    /// Seconds since the last message; nil before the first.
    public var lastMessageAge: Double?
    /// Times that it was made anew.
    public var reconnects: Int
    /// Seconds for which the most silent stream has said nothing beyond what its kind may; 0 where none does.
    public var silence: Double

    public init(
        name: String, state: State, streams: Int = 0, silentStreams: Int = 0, messages: Int = 0, messagesPerSecond: Double = 0,
        lastMessageAge: Double? = nil, reconnects: Int = 0, silence: Double = 0
    ) {
        self.name = name
        self.state = state
        self.streams = streams
        self.silentStreams = silentStreams
        self.messages = messages
        self.messagesPerSecond = messagesPerSecond
        self.lastMessageAge = lastMessageAge
        self.reconnects = reconnects
        self.silence = silence
    }
}
