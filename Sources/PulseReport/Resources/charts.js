"use strict";
// Charts of a run: price, votes, verdicts, equity and drawdown on one axis of time.
// dygraphs draws axes, grids and lines; zooming, moving and the cursor are handled here, once for all panels.
const RunCharts = (function () {
  const ALPHABET = Array.from({length: 95}, (_, i) => String.fromCharCode(32 + i)).filter(c => !"\"&<>\\".includes(c)).join("");
  const DIGIT = new Map(Array.from(ALPHABET, (c, i) => [c, i]));
  const RIGHT = 6, LANE = 17;

  // ---- Decoding -------------------------------------------------------------------------------------------------------
  function decodeTimes(t) {
    const times = new Float64Array(t.n);
    for (let i = 0, now = t.start; i < t.n; i++) {
      if (i > 0) now += t.unit * (t.d ? t.d[i - 1] : 1);
      times[i] = now;
    }
    return times;
  }

  function decodeSums(differences, scale) {
    const values = new Float64Array(differences.length);
    for (let i = 0, sum = 0; i < differences.length; i++) { sum += differences[i]; values[i] = sum / scale; }
    return values;
  }

  function decodeLevel(level, decimals) {
    const times = decodeTimes(level.t), n = times.length, scale = Math.pow(10, decimals);
    const open = new Float64Array(n), high = new Float64Array(n), low = new Float64Array(n), close = new Float64Array(n);
    for (let i = 0, last = 0; i < n; i++) {
      const o = last + level.ohlc[4 * i], c = o + level.ohlc[4 * i + 1];
      open[i] = o / scale; close[i] = c / scale;
      high[i] = (Math.max(o, c) + level.ohlc[4 * i + 2]) / scale;
      low[i] = (Math.min(o, c) - level.ohlc[4 * i + 3]) / scale;
      last = c;
    }
    return {step: level.step, width: level.width, times, open, high, low, close, votes: level.votes || [], verdicts: level.verdicts || "", regimes: level.regimes || "",
      from: times[0], to: times[n - 1] + level.width};
  }

  // A head's cell: direction strengths in 0...1, and whether it is flat or abstained where both are 0.
  function cell(text, i) {
    const n = DIGIT.get(text[2 * i]) * 90 + DIGIT.get(text[2 * i + 1]);
    if (n === 0) return {long: 0, short: 0, flat: -1};
    if (n < 65) return {long: 0, short: 0, flat: (n - 1) / 63};
    return {long: Math.floor((n - 65) / 64) / 63, short: ((n - 65) % 64) / 63, flat: -1};
  }

  // A verdict's cell: shares of candles with a signal to either side, else which outcome it was (-1 for none).
  function verdict(text, i) {
    const n = DIGIT.get(text[2 * i]) * 90 + DIGIT.get(text[2 * i + 1]);
    return n < 65 ? {long: 0, short: 0, outcome: n - 1} : {long: Math.floor((n - 65) / 64) / 63, short: ((n - 65) % 64) / 63, outcome: -1};
  }

  function firstAtOrAfter(times, time) {
    let low = 0, high = times.length;
    while (low < high) { const middle = (low + high) >> 1; if (times[middle] < time) low = middle + 1; else high = middle; }
    return low;
  }

  // ---- Text -----------------------------------------------------------------------------------------------------------
  const two = n => String(n).padStart(2, "0");
  function timeText(time) {
    const d = new Date(time);
    return d.getUTCFullYear() + "-" + two(d.getUTCMonth() + 1) + "-" + two(d.getUTCDate()) + " " + two(d.getUTCHours()) + ":" + two(d.getUTCMinutes());
  }
  const number = (value, places) => value.toLocaleString("en-US", {minimumFractionDigits: places, maximumFractionDigits: places}).replace("-", "\u2212");
  function spanText(ms) {
    const units = [["d", 86400e3], ["h", 3600e3], ["m", 60e3], ["s", 1e3]];
    const first = units.findIndex(u => ms >= u[1]);
    if (first < 0) return "0s";
    const large = Math.floor(ms / units[first][1]), next = units[first + 1];
    const small = next ? Math.floor(ms % units[first][1] / next[1]) : 0;
    return large + units[first][0] + (small ? " " + small + next[0] : "");
  }

  // ---- The view: which time is seen, in which panels --------------------------------------------------------------------
  function start(data) {
    const byId = id => document.getElementById(id);
    const stack = byId("stack"), glass = byId("glass");
    if (!stack || typeof Dygraph === "undefined") return null;

    const instruments = data.instruments.map(one => ({...one, levels: one.levels.map(level => decodeLevel(level, one.decimals))}));
    const equity = {times: decodeTimes(data.equity.t), equity: decodeSums(data.equity.equity, 100),
      benchmark: decodeSums(data.equity.benchmark, 100), drawdown: decodeSums(data.equity.drawdown, 1e5)};
    const trades = data.trades.map(t => ({number: t[0], instrument: t[1], side: t[2], signal: t[3], entry: t[4], exit: t[5],
      entryPrice: t[6], exitPrice: t[7], net: t[8] / 100, reason: t[9], votes: t[10], raw: t[11], calibrated: t[12]}));
    const hasCandles = instruments.some(one => one.levels.length > 0);
    const starts = instruments.flatMap(one => one.levels.slice(0, 1).map(l => l.from)).concat(equity.times.length ? [equity.times[0]] : []);
    const ends = instruments.flatMap(one => one.levels.slice(0, 1).map(l => l.to)).concat(equity.times.length ? [equity.times[equity.times.length - 1]] : []);
    if (!starts.length) return null;
    const whole = [Math.min(...starts), Math.max(...ends)];
    if (whole[1] <= whole[0]) whole[1] = whole[0] + 60e3;
    const view = {from: whole[0], to: whole[1], instrument: 0, cursor: null};
    let colours = readColours(), gutter = 66, charts = {}, pending = false;

    function readColours() {
      const style = getComputedStyle(document.documentElement), get = name => style.getPropertyValue(name).trim();
      return {ink: get("--ink"), soft: get("--soft"), line: get("--line"), faint: get("--faint"), paper: get("--paper"), up: get("--up"), down: get("--down"),
        upRGB: get("--up-rgb"), downRGB: get("--down-rgb"), accent: get("--accent"), hold: get("--hold"), warn: get("--warn")};
    }
    const plotWidth = () => Math.max(50, stack.clientWidth - gutter - RIGHT);
    const xOf = time => gutter + (time - view.from) / (view.to - view.from) * plotWidth();
    const timeOf = x => view.from + (x - gutter) / plotWidth() * (view.to - view.from);

    // The finest level that covers what is seen; the overview if none does.
    function levelInView() {
      const levels = instruments[view.instrument] ? instruments[view.instrument].levels : [];
      let best = levels[0];
      for (const level of levels.slice(1)) {
        const overview = levels[0];
        const from = Math.max(view.from, overview.from), to = Math.min(view.to, overview.to);
        if (level.from <= from && level.to >= to && level.step < best.step) best = level;
      }
      return best;
    }

    // Candles joined further where there are more than the screen can show: first open, highest high, lowest low, last close.
    function candleRows(level) {
      if (!level) return {rows: [], width: 1};
      const first = Math.max(0, firstAtOrAfter(level.times, view.from - level.width));
      const last = firstAtOrAfter(level.times, view.to);
      const join = Math.max(1, Math.ceil((last - first) / (plotWidth() / 6)));
      const rows = [], aligned = Math.floor(first / join) * join;
      for (let i = aligned; i < last; i += join) {
        const end = Math.min(i + join, level.times.length);
        let high = -Infinity, low = Infinity;
        for (let k = i; k < end; k++) { if (level.high[k] > high) high = level.high[k]; if (level.low[k] < low) low = level.low[k]; }
        const middle = (level.times[i] + level.times[end - 1] + level.width) / 2;
        rows.push([new Date(middle), level.open[i], high, low, level.close[end - 1]]);
      }
      return {rows, width: join * level.width, joined: join};
    }

    // Rows of lines, thinned to four a pixel: first, lowest, highest and last.
    function lineRows(columns, fallback) {
      const times = equity.times;
      let first = Math.max(0, firstAtOrAfter(times, view.from) - 1);
      const last = Math.min(times.length, firstAtOrAfter(times, view.to) + 1);
      const chosen = [], pixels = plotWidth();
      if (last - first <= 4 * pixels) {
        for (let i = first; i < last; i++) chosen.push(i);
      } else {
        for (let p = 0; p < pixels; p++) {
          const a = first + Math.floor((last - first) * p / pixels), b = first + Math.floor((last - first) * (p + 1) / pixels);
          const picks = new Set([a, b - 1]);
          for (const column of columns) {
            let low = a, high = a;
            for (let i = a; i < b; i++) { if (column[i] < column[low]) low = i; if (column[i] > column[high]) high = i; }
            picks.add(low).add(high);
          }
          Array.from(picks).sort((x, y) => x - y).forEach(i => { if (i < b) chosen.push(i); });
        }
      }
      const rows = chosen.map(i => [new Date(times[i]), ...columns.map(column => column[i])]);
      return rows.length ? rows : [[new Date(view.from), ...columns.map(() => fallback)]];
    }

    // ---- Drawing ----------------------------------------------------------------------------------------------------
    let candleWidth = 1;
    function candlePlotter(e) {
      if (e.seriesIndex !== 0) return;
      const [opens, highs, lows, closes] = e.allSeriesPoints, ctx = e.drawingContext, area = e.plotArea;
      const slot = candleWidth / (view.to - view.from) * area.w, body = Math.max(1, Math.min(16, slot * .68));
      ctx.lineWidth = 1;
      for (let i = 0; i < opens.length; i++) {
        const x = area.x + opens[i].x * area.w, y = p => area.y + p.y * area.h;
        const up = closes[i].yval >= opens[i].yval, top = Math.min(y(opens[i]), y(closes[i])), bottom = Math.max(y(opens[i]), y(closes[i]));
        ctx.strokeStyle = ctx.fillStyle = up ? colours.up : colours.down;
        ctx.beginPath();
        const sharp = Math.round(x) + .5;
        if (body >= 4 && up) {
          // A rising candle is hollow, so that colour is not the only sign.
          ctx.moveTo(sharp, y(highs[i])); ctx.lineTo(sharp, top); ctx.moveTo(sharp, bottom); ctx.lineTo(sharp, y(lows[i])); ctx.stroke();
          ctx.strokeRect(Math.round(x - body / 2) + .5, Math.round(top) + .5, Math.max(1, Math.round(body) - 1), Math.max(1, Math.round(bottom - top)));
        } else {
          ctx.moveTo(sharp, y(highs[i])); ctx.lineTo(sharp, y(lows[i])); ctx.stroke();
          if (body >= 2) ctx.fillRect(x - body / 2, top, body, Math.max(1, bottom - top));
        }
      }
      drawTrades(ctx, e.dygraph, area);
    }

    function triangle(ctx, x, y, size, up) {
      const s = up ? 1 : -1;
      ctx.beginPath(); ctx.moveTo(x, y); ctx.lineTo(x - size, y + s * size * 1.6); ctx.lineTo(x + size, y + s * size * 1.6); ctx.closePath();
      ctx.lineJoin = "round"; ctx.strokeStyle = colours.paper; ctx.lineWidth = 2.5; ctx.stroke(); ctx.fill();
    }

    function drawTrades(ctx, graph, area) {
      const seen = trades.filter(t => t.instrument === view.instrument && t.exit >= view.from && t.entry <= view.to);
      // Where marks would cover the candles, entries become ticks along the lower edge until one zooms in.
      const isDense = seen.length * 9 > area.w, size = isDense ? 0 : seen.length * 18 > area.w ? 4 : 5;
      ctx.save();
      ctx.beginPath(); ctx.rect(area.x, area.y, area.w, area.h); ctx.clip();
      if (isDense) {
        const base = area.y + area.h - 1;
        for (const t of seen) {
          const x = Math.round(xOf(t.entry));
          ctx.fillStyle = t.side > 0 ? colours.up : colours.down;
          ctx.fillRect(x, t.side > 0 ? base - 12 : base - 6, 1, 6);
        }
        ctx.restore();
        return;
      }
      for (const t of seen) {
        const x0 = xOf(t.entry), x1 = xOf(t.exit), y0 = graph.toDomYCoord(t.entryPrice), y1 = graph.toDomYCoord(t.exitPrice);
        const won = t.net > 0, colour = won ? colours.up : colours.down;
        ctx.strokeStyle = colour; ctx.lineWidth = 1.5; ctx.setLineDash(won ? [] : [4, 3]);
        ctx.beginPath(); ctx.moveTo(x0, y0); ctx.lineTo(x1, y1); ctx.stroke();
        ctx.setLineDash([]);
        // A rim in the colour of the paper keeps marks apart from candles of their colour.
        ctx.fillStyle = t.side > 0 ? colours.up : colours.down;
        triangle(ctx, x0, y0 + (t.side > 0 ? 3 : -3), size, t.side > 0);
        ctx.fillStyle = ctx.strokeStyle = colour;
        ctx.beginPath();
        const r = size * .75;
        if (won) ctx.arc(x1, y1, r, 0, 7);
        else { ctx.moveTo(x1 - r, y1 - r); ctx.lineTo(x1 + r, y1 + r); ctx.moveTo(x1 + r, y1 - r); ctx.lineTo(x1 - r, y1 + r); }
        ctx.strokeStyle = colours.paper; ctx.lineWidth = won ? 2.5 : 4; ctx.stroke();
        if (won) ctx.fill();
        else { ctx.strokeStyle = colour; ctx.lineWidth = 1.8; ctx.stroke(); }
      }
      ctx.restore();
    }

    function canvas(id, height) {
      const element = byId(id), scale = window.devicePixelRatio || 1;
      element.style.height = height + "px";
      element.width = Math.round(stack.clientWidth * scale); element.height = Math.round(height * scale);
      const ctx = element.getContext("2d");
      ctx.scale(scale, scale);
      ctx.font = (gutter < 70 ? "10px" : "11px") + " system-ui, sans-serif"; ctx.textBaseline = "middle";
      return ctx;
    }

    // Which cells of a level fall on each pixel column: [first, end) for every column.
    function columnsOf(level) {
      const width = plotWidth(), spans = [];
      for (let p = 0; p < width; p++) {
        const a = view.from + (view.to - view.from) * p / width, b = view.from + (view.to - view.from) * (p + 1) / width;
        let first = firstAtOrAfter(level.times, a - level.width + 1);
        const end = Math.max(firstAtOrAfter(level.times, b), first);
        if (first > 0 && level.times[first - 1] + level.width > a) first--;
        spans.push([first, end]);
      }
      return spans;
    }

    function drawVotes(level) {
      const one = instruments[view.instrument], heads = one ? one.heads : [];
      const lane = LANE, ctx = canvas("chart-votes", Math.max(1, heads.length * lane));
      if (!level || !heads.length) return;
      const spans = columnsOf(level);
      heads.forEach((head, h) => {
        const top = h * lane + 1, half = (lane - 3) / 2, text = level.votes[h];
        ctx.fillStyle = colours.soft; ctx.textAlign = "right";
        ctx.fillText(head, gutter - 7, top + half);
        ctx.fillStyle = colours.faint; ctx.fillRect(gutter, top, plotWidth(), 2 * half);
        let key = "", from = 0;
        const paint = (to) => {
          if (!key) return;
          const [long, short, flat] = key.split(" ").map(Number), x = gutter + from, w = to - from;
          if (long > 0) { ctx.fillStyle = "rgba(" + colours.upRGB + "," + (.15 + .85 * long) + ")"; ctx.fillRect(x, top, w, half); }
          if (short > 0) { ctx.fillStyle = "rgba(" + colours.downRGB + "," + (.15 + .85 * short) + ")"; ctx.fillRect(x, top + half, w, half); }
          if (flat >= 0 && !long && !short) { ctx.globalAlpha = .25 + .6 * flat; ctx.fillStyle = colours.hold; ctx.fillRect(x, top + half - 1.5, w, 3); ctx.globalAlpha = 1; }
        };
        for (let p = 0; p < spans.length; p++) {
          const [a, b] = spans[p];
          let long = 0, short = 0, flat = -1;
          for (let i = a; i < b; i++) { const c = cell(text, i); long += c.long; short += c.short; if (c.flat > flat) flat = c.flat; }
          const count = Math.max(1, b - a), next = b > a ? (long / count).toFixed(3) + " " + (short / count).toFixed(3) + " " + flat.toFixed(3) : "";
          if (next !== key) { paint(p); key = next; from = p; }
        }
        paint(spans.length);
      });
    }

    function drawVerdicts(level) {
      const height = 20, ctx = canvas("chart-verdicts", height), middle = height / 2;
      ctx.fillStyle = colours.soft; ctx.textAlign = "right"; ctx.fillText("verdict", gutter - 7, middle);
      ctx.fillStyle = colours.faint; ctx.fillRect(gutter, 1, plotWidth(), height - 2);
      if (!level || !level.verdicts) return;
      const spans = columnsOf(level);
      let key = "", from = 0;
      const paint = to => {
        if (!key) return;
        const [long, short, outcome] = key.split(" ").map(Number), x = gutter + from, w = to - from;
        if (long) { ctx.fillStyle = "rgba(" + colours.upRGB + "," + (.25 + .75 * long) + ")"; ctx.fillRect(x, 1, Math.max(w, 1.5), middle - 1); }
        if (short) { ctx.fillStyle = "rgba(" + colours.downRGB + "," + (.25 + .75 * short) + ")"; ctx.fillRect(x, middle, Math.max(w, 1.5), middle - 1); }
        if (long || short) return;
        // Outcomes without a side: the closer to a signal, the taller the bar in the middle.
        const name = data.outcomes[outcome], tall = {"too few heads": 0, "no quorum": 1.5, tie: 2.5, vetoed: 4, "low confidence": 6}[name] || 0;
        if (tall) { ctx.fillStyle = name === "vetoed" ? colours.warn : colours.hold; ctx.globalAlpha = tall < 2 ? .35 : .7; ctx.fillRect(x, middle - tall / 2, w, tall); ctx.globalAlpha = 1; }
      };
      for (let p = 0; p < spans.length; p++) {
        const [a, b] = spans[p];
        let long = 0, short = 0, outcome = -1;
        for (let i = a; i < b; i++) { const c = verdict(level.verdicts, i); long += c.long; short += c.short; if (c.outcome > outcome) outcome = c.outcome; }
        const next = b > a ? (long / (b - a)).toFixed(3) + " " + (short / (b - a)).toFixed(3) + " " + outcome : "";
        if (next !== key) { paint(p); key = next; from = p; }
      }
      paint(spans.length);
    }

    // ---- Panels -------------------------------------------------------------------------------------------------------
    function options(extra, yText, hasTimes = true, pixelsPerLabel = 30) {
      return Object.assign({interactionModel: {}, legend: "never", showLabelsOnHighlight: false, highlightCircleSize: 0, rightGap: RIGHT, labelsUTC: true,
        gridLineColor: colours.line, gridLineWidth: 1, axisLineColor: colours.line, axisLabelFontSize: 11, xRangePad: 0, yRangePad: 8,
        dateWindow: [view.from, view.to], animatedZooms: false,
        axes: {x: {axisLabelWidth: 74, drawGrid: true, drawAxis: hasTimes}, y: {axisLabelWidth: gutter - 6, axisLabelFormatter: yText, pixelsPerLabel}}}, extra);
    }
    const compact = v => {
      const a = Math.abs(v), text = a >= 1e9 ? number(v / 1e9, 2) + "B" : a >= 1e7 ? number(v / 1e6, 1) + "M" : a >= 1e3 || a === 0 ? number(v, 0) : a >= 10 ? number(v, 1) : number(v, 2);
      return text;
    };
    const priceText = v => {
      const decimals = (instruments[view.instrument] || {decimals: 2}).decimals, a = Math.abs(v);
      return number(v, a >= 1e4 ? 0 : a >= 100 ? Math.min(2, decimals) : a >= 1 ? Math.min(4, decimals) : decimals);
    };

    function build() {
      for (const chart of Object.values(charts)) chart.destroy();
      charts = {};
      colours = readColours();
      gutter = stack.clientWidth < 500 ? 64 : 70;
      const candles = candleRows(levelInView());
      candleWidth = candles.width;
      if (hasCandles) {
        charts.price = new Dygraph(byId("chart-price"), candles.rows, options({labels: ["time", "open", "high", "low", "close"], plotter: candlePlotter,
          colors: ["#000", "#000", "#000", "#000"]}, priceText));
      }
      if (equity.times.length) {
        const lines = equity.benchmark.length ? [equity.equity, equity.benchmark] : [equity.equity];
        charts.equity = new Dygraph(byId("chart-equity"), lineRows(lines, equity.equity[0]), options({labels: ["time", "strategy", "buy & hold"].slice(0, lines.length + 1),
          stepPlot: equity.times.length < 400, series: {"strategy": {color: colours.accent, strokeWidth: 1.8}, "buy & hold": {color: colours.hold, strokeWidth: 1.3, strokePattern: [5, 3]}}}, compact, false));
        charts.drawdown = new Dygraph(byId("chart-drawdown"), lineRows([equity.drawdown], 0).map(r => [r[0], -100 * r[1]]), options({labels: ["time", "drawdown"], colors: [colours.down], fillGraph: true,
          fillAlpha: .22, strokeWidth: 1.2, includeZero: true, valueRange: equity.drawdown.some(v => v > 0) ? [null, null] : [-1, 0]}, v => number(v, Math.abs(v) < 10 && v !== 0 ? 1 : 0) + "%", true, 22));
      }
      drawStrips();
    }

    // How each regime looks: trends in the colours of their side, the others by their unrest.
    function regimePaint(index) {
      return [["rgba(" + colours.upRGB + ",.85)", 0], ["rgba(" + colours.downRGB + ",.85)", 0], [colours.accent, .35], [colours.hold, .35],
        [colours.warn, .9], [colours.hold, .9]].map(([fill, alpha]) => ({fill, alpha: alpha || 1}))[index];
    }

    function drawRegimes(level) {
      if (!byId("chart-regimes")) return;
      const height = 14, ctx = canvas("chart-regimes", height);
      ctx.fillStyle = colours.soft; ctx.textAlign = "right"; ctx.fillText("regime", gutter - 7, height / 2);
      ctx.fillStyle = colours.faint; ctx.fillRect(gutter, 1, plotWidth(), height - 2);
      if (!level || !level.regimes) return;
      const spans = columnsOf(level);
      let known = 0, from = 0;
      const paint = to => {
        if (!known) return;
        const {fill, alpha} = regimePaint(known - 1);
        ctx.globalAlpha = alpha; ctx.fillStyle = fill; ctx.fillRect(gutter + from, 1, to - from, height - 2); ctx.globalAlpha = 1;
      };
      for (let p = 0; p < spans.length; p++) {
        const [a, b] = spans[p], counts = data.regimes.map(() => 0);
        for (let i = a; i < b; i++) { const n = DIGIT.get(level.regimes[i]); if (n) counts[n - 1]++; }
        const most = Math.max(...counts), next = most ? counts.indexOf(most) + 1 : 0;
        if (next !== known) { paint(p); known = next; from = p; }
      }
      paint(spans.length);
    }

    function drawStrips() {
      const level = levelInView();
      drawVotes(level); drawVerdicts(level); drawRegimes(level);
      const note = byId("resolution"), candles = candleRows(level);
      if (!level) { note.textContent = ""; return; }
      const seen = trades.filter(t => t.instrument === view.instrument && t.exit >= view.from && t.entry <= view.to).length;
      const dense = seen * 9 > plotWidth() ? " Ticks at the lower edge mark " + seen + " entries (long above, short below); zoom in to see each trade." : "";
      const shown = candles.joined > 1 ? "One drawn candle joins up to " + candles.joined + (level.step > instruments[view.instrument].timeframe ? " buckets of " + spanText(level.step) : " candles") + "." : "";
      const coarse = level.step > instruments[view.instrument].timeframe ? " This file holds buckets of " + spanText(level.step) + " here; single candles around trades, and all votes in votes.csv." : "";
      const thinned = data.equity.points > equity.times.length ? " Equity and drawdown are drawn from " + number(equity.times.length, 0) + " of " + number(data.equity.points, 0) + " points, all highs and lows among them; equity.csv has every change." : "";
      note.textContent = timeText(view.from) + " to " + timeText(view.to) + " UTC. " + shown + coarse + dense + thinned;
    }

    function redraw() {
      pending = false;
      const window_ = [view.from, view.to], level = levelInView();
      if (charts.price) { const candles = candleRows(level); candleWidth = candles.width; charts.price.updateOptions({file: candles.rows, dateWindow: window_}); }
      if (charts.equity) {
        const lines = equity.benchmark.length ? [equity.equity, equity.benchmark] : [equity.equity];
        charts.equity.updateOptions({file: lineRows(lines, equity.equity[0]), dateWindow: window_});
        charts.drawdown.updateOptions({file: lineRows([equity.drawdown], 0).map(r => [r[0], -100 * r[1]]), dateWindow: window_});
      }
      drawStrips();
      showCursor();
      document.querySelectorAll("#spans button").forEach(b => b.setAttribute("aria-pressed", String(Math.abs((view.to - view.from) - Math.min(Number(b.dataset.span), whole[1] - whole[0])) < 1)));
    }
    function schedule() { if (!pending) { pending = true; requestAnimationFrame(redraw); } }

    function look(from, to) {
      const shortest = Math.max(60e3, 3 * Math.min(...instruments.map(one => one.timeframe), 3600e3)), longest = whole[1] - whole[0];
      const span = Math.min(longest, Math.max(Math.min(shortest, longest), to - from));
      const middle = (from + to) / 2;
      view.from = Math.min(Math.max(whole[0], middle - span / 2), whole[1] - span);
      view.to = view.from + span;
      schedule();
    }
    const everything = () => look(whole[0], whole[1]);
    const zoom = (factor, at) => { const centre = at === undefined ? (view.from + view.to) / 2 : at; look(centre - (centre - view.from) * factor, centre + (view.to - centre) * factor); };
    const move = share => { const d = (view.to - view.from) * share; look(view.from + d, view.to + d); };

    // ---- The cursor and what it reads -----------------------------------------------------------------------------------
    const read = id => byId("read-" + id);
    // What each head says, beside the cursor in its lane, so that nothing else has to move.
    function showTips(texts, x) {
      const tips = byId("tips"), top = byId("chart-votes").offsetTop, left = x > stack.clientWidth - 90;
      while (tips.children.length < texts.length) tips.append(document.createElement("span"));
      Array.from(tips.children).forEach((tip, h) => {
        tip.hidden = h >= texts.length;
        if (tip.hidden) return;
        tip.textContent = texts[h];
        tip.style.top = top + h * LANE + "px";
        tip.style.left = left ? "auto" : x + 5 + "px";
        tip.style.right = left ? stack.clientWidth - x + 5 + "px" : "auto";
      });
    }
    function showCursor() {
      const line = byId("cursor");
      if (view.cursor === null || view.cursor < view.from || view.cursor > view.to) {
        line.style.display = "none";
        ["price", "verdict", "regime", "equity", "drawdown"].forEach(id => { if (byId("read-" + id)) read(id).textContent = ""; });
        showTips([], 0);
        return;
      }
      line.style.display = "block"; line.style.left = xOf(view.cursor) + "px";
      const level = levelInView(), one = instruments[view.instrument];
      if (level && level.times.length) {
        const i = Math.max(0, firstAtOrAfter(level.times, view.cursor + 1) - 1), p = v => number(v, one.decimals);
        read("price").textContent = timeText(level.times[i]) + "  O " + p(level.open[i]) + "  H " + p(level.high[i]) + "  L " + p(level.low[i]) + "  C " + p(level.close[i]);
        const near = trades.find(t => t.instrument === view.instrument && t.entry <= level.times[i] + level.width && t.exit >= level.times[i]);
        if (near) read("price").textContent += "  in trade " + near.number + " (" + (near.side > 0 ? "long" : "short") + ")";
        const sides = one.heads.map((head, h) => {
          const c = cell(level.votes[h], i), strength = v => v.toFixed(2);
          if (c.long && c.short) return "\u25B2" + strength(c.long) + " \u25BC" + strength(c.short);
          return c.long ? "\u25B2 " + strength(c.long) : c.short ? "\u25BC " + strength(c.short) : c.flat >= 0 ? "\u25CB " + strength(c.flat) : "\u00B7";
        });
        showTips(sides, xOf(view.cursor));
        if (byId("read-regime")) read("regime").textContent = data.regimes[DIGIT.get(level.regimes[i]) - 1] || "";
        const v = level.verdicts ? verdict(level.verdicts, i) : {outcome: -1};
        read("verdict").textContent = v.long && v.short ? "signals to both sides" : v.long ? "long signal" : v.short ? "short signal" : data.outcomes[v.outcome] || "";
      }
      if (equity.times.length) {
        const i = Math.max(0, firstAtOrAfter(equity.times, view.cursor + 1) - 1);
        read("equity").textContent = number(equity.equity[i], 2) + (equity.benchmark.length ? "  (buy & hold " + number(equity.benchmark[i], 2) + ")" : "");
        read("drawdown").textContent = number(-100 * equity.drawdown[i], 2) + "%";
      }
    }

    // ---- Mouse, touch and keys -------------------------------------------------------------------------------------------
    const selection = byId("selection"), pointers = new Map();
    let drag = null, lastTap = 0, pinch = null;
    const local = event => event.clientX - glass.getBoundingClientRect().left;
    function select(from, to) { selection.style.display = "block"; selection.style.left = Math.min(from, to) + "px"; selection.style.width = Math.abs(to - from) + "px"; }

    glass.addEventListener("pointerdown", event => {
      if (event.button) return;
      pointers.set(event.pointerId, local(event));
      glass.setPointerCapture(event.pointerId);
      if (pointers.size === 2) {
        const [a, b] = Array.from(pointers.values());
        pinch = {a: timeOf(a), b: timeOf(b)}; drag = null; selection.style.display = "none";
      } else {
        drag = {x: local(event), from: view.from, to: view.to, moves: event.pointerType !== "mouse" || event.shiftKey, moved: false};
      }
    });
    glass.addEventListener("pointermove", event => {
      const x = local(event);
      if (pointers.has(event.pointerId)) pointers.set(event.pointerId, x);
      if (pinch && pointers.size === 2) {
        // Both fingers keep the instants that they took hold of.
        const [a, b] = Array.from(pointers.values());
        if (Math.abs(b - a) < 12) return;
        const perPixel = (pinch.b - pinch.a) / (b - a), from = pinch.a - (a - gutter) * perPixel;
        if (perPixel > 0) look(from, from + perPixel * plotWidth());
        return;
      }
      if (drag) {
        if (Math.abs(x - drag.x) > 4) drag.moved = true;
        if (drag.moves && drag.moved && drag.to - drag.from < whole[1] - whole[0] - 1) {
          const d = (drag.x - x) / plotWidth() * (drag.to - drag.from);
          look(drag.from + d, drag.to + d);
        } else if (!drag.moves && drag.moved) select(drag.x, x);
      }
      view.cursor = Math.min(view.to, Math.max(view.from, timeOf(x)));
      showCursor();
    });
    function release(event) {
      const x = local(event);
      pointers.delete(event.pointerId);
      if (pinch) { if (pointers.size === 0) pinch = null; return; }
      if (drag && drag.moved && !drag.moves) { const [a, b] = [timeOf(drag.x), timeOf(x)].sort((p, q) => p - q); if (event.type === "pointerup") look(a, b); }
      else if (drag && !drag.moved && event.pointerType !== "mouse") {
        if (event.timeStamp - lastTap < 400) { everything(); lastTap = 0; } else lastTap = event.timeStamp;
      }
      drag = null; selection.style.display = "none";
    }
    glass.addEventListener("pointerup", release);
    glass.addEventListener("pointercancel", release);
    glass.addEventListener("pointerleave", event => { if (event.pointerType === "mouse" && !drag) { view.cursor = null; showCursor(); } });
    glass.addEventListener("dblclick", everything);
    glass.addEventListener("wheel", event => {
      // A plain wheel scrolls the page; with control it zooms, sideways it moves.
      if (event.ctrlKey || event.metaKey) { event.preventDefault(); zoom(Math.exp(event.deltaY * .003), timeOf(local(event))); }
      else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) { event.preventDefault(); move(event.deltaX / plotWidth()); }
    }, {passive: false});
    stack.addEventListener("keydown", event => {
      const action = {ArrowLeft: () => move(-.15), ArrowRight: () => move(.15), "+": () => zoom(.6), "=": () => zoom(.6), "-": () => zoom(1 / .6), "0": everything,
        Home: () => look(whole[0], whole[0] + view.to - view.from), End: () => look(whole[1] - view.to + view.from, whole[1])}[event.key];
      if (action && !event.ctrlKey && !event.metaKey) { event.preventDefault(); action(); }
    });

    // ---- Buttons ---------------------------------------------------------------------------------------------------------
    const spans = [["All", whole[1] - whole[0]], ["1y", 365 * 864e5], ["3m", 91 * 864e5], ["1m", 30 * 864e5], ["1w", 7 * 864e5], ["1d", 864e5]];
    for (const [name, span] of spans) {
      if (name !== "All" && span >= whole[1] - whole[0]) continue;
      const button = document.createElement("button");
      button.type = "button"; button.textContent = name; button.dataset.span = span;
      button.addEventListener("click", () => { if (name === "All") everything(); else { const middle = Math.min(whole[1] - span / 2, (view.from + view.to) / 2); look(middle - span / 2, middle + span / 2); } });
      byId("spans").append(button);
    }
    const tabs = Array.from(document.querySelectorAll("[data-instrument]"));
    function choose(index) {
      if (index < 0 || index >= instruments.length) return;
      view.instrument = index;
      tabs.forEach((tab, i) => tab.setAttribute("aria-selected", String(i === index)));
      schedule();
    }
    tabs.forEach((tab, i) => tab.addEventListener("click", () => choose(i)));

    let width = stack.clientWidth;
    new ResizeObserver(() => { if (stack.clientWidth !== width) { width = stack.clientWidth; build(); showCursor(); } }).observe(stack);
    build(); redraw();

    return {
      trades, heads: data.heads,
      restyle() { build(); showCursor(); },
      /** Draws for a page of paper, or for the screen again. */
      fit(width) { stack.style.width = width; build(); showCursor(); },
      /** Shows a trade with some room around it. */
      show(trade) {
        choose(trade.instrument);
        const one = instruments[trade.instrument], candle = one.timeframe;
        // A page that holds single candles around trades alone holds forty on each side.
        const widest = one.levels[0] && one.levels[0].step > candle ? 38 * candle : Infinity;
        const room = Math.max(20 * candle, Math.min(widest, (trade.exit - trade.signal) * .6));
        view.cursor = trade.entry;
        look(trade.signal - room, trade.exit + room);
        byId("charts").scrollIntoView({behavior: "smooth", block: "start"});
      },
    };
  }

  return {start, number, timeText};
})();
