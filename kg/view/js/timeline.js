// Facts over time: bars to choose a period from, and the dated facts in order. The time of what happens, or that of publication.

const timeView = $("time");
const LEAST = 3;
let basis = "event";
let anchor = null;

const spansOf = (fact) => (basis === "event" ? dates.get(fact.id) : (fact.ev ?? []).map((e) => published.get(e.doc)).filter(Boolean));
const firstDay = (fact) => Math.min(...spansOf(fact).map(([a, b]) => (Number.isFinite(a) ? a : b)));

// Bars by day, month or year, whichever gives at most some sixty.
function bars(some) {
  const points = some.map(firstDay);
  const [low, high] = [Math.min(...points), Math.max(...points)];
  const unit = high - low <= 62 ? "day" : high - low <= 62 * 30 ? "month" : "year";
  const list = [];
  for (let at = start(low, unit); at <= high; at = after(at, unit)) list.push({ from: at, to: after(at, unit) - 1, facts: [] });
  for (const [i, fact] of some.entries()) list[barAt(list, points[i])].facts.push(fact);
  return { unit, list };
}
const parts = (at) => new Date(at * DAY);
const start = (at, unit) => (unit === "day" ? at : day(parts(at).getUTCFullYear(), unit === "month" ? parts(at).getUTCMonth() + 1 : 1, 1));
const after = (at, unit) => (unit === "day" ? at + 1 : unit === "month" ? day(parts(at).getUTCFullYear(), parts(at).getUTCMonth() + 2, 1) : day(parts(at).getUTCFullYear() + 1, 1, 1));

function barAt(list, at) {
  let [low, high] = [0, list.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (list[middle].from <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

const iso = (at) => new Date(at * DAY).toISOString().slice(0, 10);
const barWords = (bar, unit) => dateWords(iso(bar.from).slice(0, { day: 10, month: 7, year: 4 }[unit]));

function chart({ unit, list }) {
  const [w, h, base] = [960, 190, 160];
  const step = w / list.length;
  const most = Math.max(...list.map((bar) => bar.facts.length));
  const inside = (bar) => !state.period || (bar.from <= state.period[1] && bar.to >= state.period[0]);
  const chosenBars = list.filter((bar) => state.period && inside(bar));
  const picture = svg("svg", { class: "chart", viewBox: `0 0 ${w} ${h}`, preserveAspectRatio: "none", role: "group", "aria-label": say("time") });
  if (chosenBars.length) picture.append(svg("rect", { class: "brush", x: list.indexOf(chosenBars[0]) * step, y: 0, width: chosenBars.length * step, height: base }));
  list.forEach((bar, i) => {
    const tall = (bar.facts.length / most) * (base - 24);
    picture.append(svg("rect", { class: inside(bar) ? "bar" : "bar out", x: i * step + step * 0.12, y: base - tall, width: step * 0.76, height: tall }));
    if (bar.facts.length) picture.append(svg("text", { x: Math.min((i + 0.5) * step, w - 8), y: base - tall - 5, "text-anchor": "middle" }, count(bar.facts.length)));
    if (i % Math.ceil(list.length / 8) === 0) picture.append(svg("text", { x: i * step + 2, y: h - 8 }, barWords(bar, unit)));
    const words = `${barWords(bar, unit)} : ${count(bar.facts.length)}`;
    const hit = svg("rect", { class: "hit", x: i * step, y: 0, width: step, height: h, "data-bar": i, ...(bar.facts.length ? { tabindex: 0, role: "button", "aria-label": words } : {}) }, svg("title", null, words));
    hit.addEventListener("pointerdown", (event) => { anchor = event.shiftKey && state.period ? anchor ?? bar : bar; });
    hit.addEventListener("pointerup", (event) => {
      const under = document.elementFromPoint(event.clientX, event.clientY)?.dataset?.bar; // a finger stays with the bar it came down on
      brush(anchor ?? bar, picture.isConnected && under in list ? list[under] : bar);
    });
    hit.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); brush(event.shiftKey && anchor ? anchor : bar, bar); anchor = bar; }
    });
    picture.append(hit);
  });
  return picture;
}

function brush(a, b) {
  const period = [Math.min(a.from, b.from), Math.max(a.to, b.to)];
  const again = state.period && period[0] === state.period[0] && period[1] === state.period[1];
  change({ period: again ? null : period });
}

function showTime() {
  if (state.view !== "time") return;
  const all = data.facts.filter((fact) => (seen.has(fact.id) || (state.period && passesWithoutPeriod(fact))) && spansOf(fact).length);
  const undated = seenFacts.filter((fact) => !spansOf(fact).length);
  const choiceOf = (name) => button(say(`${name}Time`), () => { basis = name; showTime(); }, { "aria-pressed": String(basis === name) });
  const content = [el("h2", null, say("time")), el("div", { class: "controls" }, choiceOf("event"), choiceOf("publication"), state.period ? button(say("clear"), () => change({ period: null })) : null)];
  if (all.length < LEAST) content.push(el("p", { class: "quiet" }, say("fewDates", { n: all.length })));
  else content.push(chart(bars(all)), el("p", { class: "quiet" }, say("brushHelp")), ...closer(all));
  const dated = all.filter((fact) => seen.has(fact.id)).sort((a, b) => firstDay(a) - firstDay(b) || order.get(a.id) - order.get(b.id));
  content.push(el("ol", null, ...dated.map(timeItem)));
  if (undated.length) content.push(el("details", null, el("summary", null, say("undated", { n: count(undated.length) })), el("ol", null, ...undated.map(timeItem))));
  timeView.replaceChildren(...content);
}
// The chosen period by itself, where that shows more than one bar does.
function closer(all) {
  const some = state.period ? all.filter((fact) => seen.has(fact.id) && firstDay(fact) >= state.period[0] && firstDay(fact) <= state.period[1]) : [];
  const finer = some.length >= LEAST ? bars(some) : null;
  return finer && finer.unit !== bars(all).unit && finer.list.length > 1 ? [el("h3", null, say("inPeriod")), chart(finer)] : [];
}

const passesWithoutPeriod = (fact) => {
  const { period } = state;
  state.period = null;
  const result = passes(fact);
  state.period = period;
  return result;
};

function timeItem(fact) {
  const on = state.chosen?.kind === "fact" && state.chosen.id === fact.id;
  const words = basis === "event" ? when(fact) : [...new Set((fact.ev ?? []).map((e) => docs.get(e.doc).date))].filter(Boolean).map(dateWords).join(", ");
  return el("li", { class: on ? "chosen" : null }, el("time", null, words || say("undatedOne")), lineIcon(fact.status, 22), button(shown(sentence(fact)), () => chooseFact(fact.id), { class: "link", "data-fact": fact.id }));
}
watch(["view", "off", "period", "chosen"], showTime);
