extension StudyPage {
    /// The best trials with everything known of them.
    func trials() -> String {
        guard !document.table.isEmpty else {
            return section("trials", "Best trials", "<p class=\"note\">No trial could be judged.</p>")
        }
        let rows = document.table.prefix(Self.longestTable).map(row)
        let heading = headings.map {
            "<th scope=\"col\"\($0.isNumber ? " class=\"number\"" : "")\(title($0.hint))>\(HTML.escape($0.title))</th>"
        }
        let shown = number(min(document.table.count, Self.longestTable))
        let note =
            "By the \(HTML.escape(StudyWords.words(ofObjective: choosing))) over all days, best first; \(shown) of "
            + "\(number(document.trials)), the others in trials.csv. Tested days: those of the folds, which the trial has seen unless a fold chose "
            + "it. Plateau: share of its neighbours that reach four fifths of its objective. Click a heading to sort."
        return section(
            "trials", "Best trials", note: note,
            "<div class=\"scroll tall\"><table class=\"sortable\" id=\"trial-table\"><thead><tr>\(heading.joined())</tr></thead>"
                + "<tbody>\(rows.joined(separator: "\n"))</tbody></table></div>")
    }

    /// Whether a figure is among the objectives and needs no column of its own.
    private var hasReturn: Bool { document.objectives.contains { StudyWords.words(ofObjective: $0) == "total return" } }
    private var hasDrawdown: Bool { document.objectives.contains { StudyWords.unit(ofObjective: $0) == .drawdown } }

    private var headings: [(title: String, isNumber: Bool, hint: String?)] {
        [("Trial", true, nil)] + document.objectives.map { (StudyWords.title(ofObjective: $0), true, "objective over all days") }
            + [
                ("Deflated", true, "probability that its Sharpe ratio is more than luck among all trials of the study"),
                ("Plateau", true, nil), ("Folds", true, "numbers of the folds that chose it"),
            ] + (hasReturn ? [] : [("Return", true, "over all days")]) + (hasDrawdown ? [] : [("Drawdown", true, "over all days")]) + [
                ("Trades", true, "over all days"), ("Tested return", true, nil), ("Tested Sharpe", true, nil),
                ("Tested drawdown", true, nil),
            ] + zip(names, document.parameters).map { ($0, true, $1.path) }
    }

    private func row(_ trial: StudyTrial) -> String {
        let isBest = trial.trial == document.best?.trial
        let objectives = document.objectives.indices.map { index in
            objectiveCell(
                index < trial.objectives.count ? trial.objectives[index] : nil, document.objectives[index],
                reason: StudyWords.reason(trial.figures))
        }
        let plateau = trial.plateau.map {
            "\($0.neighbours) neighbours within \(FigureText.text($0.radius, .share)) of the diagonal, median "
                + StudyWords.objective($0.median, choosing)
        }
        let share = trial.plateau.map(\.share)
        let why = StudyWords.reason(trial.figures)
        let unseen = StudyWords.reason(trial.tested)
        let tag = isBest ? " <span class=\"tag\">chosen</span>" : ""
        return "<tr\(isBest ? " class=\"base\"" : "")><th scope=\"row\">\(trial.trial)\(tag)</th>"
            + objectives.joined() + cell(trial.deflatedSharpe, .probability, reason: why)
            + "<td class=\"number\(share == nil ? " none" : "")\"\(title(plateau))>\(FigureText.text(share, .share))</td>"
            + "<td>\(trial.folds.map { "\($0)" }.joined(separator: ", "))</td>"
            + (hasReturn ? "" : cell(trial.figures.totalReturn, .gain, reason: why))
            + (hasDrawdown ? "" : cell(trial.figures.maxDrawdown, .drawdown, reason: why))
            + count(trial.figures.trades) + cell(trial.tested.totalReturn, .gain, reason: unseen)
            + cell(trial.tested.sharpe, .ratio, reason: unseen) + cell(trial.tested.maxDrawdown, .drawdown, reason: unseen)
            + trial.parameters.map { "<td class=\"number\">\(HTML.figure($0))</td>" }.joined() + "</tr>"
    }

    /// The trials that no other beats in all objectives, the first objective against each other one.
    func front() -> String {
        guard document.objectives.count > 1, !document.front.isEmpty else { return "" }
        let plots = document.objectives.indices.dropFirst().map(scatter)
        let headings: [(String, Bool)] =
            [("Trial", true)] + document.objectives.map { (StudyWords.title(ofObjective: $0), true) } + [("Parameters", false)]
        let rows = document.front.prefix(Self.longestTable).map { trial in
            let objectives = document.objectives.indices.map { index in
                objectiveCell(
                    index < trial.objectives.count ? trial.objectives[index] : nil, document.objectives[index],
                    reason: StudyWords.reason(trial.figures))
            }
            let isBest = trial.trial == document.best?.trial
            return "<tr\(isBest ? " class=\"base\"" : "")><th scope=\"row\" class=\"number\">\(trial.trial)</th>\(objectives.joined())"
                + "<td>\(HTML.escape(parameters(trial.parameters)))</td></tr>"
        }
        let note =
            "Trials that no other beats in all objectives: \(number(document.front.count)). They are the strong dots, faint ones are other good "
            + "trials; the ring marks the chosen one."
        return section(
            "front", "Pareto front", note: note,
            "<div class=\"scatters tipped\">\(plots.joined())</div><details><summary>The front as a table</summary>"
                + "\(table(headings, rows))</details>")
    }

    private func scatter(_ other: Int) -> String {
        func point(_ trial: StudyTrial) -> (x: Double, y: Double)? {
            guard trial.objectives.count > other, let x = trial.objectives[0], let y = trial.objectives[other] else { return nil }
            return (StudyWords.oriented(x, document.objectives[0]), StudyWords.oriented(y, document.objectives[other]))
        }
        let front = document.front.prefix(Self.longestTable).compactMap { trial in point(trial).map { (trial, $0) } }
        let numbers = Set(front.map(\.0.trial))
        let others = document.table.prefix(Self.longestTable).filter { !numbers.contains($0.trial) }
            .compactMap { trial in point(trial).map { (trial, $0) } }
        let all = front + others
        guard let xs = StudyScale(all.map(\.1.x)), let ys = StudyScale(all.map(\.1.y)) else { return "" }
        let names = (document.objectives[0], document.objectives[other])
        func share(_ value: Double, _ scale: StudyScale) -> String {
            let span = scale.high - scale.low
            return DecimalText.text(span > 0 ? 3 + 94 * (value - scale.low) / span : 50, decimals: 2)
        }
        func dot(_ trial: StudyTrial, _ place: (x: Double, y: Double), _ kind: String) -> String {
            let values = [(names.0, place.x), (names.1, place.y)].map {
                "\(StudyWords.words(ofObjective: $0.0)) \(StudyWords.objective($0.1, $0.0))"
            }
            let hint = "trial \(trial.trial): \(values.joined(separator: ", ")); \(parameters(trial.parameters))"
            let ring = trial.trial == document.best?.trial ? " chosen" : ""
            return "<i class=\"dot\(kind)\(ring)\" style=\"left:\(share(place.x, xs))%;bottom:\(share(place.y, ys))%\"\(title(hint))></i>"
        }
        let dots = others.map { dot($0.0, $0.1, "") } + front.map { dot($0.0, $0.1, " front") }
        return """
            <figure class="scatter"><figcaption>&#8593; \(HTML.escape(StudyWords.words(ofObjective: names.1)))</figcaption><div class="plot"><div class="ends">\
            <span>\(objective(ys.high, names.1))</span><span>\(objective(ys.low, names.1))</span></div><div class="field">\(dots.joined())</div>\
            <div class="ends across"><span>\(objective(xs.low, names.0))</span><span>\(HTML.escape(StudyWords.words(ofObjective: names.0))) &#8594;</span>\
            <span>\(objective(xs.high, names.0))</span></div></div></figure>
            """
    }
}
