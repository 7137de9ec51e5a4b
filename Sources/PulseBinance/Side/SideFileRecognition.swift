import Foundation
import PulseCore
import PulseStore

/// Finds out what a file holds from its name and the start of its text.
struct SideFileRecognition {
    let url: URL
    let name: ArchiveFileName
    let overrides: SideFile.Overrides
    let isPremium: Bool

    /// How the file is read; nil where it is not understood.
    func content(_ start: String) throws -> SideFile.Content? {
        let options = overrides.options
        if start.drop(while: \.isWhitespace).first == "{" { return json(start, options) }
        let firstLine = start.prefix { !$0.isNewline }
        let header = SideHeader(firstLine: String(firstLine))
        if ExportedSideParser(header, options) != nil {
            return lines(hasHeader: true) { ExportedSideParser(header, options) }
        }
        if let archive = try archive(header) { return archive }
        return try table(header)
    }

    private func json(_ start: String, _ options: SideOptions) -> SideFile.Content? {
        let file = url.path
        let isIndex = start.contains("\"value_classification\"") || (start.contains("\"data\"") && start.contains("\"value\""))
        if isIndex, overrides.kind ?? .fearGreed == .fearGreed {
            return .document { try FearGreedDocument.parse($0, options, file: file) }
        }
        let isNews = SideHeader.headlineNames.contains { start.contains("\"\($0)\"") } || start.contains("\"score\"")
        guard overrides.kind == .sentiment || (overrides.kind == nil && isNews) else { return nil }
        return .lines(hasHeader: false) { HeadlineLinesParser(options) }
    }

    /// A file of Binance's archive, by its header or, where older files have none, by its name.
    private func archive(_ header: SideHeader) throws -> SideFile.Content? {
        let kind = overrides.kind
        if header.names.contains("lastfundingrate") || (name.kind == .fundingRate && !header.isHeader) {
            guard kind ?? .fundingRate == .fundingRate else { return nil }
            let options = try ownOptions()
            return .lines(hasHeader: header.isHeader) { FundingRateParser(options) }
        }
        if header.names.contains("sumopeninterest") || (name.kind == .metrics && !header.isHeader) {
            let kinds: [SideKind] = [.openInterest, .longShortRatio].filter { kind ?? $0 == $0 }
            guard !kinds.isEmpty else { return nil }
            let options = try ownOptions()
            let symbol = overrides.options.instrument == nil ? options.instrument?.symbol : nil
            return .lines(hasHeader: header.isHeader) { MetricsParser(options, symbol: symbol, kinds: kinds) }
        }
        if kind ?? .premiumIndex == .premiumIndex, header.names.count == 12, isPremium || kind != nil {
            let location = SourceLocation(file: url.path)
            guard let timeframe = overrides.timeframe ?? name.timeframe else {
                throw PulseError(.badData, "the name does not tell the timeframe", at: location, hint: "say it with --timeframe")
            }
            let options = try ownOptions()
            return .lines(hasHeader: header.isHeader) { PremiumIndexParser(options, timeframe: timeframe) }
        }
        return nil
    }

    /// News, the fear & greed index, or whatever the user says it is.
    private func table(_ header: SideHeader) throws -> SideFile.Content? {
        let options = overrides.options
        let hasTime = header.column(SideHeader.timeNames) != nil
        let isNews = hasTime && header.column(SideHeader.headlineNames) != nil
        if overrides.kind == .sentiment || (overrides.kind == nil && isNews) {
            guard header.isHeader, HeadlineParser(header, options) != nil else { return nil }
            return lines(hasHeader: true) { HeadlineParser(header, options) }
        }
        // A date and a value alone could be anything else, but nothing else is published like that.
        let isIndex =
            header.names == ["date", "value"] || header.names.contains("fngvalue") || header.names.contains("feargreed")
            || (hasTime && header.names.contains("value") && header.names.contains { $0.hasSuffix("classification") })
        guard let kind = overrides.kind ?? (isIndex ? .fearGreed : nil), SideTableParser(header, kind, options) != nil else { return nil }
        let own = [.fearGreed, .altSeason].contains(kind) ? options : try ownOptions()
        return lines(hasHeader: header.isHeader) { SideTableParser(header, kind, own) }
    }

    /// Content of lines, with a parser that is known to fit the header.
    private func lines(hasHeader: Bool, _ make: @escaping @Sendable () -> (any SideRowParser)?) -> SideFile.Content {
        .lines(hasHeader: hasHeader) {
            guard let parser = make() else { preconditionFailure("the header was tried") }
            return parser
        }
    }

    /// The options with the instrument that the file is of, where each instrument has its own series.
    private func ownOptions() throws -> SideOptions {
        var options = overrides.options
        guard options.instrument == nil else { return options }
        let isArchive = name.kind != .unknown
        guard isArchive, let symbol = name.symbol, let id = InstrumentID(venue: InstrumentID.binanceUSDM, symbol: symbol) else {
            throw PulseError(
                .badData, "the name does not tell the instrument", at: SourceLocation(file: url.path),
                hint: "say it with --instrument binance-um:BTCUSDT")
        }
        options.instrument = id
        return options
    }
}
