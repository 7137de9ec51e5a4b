import PulseCore

/// What a run comes to, in two or three sentences made of its figures.
enum VerdictLine {
    static func text(_ document: RunDocument) -> String {
        guard document.trades > 0 else {
            return document.signals == 0
                ? "No signal in \(document.candles) candles, so nothing was traded."
                : "\(document.signals) signals, but none became a trade; the rejections below say why."
        }
        var sentences: [String] = []
        let total = document.metric("totalReturn")
        var first = "\(FigureText.text(total?.value, .gain)) after all costs"
        if let hold = total?.benchmark { first += ", where buy & hold made \(FigureText.text(hold, .gain))" }
        sentences.append(first + ".")
        if let drawdown = document.metric("maxDrawdown"), let value = drawdown.value {
            var second = "Its worst drawdown was \(FigureText.text(value, .drawdown))"
            if let hold = drawdown.benchmark { second += " against \(FigureText.text(hold, .drawdown))" }
            sentences.append(second + ", in \(document.trades) trade\(document.trades == 1 ? "" : "s").")
        }
        if document.scenariosDisagree { sentences.append("Whether it makes money depends on how orders are assumed to be executed.") }
        return sentences.joined(separator: " ")
    }
}
