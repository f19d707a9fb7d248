// The text of a document: a click on a mention chooses its node, on a sentence all that it says.

const textView = $("text");
let textOfDoc = null;

function showText() {
  if (textOfDoc === state.doc || state.view !== "text") return markText();
  textOfDoc = state.doc;
  const doc = docs.get(state.doc);
  if (!doc) return textView.replaceChildren(el("p", { class: "quiet" }, say("noText")));
  const parts = [el("h2", null, doc.title), el("p", { class: "quiet" }, [doc.date, say("counts", { sentences: (doc.sents ?? []).length, mentions: (doc.marks ?? []).length })].filter(Boolean).join(" · "))];
  if (docs.size > 1) parts.unshift(documentChoice());
  parts.push(body(doc));
  textView.replaceChildren(...parts);
  return markText();
}

function documentChoice() {
  const select = el("select", { "aria-label": say("documents") }, ...data.docs.map((doc) => el("option", { value: doc.id, selected: doc.id === state.doc }, doc.title)));
  select.addEventListener("change", () => change({ doc: select.value }));
  return el("div", { class: "controls" }, select);
}

function mention(ids, kind) {
  const known = ids.filter((id) => nodes.has(id));
  if (!known.length) return null;
  const node = el("mark", { "data-nodes": known.join("\n"), title: `${names(known)}${kind ? ` (${say(kind)})` : ""}`, style: { "--hue": hue(known[0]) } });
  node.addEventListener("click", (event) => { event.stopPropagation(); chooseNode(known[0]); });
  return node;
}

function body(doc) {
  const whole = el("div", { class: "body", lang: doc.lang ?? null });
  let at = 0;
  for (const span of doc.sents ?? []) {
    if (span[0] < at) continue;
    whole.append(shown(doc.text.slice(at, span[0])));
    const piece = el("span", { class: "sentence", "data-at": span.join(",") }, marked(doc, span[0], span[1], mention));
    piece.addEventListener("click", () => choose({ kind: "sentence", doc: doc.id, at: span }));
    whole.append(piece);
    at = span[1];
  }
  whole.append(shown(doc.text.slice(at)));
  return whole;
}

// Lights up in the text what is chosen, and scrolls to it.
function markText() {
  if (state.view !== "text") return;
  const chosen = state.chosen;
  const spans = chosen?.kind === "sentence" && chosen.doc === state.doc ? [chosen.at] : chosen?.kind === "fact" ? (facts.get(chosen.id).ev ?? []).filter((e) => e.doc === state.doc).map((e) => e.p) : [];
  const light = lit();
  let first = null;
  for (const piece of textView.querySelectorAll(".sentence")) {
    const [a, b] = piece.dataset.at.split(",").map(Number);
    const on = spans.some(([x, y]) => x < b && a < y);
    piece.classList.toggle("chosen", on);
    if (on) first ??= piece;
  }
  for (const mark of textView.querySelectorAll("mark")) {
    const on = Boolean(chosen) && mark.dataset.nodes.split("\n").some((id) => (chosen.kind === "node" ? id === chosen.id : light?.nodes.has(id)));
    mark.classList.toggle("chosen", on);
    if (on && chosen.kind === "node") first ??= mark;
  }
  first?.scrollIntoView({ block: "center" });
}

function showInText(evidence) {
  change({ view: "text", doc: evidence.doc });
}
watch(["view", "doc", "chosen"], showText);
watch(["chosen"], () => {
  const first = state.chosen?.kind === "fact" ? facts.get(state.chosen.id).ev?.[0] : null;
  if (first && state.view === "text" && first.doc !== state.doc) change({ doc: first.doc });
});
