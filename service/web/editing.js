/** Correct a quotation by hand: reject it, add one, change its words, type and speaker. */

import { highlight, rangeOf, selectedSpan } from "./article.js";
import { remark } from "./compose.js";
import { freshId, overlapping, twin } from "./corrections.js";
import { $, button, el, say, shortened } from "./dom.js";
import { NEW, TYPES, correct, corrections, named, on, openForm, select, state, touched } from "./state.js";
import { kinds } from "./wording.js";

const [OPENING, CLOSING] = [/["“„«]/, /["”“»]/];
const [SINGLE_OPENING, SINGLE_CLOSING] = [/['‘‹]/, /['’›]/]; // apostrophes too: only both together are marks
const MARKS = /["“”„«»]/;
const WORDS = /[\p{L}\p{N}]/u;

/** Take a quotation out; returns the one behind it, or before it, or null. */
export function reject(q) {
  const here = state.shown.indexOf(q);
  const next = (state.shown[here + 1] || state.shown[here - 1])?.id;
  correct({ action: "reject", quote: q.id, text: q.text });
  say("Rejected. Undo brings it back.");
  return state.shown.find((each) => each.id === next) || null;
}
export const putBack = (q) => correct({ action: "restore", quote: q.id, text: q.text });

/** Open the form with the words, type and speaker of a quotation. */
export const change = (q) =>
  openForm({ quote: q.id, segments: q.segments, type: q.type, speaker: q.speaker?.id ?? null, error: "" });

/** Open the form for a quotation that was missed, or give the one that is open more words. */
export function add(span = null) {
  const segment = span && trimmed(span);
  const form = state.form || { quote: null, segments: [], type: "direct", speaker: null };
  openForm({ ...form, ...(segment ? withSegment(form, segment) : {}), error: "" });
}
/** Return whether a form is open that holds something; if so, it says that it comes first. */
export function unfinished() {
  if (!touched()) return false;
  openForm({ ...state.form, error: "Save or cancel this correction first." });
  return true;
}
/** Return the segments with one more; the first of a new quotation suggests the type, unless one was chosen. */
function withSegment({ quote, segments, type, chosen }, segment) {
  const suggested = quote === null && segments.length === 0 && !chosen;
  return {
    segments: [...segments, segment].sort((a, b) => a.start - b.start),
    type: suggested ? typeOf(segment) : type,
  };
}

/** Return a span without the spaces at its ends, and without the quotation marks around it; null where it has no words. */
function trimmed({ start, end }) {
  let words = state.text.slice(start, end);
  const bare = () => {
    start += words.length - words.trimStart().length;
    words = words.trim();
  };
  bare();
  if (words.length > 2 && !MARKS.test(words.slice(1, -1))) {
    const single = SINGLE_OPENING.test(words[0]) && SINGLE_CLOSING.test(words.at(-1));
    const [left, right] = [single || OPENING.test(words[0]), single || CLOSING.test(words.at(-1))];
    start += left ? 1 : 0;
    words = words.slice(left ? 1 : 0, right ? -1 : undefined);
  }
  bare();
  return WORDS.test(words) ? { start, end: start + words.length, text: words } : null;
}
/** Return the type that the quotation marks in and around a segment suggest. */
function typeOf({ start, end, text }) {
  if (MARKS.test(text)) return "mixed";
  const [before, after] = [state.text[start - 1] || "", state.text[end] || ""];
  const single = SINGLE_OPENING.test(before) && SINGLE_CLOSING.test(after);
  return single || OPENING.test(before) || CLOSING.test(after) ? "direct" : "indirect";
}

function problem({ segments, type, quote, speaker }, label) {
  if (segments.length === 0) return "Select the words of the quotation first.";
  if (segments.some((s, n) => segments.slice(n + 1).some((other) => other.start < s.end)))
    return "Two of these pieces overlap.";
  if (speaker === NEW && !label) return "Give the new speaker a name.";
  const same = twin(state.quotes, segments, quote);
  if (same) return `These words are a quotation already, a ${same.type} one. Correct that one instead.`;
  const other = overlapping(state.quotes, type, segments, quote);
  return other ? `These words overlap with another ${type} quotation: “${shortened(other.text)}”` : "";
}
/** Return who speaks by the form: an id, a new one with its kind where the label is new, and the label; null for nobody. */
function speakerOf({ speaker, kind = "unknown" }, label) {
  if (speaker === null) return { speaker, label: null };
  if (speaker !== NEW) return { speaker, label: state.people.get(speaker).label };
  const known = named(label);
  return known
    ? { speaker: known.id, label: known.label }
    : { speaker: freshId("s", corrections()), label, kind };
}
/** Return the corrections that make a quotation what the form says. */
function steps({ quote, type, segments }, spoken) {
  const before = state.quotes.find((q) => q.id === quote);
  if (!before) return [{ action: "add", quote: freshId("q", corrections()), type, segments, ...spoken }];
  const same = before.type === type && JSON.stringify(before.segments) === JSON.stringify(segments);
  const words = same ? [] : [{ action: "words", quote, from: before.text, type, segments }];
  const stays = (before.speaker?.id ?? null) === spoken.speaker;
  return stays ? words : [...words, { action: "assign", quote, text: before.text, ...spoken }];
}
function save(form, label) {
  const error = problem(form, label);
  if (error) {
    openForm({ ...form, error });
    return;
  }
  const made = steps(form, speakerOf(form, label));
  const id = form.quote || made[0].quote;
  state.form = null;
  if (made.length) correct(...made);
  select(
    state.quotes.find((q) => q.id === id),
    true,
  );
  $("close").focus();
}
function cancel() {
  const { quote } = state.form;
  select(state.quotes.find((q) => q.id === quote) || null, true);
  ($("correct") || $("add")).focus();
}
/** Leave the form by a key that may have been meant otherwise: what it holds can be brought back. */
export function escape() {
  const form = touched() ? state.form : null;
  cancel();
  if (!form) return;
  const back = () => {
    remark("");
    openForm(form);
    $("form-words").focus();
  };
  remark("The correction was not saved.", button("Go on with it", back, { id: "form-back" }));
}

/** Return the form that stands in the place of the details. */
export function formView() {
  const { form } = state;
  const set = (part) => openForm({ ...form, error: "", ...part });
  const words = el("input", {
    type: "text",
    id: "form-words",
    autocomplete: "off",
    placeholder: "Words from the text",
    value: form.words || "",
  });
  words.addEventListener("input", () => {
    form.words = words.value;
  });
  const typed = () => {
    const span = nextOccurrence(words.value, form.segments);
    return span
      ? { ...withSegment(form, span), words: "" }
      : {
          error: WORDS.test(words.value)
            ? "The text does not contain these words, or they are already in the list."
            : "A quotation needs at least one letter or digit.",
          words: words.value,
        };
  };
  const find = () => {
    if (words.value.trim()) set(typed());
    $("form-words").focus();
  };
  words.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing && words.value.trim()) {
      event.preventDefault();
      find();
    }
  });
  const pieces = form.segments.map((s, n) =>
    el(
      "li",
      {},
      el("q", {}, s.text),
      button("Remove", () => set({ segments: form.segments.filter((_, k) => k !== n) }), {
        className: "plain",
        "aria-label": `Remove “${s.text}”`,
      }),
    ),
  );
  const types = TYPES.map((type) =>
    el(
      "label",
      {},
      el("input", {
        type: "radio",
        name: "form-type",
        value: type,
        checked: form.type === type,
        onchange: () => {
          form.type = type;
          form.chosen = true;
        },
      }),
      type,
    ),
  );
  const who = el(
    "select",
    { id: "form-speaker" },
    el("option", { value: "" }, "No speaker"),
    ...[...state.people.values()].filter((p) => p.id).map((p) => el("option", { value: p.id }, p.label)),
    el("option", { value: NEW }, "Another speaker …"),
  );
  who.value = form.speaker ?? "";
  const label = el("input", {
    type: "text",
    id: "form-label",
    maxLength: 300,
    autocomplete: "off",
    "aria-label": "Name or description",
    placeholder: "Name or description",
    value: form.label || "",
  });
  const kind = el("select", { id: "form-kind", "aria-label": "Kind of speaker" }, ...kinds());
  kind.value = form.kind || "unknown";
  const fresh = el("div", { className: "beside", hidden: form.speaker !== NEW }, label, kind);
  who.addEventListener("change", () => {
    form.speaker = who.value || null;
    fresh.hidden = form.speaker !== NEW;
    if (!fresh.hidden) label.focus();
  });
  label.addEventListener("input", () => {
    form.label = label.value;
  });
  kind.addEventListener("change", () => {
    form.kind = kind.value;
  });
  return el(
    "form",
    {
      className: "card form",
      id: "quote-form",
      onsubmit: (event) => {
        event.preventDefault();
        const more = words.value.trim() ? typed() : {};
        if (more.error) set(more);
        else save({ ...form, ...more }, label.value.trim());
      },
    },
    el("h2", {}, form.quote === null ? "Add a quotation" : "Correct the quotation"),
    el(
      "p",
      { className: "sub" },
      form.segments.length
        ? "Select more words in the article if the quotation continues elsewhere."
        : "Select its words in the article, or type them here.",
    ),
    el("ul", { className: "pieces" }, ...pieces),
    el(
      "div",
      { className: "beside" },
      el("label", { htmlFor: "form-words", className: "away" }, "Words from the text"),
      words,
      button("Add these words", find),
    ),
    el("fieldset", { className: "choice" }, el("legend", {}, "Type"), ...types),
    el("label", { htmlFor: "form-speaker" }, "Speaker"),
    who,
    fresh,
    form.error ? el("p", { className: "alarm", role: "alert" }, form.error) : null,
    el(
      "div",
      { className: "row" },
      el(
        "button",
        { type: "submit", className: "main", id: "form-save" },
        form.quote === null ? "Add quotation" : "Save",
      ),
      button("Cancel", cancel, { id: "form-cancel" }),
    ),
  );
}
/**
 * Return the first place where these words stand outside the segments; white space and forms of marks may differ, and
 * capitals where no place has the same.
 */
function nextOccurrence(words, segments) {
  const parts = words
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"))
    .map((part) => part.replace(/["“”„«»]/g, '["“”„«»]').replace(/['‘’]/g, "['‘’]"));
  if (parts.length === 0) return null;
  for (const flags of ["gu", "giu"])
    for (const found of state.text.matchAll(new RegExp(parts.join("\\s+"), flags))) {
      const span = trimmed({ start: found.index, end: found.index + found[0].length });
      if (span && !segments.some((s) => s.start < span.end && span.start < s.end)) return span;
    }
  return null;
}

/* ---- the button beside words that are selected ---- */

function offer() {
  const span = state.answer && !$("result").hidden ? selectedSpan() : null;
  $("pick").hidden = !(span && trimmed(span));
  if ($("pick").hidden) return;
  $("pick-add").textContent = state.form ? "Add selected words" : "Add as quotation";
  const sheet = $("pick").parentElement.getBoundingClientRect();
  const rects = rangeOf(span).getClientRects();
  const end = rects[rects.length - 1];
  if (!end) return;
  $("pick").style.top = `${end.bottom - sheet.top + 6}px`;
  $("pick").style.left =
    `${Math.max(8, Math.min(end.right - sheet.left - 60, sheet.width - $("pick").offsetWidth - 8))}px`;
}
document.addEventListener("selectionchange", offer);
$("pick-add").addEventListener("pointerdown", (event) => event.preventDefault()); // it would take the selection away
$("pick-add").addEventListener("click", () => {
  const span = selectedSpan();
  getSelection().removeAllRanges();
  if (span) add(span);
  ($("form-speaker") || $("add")).focus();
});
$("add").addEventListener("click", () => {
  if (unfinished()) return;
  state.form = null;
  add(selectedSpan());
  (state.form.segments.length ? $("form-speaker") : $("form-words")).focus();
});
on("active", () => highlight(state.form ? state.form.segments : []));
