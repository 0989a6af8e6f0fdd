/** What speakers and quotations are called in words. */

import { BY_HAND, KINDS } from "./corrections.js";
import { el, percent } from "./dom.js";

/** Return what a kind of speaker is called, or an empty string where it is unknown. */
export const kindOf = (kind) => (kind === "unknown" ? "" : KINDS[kind] || "");

/** Return the options of a box that chooses a kind. */
export const kinds = () =>
  Object.entries(KINDS).map(([value, words]) =>
    el("option", { value }, value === "unknown" ? `kind ${words}` : words),
  );

const role = (who) => (who.role && who.role !== who.label ? who.role : "");

/** Return what stands under a speaker's label: role and kind. */
export const about = (who) => [role(who), kindOf(who.kind)].filter(Boolean).join(" · ");

/** Return the role of a quotation's speaker, or an empty string. */
export const roleOf = (q) => (q.speaker ? role(q.who) : "");

/** Return the confidence of a quotation in words; a person who corrected it was sure. */
export const certainty = (q) => (q.rule === BY_HAND ? "by hand" : percent(q.confidence));

/** Return the words of a quotation as people read them: between two segments the text says something else. */
export const wordsOf = (q) =>
  q.segments.map((s, n) => (n ? (s.start - q.segments[n - 1].end > 1 ? " … " : " ") : "") + s.text).join("");

/** Return one quotation with its attribution. Only what stands in quotation marks in the text gets some. */
export function attributed(q) {
  const who = [q.speaker?.label ?? "no speaker", roleOf(q)].filter(Boolean).join(", ");
  return q.type === "direct" ? `“${wordsOf(q)}” — ${who}` : `${wordsOf(q)} — ${who} (${q.type} quotation)`;
}
