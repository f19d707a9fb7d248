// Search over names, aliases, relations, figures and sentences, drawn or not; accents, case and kinds of apostrophes do not matter.

const query = $("query");
const results = $("results");
const MOST_RESULTS = 40;
let hits = [];
let pointed = -1;

const index = [
  ...data.nodes.map((node) => ({ kind: "node", id: node.id, words: node.label, sort: say(node.group), text: folded([node.label, ...(node.alt ?? [])].join(" | ")), weight: 2 + (node.deg ?? 0) / 1000 })),
  ...data.facts.map((fact) => ({ kind: "fact", id: fact.id, words: sentence(fact), sort: say(fact.kind), text: folded(`${sentence(fact)} | ${when(fact)}`), weight: 1 })),
  ...data.docs.flatMap((doc) => (doc.sents ?? []).map((span) => ({ kind: "sentence", doc: doc.id, at: span, words: textOf(doc.id, span), sort: say("sentence"), text: folded(textOf(doc.id, span)), weight: 0 }))),
];

function find(words) {
  const parts = folded(words).split(" ").filter(Boolean);
  if (!parts.length) return [];
  const found = index.filter((entry) => parts.every((part) => entry.text.includes(part)));
  const start = (entry) => (entry.text.startsWith(parts[0]) ? 0.5 : 0);
  return found.map((entry, i) => [entry.weight + start(entry), i, entry]).sort((a, b) => b[0] - a[0] || a[1] - b[1]).map(([, , entry]) => entry);
}

function showResults() {
  hits = find(query.value);
  pointed = hits.length ? 0 : -1;
  const empty = !query.value.trim();
  results.hidden = empty;
  query.setAttribute("aria-expanded", String(!empty));
  const rows = hits.slice(0, MOST_RESULTS).map((hit, i) => el("div", { role: "option", id: `hit${i}`, "aria-selected": String(i === pointed), onmousedown: (event) => { event.preventDefault(); go(hit); } },
    el("span", null, shown(short(hit.words, 110))), el("span", null, hit.sort)));
  if (hits.length > MOST_RESULTS) rows.push(el("div", { class: "none" }, say("moreResults", { n: count(hits.length - MOST_RESULTS) })));
  results.replaceChildren(...(hits.length ? rows : [el("div", { class: "none", role: "option", "aria-selected": "false" }, say("nothing", { query: query.value.trim() }))]));
  point();
  hear(hits.length ? say("found", { n: count(hits.length) }) : say("nothing", { query: query.value.trim() }));
}

function point() {
  [...results.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === pointed)));
  if (pointed >= 0) {
    query.setAttribute("aria-activedescendant", `hit${pointed}`);
    results.children[pointed]?.scrollIntoView({ block: "nearest" });
  } else query.removeAttribute("aria-activedescendant");
}

function go(hit) {
  closeResults();
  if (hit.kind === "sentence") choose({ kind: "sentence", doc: hit.doc, at: hit.at });
  else if (hit.kind === "node") chooseNode(hit.id);
  else chooseFact(hit.id);
}

function closeResults() {
  results.hidden = true;
  query.setAttribute("aria-expanded", "false");
}

query.addEventListener("input", showResults);
query.addEventListener("focus", () => { if (query.value.trim()) showResults(); });
query.addEventListener("blur", closeResults);
query.addEventListener("keydown", (event) => {
  const last = Math.min(hits.length, MOST_RESULTS) - 1;
  if (event.key === "ArrowDown") pointed = pointed >= last ? 0 : pointed + 1;
  else if (event.key === "ArrowUp") pointed = pointed <= 0 ? last : pointed - 1;
  else if (event.key === "Enter" && hits[pointed]) return go(hits[pointed]);
  else if (event.key === "Escape") { query.value = ""; closeResults(); canvas.focus(); event.stopPropagation(); return; }
  else return;
  event.preventDefault();
  point();
});
