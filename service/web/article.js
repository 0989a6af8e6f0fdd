/** The article with its marks. The text is cut wherever anything begins or ends; each piece says what lies on it. */

import { $, el, scrollTo } from "./dom.js";
import { on, state } from "./state.js";
import { certainty, wordsOf } from "./wording.js";

/** A warning may be about all of the text: then only its beginning is marked, in UTF-16 code units. */
const LONGEST_WARNING = 60;

const article = $("article");
let pieces = [];
let blocks = { text: null, lines: [] }; // of each line that is not empty: its element, what lies where, its pieces
let stop = null; // the one piece that takes Tab

/** Return the spans of one quotation that are named on its card, by role. */
export const rolesOf = (q) => ({
  cue: q.cue,
  mention: q.speaker?.mention,
  addressee: q.addressee,
  channel: q.channel,
  relay: q.relayed_by,
});
/** Return the spans of one speaker that are named on the card of each of their quotations. */
export const aboutSpeaker = (who) =>
  [...(who.descriptions || []), who.anonymity, who.anonymity?.reason].filter(Boolean);

function ranges() {
  const found = [];
  for (const q of state.quotes) {
    for (const s of q.segments) found.push({ ...s, q, role: null });
    for (const [role, span] of Object.entries(rolesOf(q))) if (span) found.push({ ...span, q, role });
  }
  for (const who of state.people.values())
    for (const span of aboutSpeaker(who)) found.push({ ...span, who, role: "about" });
  for (const w of state.answer.warnings)
    found.push({ start: w.start, end: Math.min(w.end, w.start + LONGEST_WARNING), role: "odd", w });
  return found.filter((r) => r.end > r.start);
}

/** Draw the article. After a correction only those paragraphs are made anew on which something else lies. */
function draw() {
  const events = ranges()
    .flatMap((r) => [
      [r.start, 1, r],
      [r.end, 0, r],
    ])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const open = new Set();
  const focused = article.contains(document.activeElement);
  const before = blocks.text === state.text ? blocks.lines : [];
  const lines = [];
  let next = 0;
  places.clear();
  if (stop) stop.tabIndex = -1; // a paragraph that stays keeps it
  stop = null;
  for (const line of state.text.matchAll(/[^\r\n]*(?:\r\n|\r|\n|$)/g)) {
    if (line[0] === "") continue;
    const end = line.index + line[0].length;
    const cuts = [];
    for (let at = line.index; at < end;) {
      while (next < events.length && events[next][0] <= at) {
        const [, begins, r] = events[next++];
        begins ? open.add(r) : open.delete(r);
      }
      const to = Math.min(end, next < events.length ? events[next][0] : end);
      cuts.push({ text: state.text.slice(at, to), on: [...open] });
      at = to;
    }
    lines.push(block(line[0], cuts, before[lines.length]));
  }
  if (before.length === 0) article.replaceChildren(...lines.map((each) => each.node));
  for (const [n, old] of before.entries()) if (old.node !== lines[n].node) old.node.replaceWith(lines[n].node);
  blocks = { text: state.text, lines };
  pieces = lines.flatMap((each) => each.pieces);
  article.tabIndex = -1;
  if (focused) queueMicrotask(() => (stop || article).focus({ preventScroll: true }));
}

/** Return the paragraph of one line: the one that stands there already, if the same lies at the same places. */
function block(text, cuts, before) {
  const key = JSON.stringify(cuts.map((cut) => [cut.text.length, ...cut.on.map(nameOf)]));
  const marked = cuts.filter((cut) => cut.on.length);
  if (before?.key === key) {
    for (const [n, cut] of marked.entries()) bind(before.pieces[n], cut.on);
    return before;
  }
  const node = el("div", {
    className: text.trim() === "" ? "p blank" : /^ |\t| {2}/.test(text) ? "p laid" : "p",
  });
  const made = [];
  for (const cut of cuts) {
    if (cut.on.length) made.push(piece(cut));
    node.append(cut.on.length ? made.at(-1).node : cut.text);
  }
  return { node, key, pieces: made };
}
const nameOf = ({ role, q, who, start, end }) => [role, q?.id ?? who?.id ?? "", start, end];

const places = new Map(); // from a warning to its pieces
function piece({ text, on }) {
  const made = { node: el("span", {}, text), name: null, mark: null, said: null };
  made.node.piece = made;
  bind(made, on);
  if (made.quotes.length) made.node.dataset.quotes = made.quotes.map((q) => q.id).join(" ");
  return made;
}
/** Tell a piece, and the quotations, speakers and warnings on it, of each other. */
function bind(made, on) {
  const segments = on.filter((r) => r.role === null).sort((a, b) => a.end - a.start - (b.end - b.start));
  made.quotes = segments.map((r) => r.q);
  made.roles = on.filter((r) => r.role);
  for (const q of made.quotes) q.pieces.push(made);
  for (const r of made.roles) {
    if (r.q) r.q.roles.push(made);
    else if (r.who) r.who.pieces.push(made);
    else places.set(r.w, [...(places.get(r.w) || []), made.node]);
  }
}

/* Where quotations nest, the inner one lies on top. A quotation's home is the first piece where it does: there its letter stands and focus goes. */
export const upper = (p) => p.quotes.find((q) => q.seen);
const homePiece = (q) => q.pieces.find((p) => upper(p) === q) || q.pieces[0];
export const home = (q) => homePiece(q).node;

function paint(p) {
  const q = upper(p);
  const active = state.active;
  const names = q ? ["q", q.type, q.who.css] : [];
  if (active && p.quotes.includes(active) && active.seen) names.push("on");
  for (const r of p.roles) {
    if (r.role === "odd") names.push("odd");
    else if (active && (r.q === active || r.who === active.who))
      names.push(r.role, ...(r.role === "mention" && active.who.id ? [`m${active.who.css.slice(1)}`] : []));
  }
  const name = names.join(" ");
  if (name !== p.name) p.node.className = p.name = name;
}
function letter(p) {
  const q = upper(p);
  const mark = q && homePiece(q) === p ? q.who.mark : null;
  const said = mark && `${wordsOf(q)} (${q.type} quotation, ${q.who.label}, confidence ${certainty(q)})`;
  p.of = q;
  if (mark === p.mark && said === p.said) return;
  Object.assign(p, { mark, said });
  p.node.querySelector(".letter")?.remove();
  if (mark === null) {
    for (const a of ["data-mark", "role", "tabindex", "aria-label"]) p.node.removeAttribute(a);
    return;
  }
  p.node.setAttribute("data-mark", mark);
  p.node.prepend(el("i", { className: "letter", "data-letter": mark, "aria-hidden": "true" }));
  p.node.setAttribute("role", "button");
  p.node.setAttribute("aria-label", said);
  p.node.tabIndex = -1;
}
function rove() {
  const here = state.active || state.shown[0];
  if (stop) stop.tabIndex = -1;
  stop = here ? home(here) : null;
  if (stop) stop.tabIndex = 0;
}

on("answer", draw);
on("filter", () => {
  for (const p of pieces) {
    paint(p);
    letter(p);
  }
  rove();
});
on("active", (before) => {
  for (const q of [before, state.active])
    if (q) for (const p of [...q.pieces, ...q.roles, ...q.who.pieces]) paint(p);
  if (state.active) rove();
});

/** Bring the place of a warning into sight, and the focus there. */
export function reveal(warning) {
  const node = places.get(warning)?.[0];
  if (!node) return;
  if (!node.hasAttribute("tabindex")) node.tabIndex = -1;
  node.focus({ preventScroll: true });
  scrollTo(node, "center");
}

/* ---- between the page and the text: offsets are the text's own, line ends included ---- */

function offsetOf(node, offset) {
  const before = document.createRange();
  before.selectNodeContents(article);
  before.setEnd(node, offset);
  return before.toString().length;
}
/** Return where the selection lies in the text, or null where it is empty or began outside; what it holds outside is cut off. */
export function selectedSpan() {
  const selection = getSelection();
  if (selection.rangeCount === 0 || selection.isCollapsed) return null;
  if (!article.contains(selection.anchorNode)) return null;
  const { startContainer, startOffset, endContainer, endOffset } = selection.getRangeAt(0);
  return {
    start: article.contains(startContainer) ? offsetOf(startContainer, startOffset) : 0,
    end: article.contains(endContainer) ? offsetOf(endContainer, endOffset) : state.text.length,
  };
}
/** Return a range of the page that holds a span of the text. */
export function rangeOf({ start, end }) {
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let at = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (at <= start && start < at + node.length) range.setStart(node, start - at);
    if (at < end && end <= at + node.length) {
      range.setEnd(node, end - at);
      break;
    }
    at += node.length;
  }
  return range;
}
/** Mark spans of the text that are about to become a quotation. */
export function highlight(spans) {
  if (!globalThis.CSS?.highlights) return;
  if (spans.length) CSS.highlights.set("pending", new Highlight(...spans.map(rangeOf)));
  else CSS.highlights.delete("pending");
}
