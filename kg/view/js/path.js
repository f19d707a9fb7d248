// The shortest ways between two nodes over the facts that are seen, drawn or not, and the sentences along them.

const MOST_WAYS = 3;

function links(id) {
  return (factsOf.get(id) ?? []).filter((fact) => seen.has(fact.id) && fact.kind !== "claim").flatMap((fact) => {
    const ends = (fact.args ?? []).map(([, n]) => n);
    return ends.includes(id) ? ends.filter((n) => n !== id && nodes.has(n)).map((to) => ({ fact: fact.id, from: id, to })) : [];
  });
}

// Breadth first from one end; for every node, the links it was first reached by.
function ways(from, to) {
  const reached = new Map([[from, []]]);
  let front = [from];
  while (front.length && !reached.has(to)) {
    const next = new Map();
    for (const id of front) for (const link of links(id)) if (!reached.has(link.to)) next.set(link.to, [...(next.get(link.to) ?? []), link]);
    for (const [id, by] of next) reached.set(id, by);
    front = [...next.keys()];
  }
  if (!reached.has(to)) return [];
  const found = [];
  const back = (id, steps, used) => {
    if (found.length >= MOST_WAYS) return;
    if (id === from) { found.push(steps); return; }
    const by = new Map();
    for (const link of reached.get(id)) if (!by.has(link.from)) by.set(link.from, link);
    for (const link of by.values()) back(link.from, [link, ...steps], used);
  };
  back(to, [], new Set());
  return found;
}

function choosePath(from, to) {
  choose({ kind: "path", id: `${from}\n${to}`, steps: ways(from, to) });
}

function pathPanel({ id, steps }) {
  const [from, to] = id.split("\n");
  const content = [el("h2", { id: "path" }, say("pathTitle", { from: label(from), to: label(to) }))];
  if (!steps.length) return [...content, el("p", { class: "quiet" }, say("noPath"))];
  steps.forEach((way, i) => {
    content.push(el("h3", null, say("way", { n: i + 1, steps: way.length })));
    for (const step of way) {
      const fact = facts.get(step.fact);
      content.push(el("ul", { class: "facts" }, factItem(fact)));
      if (fact.ev?.[0]) content.push(evidenceQuote(fact, fact.ev[0]));
    }
  });
  return content;
}
