extension StudyPage {
    /// The chart of the out-of-sample paths.
    func pathsChart() -> String {
        let heading = "Out of sample"
        guard document.paths.contains(where: { $0.times.count > 1 }) else {
            return section("paths", heading, "<p class=\"note\">No fold was tested, so there is no path to show.</p>")
        }
        guard charts != nil else {
            return section(
                "paths", heading,
                "<div class=\"warnings\" role=\"note\"><h3>The chart is missing</h3><p>The dygraphs library was not found when this report was "
                    + "written. Install it and tune again; trials on record are not run anew: "
                    + "<code>\(HTML.escape(ChartLibrary.installHint))</code>.</p></div>")
        }
        let several = document.paths.count > 1
        let note =
            "Multiples of the start, on days that the choice had not seen. Drag to zoom, double click (or double tap) to see everything, hold "
            + "shift and drag to move, pinch on a touch screen."
        let shown = min(document.paths.count, StudyChartData.mostPaths)
        let lines = several ? "\(shown) paths, the middle one strong" : "out of sample"
        let panel = """
            <noscript><p class="warning-line">The chart needs JavaScript; the tables below do not.</p></noscript>
            <h3 class="panel-title"><span class="key"><i class="line strategy"></i>\(lines) \
            <i class="line given"></i>strategy as given <i class="line hold"></i>buy &amp; hold</span><output id="read-paths"></output>\
            <button type="button" class="plain" id="toggle-hold" hidden aria-pressed="true">Buy &amp; hold</button></h3>
            <div id="chart-paths" tabindex="0" role="group" aria-label="Chart of the out-of-sample paths; arrow keys move, plus and minus zoom, \
            0 shows everything"></div>
            """
        return section("paths", heading, note: note, panel)
    }
}
