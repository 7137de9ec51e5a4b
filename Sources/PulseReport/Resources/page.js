"use strict";
// What all pages share: theme and palette, buttons that copy, tables that sort.
const Page = (function () {
  const root = document.documentElement, byId = id => document.getElementById(id);

  /** Starts theme and palette, kept where the browser allows it, and the copying buttons. `charts` (or null) has `restyle()` and `fit(width)`. */
  function dress(charts) {
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
  }

  // What a cell says as something that can be compared: a number where it starts like one, else text.
  const value = (row, column) => {
    const text = row.cells[column].textContent.replace(/\u2212/g, "-").replace(/,/g, "");
    return /^[+-]?\d+(\.\d+)?%?$/.test(text) ? parseFloat(text) : text === "--" ? -Infinity : text;
  };

  /** Lets a table be sorted by its headings, by mouse and keys; `before` is called ahead of each sorting. */
  function sortable(table, before) {
    const body = table.tBodies[0];
    Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
      head.tabIndex = 0;
      const sort = () => {
        const descending = head.getAttribute("aria-sort") === "ascending";
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", descending ? "descending" : "ascending");
        if (before) before();
        const keyed = Array.from(body.rows, (row, i) => ({row, i, key: value(row, column)}));
        keyed.sort((a, b) => { const order = a.key < b.key ? -1 : a.key > b.key ? 1 : 0; return (descending ? -order : order) || a.i - b.i; });
        body.append(...keyed.map(one => one.row));
      };
      head.addEventListener("click", sort);
      head.addEventListener("keydown", event => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); sort(); } });
    });
  }

  return {dress, sortable};
})();
