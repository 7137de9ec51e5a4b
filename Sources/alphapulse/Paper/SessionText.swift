import Foundation
import PulseCore
import PulseLive

/// What a session came to, for reading.
struct SessionText {
    let text: String

    init(_ document: SessionDocument) {
        var table = TextTable([("", .left), ("", .right)])
        func row(_ name: String, _ value: String) { table.append([name, value]) }
        row("instruments", String(document.instruments.count))
        row("slices", String(document.slices))
        row("candles", String(document.candles))
        row("decisions", String(document.decisions))
        row("signals", String(document.signals))
        row("fills", String(document.fills))
        row("trades", String(document.trades))
        row("equity", String(format: "%.2f", document.equity))
        row("total return", String(format: "%.2f %%", document.totalReturn * 100))
        row("requests for missing candles", String(document.counts.requests))
        row("candles repaired", String(document.counts.repaired))
        row("candles revised", String(document.counts.revised))
        row("times an instrument was left behind", String(document.counts.blocks))
        if let verdict = document.latencies["frame_to_verdict"] {
            row("frame to verdict, p50 / p99", "\(verdict.p50) / \(verdict.p99) us")
        }
        text =
            table.render() + "\n\nSession  \(document.session) (\(document.from) to \(document.to ?? "--"), "
            + String(format: "%.1f s)", document.seconds) + "\nProve it  alphapulse audit parity \(document.session)"
    }
}
