import ArgumentParser
import Foundation
import PulseAnalytics
import PulseCore
import PulseReport
import PulseResearch

struct MetricsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "metrics", abstract: "Compute every metric of an equity curve from anywhere.",
        discussion: """
            The file is CSV with the header time,equity: times ISO 8601 in UTC or milliseconds since 1970, ascending; any sampling.
            Ratios rest on daily values at 00:00 UTC, drawdowns on every row.
            Example: alphapulse metrics --equity equity.csv --json
            """)

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("The equity curve; - reads standard input.", valueName: "file.csv"))
    var equity: String

    @Option(help: ArgumentHelp("A curve to compare it with, of the same form.", valueName: "file.csv"))
    var benchmark: String?

    @Option(help: ArgumentHelp("Risk-free rate a year, as a fraction.", valueName: "rate"))
    var riskFree = 0.0

    private struct Document: Encodable {
        struct Conventions: Encodable {
            var periodsPerYear: Double
            var riskFreeRate: Double
            var sampling: String
            var firstDay: String?
            var returns: Int
        }
        var schema = "alphapulse.metrics.v1"
        var metrics: [String: Double?]
        var undefined: [String: String]
        var conventions: Conventions
    }

    func run() throws {
        guard riskFree.isFinite, riskFree.magnitude <= 10 else {
            throw PulseError(.usage, "--risk-free is a fraction a year, such as 0.04")
        }
        let curve = try Self.curve(equity)
        let report = PerformanceReport.compute(
            PerformanceInput(equity: curve, benchmark: try benchmark.map(Self.curve), riskFreeRate: riskFree))
        let conventions = report.conventions
        guard !options.json else {
            let pairs = report.metrics.map { ($0.key, $0.value.number) }
            let reasons = report.metrics.compactMap { metric in metric.value.reason.map { (metric.key, $0) } }
            return try JSONOutput.print(
                Document(
                    metrics: Dictionary(uniqueKeysWithValues: pairs), undefined: Dictionary(uniqueKeysWithValues: reasons),
                    conventions: .init(
                        periodsPerYear: conventions.periodsPerYear, riskFreeRate: conventions.riskFreeRate, sampling: conventions.sampling,
                        firstDay: conventions.firstDay?.dateDescription, returns: conventions.returns)))
        }
        try Console.print(try render(report))
    }

    private func render(_ report: PerformanceReport) throws -> String {
        var table = TextTable([("metric", .left), ("value", .right), ("definition", .left)])
        var notes: [String] = []
        for metric in report.metrics {
            let printed = RunAssembly.metric(metric, benchmark: nil)
            var text = FigureText.text(printed.value, printed.unit)
            if let reason = printed.reason {
                text += " [\(notes.count + 1)]"
                notes.append("[\(notes.count + 1)] \(metric.name): \(reason)")
            }
            table.append([metric.name, text, metric.definition.formula])
        }
        return ([table.render(), "", report.conventions.description] + notes).joined(separator: "\n")
    }

    private static func curve(_ path: String) throws -> EquityCurve {
        let bytes = try InputFile.bytes(path)
        let (times, values) = try EquityFile.parse(bytes, file: path)
        do {
            return try EquityCurve(times: times, values: values)
        } catch {
            throw PulseError(error.kind, error.diagnostics.map { Diagnostic($0.message, at: SourceLocation(file: path), hint: $0.hint) })
        }
    }
}
