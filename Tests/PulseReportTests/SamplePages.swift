import Foundation
import PulseCore
import PulseReport
import Testing

/// Writes pages to look at into the folder that `ALPHAPULSE_REPORT_SAMPLES` names; does nothing without it.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["ALPHAPULSE_REPORT_SAMPLES"] != nil))
struct SamplePages {
    @Test func pagesOfEveryKind() throws {
        let folder = URL(fileURLWithPath: ProcessInfo.processInfo.environment["ALPHAPULSE_REPORT_SAMPLES"] ?? ".")
        let kinds: [(String, RunFixture)] = [
            ("plain", RunFixture()), ("nothing", RunFixture(trades: 0)), ("single", RunFixture(candles: 1, trades: 0)),
            ("nine", RunFixture(candles: 20_000, instruments: 1, trades: 400, heads: HeadID.nine, timeframe: .m15)),
            ("hostile", RunFixture(name: "<script>alert(1)</script>" + String(repeating: "very-long-name", count: 30))),
            ("million", RunFixture(candles: 1_000_000, instruments: 1, trades: 3_000, heads: HeadID.nine, timeframe: .m1)),
        ]
        for (name, fixture) in kinds {
            let (document, series) = fixture.make()
            let start = ContinuousClock().now
            var opened: [String] = []
            let written = try RunFolder.write(document, series, into: folder.appendingPathComponent(name), charts: ChartLibrary.find()) {
                opened.append("\($0.lastPathComponent) at \(ContinuousClock().now - start)")
                return try FileSink($0)
            }
            print(name, ContinuousClock().now - start, opened)
            for file in RunFolder.files {
                let size = try FileManager.default.attributesOfItem(atPath: written.file(file).path)[.size] ?? 0
                print("  ", file, size)
            }
        }
    }

    /// How fast rows are formatted, the disk left out.
    @Test func formattingAlone() throws {
        struct Nowhere: ByteSink {
            func write(_ bytes: UnsafeRawBufferPointer) {}
            func close() {}
        }
        let home = FileManager.default.temporaryDirectory.appendingPathComponent("alphapulse-nowhere-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: home) }
        for heads in [4, 9] {
            let (document, series) = RunFixture(
                candles: 1_000_000, instruments: 1, trades: 3_000, heads: Array(HeadID.nine.prefix(heads)), timeframe: .m1
            ).make()
            let start = ContinuousClock().now
            var opened: [String] = []
            _ = try RunFolder.write(document, series, into: home, charts: nil) {
                opened.append("\($0.lastPathComponent) at \(ContinuousClock().now - start)")
                return Nowhere()
            }
            print(heads, "heads", opened)
        }
    }

    @Test func tables() {
        let document = RunFixture().make().document
        print(ResultTable(document, style: TextStyle(colour: false)).text())
        print(ResultTable(document, detail: .all, style: TextStyle(unicode: false, width: 72)).text())
        print(ComparisonTable([document, RunFixture(trades: 0, seed: 9).make().document], style: TextStyle()).text())
    }
}
