import PulseCore
import PulseReport
import PulseResearch

extension StudyAssembly {
    /// Evidence above this is called convincing.
    private static let confidence = 0.95
    /// A probability of overfitting below this is called low.
    private static let lowOverfitting = 0.25

    /// Reads the figures as a sceptic would, in plain words.
    func verdict(_ document: StudyDocument) -> StudyVerdict {
        var verdict = StudyVerdict()
        guard let best = document.best else {
            verdict.headline =
                "No trial made \(study.plan.minimumTrades) trades, so nothing can be said. Take a longer range, a milder quorum or a lower --min-trades."
            return verdict
        }
        let objective = study.plan.objectives[0]
        let out = selection.outOfSample
        let held = judgeOutOfSample(document, out, &verdict)
        let evidence = document.evidence
        let deflated = evidence.deflatedSharpe
        if let deflated, let sharpe = best.figures.sharpe, let luck = evidence.luckPerDay {
            verdict.reasons.append(
                StudyVerdict.Reason(
                    isFor: deflated >= Self.confidence,
                    sentence:
                        "The best of \(count(document.trials)) trials shows a Sharpe ratio of \(number(luck * 365.0.squareRoot())) by luck alone; "
                        + "the chosen one shows \(number(sharpe)). Probability that it is more than luck: \(percent(deflated)) (deflated Sharpe ratio)."
                ))
        }
        if document.ledgerTrials > document.trials, let ledger = evidence.deflatedSharpeLedger {
            verdict.reasons.append(
                StudyVerdict.Reason(
                    isFor: ledger >= Self.confidence,
                    sentence:
                        "\(count(document.ledgerTrials)) trials were ever made on these data; with all of them counted the probability is \(percent(ledger))."
                ))
        }
        if let overfitting = evidence.overfitting {
            verdict.reasons.append(
                StudyVerdict.Reason(
                    isFor: overfitting < Self.lowOverfitting,
                    sentence:
                        "The best trial of one half of the time fell below the median in the other half in \(percent(overfitting)) of the "
                        + "ways to halve it (probability of backtest overfitting; half is what worthless trials give)."))
        }
        if let plateau = best.plateau {
            verdict.reasons.append(
                StudyVerdict.Reason(
                    isFor: plateau.share >= 0.5,
                    sentence: "Of its \(plateau.neighbours) nearest neighbours \(percent(plateau.share)) reach four fifths of its "
                        + "\(objective.title): \(plateau.share >= 0.5 ? "a plateau" : "a needle rather than a plateau")."))
        }
        let isEnough = best.figures.trades >= 30
        verdict.reasons.append(
            StudyVerdict.Reason(
                isFor: isEnough, sentence: "It rests on \(count(best.figures.trades)) trades in \(count(document.days)) days."))
        conclude(&verdict, held: held, deflated: deflated, overfitting: evidence.overfitting, isEnough: isEnough)
        return verdict
    }

    /// Whether choices held on days they had not seen: better than nothing and than the strategy as it was given. Nil where nothing was tested.
    private func judgeOutOfSample(_ document: StudyDocument, _ out: Double?, _ verdict: inout StudyVerdict) -> Bool? {
        let returns = document.paths.compactMap(\.figures.totalReturn)
        guard let out, !returns.isEmpty, document.paths.contains(where: { $0.figures.trades > 0 }) else {
            verdict.reasons.append(
                StudyVerdict.Reason(isFor: false, sentence: "On days that tuning had not seen, the chosen parameters did not trade."))
            return nil
        }
        let mean = returns.reduce(0, +) / Double(returns.count)
        let given = document.given.tested.totalReturn
        let isBetter = mean > 0 && mean >= given ?? -.infinity
        verdict.reasons.append(
            StudyVerdict.Reason(
                isFor: isBetter,
                sentence: "On days that tuning had not seen, its choices returned \(percent(mean, signed: true)) "
                    + "(\(study.plan.objectives[0].title) \(number(out)))"
                    + (given.map { "; the strategy as it was given returned \(percent($0, signed: true)) on the same days." } ?? ".")))
        return isBetter
    }

    private func conclude(_ verdict: inout StudyVerdict, held: Bool?, deflated: Double?, overfitting: Double?, isEnough: Bool) {
        // A search over alike trials can hold on unseen days though its best is no better than the best of luck: that is worth another look, not money.
        let isLucky = (overfitting ?? 1) >= 0.5 || ((deflated ?? 0) < 0.5 && (overfitting ?? 1) >= Self.lowOverfitting)
        if held == true, (deflated ?? 0) >= Self.confidence, (overfitting ?? 1) < Self.lowOverfitting, isEnough {
            verdict.outcome = .convincing
            verdict.headline = "This looks like more than luck: it held on unseen days and survives the count of all trials."
        } else if held == nil {
            verdict.outcome = .unknown
            verdict.headline = "Nothing can be said: there were no trades on days that tuning had not seen."
        } else if held == false || isLucky {
            verdict.outcome = .luck
            verdict.headline = "Do not trade it because of this study: luck explains what was found."
        } else {
            verdict.outcome = .mixed
            verdict.headline = "Promising on days that tuning had not seen, but no more than the best of so many trials can show by chance."
        }
    }

    private func number(_ value: Double) -> String { DecimalText.text(value, decimals: 2) }

    private func count(_ value: Int) -> String { DecimalText.grouped(String(value)) }

    private func percent(_ share: Double, signed: Bool = false) -> String {
        FigureText.text(share, signed ? .gain : .share)
    }
}
