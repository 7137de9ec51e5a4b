"use strict";
// The rest of the page: theme, sorting and filtering of trades, votes of a trade.
(function () {
  const root = document.documentElement, byId = id => document.getElementById(id);
  let data = null;
  try { data = JSON.parse(byId("data").textContent); } catch (error) { data = null; }
  let charts = null;
  try { charts = data ? RunCharts.start(data) : null; } catch (error) {
    const note = document.createElement("p");
    note.className = "warning-line"; note.textContent = "The charts could not be drawn: " + error.message;
    (byId("charts") || document.body).append(note);
  }

  // ---- Theme and palette; kept where the browser allows it -------------------------------------------------------------
  const store = {get(key) { try { return localStorage.getItem(key); } catch (e) { return null; } }, set(key, value) { try { localStorage.setItem(key, value); } catch (e) { /* a file may not store */ } }};
  const system = matchMedia("(prefers-color-scheme: dark)");
  function apply(theme, palette) {
    if (theme) root.dataset.theme = theme; else delete root.dataset.theme;
    if (palette) root.dataset.palette = palette; else delete root.dataset.palette;
    byId("theme").textContent = (theme || (system.matches ? "dark" : "light")) === "dark" ? "Light" : "Dark";
    byId("palette").setAttribute("aria-pressed", String(palette === "blue"));
    if (charts) charts.restyle();
  }
  let theme = store.get("alphapulse.theme"), palette = store.get("alphapulse.palette");
  byId("theme").hidden = byId("palette").hidden = false;
  byId("theme").addEventListener("click", () => {
    theme = (theme || (system.matches ? "dark" : "light")) === "dark" ? "light" : "dark";
    store.set("alphapulse.theme", theme); apply(theme, palette);
  });
  byId("palette").addEventListener("click", () => { palette = palette === "blue" ? "" : "blue"; store.set("alphapulse.palette", palette); apply(theme, palette); });
  system.addEventListener("change", () => apply(theme, palette));
  apply(theme, palette);
  // Paper is white: charts are drawn for it, then drawn back.
  let before = null;
  addEventListener("beforeprint", () => { before = theme; apply("light", palette); if (charts) charts.fit("690px"); });
  addEventListener("afterprint", () => { apply(before, palette); if (charts) charts.fit(""); });

  document.querySelectorAll("[data-copy]").forEach(button => {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", () => navigator.clipboard.writeText(byId(button.dataset.copy).textContent).then(() => { button.textContent = "Copied"; setTimeout(() => { button.textContent = "Copy"; }, 1500); }));
  });

  // ---- Trades ------------------------------------------------------------------------------------------------------------
  const table = byId("trade-table");
  if (!table) return;
  const body = table.tBodies[0], rows = Array.from(body.rows), filter = byId("trade-filter"), count = byId("trade-count");
  const texts = rows.map(row => Array.from(row.cells, cell => cell.textContent).join(" ").toLowerCase());
  // What a cell says as something that can be compared: a number where it starts like one, else text.
  const value = (row, column) => {
    const text = row.cells[column].textContent.replace(/\u2212/g, "-").replace(/,/g, "");
    return /^[+-]?\d+(\.\d+)?%?$/.test(text) ? parseFloat(text) : text === "--" ? -Infinity : text;
  };
  function closeDetails() { body.querySelectorAll("tr.detail").forEach(row => row.remove()); rows.forEach(row => row.classList.remove("open")); }
  function applyFilter() {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    closeDetails();
    rows.forEach((row, i) => { const hit = words.every(word => texts[i].includes(word)); row.hidden = !hit; if (hit) shown++; });
    count.textContent = shown + (shown === rows.length ? "" : " of " + rows.length) + " trades";
  }
  filter.disabled = false;
  filter.addEventListener("input", applyFilter);
  applyFilter();

  Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
    head.tabIndex = 0;
    const sort = () => {
      const descending = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      closeDetails();
      const keyed = Array.from(body.rows, (row, i) => ({row, i, key: value(row, column)}));
      keyed.sort((a, b) => { const order = a.key < b.key ? -1 : a.key > b.key ? 1 : 0; return (descending ? -order : order) || a.i - b.i; });
      body.append(...keyed.map(one => one.row));
    };
    head.addEventListener("click", sort);
    head.addEventListener("keydown", event => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); sort(); } });
  });

  const element = (tag, name, text) => { const e = document.createElement(tag); if (name) e.className = name; if (text !== undefined) e.textContent = text; return e; };
  function chips(trade) {
    const list = element("div", "chips");
    (trade.votes ? trade.votes.split(" ") : []).forEach((vote, i) => {
      const parts = vote.split("."), score = raw => (raw / 1024).toFixed(3), name = data.heads[i];
      if (parts[0] === "x") { list.append(element("span", "chip", name + " \u00B7 abstained" + (parts[1] ? " (" + parts[1] + ")" : ""))); return; }
      const kinds = {"1": ["\u25B2 long", " up"], "-1": ["\u25BC short", " down"], "0": ["\u25CB flat", ""]}, kind = kinds[parts[0]];
      list.append(element("span", "chip" + kind[1], name + " " + kind[0] + "  p " + score(parts[1]) + "  c " + score(parts[2])));
    });
    return list;
  }
  rows.forEach(row => {
    const toggle = () => {
      const isOpen = row.classList.contains("open");
      closeDetails();
      if (isOpen || !charts) return;
      const trade = charts.trades.find(one => one.number === Number(row.dataset.trade));
      if (!trade) return;
      row.classList.add("open");
      const detail = element("tr", "detail"), cell = element("td");
      cell.colSpan = row.cells.length;
      const probability = trade.raw === null ? "" : ", probability " + (trade.raw / 1024).toFixed(3) + " raw" +
        (trade.calibrated === null ? " (not calibrated)" : ", " + (trade.calibrated / 1024).toFixed(3) + " calibrated");
      cell.append(element("p", "note", "Signal at " + RunCharts.timeText(trade.signal) + " UTC" + probability + ", votes at its candle:"), trade.votes ? chips(trade) : element("p", "note", "The signal came from a file."));
      const button = element("button", "plain", "Show in the chart");
      button.type = "button";
      button.addEventListener("click", event => { event.stopPropagation(); charts.show(trade); });
      if (trade.instrument >= 0) cell.append(button);
      detail.append(cell);
      row.after(detail);
    };
    row.tabIndex = 0;
    row.addEventListener("click", toggle);
    row.addEventListener("keydown", event => { if (event.target === row && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); toggle(); } });
  });
})();
