/// What a stream says at an instant: a payload without the wrapping of combined streams.
package struct VenueFrame: Hashable, Sendable {
    /// When it is sent, on the venue's clock before any skew.
    package var time: Int64
    /// Which stream says it: what the schedule gave out.
    package var stream: Int
    /// Number of the frame among those of its stream and time.
    package var ordinal: Int
    package var payload: [UInt8]
    /// Whether it closes a candle: such frames are never thinned.
    package var isClosing: Bool
    /// The instrument it is about; nil for all of a market.
    package var instrument: Int?
}
