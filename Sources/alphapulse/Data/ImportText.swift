import Foundation
import PulseCore
import PulseStore

/// `data import` for people: a line a file on standard output, warnings and errors on standard error.
enum ImportText {
    /// Rejected rows that are shown of a file; `--json` has more.
    private static let shownRows = 5

    static func print(_ results: [FileImport], seconds: Double, isQuiet: Bool) throws {
        for result in results {
            if let error = result.error {
                let word = result.isPassedOver ? "passed over" : "error"
                for diagnostic in error.diagnostics where !(result.isPassedOver && isQuiet) { Console.note("\(word): \(diagnostic)") }
                continue
            }
            try Console.print(result.side.isEmpty ? line(result) : sideLine(result))
            guard !isQuiet else { continue }
            for warning in result.warnings { Console.note("note: \(result.path): \(warning)") }
            for row in result.rejected.prefix(shownRows) { Console.note("note: \(result.path):\(row.line): \(row.reason)") }
            if result.rejectedCount > shownRows {
                Console.note("note: \(result.path): \(result.rejectedCount - shownRows) more rows were rejected")
            }
        }
        let rows = results.reduce(0) { $0 + $1.rows }
        let good = results.count { $0.error == nil }
        let rate = seconds > 0 ? Double(rows) / seconds : 0
        let passedOver = results.count(where: \.isPassedOver)
        let total = passedOver > 0 ? "\(results.count - passedOver) files (\(passedOver) more hold no candles)" : "\(results.count) files"
        try Console.print(
            "\(good) of \(total), \(rows) rows in \(String(format: "%.2f", seconds)) s (\(ProgressBar.compact(rate)) rows/s)")
    }

    private static func sideLine(_ result: FileImport) -> String {
        let series = result.side.prefix(shownRows).map { part in
            let total = part.outcome.inserted + part.outcome.duplicates + part.outcome.revised
            return "\(part.kind.name) of \(part.instrument?.description ?? "*"), \(total) points"
        }
        let more = result.side.count > shownRows ? ["\(result.side.count - shownRows) more series"] : []
        let name = URL(fileURLWithPath: result.path).lastPathComponent
        return "\(name): \((series + more).joined(separator: "; ")), \(counts(result).joined(separator: ", "))"
    }

    private static func line(_ result: FileImport) -> String {
        var parts = counts(result)
        if result.gapCount > 0 {
            let missing = result.gaps.reduce(0) { $0 + $1.missing }
            parts.append("\(result.gapCount) gaps (\(missing) missing)")
        }
        let series = "\(result.instrument?.description ?? "?") \(result.timeframe?.description ?? "?")"
        return "\(URL(fileURLWithPath: result.path).lastPathComponent): \(series), \(parts.joined(separator: ", "))"
    }

    /// What became of the rows.
    private static func counts(_ result: FileImport) -> [String] {
        var parts = ["\(result.rows) rows"]
        func add(_ count: Int, _ word: String) { if count > 0 { parts.append("\(count) \(word)") } }
        add(result.inserted, "new")
        add(result.duplicates, "known")
        add(result.revised, "revised")
        add(result.rejectedCount, "rejected")
        return parts
    }
}
