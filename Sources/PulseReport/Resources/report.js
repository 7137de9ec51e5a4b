"use strict";
// The rest of a run's page: sorting and filtering of trades, votes of a trade.
(function () {
  const byId = id => document.getElementById(id);
  let data = null;
  try { data = JSON.parse(byId("data").textContent); } catch (error) { data = null; }
  let charts = null;
  try { charts = data ? RunCharts.start(data) : null; } catch (error) {
    const note = document.createElement("p");
    note.className = "warning-line"; note.textContent = "The charts could not be drawn: " + error.message;
    (byId("charts") || document.body).append(note);
  }

  Page.dress(charts);

  // ---- Trades ------------------------------------------------------------------------------------------------------------
  const table = byId("trade-table");
  if (!table) return;
  const body = table.tBodies[0], rows = Array.from(body.rows), filter = byId("trade-filter"), count = byId("trade-count");
  const texts = rows.map(row => Array.from(row.cells, cell => cell.textContent).join(" ").toLowerCase());
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

  Page.sortable(table, closeDetails);

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
