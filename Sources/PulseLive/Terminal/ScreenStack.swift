/// Panels below each other.
enum ScreenStack {
    /// At most `height` lines. Every panel gets its minimum, in their order and as far as there is room; what is left goes, again in their
    /// order, to those that want more; then to fillers. Blank lines stand between panels where there is room for all of them.
    static func lines(_ panels: [ScreenPanel], width: Int, height: Int) -> [ScreenLine] {
        var rest = height
        var heights = Array(repeating: 0, count: panels.count)
        for isFiller in [false, true] {
            let places = panels.indices.filter { panels[$0].isFiller == isFiller }
            for place in places where panels[place].minimum <= rest {
                heights[place] = panels[place].minimum
                rest -= heights[place]
            }
            for place in places where heights[place] > 0 {
                let more = min(rest, panels[place].wanted - heights[place])
                heights[place] += more
                rest -= more
            }
        }
        let shown = panels.indices.filter { heights[$0] > 0 }
        let isSpaced = rest >= shown.count - 1
        var lines: [ScreenLine] = []
        for place in shown {
            if place != shown.first, isSpaced { lines.append(ScreenLine()) }
            lines += panels[place].lines(width, heights[place])
        }
        return lines
    }
}
