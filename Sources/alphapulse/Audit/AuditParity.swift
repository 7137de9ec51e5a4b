import ArgumentParser
import Foundation
import PulseCore
import PulseLive
import PulseStore

struct AuditParity: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parity", abstract: "Whether a paper session decided what the backtest decides, to the bit.",
        discussion: """
            The candles of the session's journal are run through the backtester; votes, verdicts, signals, fills, movements of money and equity are
            compared with what the session wrote down while it ran. The answer is no (exit code 1) as soon as one differs; the first cause is named.
            """)

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The session, or the beginning of its name.")
    var session: String

    @Option(help: "Threads; by default one a core.")
    var threads: Int?

    func run() throws {
        let began = ProcessInfo.processInfo.systemUptime
        let settings = try Settings(options: options)
        let lookup = SessionLookup(settings)
        let (record, store, _) = try lookup.open(session)
        let plan = try lookup.plan(record)
        let warmup = PaperWarmup(store: store, history: try VenueHistory(), plan: plan)
        let report = try ParityAudit(record, plan: plan, store: store, engineVersion: EngineVersion.current)
            .run(threads: try settings.threads(threads)) { try warmup.read($0, $1, $2) }
        let document = ParityDocument(report, session: record.id, seconds: ProcessInfo.processInfo.systemUptime - began)
        if options.json { try JSONOutput.print(document) } else { try print(document) }
        if document.differences > 0 { throw ExitCode(1) }
    }

    private func print(_ document: ParityDocument) throws {
        var table = TextTable([("compared", .left), ("", .right)])
        for (name, count) in [
            ("slices", document.slices), ("candles", document.candles), ("decisions", document.decisions), ("signals", document.signals),
            ("fills", document.fills), ("movements of money", document.movements), ("times an instrument was left behind", document.blocks),
            ("times it was taken up again", document.resumptions),
        ] { table.append([name, String(count)]) }
        try Console.print(table.render())
        if let shortfall = document.shortfall {
            try Console.print(
                "\nFills against the best quote of their time: \(String(format: "%+.2f", shortfall.meanBasisPoints)) basis points on average, "
                    + "\(String(format: "%+.2f", shortfall.worstBasisPoints)) at worst, \(shortfall.quoted) of \(shortfall.fills) fills quoted"
            )
        }
        if document.revisedCandles + document.missingCandles > 0 {
            try Console.print(
                "\nThe store has \(document.revisedCandles) candles otherwise now than the session had them, and lacks \(document.missingCandles): "
                    + "a backtest over the store may differ from the session by those")
            if let first = document.firstRevised { try Console.print("  first: \(first)") }
        }
        if document.differences == 0 {
            try Console.print("\nNo difference: session \(document.session) decided what the backtest decides")
        } else {
            try Console.print("\n\(document.differences) differences; first cause: \(document.cause ?? "unknown")")
            for one in document.first.prefix(5) {
                try Console.print("  \(one.time) \(one.instrument ?? "") \(one.kind)")
                try Console.print("    session:  \(one.session ?? "nothing")")
                try Console.print("    backtest: \(one.backtest ?? "nothing")")
            }
        }
    }
}
