// The canvas: vis-network shows nodes and lines; what is hidden, faint or named follows the state.

const canvas = $("canvas");
const upright = canvas.clientHeight > 1.3 * canvas.clientWidth; // a tall canvas: the drawing is mirrored to fill it
if (upright) for (const node of data.network.nodes) [node.x, node.y] = [node.y, node.x];
const nodeSet = new vis.DataSet(data.network.nodes.map((node) => ({ ...node, label: undefined })));
const edgeSet = new vis.DataSet(data.network.edges);
const drawnNodes = new Map(data.network.nodes.map((node) => [node.id, node]));
const linesOf = new Map(); // fact -> its lines
for (const edge of data.network.edges) linesOf.set(edge.fact, [...(linesOf.get(edge.fact) ?? []), edge]);

const options = { ...data.network.options, autoResize: true, height: "100%", width: "100%" };
const network = new vis.Network(canvas, { nodes: nodeSet, edges: edgeSet }, options);
const visCanvas = canvas.querySelector("canvas");
let labelBoxes = [];
let lineBoxes = [];
let hovered = null;

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
let paint = {};
function repaint() {
  paint = { fore: colour("fore"), halo: colour("halo"), edge: colour("edge"), soft: colour("soft"), accent: colour("accent"), bad: colour("bad") };
}
repaint();

function modeSeen(mode) {
  if (mode === "fact") return true;
  if (mode === "quantity") return state.quantities;
  return mode === (state.events === "nodes" ? "event" : state.events);
}

const lineSeen = (edge) => modeSeen(edge.mode) && seen.has(edge.fact);

function nodeSeen(node, touched) {
  if (node.mode === "entity") return classSeen(node.id) && (state.alone || touched.has(node.id));
  return seen.has(node.id) && modeSeen(node.mode);
}

const strength = (fact) => (fact.conf === undefined ? 1 : fact.conf >= 0.8 ? 1 : fact.conf >= 0.5 ? 0.75 : 0.5);

function lineColour(edge, light) {
  const fact = facts.get(edge.fact);
  const chosen = state.chosen && ["fact", "path"].includes(state.chosen.kind) && light?.facts.has(edge.fact);
  const own = data.styles.lines[fact.status]?.color;
  const base = chosen ? paint.accent : own ? (fact.status === "disputed" ? paint.bad : own) : paint.edge;
  return { color: base, highlight: base, hover: base, inherit: false, opacity: light && !light.facts.has(edge.fact) ? 0.12 : strength(fact) };
}

// Every node and line as the state wants it; only what differs is told to the canvas.
function redraw() {
  const light = lit();
  const edges = [];
  const touched = new Set();
  for (const edge of edgeSet.get()) {
    const hidden = !lineSeen(edge);
    if (!hidden) for (const id of [edge.from, edge.to]) touched.add(id);
    edges.push({ id: edge.id, hidden, color: lineColour(edge, light), width: baseWidth(edge) * (light?.facts.has(edge.fact) && state.chosen.kind !== "node" ? 1.9 : 1) });
  }
  const changed = nodeSet.get().map((node) => ({
    id: node.id,
    hidden: !nodeSeen(node, touched),
    opacity: light && !light.nodes.has(node.id) && !light.facts.has(node.id) ? 0.15 : 1,
    borderWidth: state.chosen?.id === node.id || state.origin === node.id ? 4 : 1,
    color: nodeColour(node),
  }));
  nodeSet.update(changed);
  edgeSet.update(edges);
}

const widthOf = new Map(data.network.edges.map((edge) => [edge.id, edge.width]));
const baseWidth = (edge) => widthOf.get(edge.id) ?? 1.6;

function nodeColour(node) {
  const fillColour = data.styles.groups[node.group].color;
  const border = state.chosen?.id === node.id || state.origin === node.id ? paint.fore : paint.halo;
  const both = { background: fillColour, border };
  return { ...both, highlight: both, hover: both };
}

// Nodes are drawn larger as the view gets wider, so that they can still be seen and hit.
let swell = 1;
const SMALLEST = 0.55 * Math.min(1, Math.sqrt(300 / data.network.nodes.length));
function resize() {
  const wanted = Math.max(1, SMALLEST / network.getScale());
  if (Math.abs(wanted / swell - 1) < 0.12) return;
  swell = wanted;
  nodeSet.update(nodeSet.get().map((node) => ({ id: node.id, size: drawnNodes.get(node.id).size * swell })));
}
network.on("zoom", resize);

// Where the reader has moved the view; null while it shows the whole.
let camera = null;
function lookedAt() {
  const { x, y } = network.getViewPosition();
  camera = [x, y, 1000 * network.getScale()].map(Math.round).join(",");
}

function lookAt(text) {
  const [x, y, scale] = text.split(",").map(Number);
  if (![x, y, scale].every(Number.isFinite) || scale <= 0) return;
  network.moveTo({ position: { x, y }, scale: scale / 1000 });
  camera = text;
  resize();
}

const pixel = (id) => network.canvasToDOM(network.getPosition(id));
const lineMiddle = (id, t = 0.5) => {
  const type = network.body.edges[id].edgeType;
  return network.canvasToDOM(type.getPoint(t));
};
const wrap = new Map(data.network.nodes.map((node) => [node.id, node.label.split("\n")]));

// Labels and the signs at mid-line, over the canvas and in screen pixels.
function overlay(context) {
  const ratio = visCanvas.width / visCanvas.clientWidth;
  const size = { w: visCanvas.clientWidth, h: visCanvas.clientHeight };
  const light = lit();
  const scale = network.getScale();
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const taken = occupied();
  strip(context, taken);
  const visible = edgeSet.get({ filter: (edge) => !edge.hidden });
  signs(context, visible, light);
  const items = nodeSet.get({ filter: (node) => !node.hidden }).map((node) => {
    const { x, y } = pixel(node.id);
    const faint = light && !light.nodes.has(node.id) && !light.facts.has(node.id);
    const must = state.chosen?.id === node.id || hovered?.node === node.id || state.origin === node.id;
    return { id: node.id, x, y, r: node.size * scale, lines: wrap.get(node.id) ?? [], must, faint, rank: (must ? 1e6 : 0) + (node.mode === "entity" ? 1000 : 0) + (nodes.get(node.id)?.deg ?? 0) };
  });
  items.sort((a, b) => b.rank - a.rank || (a.id < b.id ? -1 : 1));
  const early = wantedLines(visible, light, scale, size);
  labelBoxes = drawNodeLabels(context, items, taken, paint, size);
  lineBoxes = drawLineLabels(context, early, taken, paint);
  context.restore();
}

function wantedLines(visible, light, scale, size) {
  const inView = visible.map((edge) => ({ edge, ...lineMiddle(edge.id) })).filter(({ x, y }) => x > 0 && y > 0 && x < size.w && y < size.h);
  const all = inView.length < 40 && scale > 1;
  const of = ({ edge, x, y }) => {
    const spoke = edge.mode === "event" || edge.mode === "quantity"; // the name is at the node
    const must = hovered?.edge === edge.id || (light?.facts.has(edge.fact) && state.chosen.kind !== "node" && !spoke);
    const wanted = must || (light ? light.facts.has(edge.fact) : all);
    return wanted ? { id: edge.id, x, y, text: lineWords(edge), must } : null;
  };
  return inView.map(of).filter(Boolean);
}

function lineWords(edge) {
  const fact = facts.get(edge.fact);
  if (edge.mode === "event" || edge.mode === "quantity") return say(edge.role);
  return edge.role === "place" ? `${fact.label} (${say("place")})` : fact.label;
}

// ✕ for what is denied, ” for what somebody says, ? for what is disputed.
function signs(context, visible, light) {
  for (const edge of visible) {
    const fact = facts.get(edge.fact);
    const sign = data.styles.lines[fact.status]?.mark;
    if (!sign || (light && !light.facts.has(fact.id))) continue;
    const { x, y } = lineMiddle(edge.id, 0.62);
    const [a, b] = [pixel(edge.from), pixel(edge.to)];
    if (!light && edge.from !== edge.to && Math.hypot(a.x - b.x, a.y - b.y) < 60) continue; // no room for it
    context.font = "bold 15px serif";
    write(context, { x, y: sign === "”" ? y + 3 : y }, [sign], { halo: paint.halo, fore: fact.status === "disputed" ? paint.bad : paint.edge });
  }
}

function strip(context, taken) {
  if (data.canvas.strip === null || !state.alone || upright) return;
  const left = Math.min(...data.network.nodes.map((node) => node.x));
  const { x, y } = network.canvasToDOM({ x: left, y: data.canvas.strip });
  context.font = SMALL;
  context.textAlign = "left";
  context.fillStyle = paint.soft;
  context.fillText(say("alone"), Math.max(x, 8), y);
  taken.add({ x0: Math.max(x, 8), x1: Math.max(x, 8) + width(context, say("alone")), y0: y - 12, y1: y + 4 });
}

// The whole drawing inside the canvas, labels included: they do not shrink, so the scale is found in a few steps.
const BUTTONS = 40; // room kept for the buttons below
function fit(animate = false) {
  const shownNodes = nodeSet.get({ filter: (node) => !node.hidden });
  if (!shownNodes.length) return;
  const context = visCanvas.getContext("2d");
  context.save();
  context.font = FONT;
  const parts = shownNodes.map((node) => {
    const lines = node.mode === "entity" ? wrap.get(node.id) ?? [] : [];
    return { ...network.getPosition(node.id), r: drawnNodes.get(node.id).size, w: Math.max(0, ...lines.map((line) => width(context, line))) / 2, h: LINE * lines.length };
  });
  context.restore();
  const room = { w: canvas.clientWidth - 24, h: canvas.clientHeight - 24 - BUTTONS };
  let scale = 1;
  for (let i = 0; i < 6; i++) {
    const { x0, x1, y0, y1 } = extentAt(parts, scale);
    scale = Math.max(0.05, Math.min(1.6, scale * Math.min(room.w / (x1 - x0), room.h / (y1 - y0))));
  }
  const extent = extentAt(parts, scale);
  const position = { x: (extent.x0 + extent.x1) / 2 / scale, y: (extent.y0 + extent.y1 + BUTTONS) / 2 / scale };
  network.moveTo({ position, scale, animation: animate && !still ? { duration: 250 } : false });
  camera = null;
  if (animate && !still) setTimeout(resize, 300);
  else resize();
}

function extentAt(parts, scale) {
  const box = { x0: Infinity, x1: -Infinity, y0: Infinity, y1: -Infinity };
  for (const p of parts) {
    const half = Math.max(p.r * scale, p.w);
    box.x0 = Math.min(box.x0, p.x * scale - half);
    box.x1 = Math.max(box.x1, p.x * scale + half);
    box.y0 = Math.min(box.y0, p.y * scale - p.r * scale);
    box.y1 = Math.max(box.y1, p.y * scale + p.r * scale + 3 + p.h);
  }
  return box;
}

// Neighbours that were left out, drawn about a node; or a node that was not drawn, by itself.
function grow(id) {
  const near = [...new Set((factsOf.get(id) ?? []).flatMap((fact) => (fact.args ?? []).map(([, n]) => n)))];
  const fresh = [...new Set([id, ...near])].filter((n) => nodes.has(n) && !drawnNodes.has(n));
  const centre = drawnNodes.has(id) ? network.getPosition(id) : network.getViewPosition();
  fresh.forEach((n, i) => {
    const angle = (2 * Math.PI * i) / fresh.length;
    const far = n === id ? 0 : 150 + 40 * (i % 3);
    const node = { id: n, x: centre.x + far * Math.cos(angle), y: centre.y + far * Math.sin(angle), size: nodeSize(n), group: nodes.get(n).group, mode: "entity" };
    drawnNodes.set(n, node);
    wrap.set(n, wrapped(nodes.get(n).label));
    nodeSet.add(node);
  });
  for (const n of [id, ...fresh]) for (const fact of factsOf.get(n) ?? []) addLines(fact);
  change({ grown: new Set([...state.grown, id]) });
  return fresh.length;
}

const nodeSize = (id) => Math.min(Math.max(7 + 2.2 * Math.sqrt(nodes.get(id).deg ?? 0), 8), 26);

function wrapped(text, longest = 26) {
  if (text.length <= longest) return [text];
  const space = text.lastIndexOf(" ", longest);
  const cut = space > 0 ? space : longest;
  const rest = text.slice(cut).trim();
  return [text.slice(0, cut), rest.length <= longest ? rest : `${rest.slice(0, longest - 1).trim()}…`];
}

function addLines(fact) {
  if (linesOf.has(fact.id) || fact.kind === "claim" || fact.kind === "quantity") return;
  const [from, to] = fact.kind === "statement" ? ["subject", "object"] : ["agent", "patient"];
  const sources = players(fact, from);
  const targets = players(fact, to).length ? players(fact, to) : players(fact, "place");
  const lines = (sources.length ? sources : players(fact, "patient")).flatMap((s) => targets.map((o) => [s, o])).filter(([s, o]) => drawnNodes.has(s) && drawnNodes.has(o));
  const style = data.styles.lines[fact.status] ?? data.styles.lines.asserted;
  const edges = lines.map(([s, o]) => ({
    id: `g${edgeSet.length}-${s}-${o}`, from: s, to: o, fact: fact.id, mode: fact.kind === "statement" ? "fact" : "folded", role: to,
    dashes: style.dashes.length ? style.dashes : false, width: style.width,
    smooth: { enabled: true, type: "curvedCW", roundness: 0.08 + 0.13 * (edgeSet.get({ filter: (e) => e.from === s && e.to === o }).length % 6) },
  }));
  edgeSet.add(edges);
  linesOf.set(fact.id, edges);
}

// Brings a node into view when it is outside.
function reveal(id) {
  if (!drawnNodes.has(id)) grow(id);
  const { x, y } = pixel(id);
  if (x > 20 && y > 20 && x < canvas.clientWidth - 20 && y < canvas.clientHeight - 20) return;
  network.moveTo({ position: network.getPosition(id), animation: still ? false : { duration: 250 } });
}

network.on("afterDrawing", overlay);
network.on("click", ({ pointer, event }) => {
  const node = network.getNodeAt(pointer.DOM);
  const edge = node === undefined ? network.getEdgeAt(pointer.DOM) : undefined;
  if (node !== undefined) pick(node, event.srcEvent.shiftKey);
  else if (edge !== undefined) chooseFact(edgeSet.get(edge).fact);
  else choose(null);
});
network.on("doubleClick", ({ pointer }) => {
  const node = network.getNodeAt(pointer.DOM);
  if (nodes.has(node)) grow(node);
});

function pick(id, shift) {
  if (!nodes.has(id)) chooseFact(id);
  else if (state.origin && state.origin !== id) choosePath(state.origin, id);
  else if (shift && state.chosen?.kind === "node" && state.chosen.id !== id) choosePath(state.chosen.id, id);
  else chooseNode(id);
}

const tip = $("tip");
let waiting = 0;
function hover(what, words, pointer) {
  hovered = what;
  clearTimeout(waiting);
  tip.hidden = true;
  visCanvas.style.cursor = what ? "pointer" : "";
  if (what && words) {
    waiting = setTimeout(() => {
      tip.textContent = words;
      tip.hidden = false;
      tip.style.left = `${Math.min(pointer.x + 12, canvas.clientWidth - 200)}px`;
      tip.style.top = `${pointer.y + 14}px`;
    }, 150);
  }
  network.redraw();
}
network.on("hoverEdge", ({ edge, pointer }) => hover({ edge }, sentence(facts.get(edgeSet.get(edge).fact)), pointer.DOM));
network.on("hoverNode", ({ node, pointer }) => hover({ node }, nodes.has(node) ? label(node) : sentence(facts.get(node)), pointer.DOM));
network.on("blurEdge", () => hover(null));
network.on("blurNode", () => hover(null));

$("zoom").append(
  button("+", () => zoomBy(1.3), { "aria-label": say("closer") }),
  button("−", () => zoomBy(1 / 1.3), { "aria-label": say("farther") }),
  button("⤢", () => showAll(), { "aria-label": say("fit") }),
);
function zoomBy(factor) {
  network.moveTo({ scale: Math.min(6, Math.max(0.05, network.getScale() * factor)), animation: still ? false : { duration: 150 } });
  setTimeout(resize, still ? 0 : 200);
  note();
}

watch(["chosen", "off", "period", "events", "quantities", "alone", "origin", "grown"], redraw);
watch(["chosen"], () => {
  if (state.chosen?.kind === "node") reveal(state.chosen.id);
  network.unselectAll();
});
