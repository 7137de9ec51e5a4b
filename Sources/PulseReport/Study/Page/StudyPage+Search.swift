extension StudyPage {
    /// How it was searched, and how to do it again.
    func search() -> String {
        let rows = document.parameters.enumerated().map { index, parameter in
            let given = value(document.given, index)
            let chosen = value(document.best, index)
            let isChanged = chosen != nil && chosen != given
            return "<tr><th scope=\"row\"><code>\(HTML.escape(parameter.path))</code></th><td>\(HTML.escape(parameter.domain))</td>"
                + "<td class=\"number\">\(HTML.figure(given ?? DecimalText.undefined))</td>"
                + "<td class=\"number\(isChanged ? " total" : "")\">\(HTML.figure(chosen ?? DecimalText.undefined))</td></tr>"
        }
        let headings: [(String, Bool)] = [("Parameter", false), ("Could be", false), ("As given", true), ("Chosen", true)]
        let parameters = rows.isEmpty ? "<p class=\"note\">Nothing was varied.</p>" : table(headings, rows)
        let constraints = document.constraints.map { "<li><code>\(HTML.escape($0))</code></li>" }
        let list = constraints.isEmpty ? "" : "<h3 class=\"gap\">Constraints</h3><ul class=\"rules\">\(constraints.joined())</ul>"
        let others = document.objectives.dropFirst().map { StudyWords.words(ofObjective: $0) }
        let facts = [
            ("Search", document.search), ("Seed", "\(document.seed)"),
            (
                "Objective",
                StudyWords.words(ofObjective: choosing) + (others.isEmpty ? "" : ", which chooses; also \(others.joined(separator: ", "))")
            ),
            ("Validation", document.validation),
            ("Judged", "with at least \(StudyWords.count(document.minimumTrades, "trade")) in the days that a trial is judged by"),
            ("Data", "\(StudyWords.count(document.decisions, "decision candle")) of \(document.instruments.joined(separator: ", "))"),
            ("Engine", document.engineVersion),
        ].filter { !$0.1.isEmpty }.map { "<div><dt>\($0.0)</dt><dd>\(HTML.escape($0.1))</dd></div>" }
        let command =
            document.command.isEmpty
            ? ""
            : "<div class=\"repeat gap\"><span>Repeat</span><code id=\"command\">\(HTML.escape(document.command))</code>"
                + "<button type=\"button\" class=\"plain\" data-copy=\"command\" hidden>Copy</button></div>"
        return section("search", "How it was searched", "<dl class=\"assumptions\">\(facts.joined())</dl>\(command)\(parameters)\(list)")
    }

    private func value(_ trial: StudyTrial?, _ index: Int) -> String? {
        guard let trial, trial.parameters.indices.contains(index) else { return nil }
        return trial.parameters[index]
    }

    /// The terms of this page in plain words.
    func glossary() -> String {
        let terms: [(String, String)] = [
            ("Trial", "The strategy with one set of parameters, run over all days."),
            ("In sample, out of sample", "On days that a choice was made from; on days that it had not seen. The latter count."),
            (
                "Fold, path",
                "One split into days to choose from and days to test on. A path strings tested days of folds together into one history."
            ),
            (
                "Purged",
                "Left out of the training days because trades or indicators there reach into the tested days."
            ),
            (
                "Deflated Sharpe ratio",
                "Probability that the true Sharpe ratio is above the best that luck alone shows among as many trials. 0.95 counts as proof."
            ),
            (
                "PBO",
                "Probability of backtest overfitting: how often the best in sample is below the median out of sample. Half is pure luck."
            ),
            ("Plateau", "Neighbours of a trial that are nearly as good. Luck is a needle; what is real bears a small change."),
            ("Ledger", "All trials ever made on these instruments in these times. Looking again and again is searching, too."),
            ("R", "A trade's net result over what it risked at first: 1 R is a gain as large as the risk."),
            ("Pareto front", "The trials that no other beats in all objectives at once."),
        ]
        let list = terms.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" }
        return section("glossary", "Terms", "<dl class=\"assumptions\">\(list.joined())</dl>")
    }
}
