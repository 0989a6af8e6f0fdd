/** The tab "Sourcing": the figures of sourcing.js with plots and tables, for the page and as a file of its own. */

import { $, button, el, percent, plural, shortened, svg } from "./dom.js";
import { goTo } from "./navigation.js";
import { isAnonymous, isSecondHand, isUnnamed, paragraphAt, relay, sourcing } from "./sourcing.js";
import { file, headline, madeBy } from "./share.js";
import { NOBODY, leftOutBy, on, state } from "./state.js";
import { kindOf, wordsOf } from "./wording.js";

const ROW = 38;
const LEAST = 0.5; // percent of the width that the smallest mark takes
const COLOURS = {
  person: "s0",
  organization: "s4",
  document: "s3",
  group: "s6",
  anonymous: "s1",
  "": "nobody",
};
const colourOf = (kind) => COLOURS[kind] || "grey";
const NOT_FOUND = "none found";

/* ---- plots: positions in percent, letters in pixels, so that they fit any width ---- */

function marks(ranges, y, css) {
  return ranges.map(([start, end]) => {
    const wide = Math.max(LEAST, 100 * (end - start));
    return svg("rect", {
      class: `mark ${css}`,
      x: `${100 * Math.min(start, 1 - LEAST / 100)}%`,
      y,
      width: `${wide}%`,
      height: 11,
    });
  });
}
/** Return a plot with its rows one below the other: {label, value, css, marks, behind}; each mark goes from 0 to 1. */
function plot(title, rows, ends = []) {
  const says = rows.map(({ label, spoken, value }) => `${label}: ${spoken || value}`).join("; ");
  const height = ROW * rows.length + (ends.length ? 20 : 0);
  const box = svg("svg", {
    class: "plot",
    role: "img",
    "aria-label": `${title}. ${says}.`,
    width: "100%",
    height,
  });
  for (const [n, row] of rows.entries()) {
    const y = ROW * n;
    box.append(
      svg("text", { x: 0, y: y + 13 }, shortened(row.label, 34)),
      svg("text", { class: "soft", x: "100%", y: y + 13, "text-anchor": "end" }, row.value),
      svg("rect", { class: "ground", x: 0, y: y + 19, width: "100%", height: 11, rx: 2 }),
      ...marks(row.behind || [], y + 19, `${row.css} behind`),
      ...marks(row.marks, y + 19, row.css),
    );
  }
  for (const [n, words] of ends.entries())
    box.append(
      svg(
        "text",
        { class: "soft", x: n ? "100%" : 0, y: height - 5, "text-anchor": n ? "end" : "start" },
        words,
      ),
    );
  return box;
}
/** Return a table; a column of numbers stands to the right. */
function table(caption, head, rows) {
  const number = head.map((_, n) => rows.every((row) => row[n] === "" || /^[\d,.]+%?$/.test(row[n])));
  const line = (tag, cells) =>
    el("tr", {}, ...cells.map((cell, n) => el(n ? tag : "th", scope(tag, n, number[n]), cell)));
  return el(
    "div",
    { className: "scroll", role: "region", tabIndex: 0, "aria-label": `Table: ${caption}` },
    el(
      "table",
      {},
      el("caption", {}, caption),
      el("thead", {}, line("th", head)),
      el("tbody", {}, ...rows.map((row) => line("td", row))),
    ),
  );
}
const scope = (tag, n, number) => ({
  ...((tag === "th" || n === 0) && { scope: tag === "th" ? "col" : "row" }),
  ...(number && { className: "n" }),
});

/* ---- sections ---- */

let heading = "h3"; // of sections: under the page's own, or in a file of their own
const section = (title, ...content) => el("section", {}, el(heading, {}, title), ...content);
const note = (words) => el("p", { className: "note" }, words);
const number = (n) => n.toLocaleString("en");

function bySource({ sources, stretches }) {
  const length = Math.max(1, state.text.length);
  const scaled = (ranges) => ranges.map(([start, end]) => [start / length, end / length]);
  const rows = sources.map(({ who, quotes, share, places }) => ({
    label: who.label,
    value: `${quotes.length} · ${percent(share)}`,
    spoken: `${plural(quotes.length, "quotation")}, ${percent(share)} of the quoted words`,
    css: who.css,
    marks: scaled(places),
    behind: scaled(stretches.filter((run) => run.who === who).map(({ start, end }) => [start, end])),
  }));
  return section(
    "Sources and their share",
    note(
      `Where each source is quoted, from the beginning of the text to its end; the number of its quotations, and its share of all quoted words.${stretches.length ? " Pale: a stretch that rests on this source alone." : ""}`,
    ),
    plot("Sources along the text", rows, ["beginning", "end"]),
    table(
      "Sources and their share of the quoted words",
      ["Source", "Quotations", "Words", "Share"],
      sources.map(({ who, quotes, words, share }) => [
        who.label,
        number(quotes.length),
        number(words),
        percent(share),
      ]),
    ),
  );
}
function byKind({ kinds }) {
  const names = { "": "no speaker", person: "named person", unknown: "kind unknown" };
  const name = (kind) => names[kind] ?? kindOf(kind);
  const rows = kinds.map(({ kind, share }) => ({
    label: name(kind),
    value: percent(share),
    css: colourOf(kind),
    marks: [[0, share]],
  }));
  return section(
    "Kinds of source",
    plot("Share of the quoted words by kind of source", rows),
    table(
      "Sources, quotations and words by kind",
      ["Kind", "Sources", "Quotations", "Words"],
      kinds.map(({ kind, sources, quotations, words }) => [
        name(kind),
        kind === "" ? "" : number(sources),
        number(quotations),
        number(words),
      ]),
    ),
  );
}
function byChannel({ channels }) {
  const total = state.shown.length || 1;
  const rows = channels.map(([kind, count]) => ({
    label: kind || NOT_FOUND,
    value: number(count),
    css: kind ? "s2" : "grey",
    marks: [[0, count / total]],
  }));
  if (channels.every(([kind]) => !kind)) return section("Channels", note("No channel was found."));
  return section(
    "Channels",
    plot("Quotations by channel", rows),
    table(
      "Quotations by channel",
      ["Channel", "Quotations"],
      channels.map(([kind, count]) => [kind || NOT_FOUND, number(count)]),
    ),
  );
}
/** Return a list of cases: {q, words, notes}; `reach` makes of the words what leads to the quotation. */
function cases(title, rows, nothing, reach) {
  if (rows.length === 0) return section(title, note(nothing));
  const items = rows.map(({ q, words, notes }) =>
    el("li", {}, reach(q, words), ...notes.filter(Boolean).map((each) => el("small", {}, each))),
  );
  return section(title, el("ul", { className: "cases" }, ...items));
}
function listed({ sources, stretches }, reach) {
  const paragraph = paragraphAt(state.text);
  const at = (q) => `paragraph ${paragraph(q.segments[0].start)}`;
  const range = ({ start, end }) => {
    const [first, last] = [paragraph(start), paragraph(end - 1)];
    return first === last ? `paragraph ${first}` : `paragraphs ${first} to ${last}`;
  };
  const unnamed = sources.filter(({ who }) => isUnnamed(who));
  unnamed.sort((a, b) => isAnonymous(b.who) - isAnonymous(a.who));
  return [
    cases(
      "Stretches that rest on one source",
      [...stretches]
        .sort((a, b) => b.words - a.words)
        .map((run) => ({
          q: run.quotes[0],
          words: run.who.label,
          notes: [
            `${range(run)}: ${plural(run.quotes.length, "quotation")} in a row`,
            `${number(run.words)} words, ${percent(run.share)} of the text`,
          ],
        })),
      "There is no such stretch of 100 words, or of a fifth of a short text.",
      reach,
    ),
    cases(
      "Anonymous sources and groups",
      unnamed.map(({ who, quotes }) => ({
        q: quotes[0],
        words: who.label,
        notes: [
          `${kindOf(who.kind)}, ${plural(quotes.length, "quotation")}`,
          `Anonymity: ${who.anonymity?.text ?? NOT_FOUND}`,
          `Reason: ${who.anonymity?.reason?.text ?? NOT_FOUND}`,
          who.descriptions?.length ? `Described as: ${who.descriptions.map((d) => d.text).join("; ")}` : "",
        ],
      })),
      "No anonymous source was found.",
      reach,
    ),
    cases(
      "Taken from other outlets",
      state.shown.filter(isSecondHand).map((q) => ({
        q,
        words: shortened(wordsOf(q), 160),
        notes: [`${q.who.label}, second source: ${relay(q)}`, at(q)],
      })),
      "No second source was found for any quotation.",
      reach,
    ),
    cases(
      "Quotations without a speaker",
      state.shown
        .filter((q) => q.who.id === NOBODY)
        .map((q) => ({ q, words: shortened(wordsOf(q), 160), notes: [`${q.type}, ${at(q)}`] })),
      "Every quotation has a speaker.",
      reach,
    ),
  ];
}

/** Return what is counted, in words: filters and corrections included. */
function counted() {
  const [shown, all] = [state.shown.length, state.quotes.length];
  const left = all - shown;
  const filters = left
    ? `The filters leave out ${plural(left, "quotation")}: ${leftOutBy().join("; ")}.`
    : "All quotations that were found are counted.";
  const hand = state.done.length ? `${plural(state.done.length, "correction")} by hand included.` : "";
  return [filters, hand].filter(Boolean).join(" ");
}
function sum({ sources, quoted, words }) {
  const named = sources.filter(({ who }) => who.id !== NOBODY);
  const hidden = named.filter(({ who }) => isAnonymous(who));
  const bare = hidden.filter(({ who }) => !who.anonymity?.reason).length;
  const parts = [
    plural(state.shown.length, "quotation"),
    plural(named.length, "source"),
    `${percent(words ? quoted / words : 0)} of the words are quoted`,
    hidden.length
      ? `${plural(hidden.length, "anonymous source")}, ${bare || "none"} without a reason`
      : "no anonymous source",
  ];
  return el("ul", { className: "sums" }, ...parts.map((part) => el("li", {}, part)));
}

/** Return the whole report as nodes; `reach` makes of words what leads to a quotation. */
export function report(reach = (_, words) => el("b", {}, words)) {
  const found = sourcing(state.text, state.shown);
  const end = note(
    "Speakers are matched within this text only. Rules make mistakes: check each figure before you publish it.",
  );
  if (state.shown.length === 0) return [note(`No quotation is shown. ${counted()}`)];
  return [
    note(counted()),
    sum(found),
    bySource(found),
    ...listed(found, reach),
    byKind(found),
    byChannel(found),
    end,
  ];
}

/** Return the report as a file of HTML, without anything to press. */
export function reportFile() {
  heading = "h2";
  const content = report();
  heading = "h3";
  return file(`Sourcing: ${headline()}`, STYLE, (make, page) => [
    make(
      "div",
      { class: "report" },
      make("p", { class: "note" }, "Sourcing report"),
      make("h1", {}, headline()),
      ...content.map((node) => page.importNode(node, true)),
    ),
    make("footer", {}, madeBy()),
  ]);
}
const STYLE = `
main { max-width: 50rem; margin: 0 auto; padding: 2rem 1.2rem 3rem }
h1 { font: 400 1.7rem/1.25 var(--serif); overflow-wrap: anywhere; margin-bottom: .6rem }
footer { color: var(--soft); font-size: .86rem; margin-top: .4rem }
@media print { main { padding: 0; max-width: none } svg, tr, li { break-inside: avoid } .report :is(h2, .note) { break-after: avoid } }`;

/* ---- the tab ---- */

const tabs = ["tab-list", "tab-sourcing"].map($);
const panel = (tab) => $(tab.getAttribute("aria-controls"));
const draw = () => {
  if ($("sourcing").hidden || state.answer === null) return;
  const top = $("sourcing").scrollTop;
  $("sourcing").replaceChildren(...report((q, words) => button(words, () => goTo(q), { className: "link" })));
  $("sourcing").scrollTop = top;
};
function choose(chosen) {
  for (const tab of tabs) {
    tab.setAttribute("aria-selected", tab === chosen);
    tab.tabIndex = tab === chosen ? 0 : -1;
    panel(tab).hidden = tab !== chosen;
  }
  draw();
}
for (const [n, tab] of tabs.entries()) {
  tab.addEventListener("click", () => choose(tab));
  tab.addEventListener("keydown", (event) => {
    const to = { ArrowLeft: n - 1, ArrowRight: n + 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = tabs.at(to % tabs.length);
    choose(next);
    next.focus();
  });
}
on("filter", draw);
