// How things are called: facts as sentences, dates, folded text for the search.

const label = (id) => nodes.get(id)?.label ?? id;
const players = (fact, role) => (fact.args ?? []).filter(([name]) => name === role).map(([, id]) => id);
const names = (ids) => ids.map(label).join(", ");

// Subject, relation and object of any fact, in words.
function triple(fact) {
  if (fact.kind === "statement") return [names(players(fact, "subject")), fact.label, names(players(fact, "object"))];
  if (fact.kind === "quantity") return [names(players(fact, "about")), say("numbers"), fact.label];
  if (fact.kind === "claim") return [speakers(fact), fact.label || say("says"), quote(fact)];
  const places = names(players(fact, "place"));
  const object = [names(players(fact, "patient")), places && say("at", { place: places })].filter(Boolean).join(" ");
  return [names(players(fact, "agent")), fact.label, object];
}

const sentence = (fact) => triple(fact).filter(Boolean).join(" — ");
const speakers = (fact) => [names(fact.who ?? []), fact.whoText].filter(Boolean).join(", ");
const textOf = (doc, [start, end]) => (docs.get(doc)?.text ?? "").slice(start, end);
const quote = (fact) => (fact.ev ?? []).map((e) => textOf(e.doc, e.p)).join(" […] ");
const shown = (text) => text.replace(/[\u202A-\u202E\u2066-\u2069]/g, "␦"); // controls that would reorder what is read

const CONTENT = { œ: "oe", æ: "ae", ß: "ss" };
// Letters without case, accents, ligatures, and kinds of apostrophes; figures without the marks between thousands.
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[œæß]/g, (c) => CONTENT[c])
  .replace(/[’ʼ‘]/g, "'").replace(/(\d)[.,\s\u00A0\u202F](?=\d{3}(?!\d))/g, "$1").replace(/\s+/g, " ").trim();

const DAY = 86400000;
const day = (y, m, d) => Date.UTC(y, m - 1, d) / DAY;

// A TIMEX3 value or an interval as [first day, last day]; null where it names no date.
function days(value) {
  if (value.includes("/")) {
    const [from, to] = value.split("/").map((part) => (part === ".." ? null : days(part)));
    return from || to ? [from ? from[0] : -Infinity, to ? to[1] : Infinity] : null;
  }
  const week = /^(\d{4})-W(\d\d)/.exec(value);
  if (week) {
    const fourth = day(+week[1], 1, 4);
    const monday = fourth - ((new Date(fourth * DAY).getUTCDay() + 6) % 7) + 7 * (week[2] - 1);
    return [monday, monday + 6];
  }
  const date = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\dX])/.exec(value);
  if (!date) return null;
  const [y, m, d] = date.slice(1).map(Number);
  if (d) return [day(y, m, d), day(y, m, d)];
  return m ? [day(y, m, 1), day(y, m + 1, 1) - 1] : [day(y, 1, 1), day(y, 12, 31)];
}

const UNITS = { Y: "year", M: "month", W: "week", D: "day" };
// A TIMEX3 value as people write it; what cannot be written so stays as it is.
function dateWords(value) {
  if (value.includes("/")) {
    const [from, to] = value.split("/");
    if (to === "..") return say("since", { date: dateWords(from) });
    if (from === "..") return say("until", { date: dateWords(to) });
    return `${dateWords(from)} – ${dateWords(to)}`;
  }
  const span = /^P(\d+)([YMWD])$/.exec(value);
  if (span) return Number(span[1]).toLocaleString(data.lang, { style: "unit", unit: UNITS[span[2]], unitDisplay: "long" });
  const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T\w*)?$/.exec(value);
  const at = days(value);
  if (!parts || !at) return data.words[value] ?? value;
  const style = { year: "numeric", ...(parts[2] ? { month: "long" } : {}), ...(parts[3] ? { day: "numeric" } : {}) };
  return new Date(at[0] * DAY).toLocaleDateString(data.lang, { ...style, timeZone: "UTC" });
}
const when = (fact) => (fact.times ?? []).map(dateWords).join(", ");
