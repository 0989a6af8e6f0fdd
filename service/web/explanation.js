/** The explanation: the words that the rule matched, in their order, with an arc for every relation. */

import { $, button, el, scrollTo, svg } from "./dom.js";
import { state } from "./state.js";

/** What the relations of Universal Dependencies, and ours beside them, are called in grammar. */
const RELATIONS = {
  nsubj: "subject",
  "nsubj:pass": "subject",
  csubj: "subject",
  ccomp: "reported clause",
  xcomp: "reported clause",
  obj: "object",
  iobj: "indirect object",
  obl: "prepositional phrase",
  "obl:agent": "agent",
  "obl:arg": "prepositional phrase",
  "obl:tmod": "time",
  nmod: "noun modifier",
  "nmod:poss": "possessor",
  case: "preposition",
  advcl: "adverbial clause",
  acl: "clause modifying a noun",
  "acl:relcl": "relative clause",
  parataxis: "parataxis",
  conj: "coordination",
  appos: "apposition",
  amod: "adjective",
  advmod: "adverb",
  mark: "conjunction",
  cop: "form of be",
  dep: "dependent",
  fixed: "fixed phrase",
  compound: "compound",
  flat: "name",
  discourse: "interjection",
  layout: "next to it",
  dislocated: "dislocated",
};

/** Return the button that opens the explanation. */
export function explainer(q) {
  const some = Boolean(q.explanation?.length);
  const toggle = () => {
    state.explained = !state.explained;
    state.pinned = true;
    explain(q);
    if (state.explained) scrollTo($("drawing"), "nearest");
  };
  return button(some ? "Explain" : "No explanation", toggle, {
    id: "why",
    "aria-expanded": "false",
    "aria-controls": "drawing",
    disabled: !some,
  });
}

/** Draw the explanation on the card where it is open. */
export function explain(q) {
  const open = state.explained && Boolean(q.explanation?.length);
  $("why").setAttribute("aria-expanded", open);
  $("drawing").hidden = !open;
  if (!open) return;
  const said = q.explanation.map((s) =>
    el(
      "li",
      {},
      el("i", {}, s.source.text),
      " → ",
      el("i", {}, s.target.text),
      `: ${RELATIONS[s.relation] || s.relation}${RELATIONS[s.relation] ? ` (${s.relation})` : ""}`,
    ),
  );
  const words = sentence(q);
  $("drawing").replaceChildren(
    el(
      "div",
      {
        className: "scroll",
        tabIndex: 0,
        role: "group",
        "aria-label": "The sentence with its dependency relations",
      },
      words.box,
    ),
    el("ol", { className: "steps" }, ...said),
  );
  arcs(q, words);
}
function sentence(q) {
  const spans = [
    ...new Map(q.explanation.flatMap((s) => [s.source, s.target]).map((s) => [s.start, s])).values(),
  ].sort((a, b) => a.start - b.start);
  const box = el("div", { className: "words" });
  const nodes = new Map();
  let at = spans[0].start;
  for (const span of spans) {
    const between = state.text.slice(at, span.start).replace(/\s+/g, " ");
    if (at < span.start) box.append(el("span", { className: "gap" }, between.length > 16 ? " … " : between));
    const text = span.text.length > 40 ? `${span.text.slice(0, 38)}…` : span.text;
    const inside = (part) => part && part.start <= span.start && span.end <= part.end;
    const role = inside(q.cue)
      ? " cue"
      : inside(q.speaker?.mention)
        ? ` mention ${q.who.css.replace("s", "m")}`
        : q.segments.some(inside)
          ? ` q ${q.type} ${q.who.css}`
          : "";
    nodes.set(span.start, box.appendChild(el("span", { className: `w${role}` }, text)));
    at = Math.max(at, span.end);
  }
  return { box, nodes };
}
function arcs(q, { box, nodes }) {
  const left = box.getBoundingClientRect().left;
  const middle = (span) => {
    const r = nodes.get(span.start).getBoundingClientRect();
    return (r.left + r.right) / 2 - left;
  };
  const lines = q.explanation
    .map((s) => ({ from: middle(s.source), to: middle(s.target), name: RELATIONS[s.relation] || s.relation }))
    .sort((a, b) => Math.abs(a.to - a.from) - Math.abs(b.to - b.from));
  const taken = [];
  for (const line of lines) {
    const [a, b] = [Math.min(line.from, line.to), Math.max(line.from, line.to)];
    const half = line.name.length * 3.4 + 4;
    const [lo, hi] = [Math.min(a, (a + b) / 2 - half), Math.max(b, (a + b) / 2 + half)];
    line.level = 1 + Math.max(0, ...taken.filter((t) => t.lo < hi && lo < t.hi).map((t) => t.level));
    taken.push({ lo, hi, level: line.level });
  }
  const room = 12 + 23 * Math.max(...lines.map((l) => l.level));
  const shift = Math.max(0, 4 - Math.min(...taken.map((t) => t.lo)));
  for (const line of lines) {
    line.from += shift;
    line.to += shift;
  }
  box.style.padding = `${room}px 4px 0 ${4 + shift}px`;
  const canvas = svg("svg", { width: box.scrollWidth, height: room, "aria-hidden": "true" });
  for (const { from, to, level, name } of lines) {
    const y = room - 23 * level;
    const d = Math.sign(to - from) || 1;
    const [x1, x2] = [from + 4 * d, to - 2 * d];
    const r = Math.min(9, Math.abs(x2 - x1) / 2);
    canvas.append(
      svg("path", {
        d: `M${x1} ${room}V${y + r}Q${x1} ${y} ${x1 + r * d} ${y}H${x2 - r * d}Q${x2} ${y} ${x2} ${y + r}V${room - 3}`,
      }),
    );
    canvas.append(svg("path", { class: "tip", d: `M${x2 - 4} ${room - 6}h8l-4 7z` }));
    canvas.append(svg("text", { x: (x1 + x2) / 2, y: y + 4 }, name));
  }
  box.append(canvas);
}
