extension StudyPage {
    /// Heat maps of the objective over pairs of parameters.
    func maps() -> String {
        let shown = document.maps.prefix(Self.mostMaps).filter { !$0.cells.isEmpty }
        guard let scale = StudyScale(shown.flatMap { $0.cells.map { StudyWords.oriented($0.median, choosing) } }) else { return "" }
        let name = HTML.escape(StudyWords.words(ofObjective: choosing))
        let note =
            "Median \(name) of the trials in each cell; point at a cell or tap it for its trials and its best one. The ring marks the chosen "
            + "trial. A plateau of one colour around it is a good sign, a single strong cell is not. Hatched cells hold no trial."
        let rest = document.maps.count - Self.mostMaps
        let more = rest > 0 ? "<p class=\"note\">And \(rest) more in study.json.</p>" : ""
        return section(
            "maps", "Pairs of parameters", note: note,
            legend(scale) + "<div class=\"maps tipped\">\(shown.map { map($0, scale) }.joined())</div>\(more)")
    }

    private func legend(_ scale: StudyScale) -> String {
        let steps = 24
        let span = scale.hasBothSides ? (-max(-scale.low, scale.high), max(-scale.low, scale.high)) : (scale.low, scale.high)
        let patches = (0..<steps).map { step -> String in
            let value = span.0 + (span.1 - span.0) * (Double(step) + 0.5) / Double(steps)
            let attributes = scale.attributes(value)
            return "<i class=\"\(attributes.kind)\" style=\"\(attributes.style)\"></i>"
        }
        let middle = scale.hasBothSides ? "<span>0</span>" : ""
        return "<div class=\"scale\" role=\"img\" aria-label=\"Scale of colours\"><div class=\"patches\">\(patches.joined())</div>"
            + "<div class=\"ends\"><span>\(objective(span.0, choosing))</span>\(middle)<span>\(objective(span.1, choosing))</span></div></div>"
    }

    private func map(_ map: StudyMap, _ scale: StudyScale) -> String {
        var cells: [[StudyMap.Cell?]] = Array(repeating: Array(repeating: nil, count: map.columns.count), count: map.rows.count)
        for cell in map.cells where cells.indices.contains(cell.row) && cells[cell.row].indices.contains(cell.column) {
            cells[cell.row][cell.column] = cell
        }
        // The least value of y stands at the bottom.
        let rows = map.rows.indices.reversed().map { row -> String in
            let columns = map.columns.indices.map { column -> String in
                let isChosen = map.chosenRow == row && map.chosenColumn == column
                return self.cell(cells[row][column], at: (map.columns[column], map.rows[row]), map, isChosen, scale)
            }
            return "<tr><th scope=\"row\"\(title(map.rows[row]))><span>\(HTML.escape(map.rows[row]))</span></th>\(columns.joined())</tr>"
        }
        let labels = map.columns.map { "<th scope=\"col\"\(title($0))><span>\(HTML.escape($0))</span></th>" }
        return """
            <figure class="map"><div class="scroll"><table><caption\(title(map.y))>&#8593; \(HTML.escape(shortName(map.y)))</caption>\
            <tbody>\(rows.joined())</tbody><tfoot><tr><td></td>\(labels.joined())</tr></tfoot></table></div>\
            <figcaption\(title(map.x))>\(HTML.escape(shortName(map.x))) &#8594;</figcaption></figure>
            """
    }

    private func cell(
        _ cell: StudyMap.Cell?, at place: (x: String, y: String), _ map: StudyMap, _ isChosen: Bool, _ scale: StudyScale
    ) -> String {
        let ring = isChosen ? " chosen" : ""
        let where_ = "\(shortName(map.x)) \(place.x), \(shortName(map.y)) \(place.y)"
        guard let cell else { return "<td class=\"empty\(ring)\"\(title("\(where_): no trial"))></td>" }
        let attributes = scale.attributes(StudyWords.oriented(cell.median, choosing))
        let hint =
            "\(where_): \(StudyWords.count(cell.trials, "trial")), median \(StudyWords.objective(cell.median, choosing)), best "
            + StudyWords.objective(cell.best, choosing) + (isChosen ? ", the chosen one among them" : "")
        return "<td class=\"\(attributes.kind)\(ring)\" style=\"\(attributes.style)\"\(title(hint))>\(brief(cell.median))</td>"
    }

    /// As few places as tell cells apart.
    private func brief(_ value: Double) -> String {
        switch StudyWords.unit(ofObjective: choosing) {
        case .gain, .share: HTML.figure(DecimalText.text(value * 100, decimals: 0)) + "%"
        case .drawdown: HTML.figure(DecimalText.text(-value.magnitude * 100, decimals: 0)) + "%"
        case .count: HTML.figure(DecimalText.text(value, decimals: 0))
        default: HTML.figure(DecimalText.text(value, decimals: value.magnitude < 9.95 ? 1 : 0))
        }
    }

    func shortName(_ path: String) -> String {
        document.parameters.firstIndex { $0.path == path }.map { names[$0] } ?? path
    }
}
