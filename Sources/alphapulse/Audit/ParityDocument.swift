import PulseCore
import PulseLive

/// What `audit parity` found: `alphapulse.parity.v1`.
struct ParityDocument: Encodable {
    struct Difference: Encodable {
        var kind: String
        var time: String
        var instrument: String?
        var session: String?
        var backtest: String?
    }

    var schema = "alphapulse.parity.v1"
    var session: String
    var differences: Int
    var cause: String?
    var first: [Difference]
    var slices: Int
    var candles: Int
    var decisions: Int
    var signals: Int
    var fills: Int
    var movements: Int
    var blocks: Int
    var resumptions: Int
    var revisedCandles: Int
    var missingCandles: Int
    var firstRevised: String?
    var votesDigest: String
    var ledgerDigest: String
    var shortfall: ImplementationShortfall?
    var seconds: Double

    init(_ report: ParityReport, session: String, seconds: Double) {
        self.session = session
        differences = report.differences
        cause = report.cause
        first = report.first.map {
            Difference(
                kind: $0.kind.rawValue, time: $0.time.description, instrument: $0.instrument?.description, session: $0.session,
                backtest: $0.backtest)
        }
        slices = report.slices
        candles = report.candles
        decisions = report.decisions
        signals = report.signals
        fills = report.fills
        movements = report.movements
        blocks = report.blocks
        resumptions = report.resumptions
        revisedCandles = report.revisedCandles
        missingCandles = report.missingCandles
        firstRevised = report.firstRevised
        votesDigest = report.votesDigest
        ledgerDigest = report.ledgerDigest
        shortfall = report.shortfall
        self.seconds = seconds
    }
}
