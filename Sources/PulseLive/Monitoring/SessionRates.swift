/// What the counters did of late: differences over `RateWindow.span`, so that an old fault does not count forever.
public struct SessionRates: Hashable, Sendable, Codable {
    /// Seconds that the window spans so far; 0 at first, and then nothing else is known.
    public var seconds: Double
    public var framesPerSecond: Double
    /// Quarantined frames among all, as a fraction.
    public var quarantined: Double
    /// Shed events among those decoded, as a fraction.
    public var shed: Double
    /// Connections made anew in the window.
    public var reconnects: Int

    public init(seconds: Double = 0, framesPerSecond: Double = 0, quarantined: Double = 0, shed: Double = 0, reconnects: Int = 0) {
        self.seconds = seconds
        self.framesPerSecond = framesPerSecond
        self.quarantined = quarantined
        self.shed = shed
        self.reconnects = reconnects
    }
}
