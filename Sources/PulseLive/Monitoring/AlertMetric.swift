/// What an alert can watch.
public enum AlertMetric: String, Hashable, Sendable, Codable, CaseIterable {
    /// Session health, 0...100.
    case health
    /// Instruments that nothing can be decided on.
    case blockedInstruments = "blocked-instruments"
    /// 99th percentile from frame to verdict of the last minute, in milliseconds.
    case latency = "latency-p99"
    /// Current drawdown in percent.
    case drawdown
    /// Seconds for which the most silent stream or connection has said nothing beyond what it may.
    case feedSilence = "feed-silence"
    /// Frames that could not be read, in percent of the last five minutes'.
    case quarantineRate = "quarantine-rate"
    /// Connections made anew in the last five minutes.
    case reconnects
    /// Percent of the buffer in use.
    case bufferUse = "buffer-use"
    /// Seconds for which events wait to be committed.
    case journalLag = "journal-lag"
    /// Times that the universe could not be chosen anew since it last was.
    case universeFailures = "universe-failures"

    /// Its value in a status whose rates and health are filled in; nil where it is not known.
    public func value(in status: SessionStatus) -> Double? {
        switch self {
        case .health: status.health.map { Double($0.score) }
        case .blockedInstruments: status.instruments.total > 0 ? Double(status.instruments.blocked.count) : nil
        case .latency: status.recentLatency(.frameToVerdict).flatMap { $0.count > 0 ? Double($0.p99) / 1_000 : nil }
        case .drawdown: status.account.start > 0 ? status.account.drawdown * 100 : nil
        case .feedSilence:
            status.phase == .live
                ? status.connections.map { $0.state == .live ? $0.silence : max($0.silence, $0.lastMessageAge ?? 0) }.max() : nil
        case .quarantineRate: status.rates.seconds > 0 ? status.rates.quarantined * 100 : nil
        case .reconnects: status.rates.seconds > 0 ? Double(status.rates.reconnects) : nil
        case .bufferUse: status.buffer.use.map { $0 * 100 }
        case .journalLag: status.journal.events > 0 ? status.journal.lag : nil
        case .universeFailures: Double(status.universeFailures)
        }
    }

    /// A value with its unit.
    public func text(_ value: Double) -> String {
        switch self {
        case .health, .blockedInstruments, .reconnects, .universeFailures: Figure.decimal(value, 0)
        case .latency: Figure.decimal(value, 0) + " ms"
        case .drawdown, .quarantineRate, .bufferUse: Figure.decimal(value, 2) + " %"
        case .feedSilence, .journalLag: Figure.decimal(value, 0) + " s"
        }
    }

    /// As a sentence begins.
    var subject: String {
        switch self {
        case .health: "session health"
        case .blockedInstruments: "blocked instruments"
        case .latency: "p99 from frame to verdict"
        case .drawdown: "drawdown"
        case .feedSilence: "feed silence"
        case .quarantineRate: "frames that cannot be read"
        case .reconnects: "reconnects in five minutes"
        case .bufferUse: "buffer use"
        case .journalLag: "journal lag"
        case .universeFailures: "failures to choose the universe anew"
        }
    }
}
