extension StudyPage {
    /// What each fold chose, and what that gave on days that the choice had not seen.
    func folds() -> String {
        guard !document.folds.isEmpty else {
            return section("folds", "Folds", "<p class=\"note\">There was no validation: every day was seen by the search.</p>")
        }
        let rows = document.folds.prefix(Self.longestTable).map(row)
        let headings: [(String, Bool)] = [
            ("Fold", true), ("Tested on", false), ("Trial", true), ("In sample", true), ("Out of sample", true), ("Median", true),
            ("As given", true), ("Beat", false), ("Return", true), ("Trades", true), ("Purged", true), ("Trained on", false),
        ]
        let name = HTML.escape(StudyWords.words(ofObjective: choosing))
        let note =
            "In sample, out of sample, median candidate and as given are the \(name), by which each fold chooses. The median of all candidates on "
            + "the same tested days is what choosing blindly gives. Purged: training days left out because they lie too near to the test. Point at "
            + "a trial for its parameters."
        let rest = document.folds.count - Self.longestTable
        let more = rest > 0 ? "<p class=\"note\">And \(number(rest)) more in study.json.</p>" : ""
        return section("folds", "Folds", note: note, table(headings, rows, kind: "folds tipped") + "<p class=\"note\">\(tally)</p>" + more)
    }

    private func row(_ fold: StudyFold) -> String {
        let untested = "no trial could be judged"
        let trial =
            fold.chosen.map { "<td class=\"number\"\(title(parameters(fold.parameters)))>\($0)</td>" }
            ?? "<td class=\"number none\"\(title(untested))>--</td>"
        let beaten = [isAbove(fold, fold.median) ? "median" : nil, isAbove(fold, fold.given) ? "as given" : nil].compactMap { $0 }
        let beat = fold.outOfSample == nil ? "" : beaten.isEmpty ? "neither" : beaten.count == 2 ? "both" : beaten[0]
        let colour = fold.outOfSample == nil ? "" : beaten.count == 2 ? " up" : beaten.isEmpty ? " down" : ""
        return "<tr><th scope=\"row\" class=\"number\">\(fold.number)</th><td class=\"days\">\(spans(fold.test))</td>\(trial)"
            + objectiveCell(fold.inSample, choosing, reason: untested) + objectiveCell(fold.outOfSample, choosing, reason: untested)
            + objectiveCell(fold.median, choosing, reason: untested)
            + objectiveCell(fold.given, choosing, reason: "the strategy as given could not be judged on these days")
            + "<td class=\"beat\(colour)\">\(beat)</td>"
            + cell(fold.tested.totalReturn, .gain, reason: StudyWords.reason(fold.tested)) + count(fold.tested.trades) + count(fold.purged)
            + "<td class=\"days\">\(spans(fold.training))</td></tr>"
    }

    private func spans(_ spans: [String]) -> String {
        spans.isEmpty ? "--" : spans.map { "<span>\(HTML.escape($0))</span>" }.joined()
    }

    private func isAbove(_ fold: StudyFold, _ other: Double?) -> Bool {
        guard let mine = fold.outOfSample, let other else { return false }
        return StudyWords.oriented(mine, choosing) > StudyWords.oriented(other, choosing)
    }

    private var tally: String {
        let tested = document.folds.filter { $0.outOfSample != nil }
        let median = tested.filter { isAbove($0, $0.median) }.count
        let given = tested.filter { isAbove($0, $0.given) }.count
        return "Of \(StudyWords.count(tested.count, "tested fold")), \(median) beat the median of their candidates and \(given) the "
            + "strategy as it was given."
    }

    /// `threshold 0.75, multiple 1.5`, by the short names of the parameters.
    func parameters(_ values: [String]) -> String { zip(names, values).map { "\($0) \($1)" }.joined(separator: ", ") }
}
