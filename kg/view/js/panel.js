// The right side: a fact with its sentences, a node with its facts, a sentence, a path, or who says what.

const panel = $("panel");

function lineIcon(status, wide = 30) {
  const style = data.styles.lines[status] ?? data.styles.lines.asserted;
  const stroke = status === "disputed" ? "var(--bad)" : style.color || "var(--edge)";
  const icon = svg("svg", { width: wide, height: 14, viewBox: `0 0 ${wide} 14`, "aria-hidden": "true" },
    svg("line", { x1: 1, x2: wide - 1, y1: 7, y2: 7, stroke, "stroke-width": style.width + 0.4, "stroke-dasharray": style.dashes.join(" ") || null }));
  if (style.mark) icon.append(svg("text", { x: wide / 2, y: 12, "text-anchor": "middle", "font-size": 13, "font-weight": "bold", fill: stroke }, style.mark));
  return icon;
}

const SHAPES = {
  dot: () => svg("circle", { cx: 8, cy: 8, r: 6 }),
  diamond: () => svg("path", { d: "M8 1 15 8 8 15 1 8z" }),
  square: () => svg("path", { d: "M2.5 2.5h11v11h-11z" }),
  hexagon: () => svg("path", { d: "M4.5 2h7L15 8l-3.5 6h-7L1 8z" }),
  star: () => svg("path", { d: "M8 1l2 5h5l-4 3.3L12.500 15 8 11.500 3.500 15 5 9.300 1 6h5z" }),
  triangle: () => svg("path", { d: "M8 2 15 14H1z" }),
  triangleDown: () => svg("path", { d: "M8 14 1 2h14z" }),
};
function groupIcon(group) {
  const { shape, color } = data.styles.groups[group];
  return svg("svg", { width: 16, height: 16, viewBox: "0 0 16 16", fill: color, "aria-hidden": "true" }, SHAPES[shape]());
}

// Text between two offsets as nodes, with marks nested where mentions are; `markOf` gives an element for a mark or null to leave it out,
// `dress` the nodes for a piece of text between them.
function marked(doc, from, to, markOf, dress = (a, b) => [shown(doc.text.slice(a, b))]) {
  const inside = (doc.marks ?? []).filter(([a, b]) => a >= from && b <= to).sort((x, y) => x[0] - y[0] || y[1] - x[1]);
  const root = document.createDocumentFragment();
  const stack = [{ end: to, node: root }];
  let at = from;
  const flush = (until) => {
    if (until > at) stack.at(-1).node.append(...dress(at, until));
    at = Math.max(at, until);
  };
  const close = (until) => {
    while (stack.length > 1 && stack.at(-1).end <= until) {
      flush(stack.at(-1).end);
      stack.pop();
    }
  };
  for (const [a, b, ids, kind] of inside) {
    close(a);
    const node = b <= stack.at(-1).end ? markOf(ids, kind, [a, b]) : null;
    if (!node) continue;
    flush(a);
    stack.at(-1).node.append(node);
    stack.push({ end: b, node });
  }
  close(to);
  flush(to);
  return root;
}

function evidenceQuote(fact, evidence) {
  const doc = docs.get(evidence.doc);
  const roles = new Map([...(fact.args ?? []).map(([role, id]) => [id, role]), ...(fact.who ?? []).map((id) => [id, "speaker"]), ...(fact.times ?? []).map((t) => [`time/${t}`, "time"])]);
  const mark = (ids) => {
    const id = ids.find((one) => roles.has(one));
    if (id === undefined) return null;
    const node = el("mark", { class: "player", title: say(roles.get(id)), "data-node": id, style: { "--hue": hue(id) } });
    if (nodes.has(id)) node.addEventListener("click", () => chooseNode(id));
    return node;
  };
  return el("blockquote", { class: "quote", lang: doc.lang ?? null }, marked(doc, ...evidence.s, mark, dressed(doc, evidence)));
}

// Text by whether it is inside the phrase that is the evidence, around it, or the word that says it.
function dressed(doc, evidence) {
  const cues = evidence.cues ?? [];
  const cuts = [...new Set([...evidence.p, ...cues.flat()])].sort((x, y) => x - y);
  const within = ([a, b], x) => a <= x && x < b;
  return (from, to) => {
    const ends = [from, ...cuts.filter((cut) => cut > from && cut < to), to];
    return ends.slice(1).map((end, i) => {
      const kind = cues.some((cue) => within(cue, ends[i])) ? "cue" : within(evidence.p, ends[i]) ? "phrase" : "around";
      return el("span", { class: kind }, shown(doc.text.slice(ends[i], end)));
    });
  };
}
const hue = (id) => data.styles.groups[nodes.get(id)?.group]?.color ?? "var(--edge)";

function badges(fact) {
  const evidence = fact.ev?.[state.evidence] ?? fact.ev?.[0];
  const who = speakers(fact);
  return el("ul", { class: "badges" },
    el("li", { class: fact.status }, lineIcon(fact.status, 24), say(fact.status)),
    who && fact.kind !== "claim" ? el("li", null, say("according", { who })) : null,
    fact.inferred ? el("li", null, say("reading")) : null,
    ...(fact.details ?? []).map((words) => el("li", null, data.words[words] ?? words)),
    when(fact) ? el("li", null, when(fact)) : null,
    evidence?.rule ? el("li", { class: "rule" }, `${say("rule")} ${evidence.rule}${evidence.conf === undefined ? "" : ` · ${evidence.conf.toLocaleString(data.lang)}`}`) : null);
}

const nodeLink = (id) => (nodes.has(id) ? button(label(id), () => chooseNode(id), { class: "link" }) : id);

function factPanel(fact) {
  const [subject, name, object] = triple(fact);
  const parts = [el("h2", { id: "fact" }, shown(subject), " ", el("span", { class: "relation" }, "— ", name, " → "), shown(fact.kind === "claim" ? "…" : object)), badges(fact)];
  const evidence = fact.ev?.[state.evidence];
  if (evidence) parts.push(evidenceQuote(fact, evidence), source(fact, evidence));
  else parts.push(el("p", { class: "quiet" }, say(fact.status === "inferred" ? "noEvidenceInferred" : "noEvidence")));
  const ends = [...new Set([...(fact.args ?? []).map(([, id]) => id), ...(fact.who ?? [])])];
  if (ends.length) parts.push(el("h3", null, say("players")), el("ul", { class: "facts" }, ...ends.map((id) => el("li", null, nodes.has(id) ? groupIcon(nodes.get(id).group) : null, nodeLink(id), el("span", { class: "quiet" }, roleOf(fact, id))))));
  parts.push(...factList(say("expresses"), (fact.says ?? []).map((id) => facts.get(id)).filter(Boolean)), ...factList(say("saidIn"), saidIn.get(fact.id) ?? []));
  return parts;
}
const roleOf = (fact, id) => say((fact.args ?? []).find(([, other]) => other === id)?.[0] ?? "speaker");

function source(fact, evidence) {
  const doc = docs.get(evidence.doc);
  const many = fact.ev.length;
  const turn = (step) => change({ evidence: (state.evidence + step + many) % many });
  return el("div", null,
    el("p", { class: "quiet" }, [doc.title, doc.date, say("characters", { from: evidence.p[0], to: evidence.p[1] })].filter(Boolean).join(" · ")),
    el("div", { class: "controls" },
      many > 1 ? button("←", () => turn(-1), { "aria-label": say("previous") }) : null,
      many > 1 ? el("span", { class: "quiet" }, `${state.evidence + 1}/${many}`) : null,
      many > 1 ? button("→", () => turn(1), { "aria-label": say("next") }) : null,
      button(say("inText"), () => showInText(evidence)),
      button(say("cite"), () => copy(citation(fact, evidence))),
      button("Turtle", () => copy(turtle([fact])))));
}

function factItem(fact, words = sentence(fact)) {
  return el("li", null, lineIcon(fact.status, 24), button(shown(words), () => chooseFact(fact.id), { class: "link", "data-fact": fact.id }));
}

function factList(title, some) {
  return some.length ? [el("h3", null, `${title} (${some.length})`), el("ul", { class: "facts" }, ...some.map((fact) => factItem(fact)))] : [];
}

// Facts of a node by relation; "→" where the node comes first, "←" where it comes second.
function nodePanel(node) {
  const own = (factsOf.get(node.id) ?? []).filter((fact) => seen.has(fact.id));
  const groups = new Map();
  for (const fact of own.filter((f) => f.kind === "statement" || f.kind === "event")) {
    const role = (fact.args ?? []).find(([, id]) => id === node.id)?.[0];
    if (!role) continue;
    const key = `${["subject", "agent"].includes(role) ? "→" : "←"} ${fact.label}`;
    groups.set(key, [...(groups.get(key) ?? []), fact]);
  }
  const parts = [el("h2", { id: "node" }, node.label), el("ul", { class: "badges" }, el("li", null, groupIcon(node.group), say(node.group)), node.cls ? el("li", null, data.words[node.cls] ?? node.cls) : null)];
  if (node.alt) parts.push(el("p", { class: "quiet" }, `${say("aliases")} ${node.alt.join(", ")}`));
  if (node.links) parts.push(el("p", null, ...node.links.map(outside)));
  parts.push(el("div", { class: "controls" }, button(say("pathFrom"), () => change({ origin: node.id })), hiddenNear(node.id) ? button(say("expand", { n: hiddenNear(node.id) }), () => grow(node.id)) : null));
  if (state.origin === node.id) parts.push(el("p", { role: "status" }, say("pathPick")));
  parts.push(...factList(say("saysHere"), own.filter((f) => f.kind === "claim")));
  for (const [name, some] of [...groups].sort((a, b) => b[1].length - a[1].length)) parts.push(...factList(name, some));
  parts.push(...factList(say("numbers"), own.filter((f) => f.kind === "quantity")));
  parts.push(...factList(say("attributed"), own.filter((f) => f.kind !== "claim" && !(f.args ?? []).some(([, id]) => id === node.id))));
  return parts;
}
const hiddenNear = (id) => new Set((factsOf.get(id) ?? []).flatMap((fact) => (fact.args ?? []).map(([, n]) => n)).filter((n) => nodes.has(n) && !drawnNodes.has(n))).size;

// A link only to the web, and one that tells the other side nothing.
function outside(text) {
  let url = null;
  try { url = new URL(text); } catch { /* not an address: shown as text */ }
  if (!url || !["http:", "https:"].includes(url.protocol)) return `${text} `;
  return el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer nofollow", referrerpolicy: "no-referrer" }, `${url.hostname.replace(/^www\./, "")}/${url.pathname.split("/").filter(Boolean).at(-1) ?? ""} `);
}

function overview() {
  const parts = [el("h2", null, say("start")), el("p", { class: "quiet" }, say("startHelp")), el("h3", null, say("whoSays"))];
  const by = new Map();
  for (const fact of seenFacts.filter((f) => f.kind === "claim")) by.set(speakers(fact), [...(by.get(speakers(fact)) ?? []), fact]);
  if (!by.size) parts.push(el("p", { class: "quiet" }, say("nobody")));
  for (const [who, claims] of [...by].sort((a, b) => b[1].length - a[1].length)) {
    parts.push(el("h3", null, claims[0].who?.length ? nodeLink(claims[0].who[0]) : who || say("unknown")));
    parts.push(el("ul", { class: "facts" }, ...claims.map((fact) => factItem(fact, `${fact.label || say("says")} : ${short(quote(fact), 120)}`))));
  }
  return parts;
}
const short = (text, most) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);

const shut = (name) => button("×", () => openDrawer(name, false), { class: "shut", "aria-label": say("close") });

function showPanel() {
  const chosen = state.chosen;
  let parts;
  if (!chosen) parts = overview();
  else if (chosen.kind === "fact") parts = factPanel(facts.get(chosen.id));
  else if (chosen.kind === "node") parts = nodePanel(nodes.get(chosen.id));
  else if (chosen.kind === "path") parts = pathPanel(chosen);
  else parts = [el("h2", null, say("sentence")), el("blockquote", { class: "quote" }, shown(textOf(chosen.doc, chosen.at))), ...factList(say("facts"), inSentence(chosen.doc, chosen.at))];
  panel.replaceChildren(shut("panel"), ...parts);
  panel.scrollTop = 0;
}
watch(["chosen", "evidence", "origin", "off", "period", "grown"], showPanel);
watch(["chosen"], () => { if (state.chosen) openDrawer("panel", true); });
