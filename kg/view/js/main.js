// Puts the page together: theme, tabs, drawers, the state in the address.

const root = document.documentElement;
const systemDark = matchMedia("(prefers-color-scheme: dark)");
const setTheme = (dark) => {
  root.dataset.theme = dark ? "dark" : "light";
  repaint();
  redraw();
};
systemDark.addEventListener("change", (event) => setTheme(event.matches));
$("theme").addEventListener("click", () => setTheme(root.dataset.theme !== "dark"));
let before = null;
addEventListener("beforeprint", () => {
  before = root.dataset.theme;
  setTheme(false);
  network.redraw();
  layOutPaper();
});
addEventListener("afterprint", () => setTheme(before === "dark"));

function openDrawer(name, open) {
  if (!matchMedia("(max-width: 999px)").matches && open) return;
  $(name).classList.toggle("open", open);
  $(`open-${name}`).setAttribute("aria-expanded", String(open));
  if (open) $(name === "panel" ? "filters" : "panel").classList.remove("open");
}
for (const name of ["filters", "panel"]) $(`open-${name}`).addEventListener("click", () => openDrawer(name, !$(name).classList.contains("open")));

$("drawer").addEventListener("click", () => {
  const open = document.body.toggleAttribute("data-drawer");
  $("drawer").setAttribute("aria-expanded", String(open));
  showTable();
});
$("skip").addEventListener("click", (event) => {
  event.preventDefault();
  change({ view: "table" });
  table.focus();
});
for (const tab of $("tabs").children) tab.addEventListener("click", () => change({ view: tab.dataset.view }));

watch(["view"], () => {
  document.body.dataset.view = state.view;
  for (const tab of $("tabs").children) tab.setAttribute("aria-pressed", String(tab.dataset.view === state.view));
});

const status = (words) => { $("status").textContent = words; };
function summary() {
  const shownNodes = nodeSet.get({ filter: (node) => !node.hidden && node.mode === "entity" }).length;
  const drawn = new Set(edgeSet.get({ filter: (edge) => !edge.hidden }).map((edge) => edge.fact)).size;
  const words = say("summary", { nodes: count(shownNodes), facts: count(seenFacts.length), all: count(data.facts.length), drawn: count(drawn) });
  const capped = data.nodes.length > drawnNodes.size ? ` ${say("capped", { shown: count(drawnNodes.size), all: count(data.nodes.length) })}` : "";
  status(words + capped);
  canvas.setAttribute("aria-label", `${say("graph")} : ${words}`);
}
watch(["off", "period", "events", "quantities", "alone", "grown", "chosen"], summary);

// The address: everything needed to come back to the same view. Positions are not in it: they are the same for all.
const encode = (text) => encodeURIComponent(text).replace(/%2F/g, "/").replace(/%20/g, "+");
const decode = (text) => decodeURIComponent(text.replace(/\+/g, " "));

const ALONE = state.alone;
function toHash() {
  const items = [];
  const { chosen } = state;
  if (state.view !== "graph") items.push(["v", state.view]);
  if (chosen?.kind === "fact" || chosen?.kind === "node") items.push([chosen.kind === "fact" ? "e" : "n", chosen.id]);
  if (chosen?.kind === "sentence") items.push(["s", [chosen.doc, ...chosen.at].join("\n")]);
  if (chosen?.kind === "path") items.push(["p", chosen.id]);
  if (state.events !== "folded") items.push(["events", state.events]);
  if (state.quantities) items.push(["q", "1"]);
  if (state.alone !== ALONE) items.push(["alone", state.alone ? "1" : "0"]);
  if (camera) items.push(["c", camera]);
  if (state.period) items.push(["t", state.period.join("\n")]);
  for (const [name, off] of Object.entries(state.off)) if (off.size) items.push([`off.${name}`, [...off].sort().join("\n")]);
  const hash = items.map(([key, value]) => `${key}=${encode(value)}`).join("&");
  if (hash === location.hash.slice(1)) return;
  try {
    history.replaceState(null, "", hash ? `#${hash}` : location.href.split("#")[0]);
  } catch { /* inside a frame without an address of its own */ }
}

function showAll() {
  fit(true);
  toHash();
}

function chosenOf(values) {
  if (facts.has(values.get("e"))) return { kind: "fact", id: values.get("e") };
  if (nodes.has(values.get("n"))) return { kind: "node", id: values.get("n") };
  const [doc, a, b] = (values.get("s") ?? "").split("\n");
  if (docs.has(doc)) return { kind: "sentence", doc, at: [Number(a), Number(b)] };
  const [from, to] = (values.get("p") ?? "").split("\n");
  return nodes.has(from) && nodes.has(to) ? { kind: "path", id: `${from}\n${to}`, steps: ways(from, to) } : null;
}

function fromHash() {
  const values = new Map(location.hash.slice(1).split("&").filter(Boolean).map((item) => { const [key, ...rest] = item.split("="); return [key, decode(rest.join("="))]; }));
  const oneOf = (value, allowed, otherwise) => (allowed.includes(value) ? value : otherwise);
  const off = Object.fromEntries(Object.keys(state.off).map((name) => [name, new Set(values.has(`off.${name}`) ? values.get(`off.${name}`).split("\n") : [])]));
  const period = values.has("t") ? values.get("t").split("\n").map(Number) : null;
  const narrow = matchMedia("(max-width: 599px)").matches;
  const chosen = chosenOf(values);
  change({
    view: oneOf(values.get("v"), ["graph", "text", "table", "time"], narrow ? "table" : "graph"),
    off, period, evidence: 0, origin: null, chosen,
    doc: chosen?.doc ?? state.doc,
    events: oneOf(values.get("events"), ["folded", "nodes", "none"], "folded"),
    quantities: values.get("q") === "1",
    alone: values.has("alone") ? values.get("alone") === "1" : ALONE,
  });
}
watch(["view", "chosen", "off", "period", "events", "quantities", "alone"], toHash);
addEventListener("hashchange", fromHash);

const doc0 = data.docs.length === 1 ? data.docs[0] : null;
$("source").textContent = doc0 ? [doc0.title === data.title ? "" : doc0.title, doc0.id, doc0.date ? dateWords(doc0.date) : "", doc0.url].filter(Boolean).join(" · ") : say("documentCount", { n: count(data.docs.length) });
setTheme(systemDark.matches);
const seenFrom = new URLSearchParams(location.hash.slice(1)).get("c");
fromHash();
fit();
if (seenFrom) lookAt(seenFrom);
toHash();
new ResizeObserver(() => { if (!camera) requestAnimationFrame(() => fit()); }).observe(canvas);
let noting = 0;
const note = () => { clearTimeout(noting); noting = setTimeout(() => { lookedAt(); toHash(); }, 200); };
network.on("zoom", note);
network.on("dragEnd", ({ nodes: dragged }) => { if (!dragged.length) note(); });

// For tests and for the curious: what is drawn, and where.
window.kgview = Object.freeze({ network, data, state, nodes: nodeSet, edges: edgeSet, labels: () => labelBoxes, lines: () => lineBoxes, middle: lineMiddle, at: pixel, seen: () => seenFacts, fit, ready: true });
