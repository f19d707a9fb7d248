// Data, words and state; every other file reads these.

const data = JSON.parse(document.getElementById("kg-data").textContent);
const byId = (items) => new Map(items.map((item) => [item.id, item]));
const nodes = byId(data.nodes);
const facts = byId(data.facts);
const docs = byId(data.docs);
const SVG = "http://www.w3.org/2000/svg";

const $ = (id) => document.getElementById(id);
const say = (key, values = {}) => (data.words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
const count = (number) => number.toLocaleString(data.lang);

// Text is only ever set as text: nothing of the data is read as HTML.
function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "style") for (const [key, v] of Object.entries(value)) element.style.setProperty(key, v);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}
const el = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);
const button = (words, action, attributes) => el("button", { type: "button", onclick: action, ...attributes }, words);

const state = {
  view: "graph",
  chosen: null, // {kind: "node" | "fact" | "sentence" | "path", id, doc, at, steps}
  evidence: 0, // which evidence of a fact is shown
  events: "folded", // "folded" | "nodes" | "none"
  quantities: false,
  alone: data.canvas.singles <= 12, // nodes without a visible fact are shown
  off: { kind: new Set(), cls: new Set(), relation: new Set(), status: new Set(), speaker: new Set(), doc: new Set() },
  period: null, // [from, to] as days
  origin: null, // first end of a path in the making
  doc: data.docs[0]?.id ?? null,
  sort: { column: "order", up: true },
  grown: new Set(), // nodes drawn on demand
};

const watchers = [];
const watch = (keys, action) => watchers.push({ keys: new Set(keys), action });

// What changes is told to those that watch it, each once.
function change(patch) {
  Object.assign(state, patch);
  const keys = Object.keys(patch);
  for (const { keys: wanted, action } of watchers) if (keys.some((key) => wanted.has(key))) action();
}

const choose = (chosen) => change({ chosen, evidence: 0, origin: null, ...(chosen?.kind === "sentence" ? { doc: chosen.doc } : {}) });
const chooseFact = (id) => choose({ kind: "fact", id });
const chooseNode = (id) => choose({ kind: "node", id });
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
