import PulseCore

/// The upper lines of the screen: what runs, how it stands, how it feels.
struct SessionHead {
    let status: SessionStatus

    init(_ status: SessionStatus) {
        self.status = status
    }

    func lines(width: Int) -> [ScreenLine] {
        // Before it is live there is no money at work and nothing to be well.
        status.phase < .live ? [bar(width)] : [bar(width), account(width), work(width), health(width)]
    }

    /// Strategy and session to the left, phase and clocks to the right.
    private func bar(_ width: Int) -> ScreenLine {
        let time = status.venueTime.map(Self.clock) ?? "--:--:--"
        let up = DisplayWidth.fitted(Figure.duration(status.uptime), 9, right: true)
        let right = " \(status.phase.title.uppercased())  \(time)Z  up \(up) "
        let room = max(0, width - DisplayWidth.of(right))
        let name = DisplayWidth.shown(" \(status.strategy) \(status.timeframe)  \(status.session)")
        return ScreenLine(DisplayWidth.fitted(name, room) + right, .bar)
    }

    private func account(_ width: Int) -> ScreenLine {
        let account = status.account
        var fields = ScreenFields()
        fields.add("equity", Figure.decimal(account.equity, 2), 13, .strong)
        let gain = account.start > 0 ? account.equity / account.start - 1 : 0
        fields.add("return", account.start > 0 ? Figure.percent(gain, isSigned: true) : Figure.unknown, 10, .sign(gain))
        fields.add("today", Figure.decimal(account.realisedToday, 2, isSigned: true), 10, .sign(account.realisedToday))
        fields.add("drawdown", Figure.percent(account.drawdown), 8)
        fields.add("worst", Figure.percent(account.maximumDrawdown), 8)
        fields.add("cash", Figure.decimal(account.cash, 2), 13)
        return fields.line(width: width)
    }

    private func work(_ width: Int) -> ScreenLine {
        let instruments = status.instruments
        let counters = status.counters
        var fields = ScreenFields()
        fields.add("live", "\(instruments.live)/\(instruments.total)", 9, instruments.live == instruments.total ? .good : .warning)
        fields.add("candles", Figure.compact(Double(counters.candles)), 6)
        fields.add("verdicts", Figure.compact(Double(counters.verdicts)), 6)
        fields.add("signals", Figure.compact(Double(counters.signals)), 6)
        fields.add("trades", Figure.compact(Double(counters.trades)), 6)
        fields.add("fills", Figure.compact(Double(counters.fills)), 6)
        fields.add("decisions", Figure.compact(Double(counters.decisions)), 6)
        return fields.line(width: width)
    }

    private func health(_ width: Int) -> ScreenLine {
        var fields = ScreenFields()
        let score = status.health?.score
        let style: ScreenStyle = score.map { $0 >= 90 ? .good : $0 >= 70 ? .warning : .alarm } ?? .faint
        fields.add("health", score.map { "\($0)/100" } ?? Figure.unknown, 7, style)
        fields.add("alerts", "\(status.alerts.count)", 3, status.alerts.isEmpty ? .plain : .alarm)
        fields.add("frames/s", Figure.compact(status.rates.framesPerSecond), 6)
        var line = fields.line(width: width)
        if let worst = status.health?.worst, width - line.width > 12 {
            line.append("   " + worst.explanation, style)
        }
        return line
    }

    /// `12:34:56`.
    static func clock(_ time: Timestamp) -> String {
        let seconds = (time.milliseconds - time.startOfDay.milliseconds) / 1_000
        return [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}
