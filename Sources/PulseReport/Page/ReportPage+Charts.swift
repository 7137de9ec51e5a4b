import PulseCore

extension ReportPage {
    /// Price, votes, verdicts, equity and drawdown on one axis of time; without a chart library, how to get it.
    func chartPanels() -> String {
        guard charts != nil else {
            return section(
                "charts", "Charts",
                "<div class=\"warnings\" role=\"note\"><h3>Charts are missing</h3><p>The dygraphs library was not found when this report was "
                    + "written. Install it and write the report again: <code>\(HTML.escape(ChartLibrary.installHint))</code>. The tables below "
                    + "hold every figure.</p></div>")
        }
        let options = series.prices.enumerated().map {
            "<button type=\"button\" role=\"tab\" aria-selected=\"\($0.offset == 0)\" data-instrument=\"\($0.offset)\">"
                + "\(HTML.escape($0.element.instrument.description))</button>"
        }
        let note =
            "Drag to zoom, double click (or double tap) to see everything, hold shift and drag to move, pinch on a touch screen; all panels keep "
            + "the same range of time. &#9650; buy and &#9660; sell mark entries, &#9679; a winning and &#10005; a losing exit."
        let panels = """
            <noscript><p class="warning-line">The charts need JavaScript; the tables below do not.</p></noscript>
            <div class="tools"><div role="tablist" class="tabs" aria-label="Instrument">\(options.joined())</div>\
            <div class="spans" id="spans"></div></div>
            <div class="stack" id="stack" tabindex="0" role="group" \
            aria-label="Charts on one axis of time; arrow keys move, plus and minus zoom, 0 shows everything">
            <h3 class="panel-title">Price <output id="read-price"></output></h3><div class="panel" id="chart-price"></div>
            <h3 class="panel-title">Votes of the heads <span class="key"><i class="swatch up"></i>long (upper half) <i class="swatch down"></i>short \
            (lower half) <i class="swatch flat"></i>flat <i class="swatch abstained"></i>abstained; stronger is more confident</span></h3>
            <canvas class="strip" id="chart-votes"></canvas>
            <h3 class="panel-title">Verdicts <output id="read-verdict"></output></h3><canvas class="strip" id="chart-verdicts"></canvas>
            \(regimeStrip)
            <h3 class="panel-title">Equity <span class="key"><i class="line strategy"></i>strategy <i class="line hold"></i>buy &amp; hold</span>\
            <output id="read-equity"></output></h3><div class="panel" id="chart-equity"></div>
            <h3 class="panel-title">Drawdown <output id="read-drawdown"></output></h3><div class="panel" id="chart-drawdown"></div>
            <div class="glass" id="glass"><div class="cursor" id="cursor"></div>\
            <div class="tips" id="tips"></div><div class="selection" id="selection"></div></div>
            </div>
            <p class="note" id="resolution"></p>
            """
        return section("charts", "What happened", note: note, panels)
    }

    /// The band of regimes, where they are known.
    private var regimeStrip: String {
        guard series.votes.contains(where: { !$0.regimes.isEmpty }) else { return "" }
        let names = Regime.allCases.map { "<i class=\"swatch \($0.name)\"></i>\(HTML.escape(FigureText.words($0.name)))" }
        let key = names.joined(separator: " ")
        return "<h3 class=\"panel-title\">Regime <span class=\"key\">\(key)</span><output id=\"read-regime\"></output></h3>"
            + "<canvas class=\"strip\" id=\"chart-regimes\"></canvas>"
    }
}
