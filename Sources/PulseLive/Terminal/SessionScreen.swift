import PulseCore

/// A session on a terminal: a pure function of its status and the size of the screen.
public enum SessionScreen {
    /// From this width on there are two columns.
    static let wideWidth = 150
    static let gutter = 3

    /// Exactly `height` lines, none wider than `width` columns; without colour they hold no escape sequence.
    public static func lines(_ status: SessionStatus, width: Int, height: Int, usesColour: Bool) -> [String] {
        let width = max(1, width)
        let height = max(1, height)
        var lines = SessionHead(status).lines(width: width)
        let room = height - lines.count - 1
        if room > 1 {
            lines.append(ScreenLine())
            lines += body(status, width: width, height: room)
        }
        var rendered = lines.prefix(height).map { $0.clipped(width).rendered(usesColour: usesColour) }
        rendered += Array(repeating: "", count: height - rendered.count)
        return rendered
    }

    private static func body(_ status: SessionStatus, width: Int, height: Int) -> [ScreenLine] {
        let panels = SessionPanels(status)
        guard status.phase >= .live else {
            return ScreenStack.lines(
                [panels.steps, panels.alerts, status.connections.isEmpty ? nil : panels.feed].compactMap { $0 }, width: width,
                height: height)
        }
        guard width >= wideWidth else {
            let stack = [panels.alerts, panels.positions, panels.signals, panels.feed, panels.blocked, panels.latency, panels.counters]
            return ScreenStack.lines(stack.compactMap { $0 }, width: width, height: height)
        }
        let right = min(80, (width - gutter) * 45 / 100)
        let left = width - gutter - right
        let leftLines = ScreenStack.lines([panels.alerts, panels.positions, panels.signals].compactMap { $0 }, width: left, height: height)
        let rightLines = ScreenStack.lines(
            [panels.feed, panels.blocked, panels.latency, panels.counters].compactMap { $0 }, width: right, height: height)
        return (0..<max(leftLines.count, rightLines.count)).map { row in
            var line = row < leftLines.count ? leftLines[row] : ScreenLine()
            guard row < rightLines.count else { return line }
            line.pad(to: left + gutter)
            line.append(rightLines[row])
            return line
        }
    }

    /// The status in one line, for where there is no terminal.
    public static func summary(_ status: SessionStatus) -> String {
        var parts = [status.venueTime.map(\.description) ?? "--", status.phase.title]
        if status.phase < .live, let step = status.steps.last {
            parts.append(Figure.seconds(step.seconds))
            if let progress = step.progress { parts.append("\(Int(progress * 100)) %") }
        }
        let instruments = status.instruments
        parts.append("health \(status.health.map { String($0.score) } ?? Figure.unknown)")
        parts.append("instruments \(instruments.live)/\(instruments.total)")
        if !instruments.blocked.isEmpty { parts.append("blocked \(instruments.blocked.count)") }
        parts.append("frames/s \(Figure.compact(status.rates.framesPerSecond))")
        parts.append("candles \(status.counters.candles)")
        parts.append("signals \(status.counters.signals)")
        parts.append("positions \(status.positions.count)")
        parts.append("equity \(Figure.decimal(status.account.equity, 2))")
        if let latency = status.recentLatency(.frameToVerdict), latency.count > 0 { parts.append("p99 \(Figure.latency(latency.p99))") }
        if !status.alerts.isEmpty { parts.append("alerts " + status.alerts.map(\.name).joined(separator: ",")) }
        return DisplayWidth.shown(parts.joined(separator: "  "))
    }
}
