import PulseCore

/// What the archive's files hold, as far as it is fetched.
public enum ArchiveSeries: Hashable, Sendable {
    case candles(Timeframe)
    /// Settlements of perpetuals, by month.
    case funding
    /// Open interest and ratios of perpetuals, by day.
    case metrics
}

/// One file of the archive.
public struct ArchiveItem: Hashable, Sendable {
    public enum Span: String, Hashable, Sendable {
        case daily, monthly
    }

    public var market: BinanceMarket
    public var symbol: String
    public var series: ArchiveSeries
    public var span: Span
    /// The first day of it, 00:00 UTC.
    public var start: Timestamp

    public init(market: BinanceMarket, symbol: String, series: ArchiveSeries, span: Span, start: Timestamp) {
        self.market = market
        self.symbol = symbol
        self.series = series
        self.span = span
        self.start = start
    }

    /// The time that the file covers.
    public var range: TimeRange {
        let end = span == .daily ? start.advanced(byMilliseconds: Timestamp.day) : ArchiveCalendar.monthAfter(start)
        return TimeRange(from: start, to: end)
    }

    /// `futures/um/monthly/klines/BTCUSDT/1m`: the folder of the file, below `data`.
    public var folder: String {
        let place = market == .spot ? "spot" : "futures/um"
        switch series {
        case .candles(let timeframe): return "\(place)/\(span.rawValue)/klines/\(symbol)/\(timeframe)"
        case .funding: return "\(place)/\(span.rawValue)/fundingRate/\(symbol)"
        case .metrics: return "\(place)/\(span.rawValue)/metrics/\(symbol)"
        }
    }

    /// `BTCUSDT-1m-2025-01.zip`.
    public var name: String {
        let middle =
            switch series {
            case .candles(let timeframe): timeframe.description
            case .funding: "fundingRate"
            case .metrics: "metrics"
            }
        let day = start.dateDescription
        return "\(symbol)-\(middle)-\(span == .daily ? day[...] : day.prefix(7)).zip"
    }

    /// Below the archive's address and below the cache's folder.
    public var path: String { "data/\(folder)/\(name)" }
}
