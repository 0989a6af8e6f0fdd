/** The details of one quotation: who, how, by which rule; with the buttons that copy and correct it. */

import { BY_HAND } from "./corrections.js";
import { $, button, el, percent } from "./dom.js";
import { change, formView } from "./editing.js";
import { explain, explainer } from "./explanation.js";
import { copyQuotation } from "./export.js";
import { leave, rejectAndGoOn, step } from "./navigation.js";
import { on, state } from "./state.js";
import { about, wordsOf } from "./wording.js";

/** From a rule's name to its description; main.js fills it. */
export const rules = new Map();

function fact(name, css, text, ...notes) {
  return [
    el("dt", {}, name),
    el(
      "dd",
      {},
      css ? el("span", { className: css }, text) : text,
      ...notes.filter(Boolean).map((note) => el("small", {}, note)),
    ),
  ];
}
function facts(q) {
  const { who, cue, speaker } = q;
  const byHand = q.rule === BY_HAND;
  const span = (name, css, value, ...notes) => (value ? fact(name, css, value.text, ...notes) : []);
  const mention = speaker?.mention
    ? fact("Mention", `mention ${who.css.replace("s", "m")}`, speaker.mention.text)
    : speaker
      ? []
      : fact("Mention", "alarm", byHand ? "No speaker was chosen." : "No speaker was found.");
  return [
    ...(cue
      ? fact("Cue", "cue", cue.text, cue.class && `${cue.lemma}, ${cue.class}`)
      : byHand
        ? []
        : fact("Cue", "", "none found")),
    ...mention,
    ...span("Told to", "addressee", q.addressee),
    ...span("Channel", "channel", q.channel, q.channel?.kind),
    ...span("Relayed by", "relay", q.relayed_by),
    ...(who.pronouns?.length ? fact("Pronouns", "", who.pronouns.join(", ")) : []),
    ...(who.descriptions?.length
      ? fact("Described as", "", who.descriptions.map((d) => d.text).join("; "))
      : []),
    ...span("Anonymity", "about", who.anonymity, who.anonymity?.reason?.text),
    ...(byHand
      ? fact("Rule", "", q.id.startsWith("added-") ? "Added by hand" : "Corrected by hand")
      : fact("Rule", "", q.rule, rules.get(q.rule))),
    ...(byHand
      ? []
      : [
          el("dt", {}, "Confidence"),
          el(
            "dd",
            {},
            gauge(q.confidence),
            percent(q.confidence),
            el(
              "small",
              {},
              `${Math.round(q.confidence * 100)} of 100 quotations with this confidence were right in our measurements.`,
            ),
          ),
        ]),
  ];
}
const gauge = (share) => {
  const fill = el("span", { className: "fill" });
  fill.style.width = percent(share);
  return el("span", { className: "gauge", "aria-hidden": "true" }, fill);
};

function card(q) {
  const place = state.shown.indexOf(q) + 1;
  const beside = (by) => {
    step(by, false);
    document.querySelector(`#inspector [aria-label^=${by > 0 ? "Next" : "Previous"}]`)?.focus();
  };
  return el(
    "div",
    { className: `card ${q.who.css}`, id: "card", tabIndex: -1 },
    el(
      "div",
      { className: "head" },
      el("span", { className: "badge", "aria-hidden": "true" }, q.who.mark),
      el(
        "div",
        {},
        el("h2", { className: q.speaker ? "" : "alarm" }, q.who.label),
        el("p", { className: "sub" }, [about(q.who), `${q.type} quotation`].filter(Boolean).join(" · ")),
      ),
      button("✕", leave, { className: "plain", id: "close", "aria-label": "Close the details" }),
    ),
    el("blockquote", { tabIndex: 0 }, wordsOf(q)),
    el(
      "div",
      { className: "row do" },
      button("Copy", (event) => copyQuotation(q, event.currentTarget), { id: "copy-one" }),
      button(
        "Correct",
        () => {
          change(q);
          $("form-speaker").focus();
        },
        { id: "correct" },
      ),
      button("Not a quotation", () => rejectAndGoOn(q), { id: "reject" }),
    ),
    el("dl", {}, ...facts(q)),
    el(
      "div",
      { className: "row" },
      explainer(q),
      button("←", () => beside(-1), { "aria-label": "Previous quotation" }),
      button("→", () => beside(1), { "aria-label": "Next quotation" }),
      el("span", { className: "place" }, `${place} of ${state.shown.length}`),
    ),
    el("figure", {
      className: "drawing",
      id: "drawing",
      hidden: true,
      "aria-label": "How the rule found it",
    }),
  );
}
function rest() {
  const none = "Nothing in quotation marks has a speaker, and no reported speech was found.";
  const hint =
    "Select a quotation to see why it was found, or to correct it. Select words in the article to add one.";
  const keys = [
    ["←", "→", " move between quotations, "],
    ["Enter", " details, "],
    ["Delete", " reject, "],
    ["Ctrl", "Z", " undo"],
  ];
  const key = (word) => (word.startsWith(" ") ? word : el("kbd", {}, word));
  return el(
    "div",
    { className: "card rest" },
    el("p", {}, state.quotes.length || state.rejected.length ? hint : none),
    state.quotes.length ? el("p", { className: "keys" }, ...keys.flat().map(key)) : null,
  );
}

on("active", () => {
  const q = state.active;
  const box = $("inspector");
  const focused = box.contains(document.activeElement) ? document.activeElement.id || "card" : null;
  document.body.classList.toggle("with-card", Boolean(q || state.form));
  box.replaceChildren(state.form ? formView() : q ? card(q) : rest());
  if (q && !state.form && state.explained) explain(q);
  if (focused) ($(focused) || $("card"))?.focus({ preventScroll: true });
  box.querySelector("[role=alert]")?.scrollIntoView({ block: "nearest" });
});
