// What can be taken away: a picture with its legend, the seen facts as CSV, Turtle or JSON, a citation, a link.

function download(name, type, content) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = el("a", { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
const fileName = (ending) => `${folded(data.title).replace(/[^a-z0-9]+/g, "-").slice(0, 60) || "graph"}.${ending}`;

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = el("textarea", { class: "hidden" });
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  hear(say("copied"));
  status(say("copied"));
}

function citation(fact, evidence) {
  const doc = docs.get(evidence.doc);
  return `« ${textOf(evidence.doc, evidence.s)} » (${[doc.title, doc.date, doc.url, say("characters", { from: evidence.s[0], to: evidence.s[1] })].filter(Boolean).join(", ")}) — ${sentence(fact)} [${say(fact.status)}${speakers(fact) ? `, ${say("according", { who: speakers(fact) })}` : ""}]`;
}

const cell = (text) => `"${String(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`; // a spreadsheet takes = + - @ for formulas
const csv = (some) => `\uFEFF${[COLUMNS.map(([name]) => cell(say(name))), ...some.map((fact) => COLUMNS.map(([, words]) => cell(words(fact))))].map((r) => r.join(",")).join("\r\n")}\r\n`;

const PREFIXES = "@prefix kg: <https://w3id.org/kgnews/ontology#> .\n@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n@prefix prov: <http://www.w3.org/ns/prov#> .\n";
const iri = (id) => `<${(nodes.get(id)?.uri ?? data.base + id).replace(/[<>"{}|\\^`\s]/g, encodeURIComponent)}>`;
const literal = (text) => JSON.stringify(text).replace(/[\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`);
const place = ({ doc, p }) => `<${docs.get(doc).uri}#char=${p.map((at) => [...docs.get(doc).text.slice(0, at)].length)}>`; // in code points
const CLASS = { statement: "kg:Statement", event: "kg:Event", quantity: "<https://schema.org/QuantitativeValue>", claim: "kg:Claim" };

function turtle(some) {
  const one = (fact) => {
    const role = (name) => (fact.kind === "statement" ? `rdf:${name}` : `kg:${name}`);
    const lines = [`${iri(fact.id)} a ${CLASS[fact.kind]}`, ...(fact.args ?? []).map(([name, id]) => `${role(name)} ${iri(id)}`)];
    if (fact.kind === "statement") lines.push(`rdf:predicate kg:${fact.p}`);
    else if (fact.kind === "event" && fact.p) lines.push(`kg:lemma ${literal(fact.p)}@${docs.get(fact.ev?.[0]?.doc)?.lang || "fr"}`);
    if (fact.kind !== "claim") lines.push(`kg:certainty kg:${fact.status}`, ...(fact.who ?? []).map((id) => `prov:wasAttributedTo ${iri(id)}`));
    for (const e of fact.ev ?? []) lines.push(`${fact.kind === "claim" ? "kg:content" : "kg:evidence"} ${place(e)}`);
    return `${lines.join(" ;\n  ")} .\n`;
  };
  return `${PREFIXES}\n${some.filter((fact) => fact.status !== "inferred").map(one).join("\n")}`;
}

// The canvas as it is seen, twice as fine, with title and legend.
function takePicture(done) {
  const [w, h, ratio] = [visCanvas.clientWidth, visCanvas.clientHeight, 2];
  const sheet = el("canvas", { width: w * ratio, height: (h + 96) * ratio });
  const context = sheet.getContext("2d");
  context.scale(ratio, ratio);
  context.fillStyle = paint.halo;
  context.fillRect(0, 0, w, h + 96);
  context.drawImage(visCanvas, 0, 40, w, h);
  context.fillStyle = paint.fore;
  context.font = `bold 18px ${FONT.slice(5)}`;
  context.fillText(data.title, 14, 27, w - 28);
  legend(context, h + 58);
  sheet.toBlob(done, "image/png");
}

function legend(context, y) {
  context.font = SMALL;
  context.textBaseline = "middle";
  let x = 14;
  for (const [name, { color }] of Object.entries(data.styles.groups)) {
    if (!data.nodes.some((node) => node.group === name)) continue;
    context.fillStyle = color;
    context.fillRect(x, y - 5, 10, 10);
    context.fillStyle = paint.fore;
    context.fillText(say(name), x + 15, y);
    x += context.measureText(say(name)).width + 30;
  }
  x = 14;
  for (const [name, style] of Object.entries(data.styles.lines)) {
    if (!data.facts.some((fact) => fact.status === name)) continue;
    context.setLineDash(style.dashes);
    context.strokeStyle = name === "disputed" ? paint.bad : style.color || paint.edge;
    context.lineWidth = 2;
    context.beginPath();
    context.moveTo(x, y + 22);
    context.lineTo(x + 28, y + 22);
    context.stroke();
    context.fillText(say(name), x + 34, y + 22);
    x += context.measureText(say(name)).width + 52;
  }
  context.setLineDash([]);
}

const SAVES = [
  ["savePng", () => takePicture((blob) => download(fileName("png"), "image/png", blob))],
  ["saveCsv", () => download(fileName("csv"), "text/csv", csv(inOrder()))],
  ["saveTurtle", () => download(fileName("ttl"), "text/turtle", turtle(seenFacts))],
  ["saveJson", () => download(fileName("json"), "application/json", JSON.stringify({ docs: data.docs, nodes: data.nodes, facts: seenFacts }, null, 1))],
  ["saveLink", () => copy(location.href)],
  ["savePrint", () => print()],
];
$("save-menu").append(...SAVES.map(([name, action]) => button(say(name), () => { $("save").open = false; action(); }, { "data-save": name })));

// For paper: picture, legend, then every seen fact with its sentence as a footnote.
function layOutPaper() {
  const notes = new Map();
  const note = (fact) => (fact.ev ?? []).map((e) => {
    const key = `${e.doc}\n${e.s}`;
    if (!notes.has(key)) notes.set(key, { n: notes.size + 1, words: textOf(e.doc, e.s) });
    return notes.get(key).n;
  }).join(", ");
  const rows = inOrder().map((fact) => el("tr", null, ...COLUMNS.slice(0, 6).map(([, words]) => el("td", null, shown(words(fact)))), el("td", null, note(fact))));
  const key = el("div", { class: "legend" },
    ...[...new Set(data.nodes.map((n) => n.group))].sort().map((group) => el("span", null, groupIcon(group), say(group))),
    ...[...new Set(data.facts.map((f) => f.status))].sort().map((one) => el("span", null, lineIcon(one), say(one))));
  $("print").replaceChildren(el("h2", null, data.title), el("img", { src: visCanvas.toDataURL("image/png"), alt: canvas.getAttribute("aria-label") }), key,
    el("table", null, el("thead", null, el("tr", null, ...COLUMNS.slice(0, 6).map(([name]) => el("th", { scope: "col" }, say(name))), el("th", { scope: "col" }, say("note")))), el("tbody", null, ...rows)),
    el("ol", null, ...[...notes.values()].map(({ words }) => el("li", null, shown(words)))));
}
