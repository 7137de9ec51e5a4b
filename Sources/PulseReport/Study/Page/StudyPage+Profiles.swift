extension StudyPage {
    /// How the objective depends on each parameter alone, the one that explains most first.
    func profiles() -> String {
        let shown = document.profiles.filter { !$0.bins.isEmpty }
        guard let scale = StudyScale(shown.flatMap { $0.bins.flatMap(ends) }) else { return "" }
        let ordered = shown.enumerated().sorted {
            ($1.element.importance ?? -1, $0.offset) < ($0.element.importance ?? -1, $1.offset)
        }
        let name = HTML.escape(StudyWords.words(ofObjective: choosing))
        let note =
            "Boxes reach from the lower to the upper quartile of the \(name) of the trials in a bin, the line is their median; the marked bin holds "
            + "the chosen trial. All have one scale, so a flat row of boxes is a parameter that does not matter. Importance: the share of the "
            + "variance among trials that the bins explain."
        return section(
            "profiles", "One parameter at a time", note: note,
            "<div class=\"profiles tipped\">\(ordered.map { profile($0.element, scale) }.joined())</div>")
    }

    private func profile(_ profile: StudyProfile, _ scale: StudyScale) -> String {
        let span = max(scale.high - scale.low, 1e-9)
        let (low, high) = (scale.low - span * 0.06, scale.high + span * 0.06)
        func y(_ value: Double) -> String { DecimalText.text((high - value) / (high - low) * 100, decimals: 2) }
        let width = 100 * profile.bins.count
        let boxes = profile.bins.enumerated().map { index, bin -> String in
            let isChosen = profile.chosen == index
            let (bottom, top) = (ends(bin)[0], ends(bin)[1])
            let median = y(StudyWords.oriented(bin.median, choosing))
            let hint =
                "\(bin.label): \(StudyWords.count(bin.trials, "trial")), median \(StudyWords.objective(bin.median, choosing)), quartiles "
                + "\(StudyWords.objective(bin.lowerQuartile, choosing)) and \(StudyWords.objective(bin.upperQuartile, choosing))"
            let tall = DecimalText.text(max(0.8, (top - bottom) / (high - low) * 100), decimals: 2)
            return "<g\(isChosen ? " class=\"chosen\"" : "")><title>\(HTML.escape(hint))</title>"
                + "<rect class=\"hit\" x=\"\(100 * index)\" y=\"0\" width=\"100\" height=\"100\"/>"
                + "<rect class=\"box\" x=\"\(100 * index + 18)\" y=\"\(y(top))\" width=\"64\" height=\"\(tall)\"/>"
                + "<line class=\"median\" x1=\"\(100 * index + 18)\" x2=\"\(100 * index + 82)\" y1=\"\(median)\" y2=\"\(median)\"/></g>"
        }
        let zero = low < 0 && high > 0 ? "<line class=\"zero\" x1=\"0\" x2=\"\(width)\" y1=\"\(y(0))\" y2=\"\(y(0))\"/>" : ""
        let importance = profile.importance.map { "importance \(FigureText.text($0, .share))" } ?? "importance --"
        return """
            <figure class="profile"><figcaption><b\(title(profile.path))>\(HTML.escape(shortName(profile.path)))</b><span>\(importance)</span></figcaption>\
            <div class="plot"><div class="ends"><span>\(objective(scale.high, choosing))</span><span>\(objective(scale.low, choosing))</span></div>\
            <svg viewBox="0 0 \(width) 100" preserveAspectRatio="none" role="img" aria-label="\(HTML.escape(shortName(profile.path)))">\(zero)\
            \(boxes.joined())</svg>\(labels(profile))</div><p class="note">\(choices(profile))</p></figure>
            """
    }

    /// The ends of a box, the worse one first.
    private func ends(_ bin: StudyProfile.Bin) -> [Double] {
        [bin.lowerQuartile, bin.upperQuartile].map { StudyWords.oriented($0, choosing) }.sorted()
    }

    /// As many labels as there is room for.
    private func labels(_ profile: StudyProfile) -> String {
        let step = (profile.bins.count + 5) / 6
        let texts = profile.bins.enumerated().map { index, bin in
            let isChosen = profile.chosen == index
            let text = index % step == 0 || isChosen ? HTML.escape(bin.label) : ""
            // A label beside the chosen one would run into it.
            let isHidden = step > 1 && !isChosen && profile.chosen.map { ($0 - index).magnitude == 1 } ?? false
            return "<span\(isChosen ? " class=\"chosen\"" : "")\(title(bin.label))>\(isHidden ? "" : text)</span>"
        }
        return "<div class=\"labels\">\(texts.joined())</div>"
    }

    /// What the folds chose, most often chosen first: whether the choice is stable.
    private func choices(_ profile: StudyProfile) -> String {
        guard !profile.byFold.isEmpty else { return "" }
        var counts: [(value: String, count: Int)] = []
        for value in profile.byFold {
            if let index = counts.firstIndex(where: { $0.value == value }) { counts[index].count += 1 } else { counts.append((value, 1)) }
        }
        let ordered = counts.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }.map(\.element)
        let texts = ordered.prefix(8).map { HTML.escape($0.value) + ($0.count > 1 ? " &#215;\($0.count)" : "") }
        let more = ordered.count > 8 ? " and \(ordered.count - 8) more" : ""
        return "Folds chose \(texts.joined(separator: ", "))\(more)."
    }
}
