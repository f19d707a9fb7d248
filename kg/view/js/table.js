// The facts that pass the filters, as rows; the same choice as everywhere.

const table = $("table");
const ROWS = 300;
let rowsShown = ROWS;

const COLUMNS = [
  ["subject", (f) => triple(f)[0]],
  ["relation", (f) => triple(f)[1]],
  ["object", (f) => short(triple(f)[2], 90)],
  ["status", (f) => say(f.status)],
  ["speaker", (f) => (f.kind === "claim" ? "" : speakers(f)), "optional"],
  ["date", (f) => when(f), "optional", (f) => dates.get(f.id)[0]?.[0] ?? Infinity],
  ["sentence", (f) => short((f.ev ?? []).map((e) => textOf(e.doc, e.s))[0] ?? "", 160), "sentence", (f) => order.get(f.id)],
];

function inOrder() {
  const { column, up } = state.sort;
  if (column === "order") return seenFacts;
  const [, words, , key] = COLUMNS.find(([name]) => name === column);
  const value = key ?? ((fact) => folded(words(fact)));
  const keyed = seenFacts.map((fact) => [value(fact), fact]);
  keyed.sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : order.get(x.id) - order.get(y.id)));
  return (up ? keyed : keyed.reverse()).map(([, fact]) => fact);
}

function factRow(fact) {
  const cells = COLUMNS.map(([name, words, kind]) => {
    if (name === "relation") return el("td", null, button(shown(words(fact)) || "—", (event) => { event.stopPropagation(); chooseFact(fact.id); }, { class: "link" }));
    return el(name === "subject" ? "th" : "td", { class: kind, scope: name === "subject" ? "row" : null }, name === "status" ? lineIcon(fact.status, 22) : null, name === "status" ? " " : null, name === "sentence" ? el("span", null, shown(words(fact))) : shown(words(fact)));
  });
  return el("tr", { "data-fact": fact.id, onclick: () => chooseFact(fact.id) }, ...cells);
}

function head([name, , kind]) {
  const { column, up } = state.sort;
  const next = () => change({ sort: { column: name, up: column === name ? !up : true } });
  return el("th", { scope: "col", class: kind, "aria-sort": column === name ? (up ? "ascending" : "descending") : null }, button(`${say(name === "sentence" ? "evidence" : name)}${column === name ? (up ? " ↑" : " ↓") : ""}`, next));
}

const tableSeen = () => state.view === "table" || (state.view === "graph" && "drawer" in document.body.dataset);

function showTable() {
  if (!tableSeen()) return;
  const all = inOrder();
  const rows = all.slice(0, rowsShown);
  const caption = el("caption", { class: "hidden" }, say("tableCaption"));
  const parts = [el("table", null, caption, el("thead", null, el("tr", null, ...COLUMNS.map(head))), el("tbody", null, ...rows.map(factRow)))];
  if (!all.length) parts.push(el("p", { class: "more-rows quiet" }, say("noFacts")));
  if (rows.length < all.length) parts.push(button(say("moreRows", { n: count(all.length - rows.length) }), () => { rowsShown += 10 * ROWS; showTable(); }, { class: "more-rows" }));
  table.replaceChildren(...parts);
  markRows();
}

function markRows() {
  if (!tableSeen()) return;
  const light = lit();
  const only = state.chosen?.kind === "fact" ? new Set([state.chosen.id]) : light?.facts;
  let first = null;
  for (const line of table.querySelectorAll("tbody tr")) {
    const on = Boolean(only?.has(line.dataset.fact));
    line.classList.toggle("chosen", on);
    line.toggleAttribute("aria-current", on);
    if (on) first ??= line;
  }
  if (first && !table.contains(document.activeElement)) first.scrollIntoView({ block: "nearest" });
}
watch(["off", "period", "sort", "view"], () => { rowsShown = ROWS; showTable(); });
watch(["chosen"], markRows);
