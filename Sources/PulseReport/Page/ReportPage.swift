import PulseCore

/// `report.html`: one file that needs nothing else, made of a run's document and series. The same input gives the same bytes.
public struct ReportPage: Sendable, PageParts {
    /// Rows of the trades table; the rest is in `trades.csv`.
    public static let longestTradesTable = 2_000

    let document: RunDocument
    let series: RunSeries
    let charts: ChartLibrary?

    /// Without a chart library the page says how to get one and shows its tables alone.
    public init(_ document: RunDocument, _ series: RunSeries, charts: ChartLibrary?) {
        self.document = document
        self.series = series
        self.charts = charts
    }

    /// The whole file. Throws `PulseError(.configuration)` where the program's resources are missing.
    public func bytes() throws -> [UInt8] {
        let resources = try ReportResources.load(.run)
        var data = ChartData(series)
        let values: [String: [UInt8]] = [
            "title": Array(HTML.escape("\(document.strategy.name) · \(document.shortRun)").utf8),
            "style": Array(((charts?.style ?? "") + "\n" + resources.style).utf8),
            "body": Array(body().utf8),
            "data": charts == nil ? Array("null".utf8) : data.bytes(),
            "library": Array(Self.script(charts?.script ?? "").utf8),
            "script": Array(Self.script(resources.script).utf8),
        ]
        return Self.fill(Array(resources.template.utf8), values)
    }

    private func body() -> String {
        [
            header(), cautions(), keyFigures(), scenarios(), chartPanels(), periods(), returnsAndDrawdowns(), tradesTable(),
            headsAndOutcomes(), scorecard(), costs(), allFigures(), provenance(),
        ].joined(separator: "\n")
    }

    var quote: String { HTML.escape(document.quoteCurrency) }
}
