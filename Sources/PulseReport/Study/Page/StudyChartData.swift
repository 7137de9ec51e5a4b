/// The lines of the chart of a study, as one JSON object of whole numbers: differences of hundred-thousandths of the start's equity.
///
/// Its size is bounded: at most `mostPaths` paths and `mostPoints` points of each, with the last one always among them.
struct StudyChartData {
    static let mostPaths = 40
    static let mostPoints = 4_000

    private let paths: [StudyPath]
    private var json: [UInt8] = []

    /// The place of the middle path among those shown; it is always among them.
    private let middle: Int

    init(_ document: StudyDocument) {
        var shown = Array(document.paths.indices.prefix(Self.mostPaths))
        let middle = StudyWords.middleIndex(document) ?? 0
        if !shown.isEmpty, !shown.contains(middle) { shown[shown.count - 1] = middle }
        paths = shown.map { document.paths[$0] }
        self.middle = shown.firstIndex(of: middle) ?? 0
    }

    /// The object as bytes; `<`, `>` and `&` never occur in it.
    func bytes() -> [UInt8] {
        var data = self
        data.text("{\"paths\":[")
        for (index, path) in paths.enumerated() {
            if index > 0 { data.text(",") }
            data.path(path, isFirst: index == 0)
        }
        data.text("],\"middle\":\(middle)}")
        return data.json
    }

    private mutating func path(_ path: StudyPath, isFirst: Bool) {
        let count = min(path.times.count, path.equity.count)
        let step = max(1, (count + Self.mostPoints - 1) / Self.mostPoints)
        var shown = Array(stride(from: 0, to: count, by: step))
        if let last = shown.last, last != count - 1 { shown.append(count - 1) }
        text("{\"times\":[")
        // Seconds are exact for ends of days.
        differences(shown.map { path.times[$0] / 1_000 })
        text("],\"equity\":[")
        line(path.equity, shown)
        // All paths go through the same days, so what was not chosen is the same for all of them.
        if isFirst {
            text("],\"given\":[")
            if path.given.count == count { line(path.given, shown) }
            text("],\"hold\":[")
            if path.hold.count == count { line(path.hold, shown) }
        }
        text("]}")
    }

    private mutating func line(_ values: [Double], _ shown: [Int]) {
        differences(shown.map { Int64(exactly: (values[$0] * 100_000).rounded()) ?? 0 })
    }

    private mutating func differences(_ values: [Int64]) {
        var last: Int64 = 0
        for (index, value) in values.enumerated() {
            text(index > 0 ? ",\(value &- last)" : "\(value)")
            last = value
        }
    }

    private mutating func text(_ text: String) { json.append(contentsOf: text.utf8) }
}
