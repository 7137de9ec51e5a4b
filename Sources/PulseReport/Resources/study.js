"use strict";
// A study's page: the chart of its out-of-sample paths, hints that also work by touch, sorting of trials.
(function () {
  const byId = id => document.getElementById(id);

  // ---- Chart -------------------------------------------------------------------------------------------------------------
  const sums = (differences, scale) => { let sum = 0; return differences.map(d => (sum += d) / scale); };

  function start(data) {
    const panel = byId("chart-paths"), readout = byId("read-paths");
    if (!panel || typeof Dygraph === "undefined" || !data.paths.length) return null;
    const paths = data.paths.map(path => ({times: sums(path.times, 1 / 1000), equity: sums(path.equity, 1e5)}));
    const given = sums(data.paths[0].given, 1e5), hold = sums(data.paths[0].hold, 1e5);
    // Paths may test different days: one row for each instant that any of them has. The middle one is drawn last.
    const order = paths.map((_, i) => i).filter(i => i !== data.middle).concat([data.middle]);
    const rows = new Map(), width = 3 + paths.length;
    const put = (times, values, column) => values.forEach((value, i) => {
      if (!rows.has(times[i])) rows.set(times[i], Array(width).fill(null));
      rows.get(times[i])[column] = value;
    });
    put(paths[0].times, hold, 1); put(paths[0].times, given, 2);
    order.forEach((path, place) => put(paths[path].times, paths[path].equity, 3 + place));
    const file = Array.from(rows.keys()).sort((a, b) => a - b).map(time => { const row = rows.get(time); row[0] = new Date(time); return row; });
    const labels = ["time", "buy & hold", "as given"].concat(order.map(i => "path " + (i + 1)));
    const whole = [file[0][0].getTime(), file[file.length - 1][0].getTime()];
    const number = (value, places) => value.toFixed(places).replace("-", "\u2212");
    // Where buy & hold would press all other lines flat it is left out at first.
    const reach = lines => { let low = Infinity, high = -Infinity; lines.forEach(line => line.forEach(v => { low = Math.min(low, v); high = Math.max(high, v); })); return high - low; };
    let hasHold = hold.length > 0 && reach([hold]) < 5 * reach(paths.map(path => path.equity).concat([given]));
    let chart = null;

    function build() {
      const style = getComputedStyle(document.documentElement), colour = name => style.getPropertyValue(name).trim();
      const series = {"buy & hold": {color: colour("--hold"), strokeWidth: 1.3, strokePattern: [6, 3]}, "as given": {color: colour("--warn"), strokeWidth: 1.5, strokePattern: [2, 2]}};
      order.forEach((path, place) => {
        const isMiddle = place === order.length - 1;
        const own = series["path " + (path + 1)] = {color: colour("--accent"), strokeWidth: isMiddle ? 2 : 1};
        if (!isMiddle) own.plotter = e => { e.drawingContext.globalAlpha = .4; Dygraph.Plotters.linePlotter(e); e.drawingContext.globalAlpha = 1; };
      });
      const seen = chart ? chart.xAxisRange() : whole;
      if (chart) chart.destroy();
      chart = new Dygraph(panel, file, {labels, series, legend: "never", labelsUTC: true, connectSeparatedPoints: true, showLabelsOnHighlight: false, highlightCircleSize: 2.5, dateWindow: seen,
        gridLineColor: colour("--line"), axisLineColor: colour("--line"), axisLabelFontSize: 11, rightGap: 6, yRangePad: 8, xRangePad: 0, rangeSelectorHeight: 0, interactionModel: model, visibility: labels.slice(1).map((_, i) => i > 0 || hasHold),
        axes: {x: {axisLabelWidth: 74}, y: {axisLabelWidth: 48, axisLabelFormatter: v => number(v, 2), pixelsPerLabel: 34}}, highlightCallback: show, unhighlightCallback: () => { readout.textContent = ""; }});
    }

    function show(event, time, points, row) {
      const date = new Date(time).toISOString().slice(0, 10), values = file[row];
      const own = values.slice(3).filter(v => v !== null), middle = values[width - 1], parts = [];
      if (own.length > 1) parts.push("paths " + number(Math.min(...own), 3) + " to " + number(Math.max(...own), 3));
      if (middle !== null) parts.push((own.length > 1 ? "middle " : "out of sample ") + number(middle, 3));
      if (values[2] !== null) parts.push("as given " + number(values[2], 3));
      if (values[1] !== null) parts.push("buy & hold " + number(values[1], 3));
      readout.textContent = date + "  " + parts.join("  ");
    }

    function look(from, to) {
      const longest = whole[1] - whole[0], span = Math.min(longest, Math.max(Math.min(longest, 5 * 864e5), to - from));
      const first = Math.min(Math.max(whole[0], (from + to) / 2 - span / 2), whole[1] - span);
      chart.updateOptions({dateWindow: [first, first + span], valueRange: [null, null]});
    }
    const everything = () => look(whole[0], whole[1]);
    const isZoomed = () => { const [from, to] = chart.xAxisRange(); return to - from < whole[1] - whole[0] - 1; };

    // One finger scrolls the page until one has zoomed in with two.
    const usual = Dygraph.defaultInteractionModel;
    let touched = false, lastTap = 0;
    const model = Object.assign({}, usual, {
      touchstart(event, graph, context) { touched = event.touches.length > 1 || isZoomed(); if (touched) usual.touchstart(event, graph, context); },
      touchmove(event, graph, context) { if (touched) usual.touchmove(event, graph, context); },
      touchend(event, graph, context) {
        if (touched) usual.touchend(event, graph, context);
        if (event.timeStamp - lastTap < 400) { everything(); lastTap = 0; } else lastTap = event.timeStamp;
      },
      dblclick: everything,
    });

    const toggle = byId("toggle-hold");
    toggle.hidden = !hold.length;
    toggle.setAttribute("aria-pressed", String(hasHold));
    toggle.addEventListener("click", () => { hasHold = !hasHold; toggle.setAttribute("aria-pressed", String(hasHold)); chart.setVisibility(0, hasHold); });

    panel.addEventListener("keydown", event => {
      const [from, to] = chart.xAxisRange(), step = (to - from) * .15, part = (to - from) * .2;
      const action = {ArrowLeft: () => look(from - step, to - step), ArrowRight: () => look(from + step, to + step), "+": () => look(from + part, to - part), "=": () => look(from + part, to - part),
        "-": () => look(from - part, to + part), "0": everything}[event.key];
      if (action && !event.ctrlKey && !event.metaKey) { event.preventDefault(); action(); }
    });
    build();
    return {restyle: build, fit(width) { panel.style.width = width; chart.resize(); }};
  }

  let charts = null;
  try {
    const data = JSON.parse(byId("data").textContent);
    charts = data ? start(data) : null;
  } catch (error) {
    const note = document.createElement("p");
    note.className = "warning-line"; note.textContent = "The chart could not be drawn: " + error.message;
    (byId("paths") || document.body).append(note);
  }
  Page.dress(charts);

  // ---- Hints -------------------------------------------------------------------------------------------------------------
  // What stands in a title is shown at once, and by touch as well.
  const tip = document.createElement("div");
  tip.className = "tip"; tip.hidden = true;
  document.body.append(tip);
  document.querySelectorAll(".tipped [title]").forEach(element => { element.dataset.hint = element.title; element.setAttribute("aria-label", element.title); element.removeAttribute("title"); });
  document.querySelectorAll(".tipped svg title").forEach(title => { title.parentNode.dataset.hint = title.textContent; title.parentNode.setAttribute("aria-label", title.textContent); title.remove(); });
  function hint(event) {
    const element = event.target.closest ? event.target.closest("[data-hint]") : null;
    tip.hidden = !element;
    if (!element) return;
    tip.textContent = element.dataset.hint;
    const box = element.getBoundingClientRect(), own = tip.getBoundingClientRect();
    const left = Math.min(Math.max(8, box.left + box.width / 2 - own.width / 2), innerWidth - own.width - 8);
    tip.style.left = left + "px";
    tip.style.top = (box.top - own.height - 8 > 4 ? box.top - own.height - 8 : box.bottom + 8) + "px";
  }
  document.addEventListener("pointerover", hint);
  document.addEventListener("click", hint);
  addEventListener("scroll", () => { tip.hidden = true; }, {passive: true, capture: true});

  const table = byId("trial-table");
  if (table) Page.sortable(table, null);
})();
