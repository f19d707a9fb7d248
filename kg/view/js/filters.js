// The left side: legend and filter in one. A click toggles; with Alt, only this one; numbers are seen/all.

const filters = $("filters");
const RELATIONS_SHOWN = 8;
const more = new Set(); // groups shown in full
const typed = new Map(); // words typed into a group's own search

const GROUPS = [
  { name: "cls", title: "classes", values: () => tally(data.nodes.map((node) => [node.group])), seen: () => tally(data.nodes.filter((n) => classSeen(n.id)).map((n) => [n.group])), words: say, icon: groupIcon },
  { name: "status", title: "statuses", icon: (status) => lineIcon(status), words: say, sort: Object.keys(data.styles.lines) },
  { name: "kind", title: "kinds", words: (kind) => say(`${kind}s`), sort: ["statement", "event", "quantity", "claim"] },
  { name: "speaker", title: "speakers", words: (id) => (id === AUTHOR ? say("author") : id.startsWith('"') ? id.slice(1) : label(id)) },
  { name: "relation", title: "relations", words: (name) => name || "—" },
  { name: "doc", title: "documents", words: (id) => docs.get(id)?.title ?? id, least: 2 },
];

function tally(lists) {
  const numbers = new Map();
  for (const values of lists) for (const value of values) numbers.set(value, (numbers.get(value) ?? 0) + 1);
  return numbers;
}

function valuesOf({ name, values, sort }) {
  const all = values ? values() : tally(data.facts.map(facets[name]));
  const rank = sort ? (v) => sort.indexOf(v) : (v) => -all.get(v);
  return [...all].sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

function toggle(name, value, only, all) {
  const off = new Set(state.off[name]);
  const alone = only && !(off.size === all.length - 1 && !off.has(value));
  if (only) {
    off.clear();
    if (alone) for (const other of all) if (other !== value) off.add(other);
  } else if (!off.delete(value)) off.add(value);
  change({ off: { ...state.off, [name]: off } });
}

function checkbox(group, value, total, now, all) {
  const input = el("input", { type: "checkbox", "data-filter": group.name, "data-value": value });
  input.checked = !state.off[group.name].has(value);
  const row = el("label", { title: group.words(value) }, input, group.icon?.(value), el("span", { class: "name" }, shown(group.words(value))), el("span", { class: "count" }, now === total ? count(total) : `${count(now)}/${count(total)}`));
  row.addEventListener("click", (event) => {
    event.preventDefault();
    toggle(group.name, value, event.altKey, all);
    filters.querySelector(`input[data-filter="${group.name}"][data-value="${CSS.escape(value)}"]`)?.focus();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === " ") { event.preventDefault(); row.click(); }
  });
  return row;
}

function groupBox(group) {
  const pairs = valuesOf(group);
  if (pairs.length < (group.least ?? 1)) return null;
  const now = group.seen ? group.seen() : tally(data.facts.filter((fact) => passes(fact)).map(facets[group.name]));
  const all = pairs.map(([value]) => value);
  const words = typed.get(group.name) ?? "";
  const wanted = pairs.filter(([value]) => folded(group.words(value)).includes(folded(words)));
  const some = more.has(group.name) || words ? wanted : wanted.slice(0, RELATIONS_SHOWN);
  const rows = some.map(([value, total]) => checkbox(group, value, total, now.get(value) ?? 0, all));
  const field = el("fieldset", { "data-group": group.name }, el("legend", null, say(group.title)));
  if (pairs.length > RELATIONS_SHOWN) {
    const search = el("input", { type: "search", "aria-label": say("searchIn", { name: say(group.title) }), placeholder: say("search") });
    search.value = words;
    search.addEventListener("input", () => { typed.set(group.name, search.value); showFilters(group.name); });
    field.append(search);
  }
  field.append(...rows);
  if (some.length < wanted.length || more.has(group.name)) {
    field.append(button(more.has(group.name) ? say("less") : say("more", { n: wanted.length - some.length }), () => { more.has(group.name) ? more.delete(group.name) : more.add(group.name); showFilters(); }, { class: "more" }));
  }
  return field;
}

function choice(title, name, values) {
  const select = el("select", { "aria-label": title }, ...values.map(([value, words]) => el("option", { value, selected: state[name] === value }, words)));
  select.addEventListener("change", () => change({ [name]: select.value }));
  return el("fieldset", null, el("legend", null, title), select);
}

function flag(name, words) {
  const input = el("input", { type: "checkbox", "data-flag": name });
  input.checked = state[name];
  input.addEventListener("change", () => change({ [name]: input.checked }));
  return el("label", null, input, el("span", { class: "name" }, words));
}

function showFilters(focus) {
  const period = state.period ? el("p", { class: "controls" }, el("span", null, say("periodOn")), button(say("clear"), () => change({ period: null }))) : null;
  const active = Object.values(state.off).some((set) => set.size);
  filters.replaceChildren(...[
    shut("filters"),
    active ? button(say("reset"), () => change({ off: Object.fromEntries(Object.keys(state.off).map((k) => [k, new Set()])) }), { class: "more" }) : null,
    period, groupBox(GROUPS[0]), groupBox(GROUPS[1]),
    choice(say("events"), "events", [["folded", say("eventsFolded")], ["nodes", say("eventsNodes")], ["none", say("eventsNone")]]),
    el("fieldset", null, flag("quantities", say("showQuantities")), flag("alone", `${say("showAlone")}${data.canvas.singles ? ` (${count(data.canvas.singles)})` : ""}`)),
    ...GROUPS.slice(2).map(groupBox),
  ].filter(Boolean));
  if (focus) {
    const search = filters.querySelector(`[data-group="${focus}"] input[type="search"]`);
    search?.focus();
    search?.setSelectionRange(search.value.length, search.value.length);
  }
}
watch(["off", "period", "events", "quantities", "alone"], () => {
  const { scrollTop } = filters;
  showFilters();
  filters.scrollTop = scrollTop;
});
