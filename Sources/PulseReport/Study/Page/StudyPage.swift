import PulseCore

/// `report.html` of a study: one file that needs nothing else, made of its document. The same document gives the same bytes.
public struct StudyPage: Sendable, PageParts {
    /// Rows of the tables of folds and of trials, and maps; `study.json` has all of them.
    static let longestTable = 200
    static let mostMaps = 30

    let document: StudyDocument
    let charts: ChartLibrary?
    /// The ends of the parameters' paths that tell them apart.
    let names: [String]

    /// Without a chart library the page says how to get one and shows everything but the lines.
    public init(_ document: StudyDocument, charts: ChartLibrary?) {
        self.document = document
        self.charts = charts
        names = StudyWords.shortNames(document.parameters.map(\.path))
    }

    /// The whole file. Throws `PulseError(.configuration)` where the program's resources are missing.
    public func bytes() throws -> [UInt8] {
        let resources = try ReportResources.load(.study)
        let body = body()
        let values: [String: [UInt8]] = [
            "title": Array(HTML.escape("\(document.strategy) · study \(document.shortStudy)").utf8),
            "style": Array(((charts?.style ?? "") + "\n" + resources.style).utf8),
            "links": Array(Self.links(to: body).utf8),
            "body": Array(body.utf8),
            "data": charts == nil ? Array("null".utf8) : StudyChartData(document).bytes(),
            "library": Array(Self.script(charts?.script ?? "").utf8),
            "script": Array(Self.script(resources.script).utf8),
        ]
        return Self.fill(Array(resources.template.utf8), values)
    }

    private func body() -> String {
        [
            header(), verdict(), keyFigures(), pathsChart(), folds(), evidence(), maps(), profiles(), trials(), front(), robustness(),
            search(), glossary(),
        ].filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// Links to the sections that are there.
    private static func links(to body: String) -> String {
        let sections = [
            ("figures", "Figures"), ("paths", "Out of sample"), ("folds", "Folds"), ("evidence", "Luck"), ("maps", "Maps"),
            ("profiles", "Parameters"), ("trials", "Trials"), ("front", "Front"), ("robustness", "Robustness"), ("search", "Search"),
            ("glossary", "Terms"),
        ]
        return sections.filter { body.contains("<section id=\"\($0.0)\"") }.map { "<a href=\"#\($0.0)\">\($0.1)</a>" }.joined()
    }

    // MARK: - Pieces that several sections use

    /// The name of the objective that chooses.
    var choosing: String { StudyWords.choosing(document) }

    /// An objective's value as text for HTML.
    func objective(_ value: Double?, _ name: String) -> String { HTML.figure(StudyWords.objective(value, name)) }

    /// A table cell with an objective's value.
    func objectiveCell(_ value: Double?, _ name: String, reason: String) -> String {
        guard value != nil else { return "<td class=\"number none\"\(title(reason))>--</td>" }
        return "<td class=\"number\(StudyWords.unit(ofObjective: name) == .gain ? HTML.sign(value) : "")\">\(objective(value, name))</td>"
    }

    /// A table cell with a whole number.
    func count(_ count: Int) -> String { "<td class=\"number\">\(number(count))</td>" }

    func number(_ count: Int) -> String { HTML.figure(FigureText.text(Double(count), .count)) }

    /// A table in a box that scrolls sideways where it is wider than the page.
    func table(_ headings: [(title: String, isNumber: Bool)], _ rows: [String], kind: String = "") -> String {
        let heads = headings.map { "<th scope=\"col\"\($0.isNumber ? " class=\"number\"" : "")>\(HTML.escape($0.title))</th>" }
        return "<div class=\"scroll\"><table\(kind.isEmpty ? "" : " class=\"\(kind)\"")><thead><tr>\(heads.joined())</tr></thead>"
            + "<tbody>\(rows.joined(separator: "\n"))</tbody></table></div>"
    }
}
