import PulseCore

/// The panels of a session's screen.
struct SessionPanels {
    private typealias Column = ScreenTable.Column
    let status: SessionStatus

    init(_ status: SessionStatus) {
        self.status = status
    }

    var positions: ScreenPanel {
        var table = ScreenTable(
            "POSITIONS", count: status.positions.count, first: 23...26,
            [
                Column(title: "side", width: 5, rank: 0, isLeft: true), Column(title: "quantity", width: 11, rank: 3),
                Column(title: "entry", width: 11, rank: 2), Column(title: "mark", width: 11, rank: 0),
                Column(title: "stop", width: 11, rank: 5), Column(title: "P&L", width: 11, rank: 0),
                Column(title: "P&L %", width: 9, rank: 4), Column(title: "age", width: 9, rank: 1),
            ])
        for position in status.positions {
            let moved = position.entry > 0 ? (position.mark / position.entry - 1) * Double(position.direction.sign) : .nan
            table.rows.append([
                (position.instrument.description, .plain), Self.side(position.direction),
                (Figure.quantity(position.quantity), .plain), (Figure.price(position.entry), .plain), (Figure.price(position.mark), .plain),
                (position.stop.map(Figure.price) ?? Figure.unknown, .plain),
                (Figure.decimal(position.unrealised, 2, isSigned: true), .sign(position.unrealised)),
                (Figure.percent(moved, isSigned: true), .sign(moved)), (Figure.duration(position.age), .plain),
            ])
        }
        return ScreenPanel(table, rows: min(3, max(1, table.rows.count)))
    }

    var signals: ScreenPanel {
        var table = ScreenTable(
            "SIGNALS", count: status.counters.signals, first: 23...26,
            [
                Column(title: "side", width: 5, rank: 0, isLeft: true), Column(title: "time", width: 11, rank: 0),
                Column(title: "reference", width: 11, rank: 0), Column(title: "stop", width: 11, rank: 3),
                Column(title: "target", width: 11, rank: 4), Column(title: "conf", width: 5, rank: 2),
                Column(title: "state", width: 9, rank: 1, isLeft: true),
            ], empty: "none yet")
        for signal in status.signals {
            table.rows.append([
                (signal.instrument.description, .plain), Self.side(signal.direction), (Self.dayAndMinute(signal.time), .plain),
                (Figure.price(signal.reference), .plain), (signal.stop.map(Figure.price) ?? Figure.unknown, .plain),
                (signal.target.map(Figure.price) ?? Figure.unknown, .plain), (Figure.decimal(signal.confidence, 2), .plain),
                (signal.state, .faint),
            ])
        }
        return ScreenPanel(table, rows: min(3, max(1, table.rows.count)))
    }

    var feed: ScreenPanel {
        var table = ScreenTable(
            "FEED", first: 10...26,
            [
                Column(title: "state", width: 11, rank: 0, isLeft: true), Column(title: "streams", width: 7, rank: 2),
                Column(title: "silent", width: 6, rank: 1), Column(title: "msg/s", width: 6, rank: 0),
                Column(title: "last", width: 6, rank: 0), Column(title: "silence", width: 7, rank: 3),
                Column(title: "reconnects", width: 10, rank: 0),
            ], empty: "no connection yet")
        for connection in status.connections {
            let isFine = connection.state == .live && connection.silentStreams == 0
            table.rows.append([
                (connection.name, .plain), (connection.state.rawValue, isFine ? .good : connection.state == .live ? .warning : .bad),
                ("\(connection.streams)", .plain), ("\(connection.silentStreams)", connection.silentStreams > 0 ? .warning : .plain),
                (Figure.compact(connection.messagesPerSecond), .plain),
                (connection.lastMessageAge.map(Figure.seconds) ?? Figure.unknown, .plain),
                (connection.silence > 0 ? Figure.seconds(connection.silence) : Figure.unknown, connection.silence > 0 ? .warning : .faint),
                ("\(connection.reconnects)", connection.reconnects > 0 ? .warning : .plain),
            ])
        }
        return ScreenPanel(table, rows: min(2, max(1, table.rows.count)))
    }

    var latency: ScreenPanel {
        var table = ScreenTable(
            "LATENCY", first: 15...26,
            [
                Column(title: "count", width: 6, rank: 1), Column(title: "p50", width: 7, rank: 0),
                Column(title: "p90", width: 7, rank: 2), Column(title: "p99", width: 7, rank: 0),
                Column(title: "p99.9", width: 7, rank: 3), Column(title: "max", width: 7, rank: 0),
                Column(title: "p99 now", width: 7, rank: 4),
            ], empty: "nothing measured yet")
        for latency in status.latencies {
            func text(_ microseconds: Int, _ count: Int) -> ScreenTable.Cell {
                count > 0 ? (Figure.latency(microseconds), .plain) : (Figure.unknown, .faint)
            }
            let recent = status.recentLatency(latency.stage)
            table.rows.append([
                (latency.stage.title, .plain), (Figure.compact(Double(latency.count)), .plain), text(latency.p50, latency.count),
                text(latency.p90, latency.count), text(latency.p99, latency.count), text(latency.p999, latency.count),
                text(latency.maximum, latency.count), text(recent?.p99 ?? 0, recent?.count ?? 0),
            ])
        }
        table.countsRest = false
        return ScreenPanel(table, rows: min(2, max(1, table.rows.count)))
    }

    /// Nil where nothing is blocked.
    var blocked: ScreenPanel? {
        let blocked = status.instruments.blocked
        guard !blocked.isEmpty else { return nil }
        return Self.list(
            "BLOCKED", blocked.map { ($0.instrument.description, Self.dayAndMinute($0.since), $0.reason, .warning) }, time: "since")
    }

    /// Nil where none stands.
    var alerts: ScreenPanel? {
        guard !status.alerts.isEmpty else { return nil }
        return Self.list(
            "ALERTS",
            status.alerts.map { ($0.name, Figure.duration($0.uptime - $0.since), $0.message, .alarm) }, time: "standing")
    }

    var steps: ScreenPanel? {
        guard !status.steps.isEmpty else { return nil }
        return ScreenPanel(minimum: 1 + status.steps.count, wanted: 1 + status.steps.count) { width, height in
            let steps = status.steps.enumerated().map { place, step in
                Self.step(step, isRunning: place == status.steps.count - 1, width: width)
            }
            return Array(([ScreenLine("STARTING", .heading)] + steps).prefix(height))
        }
    }

    var counters: ScreenPanel {
        let counters = status.counters
        var grid = ScreenGrid()
        func add(_ label: String, _ value: Int, isFault: Bool = false) {
            grid.add(label, Figure.compact(Double(value)), isFault && value > 0 ? .warning : .plain)
        }
        add("frames", counters.frames)
        add("decoded", counters.decoded)
        add("shed", counters.shed, isFault: true)
        add("unreadable", counters.quarantined, isFault: true)
        add("duplicates", counters.duplicates)
        add("disordered", counters.outOfOrder)
        add("revised", counters.revised)
        add("late", counters.late, isFault: true)
        grid.add("gaps", "\(counters.gapsRepaired)/\(counters.gapsFound)", counters.gapsRepaired < counters.gapsFound ? .warning : .plain)
        grid.add("buffer", status.buffer.use.map { Figure.percent($0) } ?? Figure.unknown)
        add("buffer max", status.buffer.peak)
        add("pauses", status.buffer.pauses, isFault: true)
        add("journal", status.journal.events)
        grid.add("size", Figure.bytes(status.journal.bytes))
        grid.add("commit", status.journal.lastCommit.map { Figure.milliseconds($0) } ?? Figure.unknown)
        grid.add("lag", Figure.seconds(status.journal.lag))
        let made = grid
        return ScreenPanel(minimum: 3, wanted: 7, isFiller: true) { width, height in
            Array(([ScreenLine("COUNTERS", .heading)] + made.lines(width: width, height: height - 1)).prefix(height))
        }
    }

    /// A table whose last column is a sentence that takes the rest of the line.
    private static func list(
        _ title: String, _ entries: [(name: String, time: String, text: String, style: ScreenStyle)], time: String
    ) -> ScreenPanel {
        ScreenPanel(minimum: 1 + min(2, entries.count), wanted: 1 + entries.count) { width, height in
            let first = width < 100 ? 23 : 26
            let rest = max(8, width - first - 2 - 11 - 2)
            var table = ScreenTable(
                title, count: entries.count, first: min(first, 18)...first,
                [Column(title: time, width: 11, rank: 1), Column(title: "", width: rest, rank: 0, isLeft: true)])
            table.rows = entries.map { [($0.name, $0.style), ($0.time, .plain), ($0.text, .plain)] }
            return table.lines(width: width, height: height)
        }
    }

    private static func step(_ step: SessionStep, isRunning: Bool, width: Int) -> ScreenLine {
        var line = ScreenLine(DisplayWidth.fitted(step.phase.title, 20), isRunning ? .strong : .plain)
        line.append(DisplayWidth.fitted(Figure.seconds(step.seconds), 9, right: true))
        guard isRunning else {
            line.append("  done", .good)
            return line
        }
        guard let progress = step.progress else { return line }
        let room = min(40, max(0, width - 62))
        let filled = Int(progress * Double(room))
        line.append("  " + String(repeating: "█", count: filled), .good)
        line.append(String(repeating: "░", count: room - filled), .faint)
        line.append(DisplayWidth.fitted("\(Int(progress * 100)) %", 6, right: true), .strong)
        line.append("  \(Figure.compact(Double(step.done))) of \(Figure.compact(Double(step.total)))", .faint)
        return line
    }

    private static func side(_ direction: Direction) -> ScreenTable.Cell { (direction.name, .sign(Double(direction.sign))) }

    /// `02-28 13:05`.
    private static func dayAndMinute(_ time: Timestamp) -> String {
        "\(time.dateDescription.dropFirst(5)) \(SessionHead.clock(time).prefix(5))"
    }
}
