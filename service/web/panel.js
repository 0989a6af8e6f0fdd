/** Beside the article: the filters, the speakers with their share of the words, the warnings, the sum of it all. */

import { reveal } from "./article.js";
import { $, button, el, percent, plural, say } from "./dom.js";
import { quotedWords } from "./sourcing.js";
import { changeSpeaker } from "./speaker_dialog.js";
import { NOBODY, TYPES, filter, on, showAll, state } from "./state.js";
import { about } from "./wording.js";

/* ---- filters ---- */

const boxes = [...document.querySelectorAll("[data-type]")];
$("sure").addEventListener("input", () => filter({ least: Number($("sure").value) / 100 }));
for (const box of boxes)
  box.addEventListener("change", () =>
    filter({ types: new Set(boxes.filter((b) => b.checked).map((b) => b.dataset.type)) }),
  );
$("everyone").addEventListener("click", () => {
  const who = state.people.get(state.only);
  filter({ only: null });
  who?.node?.focus();
});

function showFilters() {
  for (const box of boxes) box.checked = state.types.has(box.dataset.type);
  for (const type of TYPES) $(`n-${type}`).textContent = state.quotes.filter((q) => q.type === type).length;
  $("sure").value = Math.round(state.least * 100);
  $("sure-out").textContent = percent(state.least);
  $("everyone").hidden = state.only === null;
}

/* ---- speakers ---- */

function drawPeople() {
  const rows = [];
  const { speaker, edit } = document.activeElement.dataset;
  let focused = null;
  for (const who of state.people.values()) {
    if (!state.quotes.some((q) => q.who === who)) continue;
    who.count = el("span", { className: "num", "aria-hidden": "true" });
    who.words = el("span", { className: "away" });
    who.share = el("span", { className: "share" });
    who.fill = el("span", { className: "fill" });
    const sub =
      who.id === NOBODY
        ? "No speaker was found."
        : [about(who), who.pronouns?.join(", ")].filter(Boolean).join(" · ");
    who.node = el(
      "button",
      {
        type: "button",
        className: `who ${who.css}`,
        "data-speaker": who.id,
        onclick: () => filter({ only: state.only === who.id ? null : who.id }),
      },
      el("span", { className: "badge", "aria-hidden": "true" }, who.mark),
      el("span", { className: "label" }, who.label),
      el("span", {}, who.count, who.words),
      el("span", { className: "sub" }, sub),
      el(
        "span",
        { className: "chart" },
        el("span", { className: "track", "aria-hidden": "true" }, who.fill),
        who.share,
        el("span", { className: "away" }, " of the quoted words"),
      ),
    );
    const pen =
      who.id === NOBODY
        ? null
        : button("✎", () => changeSpeaker(who), {
            className: "plain pen",
            "aria-label": `Correct ${who.label}`,
            title: "Rename, change the kind, or merge",
            "data-edit": who.id,
          });
    if (speaker === who.id || edit === who.id) focused = edit === undefined ? who.node : pen;
    rows.push(el("li", {}, who.node, pen));
  }
  $("speakers").replaceChildren(...rows);
  focused?.focus({ preventScroll: true });
  $("voices").hidden = rows.length === 0;
}
function tally() {
  const held = state.quotes.filter((q) => q.held);
  const total = held.reduce((sum, q) => sum + q.size, 0);
  for (const who of state.people.values()) {
    if (!who.node) continue;
    const own = held.filter((q) => q.who === who);
    const share = total ? own.reduce((sum, q) => sum + q.size, 0) / total : 0;
    who.node.classList.toggle("none", own.length === 0);
    who.node.setAttribute("aria-pressed", state.only === who.id);
    who.count.textContent = own.length;
    who.words.textContent = plural(own.length, "quotation");
    who.share.textContent = percent(share);
    who.fill.style.width = `${share * 100}%`;
  }
}

/* ---- the sum ---- */

function sum() {
  const [shown, all] = [state.shown.length, state.quotes.length];
  const voices = new Set(state.shown.filter((q) => q.who.id).map((q) => q.who.id)).size;
  const words = quotedWords(state.text, state.shown);
  const alone = state.shown.filter((q) => !q.who.id).length;
  const count = shown === all ? plural(all, "quotation") : `${shown} of ${plural(all, "quotation")}`;
  const parts =
    all === 0
      ? state.rejected.length
        ? "All quotations are rejected"
        : "No quotations were found in this text"
      : `${count}${voices ? ` by ${plural(voices, "speaker")}` : ""}; ${percent(words / Math.max(1, state.words))} of the words are quoted`;
  const missing = alone ? `${alone} without a speaker` : "";
  const more =
    all > shown
      ? button(
          `Show ${all - shown} more`,
          () => {
            showAll();
            $("edit").focus();
          },
          { className: "link", id: "show-all" },
        )
      : null;
  $("sum").replaceChildren(
    el(
      "span",
      { id: "sum-text" },
      parts,
      ...(missing ? ["; ", el("span", { className: "alarm" }, missing)] : []),
    ),
    ...(more ? [" ", more] : []),
  );
  say(`${parts}${missing && `; ${missing}`}.`);
}

/* ---- warnings ---- */

function drawWarnings() {
  const rows = state.answer.warnings.map((w) =>
    el(
      "li",
      {},
      el(
        "button",
        { type: "button", onclick: () => reveal(w) },
        el("span", {}, w.message || w.code),
        " ",
        near(w),
      ),
    ),
  );
  $("warnings").replaceChildren(
    ...(rows.length
      ? [el("div", { className: "warnings" }, el("h2", {}, "Warnings"), el("ul", {}, ...rows))]
      : []),
  );
}
/** Return a few words around a warning, so that two of a kind can be told apart before one goes there. */
function near({ start, end }) {
  const before = state.text.slice(0, start).match(/\S*\s*\S*\s*$/u)[0];
  const after = state.text.slice(end).match(/^\s*\S*\s*\S*/u)[0];
  const words = `${before}${state.text.slice(start, end)}${after}`.replace(/\s+/g, " ").trim();
  return el("small", { className: "near" }, words.length > 60 ? "" : `… ${words} …`);
}

on("answer", () => {
  drawPeople();
  drawWarnings();
});
on("filter", () => {
  showFilters();
  tally();
  sum();
});
