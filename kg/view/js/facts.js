// Which facts are seen under the filters, and how facts, nodes and sentences hang together.

const AUTHOR = "";
const order = new Map();
{
  const docOrder = new Map(data.docs.map((doc, i) => [doc.id, i]));
  const key = (fact) => [docOrder.get(fact.ev?.[0]?.doc) ?? Infinity, fact.ev?.[0]?.p[0] ?? Infinity];
  const sorted = [...data.facts].sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    return x[0] - y[0] || x[1] - y[1] || (a.id < b.id ? -1 : 1);
  });
  sorted.forEach((fact, i) => order.set(fact.id, i));
  data.facts = sorted;
}

const factsOf = new Map(data.nodes.map((node) => [node.id, []]));
const saidIn = new Map(); // fact -> claims that express it
for (const fact of data.facts) {
  for (const id of new Set([...(fact.args ?? []).map(([, id]) => id), ...(fact.who ?? [])])) factsOf.get(id)?.push(fact);
  for (const id of fact.says ?? []) saidIn.set(id, [...(saidIn.get(id) ?? []), fact]);
}

// The values of a fact that each filter looks at; a fact is seen while none of the filters hides all of them.
const facets = {
  kind: (fact) => [fact.kind],
  relation: (fact) => [relation(fact)],
  status: (fact) => [fact.status],
  speaker: (fact) => (fact.who?.length ? fact.who : [fact.whoText ? `"${fact.whoText}` : AUTHOR]),
  doc: (fact) => [...new Set((fact.ev ?? []).map((e) => e.doc))],
};
const relation = (fact) => (fact.kind === "quantity" ? say("numbers") : fact.label);
const dates = new Map(data.facts.map((fact) => [fact.id, (fact.times ?? []).map(days).filter(Boolean)]));
const published = new Map(data.docs.map((doc) => [doc.id, days(doc.date ?? "")]));

function inPeriod(fact) {
  if (!state.period) return true;
  const [from, to] = state.period;
  return dates.get(fact.id).some(([a, b]) => a <= to && b >= from);
}

const classSeen = (id) => !nodes.has(id) || !state.off.cls.has(nodes.get(id).group);

// `but` names a filter that does not count, for the numbers beside that filter's own boxes.
function passes(fact, but) {
  for (const [name, values] of Object.entries(facets)) {
    if (name === but || !state.off[name].size) continue;
    const all = values(fact);
    if (all.length && all.every((value) => state.off[name].has(value))) return false;
  }
  return inPeriod(fact) && (but === "cls" || (fact.args ?? []).every(([, id]) => classSeen(id)));
}

let seen = new Set(); // ids of the facts that pass
let seenFacts = [];
function refilter() {
  seenFacts = data.facts.filter((fact) => passes(fact));
  seen = new Set(seenFacts.map((fact) => fact.id));
}
watch(["off", "period"], refilter);
refilter();

const inSentence = (doc, [start, end]) => data.facts.filter((fact) => (fact.ev ?? []).some((e) => e.doc === doc && e.p[0] < end && start < e.p[1]));

// The facts and nodes that the current choice lights up; null: everything.
function lit() {
  const chosen = state.chosen;
  if (!chosen) return null;
  let some = [];
  if (chosen.kind === "fact") some = [facts.get(chosen.id), ...(facts.get(chosen.id).says ?? []).map((id) => facts.get(id))].filter(Boolean);
  if (chosen.kind === "node") some = factsOf.get(chosen.id) ?? [];
  if (chosen.kind === "sentence") some = inSentence(chosen.doc, chosen.at);
  if (chosen.kind === "path") some = chosen.steps.flat().map((step) => facts.get(step.fact));
  const ids = new Set(some.flatMap((fact) => [...(fact.args ?? []).map(([, id]) => id), ...(chosen.kind === "fact" ? fact.who ?? [] : [])]));
  if (chosen.kind === "node") ids.add(chosen.id);
  return { facts: new Set(some.map((fact) => fact.id)), nodes: ids };
}
