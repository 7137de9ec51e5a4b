import Foundation
import PulseBinance
import PulseCore
import PulseStore
import PulseTesting
import Testing

@Suite("Files of the archive")
struct ArchiveDownloaderTests {
    private let item = ArchiveItem(
        market: .usdm, symbol: "BTCUSDT", series: .candles(.m1), span: .monthly, start: Timestamp(milliseconds: 1_735_689_600_000))
    private let content = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 7) }

    private func checksum(_ bytes: [UInt8]) throws -> [UInt8] {
        let folder = try TemporaryDirectory()
        try Data(bytes).write(to: folder.file("x"))
        return Array("\(try ChecksumFile.sha256(of: folder.file("x")))  \(item.name)\n".utf8)
    }

    private let quick = RESTClock(now: { 0 }, sleep: { _ in try await Task.sleep(for: .milliseconds(1)) })

    private func fetch(_ folder: TemporaryDirectory, _ server: ScriptedServer) async throws -> ArchiveDownloader.Outcome {
        let base = try server.start()
        defer { server.stop() }
        let transfer = FileTransfer(connections: 2)
        defer { transfer.invalidate() }
        return try await ArchiveDownloader(base: base, folder: folder.url, transfer: transfer, clock: quick).fetch(item)
    }

    @Test("Names are the archive's")
    func names() {
        #expect(item.path == "data/futures/um/monthly/klines/BTCUSDT/1m/BTCUSDT-1m-2025-01.zip")
        var other = item
        other.market = .spot
        other.span = .daily
        #expect(other.path == "data/spot/daily/klines/BTCUSDT/1m/BTCUSDT-1m-2025-01-01.zip")
        other.market = .usdm
        other.series = .metrics
        #expect(other.path == "data/futures/um/daily/metrics/BTCUSDT/BTCUSDT-metrics-2025-01-01.zip")
        for name in [item.path, other.path] { #expect(ArchiveFileName(path: name).symbol == "BTCUSDT") }
    }

    @Test("Fetched once, verified, then known", arguments: [true, false])
    func once(givesParts: Bool) async throws {
        let folder = try TemporaryDirectory()
        let sum = try checksum(content)
        let server = ScriptedServer { [content] request, number in
            if request.path.hasSuffix(".CHECKSUM") { return .init(body: sum) }
            // The first attempts break off: the next goes on where it ended, or begins anew.
            return .init(body: content, givesParts: givesParts, cutAfter: number < 5 ? 100_000 : nil)
        }
        guard case .fetched(let url) = try await fetch(folder, server) else {
            Issue.record("not fetched")
            return
        }
        #expect(try Data(contentsOf: url) == Data(content))
        let asked = server.requests.filter { !$0.path.hasSuffix("CHECKSUM") }
        #expect(asked.dropFirst().allSatisfy { ($0.offset ?? 0) > 0 })
        #expect(!FileManager.default.fileExists(atPath: url.path + ".part"))
        let silent = ScriptedServer { _, _ in .init(status: 500) }
        #expect(try await fetch(folder, silent) == .cached(url))
        #expect(silent.requests.isEmpty)
        // Damaged on the disk: fetched again.
        try Data(content.dropLast()).write(to: url)
        let again = ScriptedServer { [content] request, _ in .init(body: request.path.hasSuffix(".CHECKSUM") ? sum : content) }
        #expect(try await fetch(folder, again) == .fetched(url))
        #expect(try Data(contentsOf: url) == Data(content))
    }

    @Test("What a killed program left: any part of the file, or of another edition of it")
    func leftovers() async throws {
        let sum = try checksum(content)
        for part in [Array(content.prefix(1)), Array(content.prefix(299_999)), content, content + [1], [7, 7, 7], []] {
            let folder = try TemporaryDirectory()
            let target = folder.url.appendingPathComponent(item.path)
            try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(part).write(to: target.appendingPathExtension("part"))
            let server = ScriptedServer { [content] request, _ in .init(body: request.path.hasSuffix(".CHECKSUM") ? sum : content) }
            #expect(try await fetch(folder, server) == .fetched(target))
            #expect(try Data(contentsOf: target) == Data(content))
        }
    }

    @Test("A file that never fits its checksum is an error and leaves nothing; one that is missing is no error")
    func unfit() async throws {
        let folder = try TemporaryDirectory()
        let sum = try checksum([1, 2, 3])
        let server = ScriptedServer { [content] request, _ in .init(body: request.path.hasSuffix(".CHECKSUM") ? sum : content) }
        await #expect { _ = try await fetch(folder, server) } throws: { ($0 as? PulseError)?.kind == .badData }
        let target = folder.url.appendingPathComponent(item.path)
        #expect(!FileManager.default.fileExists(atPath: target.path) && !FileManager.default.fileExists(atPath: target.path + ".part"))
        #expect(try await fetch(TemporaryDirectory(), ScriptedServer { _, _ in .init(status: 404) }) == .missing)
        await #expect { _ = try await fetch(TemporaryDirectory(), ScriptedServer { _, _ in .init(status: 503) }) } throws: {
            ($0 as? PulseError)?.kind == .unavailable
        }
    }

    @Test("Months and days cover a range without a hole, and what is not over is left")
    func calendar() throws {
        let now = try #require(Timestamp("2025-04-03T07:00"))
        let range = TimeRange(from: try #require(Timestamp("2025-01-25")), to: try #require(Timestamp("2025-05-01")))
        let items = ArchiveCalendar.items(.spot, "BTCUSDT", .candles(.m1), range, now: now)
        let expected = (25...31).map { "BTCUSDT-1m-2025-01-\($0).zip" } + ["BTCUSDT-1m-2025-02.zip", "BTCUSDT-1m-2025-03.zip"]
        #expect(items.map(\.name) == expected + ["BTCUSDT-1m-2025-04-01.zip", "BTCUSDT-1m-2025-04-02.zip"])
        let rest = ArchiveCalendar.uncovered(range, by: items.map(\.range))
        #expect(rest == [TimeRange(from: try #require(Timestamp("2025-04-03")), to: range.to)])
        #expect(ArchiveCalendar.uncovered(range, by: []) == [range])
        let months = items.filter { $0.span == .monthly }
        #expect(months.count == 2 && ArchiveCalendar.uncovered(range, by: months.map(\.range)).count == 2)
        #expect(ArchiveCalendar.items(.usdm, "X", .funding, range, now: now).allSatisfy { $0.span == .monthly })
        #expect(ArchiveCalendar.items(.usdm, "X", .metrics, range, now: now).allSatisfy { $0.span == .daily })
    }
}
