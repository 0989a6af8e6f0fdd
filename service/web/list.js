/** The list of quotations beside the article, in the order that the reader chooses, and those that were rejected. */

import { $, button, el, plural } from "./dom.js";
import { putBack } from "./editing.js";
import { goTo } from "./navigation.js";
import { DOUBTFUL, TYPES, on, state } from "./state.js";
import { certainty, wordsOf } from "./wording.js";

const name = (q) => (q.who.id ? q.who.label : "\uffff"); // nobody comes last
const ORDERS = {
  text: () => 0,
  speaker: (a, b) => name(a).localeCompare(name(b), "en"),
  type: (a, b) => TYPES.indexOf(a.type) - TYPES.indexOf(b.type),
  confidence: (a, b) => a.confidence - b.confidence,
  length: (a, b) => b.size - a.size,
};

/** Return the quotations shown, in the order of the list. */
export const sorted = () => [...state.shown].sort(ORDERS[state.sort]);

let rows = new Map(); // from a quotation to its place in the list

/** Return what a quotation's place in the list shows. */
const shownOf = (q) => [q.id, q.who.css, q.who.mark, q.who.label, certainty(q), wordsOf(q), q.type];
function row(q) {
  const doubtful = q.confidence < DOUBTFUL;
  return el(
    "li",
    {},
    el(
      "button",
      {
        type: "button",
        className: `entry ${q.who.css}`,
        "data-id": q.id,
        onclick: ({ currentTarget }) => goTo(currentTarget.quote, false),
      },
      el("span", { className: "badge", "aria-hidden": "true" }, q.who.mark),
      el("span", { className: q.speaker ? "label" : "label alarm" }, q.who.label),
      el("span", { className: doubtful ? "num alarm" : "num" }, certainty(q)),
      el("span", { className: "words" }, wordsOf(q)),
      el("span", { className: "sub" }, q.type),
    ),
  );
}
/** Return the quotations with their places in the list; a place that shows the same already stays. */
function places() {
  const before = new Map([...rows.values()].map((node) => [node.shown, node]));
  return new Map(
    state.quotes.map((q) => {
      const shown = JSON.stringify(shownOf(q));
      const node = before.get(shown) ?? row(q);
      node.shown = shown;
      node.firstChild.quote = q;
      node.firstChild.removeAttribute("aria-current");
      return [q, node];
    }),
  );
}
/** Take a quotation back in; the focus goes to its place in the list. */
function restore(q) {
  putBack(q);
  (entry(q.id) || $("list").firstElementChild).focus();
}
const entry = (id) => document.querySelector(`li:not([hidden]) > .entry[data-id="${CSS.escape(id)}"]`);
function draw() {
  const focused = $("rows").contains(document.activeElement) ? document.activeElement.dataset.id : null;
  rows = places();
  arrange();
  const gone = state.rejected.map((q) =>
    el(
      "li",
      {},
      el("s", {}, wordsOf(q)),
      button("Restore", () => restore(q), { className: "plain", "aria-label": `Restore “${wordsOf(q)}”` }),
    ),
  );
  $("rejected").replaceChildren(
    ...(gone.length ? [el("h3", {}, `Rejected: ${gone.length}`), el("ul", {}, ...gone)] : []),
  );
  if (focused) entry(focused)?.focus();
}
/** Put the list in order; what stands in its place is not touched, which spares the browser its layout. */
function arrange() {
  const order = [...state.quotes].sort(ORDERS[state.sort]).map((q) => rows.get(q));
  const wanted = new Set(order);
  for (const node of [...$("rows").children]) if (!wanted.has(node)) node.remove();
  let at = $("rows").firstChild;
  for (const node of order) {
    if (node === at) at = at.nextSibling;
    else $("rows").insertBefore(node, at);
  }
}
function sift() {
  for (const [q, node] of rows) node.hidden = !q.seen;
  const [shown, all] = [state.shown.length, state.quotes.length];
  $("list-count").textContent = shown === all ? plural(all, "quotation") : `${shown} of ${all}`;
  for (const id of ["sort", "copy-table"]) $(id).disabled = shown === 0;
}
function mark(before) {
  for (const q of [before, state.active]) {
    const node = q && rows.get(q)?.firstChild;
    if (!node) continue;
    if (q === state.active) node.setAttribute("aria-current", "true");
    else node.removeAttribute("aria-current");
  }
  const node = rows.get(state.active);
  if (!node || !wide.matches) return;
  queueMicrotask(() => follow(node)); // once the card has its new height
}
function follow(node) {
  const scroller = $("rows").parentElement;
  const [box, here] = [scroller.getBoundingClientRect(), node.getBoundingClientRect()];
  const bottom = Math.min(box.bottom, innerHeight);
  if (here.top < box.top || here.bottom > bottom) scroller.scrollTop += here.top - (2 * box.top + bottom) / 3;
}

/* On a narrow page the list and the filters would push the article away: there they open when asked. */
const wide = matchMedia("(min-width: 761px)");
const fold = () => {
  $("list").open = $("filters").open = wide.matches;
};
wide.addEventListener("change", fold);
fold();
$("sort").addEventListener("change", () => {
  state.sort = $("sort").value;
  arrange();
});
on("answer", () => {
  $("sort").value = state.sort;
  draw();
});
on("filter", sift);
on("active", mark);
