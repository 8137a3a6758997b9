(() => {
  "use strict";
  for (const report of document.querySelectorAll(".shinkyu")) {
    report.classList.add("live");
    const all = (selector, within = report) => [...within.querySelectorAll(selector)];
    const one = (selector) => report.querySelector(selector);
    const entries = all(".entry[data-t]");
    const tokens = new Map(entries.map((entry) => [entry, new Set(entry.dataset.t.split(" "))]));
    const filters = one(".filters");
    const tools = one(".tools");
    const words = filters.querySelector("input[type=search]");
    const totals = { changes: 0, rows: 0, findings: 0 };
    for (const entry of entries) totals[entry.dataset.kind] += 1;
    filters.hidden = false;
    for (const button of all("button.whole")) button.hidden = false;

    // What a link leads to is not to lie under the bar.
    const cover = () => {
      const bar = getComputedStyle(tools).position === "sticky" ? tools.offsetHeight : 0;
      report.style.setProperty("--bar", `${bar}px`);
    };
    new ResizeObserver(cover).observe(tools);
    addEventListener("resize", cover);

    // ---- filters
    const folded = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
    const texts = new Map();
    const textOf = (entry) => {
      if (!texts.has(entry)) texts.set(entry, folded(entry.textContent));
      return texts.get(entry);
    };
    const wanted = () => [
      ...all("input[type=checkbox][value]:checked", filters).map((box) => box.value).filter((value) => value.includes(":")),
      ...all("select", filters).map((select) => select.value).filter(Boolean),
    ];
    const unfolded = new Set();
    const apply = () => {
      const asked = wanted();
      const said = folded(words.value);
      const active = asked.length > 0 || said !== "";
      const shown = { changes: 0, rows: 0, findings: 0 };
      for (const entry of entries) {
        const has = tokens.get(entry);
        const fits = asked.every((token) => has.has(token)) && (!said || textOf(entry).includes(said));
        entry.hidden = !fits;
        if (fits) shown[entry.dataset.kind] += 1;
      }
      for (const group of all(".group").reverse()) {
        const left = all(".entry[data-t]", group).some((entry) => !entry.hidden);
        group.hidden = active && !left;
        if (group.tagName !== "DETAILS") continue;
        if (active && left && !group.open) {
          group.open = true;
          unfolded.add(group);
        } else if (!active && unfolded.has(group)) {
          group.open = false;
          unfolded.delete(group);
        }
      }
      one(".nothing-left").hidden = !active || Object.values(shown).some((n) => n > 0);
      tools.classList.toggle("narrowed", active); // a print says that something is left out
      const count = (kind) => (active ? `${shown[kind]}/${totals[kind]}` : String(totals[kind]));
      one(".shown").textContent = report.dataset.shown.replace(/\{(\w+)\}/g, (_, kind) => count(kind));
    };
    const clear = () => {
      for (const box of all("input[type=checkbox][value]", filters)) if (box.value.includes(":")) box.checked = false;
      for (const select of all("select", filters)) select.value = "";
      words.value = "";
      apply();
    };
    filters.addEventListener("change", apply);
    words.addEventListener("input", apply);
    one(".reset").addEventListener("click", clear);
    apply();

    // ---- links lead to what is folded or filtered away as well
    const reveal = (target) => {
      if (!target || !report.contains(target)) return;
      if (target.closest("[hidden]")) clear();
      for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
      if (target.matches("summary *")) target.closest("details").open = true;
      target.scrollIntoView();
      // What comes into sight is laid out only now, and moves what follows.
      requestAnimationFrame(() => requestAnimationFrame(() => target.scrollIntoView()));
      if (target.hasAttribute("tabindex")) target.focus({ preventScroll: true });
    };
    const pointed = () => reveal(document.getElementById(decodeURIComponent(location.hash.slice(1))));
    report.addEventListener("click", (event) => {
      const link = event.target.closest('a[href^="#"]');
      if (link && link.hash === location.hash) reveal(document.getElementById(link.hash.slice(1)));
    });
    addEventListener("hashchange", pointed);
    if (location.hash) pointed();

    // ---- whole texts
    report.addEventListener("click", (event) => {
      const button = event.target.closest("button.whole");
      if (!button) return;
      const open = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(open));
      button.parentElement.classList.toggle("open-text", open);
    });

    // ---- keys
    const views = all(".views input");
    const flip = () => {
      const next = views.find((view) => !view.checked);
      if (next) next.checked = true;
    };
    const seen = () => entries.filter((entry) => !entry.hidden && !entry.closest("details:not([open])"));
    const step = (by) => {
      const list = seen();
      if (!list.length) return;
      const here = list.indexOf(document.activeElement.closest(".entry"));
      let next = here + by;
      if (here < 0) {
        const below = list.findIndex((entry) => entry.getBoundingClientRect().top > tools.getBoundingClientRect().bottom - 1);
        next = by > 0 ? (below < 0 ? list.length - 1 : below) : (below < 0 ? list.length : below) - 1;
      }
      const entry = list[Math.min(Math.max(next, 0), list.length - 1)];
      entry.focus({ preventScroll: true });
      entry.scrollIntoView();
    };
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (!one(".use-keys").checked) return;
      if (event.key === "Escape" && (filters.contains(document.activeElement) || report.contains(document.activeElement))) {
        clear();
        return;
      }
      if (event.target.closest("input:not([type=checkbox]):not([type=radio]), select, textarea")) return;
      const act = { j: () => step(1), k: () => step(-1), v: flip, "/": () => words.focus() }[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    });

    // ---- the table, for a spreadsheet
    const sheet = one(".sheet");
    if (!sheet) continue;
    one(".table-tools").hidden = false;
    const only = one(".only-missing");
    if (only) only.addEventListener("change", () => sheet.classList.toggle("missing-only", only.checked));
    const lines = (cell) => cell.innerText.split("\n");
    const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
    // Excel: a break inside a cell, and text that is never a formula or a date.
    const cellMarkup = (cell) =>
      `<${cell.tagName.toLowerCase()} style="mso-number-format:'\\@';vertical-align:top;white-space:normal" sdnum="1041;0;@">` +
      lines(cell).map(escaped).join('<br style="mso-data-placement:same-cell">') + `</${cell.tagName.toLowerCase()}>`;
    const cellText = (cell) => {
      const text = cell.innerText.replace(/^(?=[\s]*[=+\-@＝＋－＠])/, "'");
      return /["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    const copyRows = (rows, clipboard) => {
      const body = rows.map((row) => `<tr>${[...row.cells].map(cellMarkup).join("")}</tr>`).join("");
      clipboard.setData("text/html", `<meta charset="utf-8"><table border="1">${body}</table>`);
      clipboard.setData("text/plain", rows.map((row) => [...row.cells].map(cellText).join("\t")).join("\r\n") + "\r\n");
    };
    const visible = () => [...sheet.rows].filter((row) => getComputedStyle(row).display !== "none");
    let asked = null;
    document.addEventListener("copy", (event) => {
      let rows = asked;
      if (!rows) {
        const picked = getSelection();
        const touched = picked.rangeCount ? visible().filter((row) => picked.containsNode(row, true)) : [];
        const cells = touched.flatMap((row) => [...row.cells]).filter((cell) => picked.containsNode(cell, true));
        const within = picked.rangeCount && sheet.contains(picked.getRangeAt(0).commonAncestorContainer);
        if (!within || cells.length < 2) return;
        rows = touched;
      }
      copyRows(rows, event.clipboardData);
      event.preventDefault();
    });
    one(".copy").addEventListener("click", () => {
      asked = visible();
      const done = document.execCommand("copy");
      const n = asked.length - 1;
      asked = null;
      one(".copied").textContent = done ? report.dataset.copied.replace("{n}", n) : report.dataset.failed;
    });
  }
})();
