import PulseCore

/// `report.html`: one file that needs nothing else, made of a run's document and series. The same input gives the same bytes.
public struct ReportPage: Sendable {
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
        let resources = try ReportResources.load()
        var data = ChartData(series)
        let values: [String: [UInt8]] = [
            "title": Array(HTML.escape("\(document.strategy.name) · \(document.shortRun)").utf8),
            "style": Array(((charts?.style ?? "") + "\n" + resources.style).utf8),
            "body": Array(body().utf8),
            "data": charts == nil ? Array("null".utf8) : data.bytes(),
            "library": Array(Self.script(charts?.script ?? "").utf8),
            "script": Array(Self.script(resources.scripts).utf8),
        ]
        return Self.fill(Array(resources.template.utf8), values)
    }

    private func body() -> String {
        [
            header(), cautions(), keyFigures(), scenarios(), chartPanels(), periods(), returnsAndDrawdowns(), tradesTable(),
            headsAndOutcomes(), scorecard(), costs(), allFigures(), provenance(),
        ].joined(separator: "\n")
    }

    /// Replaces each `{{name}}` of the template once, from left to right; what is put in is not looked at again.
    static func fill(_ template: [UInt8], _ values: [String: [UInt8]]) -> [UInt8] {
        var page: [UInt8] = []
        page.reserveCapacity(template.count + values.values.reduce(0) { $0 + $1.count })
        var position = 0
        while position < template.count {
            if template[position] == UInt8(ascii: "{"), position + 1 < template.count, template[position + 1] == UInt8(ascii: "{"),
                let end = template[position...].firstIndex(of: UInt8(ascii: "}")),
                let value = values[String(decoding: template[(position + 2)..<end], as: UTF8.self)]
            {
                page += value
                position = end + 2
            } else {
                page.append(template[position])
                position += 1
            }
        }
        return page
    }

    /// A script must not end its own element early.
    static func script(_ text: String) -> String {
        text.replacing("</script", with: "<\\/script").replacing("<!--", with: "<\\!--")
    }

    // MARK: - Pieces that several sections use

    /// A section with a heading and an anchor.
    func section(_ id: String, _ title: String, note: String? = nil, _ content: String) -> String {
        let note = note.map { "<p class=\"note\">\($0)</p>" } ?? ""
        return "<section id=\"\(id)\"><h2>\(HTML.escape(title))</h2>\(note)\n\(content)</section>"
    }

    /// A table cell with a figure; `--` with its reason where it is undefined.
    func cell(_ value: Double?, _ unit: RunMetric.Unit, reason: String? = nil) -> String {
        guard let value else { return "<td class=\"number none\"\(title(reason))>--</td>" }
        let sign = unit == .gain ? HTML.sign(value) : ""
        return "<td class=\"number\(sign)\">\(HTML.figure(FigureText.text(value, unit)))</td>"
    }

    func title(_ text: String?) -> String { text.map { " title=\"\(HTML.escape($0))\"" } ?? "" }

    var quote: String { HTML.escape(document.quoteCurrency) }
}
