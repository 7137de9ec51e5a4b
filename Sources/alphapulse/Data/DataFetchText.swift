import Foundation
import PulseBinance
import PulseCore
import PulseStore

/// `data fetch` for people: a line an instrument on standard output, what is odd on standard error.
enum FetchText {
    static func print(_ results: [FetchedInstrument], seconds: Double, isQuiet: Bool) throws {
        for result in results {
            var parts: [String] = []
            func add(_ count: Int, _ word: String) { if count > 0 { parts.append("\(count) \(word)") } }
            add(result.files.count { $0.origin == .archive }, "files fetched")
            add(result.files.count { $0.origin == .cache }, "files known")
            add(result.files.filter { $0.origin == .rest }.reduce(0) { $0 + $1.result.rows }, "rows by REST")
            parts.append("\(result.rows) rows")
            add(result.inserted, "new")
            add(result.duplicates, "known")
            add(result.revised, "revised")
            add(result.files.reduce(0) { $0 + $1.result.rejectedCount }, "rejected")
            if result.gapCount > 0 { parts.append("\(result.gapCount) gaps (\(result.gaps.reduce(0) { $0 + $1.missing }) missing)") }
            try Console.print("\(result.id) \(result.timeframe): \(parts.joined(separator: ", "))")
            for note in result.notes { Console.note("note: \(result.id): \(note)") }
            guard !isQuiet else { continue }
            for file in result.files {
                for row in file.result.rejected.prefix(5) { Console.note("note: \(file.name):\(row.line): \(row.reason)") }
            }
            for gap in result.gaps.prefix(5) { Console.note("note: gap from \(gap.from) to \(gap.to), \(gap.missing) candles") }
        }
        try Console.print("\(results.count) instruments in \(String(format: "%.2f", seconds)) s")
    }
}
