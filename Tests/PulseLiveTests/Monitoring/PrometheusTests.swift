import Foundation
import PulseCore
import PulseLive
import Testing

@Suite struct PrometheusTests {
    private func text(_ status: SessionStatus) -> String { PrometheusText.render(MetricsSnapshot(status)) }

    @Test func readsAsTheFormatSays() {
        var status = StatusFixture.live()
        status.strategy = "a \"b\" \\ c\nd"
        var monitor = SessionMonitor(alerts: [AlertRule("drawdown", .drawdown, .above, 1)])
        _ = monitor.observe(&status)
        let lines = text(status).split(separator: "\n").map(String.init)
        for line in [
            "# HELP alphapulse_session_info The session that these metrics are of; always 1.", "# TYPE alphapulse_session_info gauge",
            #"alphapulse_session_info{session="s-20250301-7f3a",strategy="a \"b\" \\ c\nd",timeframe="15m"} 1"#,
            #"alphapulse_session_phase{phase="live"} 1"#, #"alphapulse_session_phase{phase="connecting"} 0"#,
            "alphapulse_venue_time_seconds 1740830400", #"alphapulse_instruments{state="blocked"} 1"#,
            #"alphapulse_connection_messages_total{connection="um-1"} 1234567"#, "# TYPE alphapulse_frames_total counter",
            "alphapulse_frames_total 1333567", "# TYPE alphapulse_latency_seconds summary",
            #"alphapulse_latency_seconds{stage="frame_to_verdict",quantile="0.99"} 0.0441"#,
            #"alphapulse_latency_seconds{stage="slice_to_signals",quantile="0.5"} NaN"#,
            #"alphapulse_latency_seconds_sum{stage="frame_to_verdict"} 4.9"#,
            #"alphapulse_latency_seconds_count{stage="frame_to_verdict"} 392"#,
            #"alphapulse_position_quantity{instrument="binance-um:1000SHIBUSDT"} -1250000"#, "alphapulse_equity_quote 10234.56",
            #"alphapulse_alert_standing_since_seconds{alert="drawdown"} 3605"#,
        ] {
            #expect(lines.contains(line), "\(line) is missing")
        }
        #expect(text(status).hasSuffix("\n"))
    }

    /// Of any status: every line is a comment or a sample of the family above it, no family and no sample occurs twice.
    @Test(arguments: 0..<100) func everyStatusIsWellFormed(seed: Int) throws {
        let text = text(StatusFixture.random(UInt64(seed)))
        #expect(try Self.fault(in: text) == nil)
    }

    /// The mutant leaves a line end in a label.
    @Test func theCheckCatchesALabelThatIsNotEscaped() throws {
        let good = text(StatusFixture.live())
        #expect(try Self.fault(in: good) == nil)
        #expect(try Self.fault(in: good.replacingOccurrences(of: "um-1", with: "um\n1")) != nil)
        #expect(try Self.fault(in: good + good) != nil)
    }

    private static func fault(in text: String) throws -> String? {
        let label = #"[a-z_]+="(?:[^"\\\n]|\\["\\n])*""#
        let sample = try Regex(
            #"(alphapulse_[a-z0-9_]+?)(?:_sum|_count)?(?:\{\#(label)(?:,\#(label))*\})? (?:NaN|[+-]Inf|-?[0-9.]+(?:e[+-]?[0-9]+)?)"#)
        var family = ""
        var families: Set<String> = []
        var samples: Set<String> = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("# TYPE ") { continue }
            if line.hasPrefix("# HELP ") {
                family = String(line.split(separator: " ")[2])
                guard families.insert(family).inserted else { return "\(family) twice" }
                continue
            }
            guard line.wholeMatch(of: sample) != nil else { return "no sample: \(line)" }
            let key = String(line.prefix { $0 != " " && $0 != "{" })
            guard key == family || key == family + "_sum" || key == family + "_count" else { return "\(key) in \(family)" }
            guard samples.insert(String(line[..<(line.lastIndex(of: " ") ?? line.endIndex)])).inserted else { return "\(line) twice" }
        }
        return nil
    }

    @Test func theHistoryIsARing() {
        var history = MetricsHistory()
        var status = SessionStatus(session: "s", strategy: "t", timeframe: .h1)
        for step in 0..<(MetricsHistory.capacity + 10) * 60 {
            status.uptime = Double(step) / 2
            #expect(history.observe(status) == (step % 60 == 0))
        }
        #expect(history.count == MetricsHistory.capacity)
        #expect(history.points.first?.uptime == 300 && history.latest?.uptime == history.points.last?.uptime)
        #expect(zip(history.points, history.points.dropFirst()).allSatisfy { $1.uptime - $0.uptime == 30 })
    }

    @Test func statusesAreReadBack() throws {
        let status = StatusFixture.live()
        let data = try JSONEncoder().encode(status)
        #expect(try JSONDecoder().decode(SessionStatus.self, from: data) == status)
        let text = String(decoding: data, as: UTF8.self)
        #expect(text.contains(#""direction":"short""#) && text.contains(#""schema":"alphapulse.status.v1""#))
    }
}
