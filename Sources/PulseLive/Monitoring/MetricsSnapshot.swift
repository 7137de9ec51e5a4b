import PulseCore

/// The metrics of a session at one moment, in a fixed order.
public struct MetricsSnapshot: Hashable, Sendable {
    public let families: [MetricFamily]

    /// What a status says, as metrics. Families without samples are left out.
    public init(_ status: SessionStatus) {
        let all = [
            Self.session(status), Self.health(status), Self.instruments(status), Self.connections(status), Self.counters(status),
            Self.account(status), Self.positions(status), Self.journal(status), Self.latencies(status), Self.alerts(status),
        ]
        families = all.flatMap { $0 }.filter { !$0.samples.isEmpty }
    }

    private static func session(_ status: SessionStatus) -> [MetricFamily] {
        var info = MetricFamily("session_info", .gauge, "The session that these metrics are of; always 1.")
        info.add(1, [("session", status.session), ("strategy", status.strategy), ("timeframe", status.timeframe.description)])
        var phase = MetricFamily("session_phase", .gauge, "1 for the phase that the session is in, 0 for the others.")
        for one in SessionPhase.allCases { phase.add(one == status.phase ? 1 : 0, [("phase", one.rawValue)]) }
        var steps = MetricFamily("session_phase_seconds", .gauge, "Seconds that a phase has taken so far.")
        for step in status.steps { steps.add(step.seconds, [("phase", step.phase.rawValue)]) }
        var time = MetricFamily("venue_time_seconds", .gauge, "The venue's clock, in seconds since 1970.")
        if let venue = status.venueTime { time.add(Double(venue.milliseconds) / 1_000) }
        return [info, phase, steps, MetricFamily("uptime_seconds", .gauge, "Seconds since the session started.", status.uptime), time]
    }

    private static func health(_ status: SessionStatus) -> [MetricFamily] {
        var score = MetricFamily("health_score", .gauge, "Session health, 0 to 100.")
        var parts = MetricFamily("health_component_ratio", .gauge, "Components of session health, 0 to 1.")
        if let health = status.health {
            score.add(Double(health.score))
            for component in health.components { parts.add(component.score, [("component", component.kind.rawValue)]) }
        }
        return [score, parts]
    }

    private static func instruments(_ status: SessionStatus) -> [MetricFamily] {
        var counts = MetricFamily("instruments", .gauge, "Instruments by state.")
        let instruments = status.instruments
        counts.add(Double(instruments.live), [("state", "live")])
        counts.add(Double(instruments.blocked.count), [("state", "blocked")])
        counts.add(Double(max(0, instruments.total - instruments.live - instruments.blocked.count)), [("state", "starting")])
        var blocked = MetricFamily("instrument_blocked_since_seconds", .gauge, "Venue time since when an instrument is blocked.")
        for one in instruments.blocked {
            blocked.add(Double(one.since.milliseconds) / 1_000, [("instrument", one.instrument.description), ("reason", one.reason)])
        }
        return [counts, blocked]
    }

    private static func connections(_ status: SessionStatus) -> [MetricFamily] {
        func family(_ name: String, _ kind: MetricFamily.Kind, _ help: String, _ value: (ConnectionStatus) -> Double?) -> MetricFamily {
            var family = MetricFamily("connection_" + name, kind, help)
            for connection in status.connections {
                if let value = value(connection) { family.add(value, [("connection", connection.name)]) }
            }
            return family
        }
        return [
            family("up", .gauge, "Whether a connection is up and subscribed.") { $0.state == .live ? 1 : 0 },
            family("streams", .gauge, "Streams of a connection.") { Double($0.streams) },
            family("silent_streams", .gauge, "Streams that have said nothing for longer than they may.") { Double($0.silentStreams) },
            family("silence_seconds", .gauge, "Seconds that the most silent stream is beyond what it may.") { $0.silence },
            family("last_message_age_seconds", .gauge, "Seconds since the last message.") { $0.lastMessageAge },
            family("messages_total", .counter, "Messages received.") { Double($0.messages) },
            family("reconnects_total", .counter, "Times that a connection was made anew.") { Double($0.reconnects) },
        ]
    }

    private static func counters(_ status: SessionStatus) -> [MetricFamily] {
        let counters = status.counters
        func counter(_ name: String, _ help: String, _ value: Int) -> MetricFamily {
            MetricFamily(name + "_total", .counter, help, Double(value))
        }
        return [
            counter("frames", "Frames received.", counters.frames),
            counter("events_decoded", "Events read out of frames.", counters.decoded),
            counter("events_shed", "Events left out under pressure because newer ones stood for them.", counters.shed),
            counter("frames_quarantined", "Frames that could not be read.", counters.quarantined),
            counter("candles_duplicate", "Closed candles that were there already.", counters.duplicates),
            counter("events_out_of_order", "Events older than what was known.", counters.outOfOrder),
            counter("gaps_found", "Gaps in candles that were found.", counters.gapsFound),
            counter("gaps_repaired", "Gaps in candles that were filled.", counters.gapsRepaired),
            counter("candles_revised", "Candles that came again with other values.", counters.revised),
            counter("candles_late", "Candles that came after their slice was decided.", counters.late),
            counter("candles", "Closed candles taken.", counters.candles),
            counter("decisions", "Candles on which heads voted.", counters.decisions),
            counter("verdicts", "Decisions on which a side had the quorum.", counters.verdicts),
            counter("signals", "Signals.", counters.signals),
            counter("fills", "Fills.", counters.fills),
            counter("trades", "Trades closed.", counters.trades),
            MetricFamily("buffer_waiting", .gauge, "Messages that wait for the session.", Double(status.buffer.waiting)),
            MetricFamily("buffer_capacity", .gauge, "Messages that may wait.", Double(status.buffer.capacity)),
            MetricFamily("buffer_peak", .gauge, "The most messages that ever waited.", Double(status.buffer.peak)),
            counter("buffer_pauses", "Times that feeds were told to wait.", status.buffer.pauses),
        ]
    }

    private static func account(_ status: SessionStatus) -> [MetricFamily] {
        let account = status.account
        return [
            MetricFamily("equity_quote", .gauge, "Equity in quote currency.", account.equity),
            MetricFamily("cash_quote", .gauge, "Cash in quote currency.", account.cash),
            MetricFamily("realised_today_quote", .gauge, "Profit of trades closed since 00:00 UTC.", account.realisedToday),
            MetricFamily("drawdown_ratio", .gauge, "Fall from the highest equity, as a fraction of it.", account.drawdown),
            MetricFamily("drawdown_maximum_ratio", .gauge, "The largest such fall of the session.", account.maximumDrawdown),
        ]
    }

    private static func positions(_ status: SessionStatus) -> [MetricFamily] {
        let open = MetricFamily("positions", .gauge, "Open positions.", Double(status.positions.count))
        var quantity = MetricFamily("position_quantity", .gauge, "Open quantity in the base currency; negative for shorts.")
        var profit = MetricFamily("position_unrealised_quote", .gauge, "Profit of an open position at its mark.")
        for position in status.positions {
            let labels = [("instrument", position.instrument.description)]
            quantity.add(position.quantity * Double(position.direction.sign), labels)
            profit.add(position.unrealised, labels)
        }
        return [open, quantity, profit]
    }

    private static func journal(_ status: SessionStatus) -> [MetricFamily] {
        var commit = MetricFamily("journal_last_commit_seconds", .gauge, "How long the last commit took.")
        if let milliseconds = status.journal.lastCommit { commit.add(milliseconds / 1_000) }
        return [
            MetricFamily("journal_events_total", .counter, "Events in the journal.", Double(status.journal.events)),
            MetricFamily("journal_bytes_total", .counter, "Bytes in the journal.", Double(status.journal.bytes)),
            commit,
            MetricFamily("journal_lag_seconds", .gauge, "For how long the oldest event has waited to be committed.", status.journal.lag),
        ]
    }

    private static func latencies(_ status: SessionStatus) -> [MetricFamily] {
        var family = MetricFamily("latency_seconds", .summary, "Latencies by stage since the start of the session.")
        for latency in status.latencies {
            let stage = ("stage", latency.stage.label)
            for (share, microseconds) in latency.quantiles {
                let value = latency.count > 0 ? Double(microseconds) / 1e6 : Double.nan
                family.add(value, [stage, ("quantile", Figure.plain(share))])
            }
            family.add(latency.seconds, [stage], suffix: "_sum")
            family.add(Double(latency.count), [stage], suffix: "_count")
        }
        return [family]
    }

    private static func alerts(_ status: SessionStatus) -> [MetricFamily] {
        var family = MetricFamily("alert_standing_since_seconds", .gauge, "Uptime at which an alert that stands was raised.")
        for alert in status.alerts { family.add(alert.since, [("alert", alert.name)]) }
        return [MetricFamily("alerts_standing", .gauge, "Alerts that stand.", Double(status.alerts.count)), family]
    }
}
