extension StudyPage {
    /// The share that a deflated ratio must reach to count as proof.
    private static let proof = 0.95

    /// Whether luck among so many trials explains what was found.
    func evidence() -> String {
        let evidence = document.evidence
        let yearly = (365.0).squareRoot()
        let cards: [(String, String, String?)] = [
            (
                "Trials of this study", number(document.trials),
                document.failed > 0 ? "\(FigureText.text(Double(document.failed), .count)) could not be judged" : nil
            ),
            ("Trials on record for these data", number(document.ledgerTrials), "this study included"),
            (
                "Sharpe ratio of the chosen", figure(evidence.sharpePerDay.map { $0 * yearly }, .ratio),
                "a year, from \(StudyWords.count(document.days, "day"))"
            ),
            ("Best that luck shows", figure(evidence.luckPerDay.map { $0 * yearly }, .ratio), "a year, expected among so many trials"),
            (
                "Minimum track record", figure(evidence.minimumTrackRecord?.rounded(.up), .count),
                evidence.minimumTrackRecord == nil
                    ? (evidence.sharpePerDay == nil ? "not computed" : "none is long enough: luck shows as much")
                    : "days, to tell it from luck with 95%"
            ),
            (
                "Backtest overfitting (PBO)", figure(evidence.overfitting, .share),
                evidence.overfitting == nil
                    ? evidence.overfittingReason ?? "not computed" : "of splits into \(evidence.overfittingBlocks) blocks"
            ),
            ("Loss out of sample", figure(evidence.probabilityOfLoss, .share), "of the same splits"),
            (
                "Degradation slope", figure(evidence.degradationSlope, .ratio),
                "out of sample on in sample; below 0 the better of the past is the worse of the future"
            ),
        ]
        let boxes = cards.map {
            "<div class=\"card\"><h3>\($0.0)</h3><p class=\"figure\">\($0.1)</p>\($0.2.map { "<p class=\"reason\">\(HTML.escape($0))</p>" } ?? "")</div>"
        }
        return section(
            "evidence", "Is it luck?",
            note: "The more trials, the better the best of them looks though none is worth anything. These figures count the trials.",
            "\(ladder)<div class=\"cards\">\(boxes.joined())</div>\(logits)")
    }

    private func figure(_ value: Double?, _ unit: RunMetric.Unit) -> String { HTML.figure(FigureText.text(value, unit)) }

    /// The deflated ratio under ever more trials, as bars up to one, with a mark at the proof.
    private var ladder: String {
        let evidence = document.evidence
        let effective = evidence.effectiveByCorrelation.map { FigureText.text($0, .ratio) } ?? "--"
        let steps: [(String, Double?, Bool)] = [
            ("Had it been the only trial", evidence.probabilisticSharpe, false),
            ("With the effective number of trials (\(effective) by correlation)", evidence.deflatedSharpeEffective, false),
            ("With all \(FigureText.text(Double(document.trials), .count)) trials of this study", evidence.deflatedSharpe, true),
            (
                "With all \(FigureText.text(Double(document.ledgerTrials), .count)) trials on record for these data",
                evidence.deflatedSharpeLedger, false
            ),
        ]
        let rows = steps.map { name, value, isVerdict in
            let width = DecimalText.text(min(1, max(0, value ?? 0)) * 100, decimals: 1)
            let bar = value == nil ? "" : "<i class=\"\((value ?? 0) >= Self.proof ? "enough" : "short")\" style=\"width:\(width)%\"></i>"
            return "<div class=\"step\(isVerdict ? " main" : "")\"><span class=\"name\">\(HTML.escape(name))</span>"
                + "<span class=\"track\">\(bar)</span><b>\(figure(value, .probability))</b></div>"
        }
        let eigen =
            evidence.effectiveByEigenvalues.map { " By the eigenvalues of their correlations: \(FigureText.text($0, .ratio))." } ?? ""
        return "<h3>Probability that its Sharpe ratio is more than luck</h3><div class=\"ladder\">\(rows.joined())</div>"
            + "<p class=\"note\">The mark stands at 95%, from which it counts as proof. Trials that resemble each other count as fewer effective "
            + "ones.\(eigen)</p>"
    }

    /// Histogram of the logits of the splits: where the best in sample ranks out of sample.
    private var logits: String {
        let evidence = document.evidence
        let bins = min(evidence.logitBins.count, evidence.logitCounts.count)
        guard bins > 1, let highest = evidence.logitCounts.prefix(bins).max(), highest > 0 else { return "" }
        let step = evidence.logitBins[1] - evidence.logitBins[0]
        let bar = 600.0 / Double(bins)
        func place(_ value: Double) -> String { DecimalText.text(value, decimals: 2) }
        let bars = (0..<bins).map { index in
            let from = evidence.logitBins[index]
            let hint = "\(place(from)) to \(place(from + step)): \(StudyWords.count(evidence.logitCounts[index], "split"))"
            let kind = from + step <= 1e-12 ? "low" : from >= -1e-12 ? "high" : "even"
            let tall = 160 * Double(evidence.logitCounts[index]) / Double(highest)
            return "<g><title>\(HTML.escape(hint))</title><rect class=\"hit\" x=\"\(place(Double(index) * bar))\" y=\"0\" "
                + "width=\"\(place(bar))\" height=\"160\"/><rect class=\"\(kind)\" x=\"\(place(Double(index) * bar + 1))\" y=\"\(place(160 - tall))\" "
                + "width=\"\(place(max(1, bar - 2)))\" height=\"\(place(tall))\"/></g>"
        }
        let last = evidence.logitBins[bins - 1] + step
        let zero = -evidence.logitBins[0] / step * bar
        let line =
            zero > 0 && zero < 600 ? "<line class=\"zero\" x1=\"\(place(zero))\" x2=\"\(place(zero))\" y1=\"0\" y2=\"160\"/>" : ""
        return """
            <h3 class="gap">Rank out of sample of the best in sample</h3><div class="histogram logits"><svg viewBox="0 0 600 160" \
            preserveAspectRatio="none" role="img" aria-label="Histogram of the logits of the splits">\(bars.joined())\(line)</svg>\
            <div class="ends"><span>\(HTML.figure(place(evidence.logitBins[0]))) worst rank</span><span>best rank \(place(last))</span></div>\
            <p class="note">Logit of the rank, one for each split; left of the line the best in sample was below the median out of sample. \
            Tallest bar: \(StudyWords.count(highest, "split")).</p></div>
            """
    }
}
