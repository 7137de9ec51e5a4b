import Foundation
import PulseCore
import PulseStore

/// Brings the history of instruments into the store: files of the archive, months first and then days, and what they do not have from the
/// REST interface, up to the last closed candle.
///
/// All of it goes through files and the importers of files, so that rows are checked and counted as in any import. Doing it again changes
/// nothing; whatever was killed goes on where it was.
public struct DataFetcher: Sendable {
    /// What a caller may want to show.
    public enum Progress: Sendable {
        /// Further files to be done.
        case expected(Int)
        /// One file is done.
        case finished(String)
    }

    /// Milliseconds after its end before which a candle is not believed: its last trades may not be in the venue's history yet.
    package static let settling: Int64 = 15_000
    /// Parts of a range that are asked for one by one.
    package static let mostParts = 100

    /// Rows of the REST interface that are imported together.
    package var rowsPerImport = 200_000
    private let store: CandleStore
    private let archive: ArchiveDownloader
    private let clients: [BinanceMarket: BinanceClient]
    private let threads: Int
    private let progress: @Sendable (Progress) -> Void

    /// - Parameter clients: one for each market that is fetched from.
    /// - Parameter threads: downloads at a time.
    public init(
        store: CandleStore, archive: ArchiveDownloader, clients: [BinanceMarket: BinanceClient], threads: Int,
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) {
        self.store = store
        self.archive = archive
        self.clients = clients
        self.threads = max(1, threads)
        self.progress = progress
    }

    /// Fetches all that is asked for of these instruments, one after the other.
    ///
    /// Throws `PulseError`; what was imported before stays.
    public func fetch(_ instruments: [InstrumentID], _ request: FetchRequest) async throws -> [FetchedInstrument] {
        try await learnRules(instruments)
        var fetched: [FetchedInstrument] = []
        for id in instruments { fetched.append(try await fetch(id, request)) }
        return fetched
    }

    private func client(_ id: InstrumentID) throws -> (BinanceClient, BinanceMarket) {
        guard let market = BinanceMarket(id), let client = clients[market] else {
            throw PulseError(.usage, "\(id) is not Binance's: only binance:SYMBOL and binance-um:SYMBOL can be fetched")
        }
        return (client, market)
    }

    /// Ticks, lots and minimum notionals, which no file of candles tells.
    private func learnRules(_ instruments: [InstrumentID]) async throws {
        for market in BinanceMarket.allCases {
            let wanted = Set(instruments.filter { BinanceMarket($0) == market })
            guard !wanted.isEmpty, let client = clients[market] else { continue }
            let symbols = try await client.exchangeInfo()
            for symbol in symbols {
                if let id = symbol.id, wanted.contains(id), let instrument = symbol.instrument { try store.setInstrument(instrument) }
            }
        }
    }

    private func fetch(_ id: InstrumentID, _ request: FetchRequest) async throws -> FetchedInstrument {
        let (client, market) = try client(id)
        let now = try await client.serverTime()
        var result = FetchedInstrument(id: id, timeframe: request.timeframe)
        for series in request.series {
            switch series {
            case .candles: try await candles(id, client, request, now, &result)
            case .funding where market == .usdm: try await funding(id, client, request, now, &result)
            case .metrics where market == .usdm: try await metrics(id, client, request, now, &result)
            case .funding, .metrics: result.notes.append("the spot market has no \(series.rawValue)")
            }
        }
        if request.range.from >= now { result.notes.append("\(request.range.from) has not come: the venue's clock says \(now)") }
        return result
    }

    /// The part of a range that may have data: nothing is older than the first candle, and without this every month before the listing
    /// would be asked for.
    private func sinceListing(
        _ id: InstrumentID, _ client: BinanceClient, _ timeframe: Timeframe, _ range: TimeRange, _ now: Timestamp
    ) async throws -> TimeRange {
        let first: KlinePage
        do {
            first = try await client.klines(
                symbol: id.symbol, interval: timeframe, from: Timestamp(milliseconds: 0), limit: 1, serverTime: now)
        } catch let error as PulseError where error.kind == .missing {
            // It says which question was refused, not of whom it was.
            throw PulseError(.missing, "\(id): \(error)")
        }
        let start = first.candles.first?.openTime.startOfDay ?? Timestamp.plausible.from
        return range.intersection(TimeRange(from: start, to: now))
    }

    // MARK: Series

    private func candles(
        _ id: InstrumentID, _ client: BinanceClient, _ request: FetchRequest, _ now: Timestamp, _ result: inout FetchedInstrument
    ) async throws {
        let range = try await sinceListing(id, client, request.timeframe, request.range, now)
        guard !range.isEmpty else { return }
        let covered = try await files(id, .candles(request.timeframe), request, range, now, &result)
        let settled = now.advanced(byMilliseconds: -Self.settling)
        for part in ArchiveCalendar.uncovered(range, by: covered) {
            var rows: [Candle] = []
            for range in request.isRefreshing ? [part] : try store.missing(id, request.timeframe, part, most: Self.mostParts) {
                try await client.pages("klines", id.symbol, request.timeframe, range.from, range.to, settled) { page in
                    rows += page
                    // Whoever is killed has not asked for nothing.
                    guard rows.count >= rowsPerImport else { return }
                    try importRows(rows, id, request.timeframe, &result)
                    rows = []
                }
            }
            if !rows.isEmpty { try importRows(rows, id, request.timeframe, &result) }
        }
        let gaps = try store.gaps(id, request.timeframe, range)
        result.gapCount = gaps.count
        result.gaps = Array(gaps.prefix(1_000))
    }

    private func importRows(_ rows: [Candle], _ id: InstrumentID, _ timeframe: Timeframe, _ result: inout FetchedInstrument) throws {
        var bytes = BinanceMarket(id) == .spot ? [] : Array((BinanceKlines.header + "\n").utf8)
        for candle in rows { BinanceKlines.append(candle, timeframe, to: &bytes) }
        try importAnswer(bytes, id, .candles(timeframe), "\(id.symbol)-\(timeframe)-rest.csv", &result)
    }

    private func funding(
        _ id: InstrumentID, _ client: BinanceClient, _ request: FetchRequest, _ now: Timestamp, _ result: inout FetchedInstrument
    ) async throws {
        let range = try await sinceListing(id, client, request.timeframe, request.range, now)
        guard !range.isEmpty else { return }
        let covered = try await files(id, .funding, request, range, now, &result)
        var text = ""
        for part in ArchiveCalendar.uncovered(range, by: covered) {
            let last = part.to.advanced(byMilliseconds: -1)
            for (rate, hours) in try await client.settlements(symbol: id.symbol, from: part.from, through: last) {
                text += "\(rate.time.milliseconds),\(hours),\(FixedPoint.text(rate.rate))\n"
            }
        }
        guard !text.isEmpty else { return }
        let bytes = Array((FundingRateParser.header + "\n" + text).utf8)
        try importAnswer(bytes, id, .funding, "\(id.symbol)-fundingRate-rest.csv", &result)
    }

    private func metrics(
        _ id: InstrumentID, _ client: BinanceClient, _ request: FetchRequest, _ now: Timestamp, _ result: inout FetchedInstrument
    ) async throws {
        // The archive's begin with September 2020; the REST interface knows thirty days.
        let start = CivilDate(year: 2_020, month: 9, day: 1).timestamp
        let listed = try await sinceListing(id, client, request.timeframe, request.range, now)
        let range = listed.intersection(TimeRange(from: start, to: now))
        guard !range.isEmpty else { return }
        let covered = try await files(id, .metrics, request, range, now, &result)
        let kept = TimeRange(from: now.advanced(byMilliseconds: -29 * Timestamp.day), to: range.to)
        var text = ""
        for part in ArchiveCalendar.uncovered(range.intersection(kept), by: covered) {
            let last = part.to.advanced(byMilliseconds: -1)
            let interest = try await client.openInterestHistory(symbol: id.symbol, from: part.from, through: last)
            let ratios = try await client.longShortRatios(symbol: id.symbol, from: part.from, through: last)
            text += MetricsText.rows(id.symbol, interest, ratios)
        }
        guard !text.isEmpty else { return }
        let bytes = Array((MetricsParser.header + "\n" + text).utf8)
        try importAnswer(bytes, id, .metrics, "\(id.symbol)-metrics-rest.csv", &result)
    }

    // MARK: Files

    /// Fetches and imports the archive's files of a series; returns what they cover.
    private func files(
        _ id: InstrumentID, _ series: ArchiveSeries, _ request: FetchRequest, _ range: TimeRange, _ now: Timestamp,
        _ result: inout FetchedInstrument
    ) async throws -> [TimeRange] {
        guard !request.isRESTOnly, let market = BinanceMarket(id) else { return [] }
        let items = ArchiveCalendar.items(market, id.symbol, series, range, now: now)
        var outcomes = try await download(items, request)
        let days = zip(items, outcomes).filter { $0.1 == .missing && $0.0.span == .monthly }
            .flatMap { ArchiveCalendar.days(of: $0.0, within: range, now: now) }
        outcomes += try await download(days, request)
        var covered: [TimeRange] = []
        var found: [(item: ArchiveItem, outcome: ArchiveDownloader.Outcome, url: URL)] = []
        for (item, outcome) in zip(items + days, outcomes) {
            guard let url = outcome.url else {
                result.missing.append(item.name)
                continue
            }
            covered.append(item.range)
            found.append((item, outcome, url))
        }
        found.sort { $0.item.start < $1.item.start }
        let imports = try importFiles(found.map(\.url), id, series)
        for (entry, imported) in zip(found, imports) {
            if let error = imported.error { throw error }
            let isCached = if case .cached = entry.outcome { true } else { false }
            result.files.append(.init(name: entry.item.name, origin: isCached ? .cache : .archive, result: imported))
        }
        return covered
    }

    /// Downloads files, a few at a time; the outcomes are in the order of the files.
    private func download(_ items: [ArchiveItem], _ request: FetchRequest) async throws -> [ArchiveDownloader.Outcome] {
        guard !items.isEmpty else { return [] }
        progress(.expected(items.count))
        return try await withThrowingTaskGroup(of: (Int, ArchiveDownloader.Outcome).self) { group in
            var outcomes = [ArchiveDownloader.Outcome](repeating: .missing, count: items.count)
            var next = 0
            func add() {
                guard next < items.count else { return }
                let index = next
                next += 1
                group.addTask { [archive] in (index, try await archive.fetch(items[index], isRefreshing: request.isRefreshing)) }
            }
            for _ in 0..<threads { add() }
            while let (index, outcome) = try await group.next() {
                outcomes[index] = outcome
                progress(.finished(items[index].name))
                add()
            }
            return outcomes
        }
    }

    private func importFiles(_ urls: [URL], _ id: InstrumentID, _ series: ArchiveSeries) throws -> [FileImport] {
        let now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
        if case .candles = series {
            let files = try urls.map { try CandleFile(archive: $0, CandleFile.Overrides(instrument: id)) }
            return try CandleFileImporter(store: store, recordedAt: now).importFiles(files)
        }
        // No headlines are among them.
        let options = SideOptions(instrument: id) { _, _ in HeadlineOpinion(score: 0, confidence: 0, impact: 0) }
        let overrides = SideFile.Overrides(options: options)
        let importer = SideFileImporter(store: store, recordedAt: now)
        return try urls.map { url in
            guard let file = try SideFile(archive: url, overrides) else {
                throw PulseError(.bug, "is no side series", at: SourceLocation(file: url.path))
            }
            return try importer.importFile(file)
        }
    }

    /// Imports an answer of the REST interface as a file in the archive's form, which is removed afterwards.
    private func importAnswer(
        _ bytes: [UInt8], _ id: InstrumentID, _ series: ArchiveSeries, _ name: String, _ result: inout FetchedInstrument
    ) throws {
        let place = FileManager.default.temporaryDirectory.appendingPathComponent("alphapulse-fetch-\(UUID().uuidString)")
        let url = place.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: place) }
        try Data(bytes).write(to: url)
        let imports = try importFiles([url], id, series)
        for imported in imports {
            if let error = imported.error { throw error }
            result.files.append(.init(name: name, origin: .rest, result: imported))
        }
    }
}
