// The keyboard: shortcuts, and a walk over the graph that is read out.

const heard = $("heard");
const hear = (words) => { heard.textContent = words; };
const trail = []; // nodes walked over, for the way back
let spoke = 0;

// Neighbours of a node by the angle at which they stand, each with a fact that leads there.
function around(id) {
  const here = network.getPosition(id);
  const near = new Map();
  for (const link of links(id)) if (!near.has(link.to) && drawnNodes.has(link.to) && !nodeSet.get(link.to).hidden) near.set(link.to, link);
  const angle = (n) => { const p = network.getPosition(n); return Math.atan2(p.y - here.y, p.x - here.x); };
  return [...near.values()].sort((a, b) => angle(a.to) - angle(b.to));
}

function walk(step) {
  const current = state.chosen?.kind === "node" ? state.chosen.id : null;
  if (!current) {
    const first = nodeSet.get({ filter: (n) => !n.hidden && n.mode === "entity" }).sort((a, b) => (nodes.get(b.id).deg ?? 0) - (nodes.get(a.id).deg ?? 0))[0];
    if (first) { chooseNode(first.id); tell(first.id); }
    return;
  }
  const near = around(current);
  if (!near.length) return tell(current);
  spoke = (spoke + step + near.length) % near.length;
  const link = near[spoke];
  hovered = { node: link.to, edge: linesOf.get(link.fact)?.[0]?.id };
  network.redraw();
  hear(say("spoke", { n: spoke + 1, of: near.length, fact: sentence(facts.get(link.fact)), to: label(link.to) }));
}

function tell(id) {
  hear(say("nodeSpoken", { name: label(id), group: say(nodes.get(id).group), n: count(around(id).length) }));
}

function enter() {
  const current = state.chosen?.kind === "node" ? state.chosen.id : null;
  const to = hovered?.node;
  if (!current || !nodes.has(to) || to === current) return current ? void grow(current) : walk(0);
  if (state.origin) return choosePath(state.origin, to);
  trail.push(current);
  spoke = -1;
  chooseNode(to);
  return tell(to);
}

function pan(dx, dy) {
  const { x, y } = network.getViewPosition();
  const scale = network.getScale();
  network.moveTo({ position: { x: x + (dx * 60) / scale, y: y + (dy * 60) / scale } });
  note();
}

const ON_CANVAS = {
  ArrowLeft: (e) => (e.shiftKey ? pan(-1, 0) : walk(-1)),
  ArrowRight: (e) => (e.shiftKey ? pan(1, 0) : walk(1)),
  ArrowUp: (e) => (e.shiftKey || state.chosen?.kind !== "node" ? pan(0, -1) : walk(-1)),
  ArrowDown: (e) => (e.shiftKey || state.chosen?.kind !== "node" ? pan(0, 1) : walk(1)),
  Enter: () => enter(),
  Backspace: () => { const back = trail.pop(); if (back) { chooseNode(back); tell(back); } },
};

const ANYWHERE = {
  "/": () => query.focus(),
  f: () => { openDrawer("filters", true); filters.querySelector("input, button")?.focus(); },
  g: () => change({ view: "graph" }),
  x: () => change({ view: "text" }),
  t: () => change({ view: "table" }),
  c: () => change({ view: "time" }),
  p: () => { if (state.chosen?.kind === "node") change({ origin: state.chosen.id }); },
  0: () => showAll(),
  "+": () => zoomBy(1.3),
  "-": () => zoomBy(1 / 1.3),
  "?": () => showKeys(),
  Escape: () => { openDrawer("filters", false); openDrawer("panel", false); choose(null); },
};

const typing = (node) => node instanceof HTMLElement && (node.matches("select, textarea") || (node.matches("input") && node.type !== "checkbox"));

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("keys").open) return;
  if (typing(event.target) && event.key !== "Escape") return;
  const action = (document.activeElement === canvas && ON_CANVAS[event.key]) || ANYWHERE[event.key];
  if (!action) return;
  event.preventDefault();
  action(event);
});

function showKeys() {
  const rows = data.words.keys.split("\n").map((line) => line.split("\t"));
  $("keys").replaceChildren(el("h2", null, say("help")), el("dl", null, ...rows.flatMap(([key, words]) => [el("dt", null, el("kbd", null, key)), el("dd", null, words)])), el("p", { class: "quiet" }, say("lineHelp")), button(say("close"), () => $("keys").close()));
  $("keys").showModal();
}
$("help").addEventListener("click", showKeys);
watch(["chosen"], () => { spoke = -1; hovered = null; });
