/** What speakers and quotations are called in words. */

import { BY_HAND } from "./corrections.js";
import { percent } from "./dom.js";

const KINDS = {
  person: "person",
  anonymous: "unnamed person",
  group: "group",
  organization: "organization",
  document: "document",
  unknown: "",
};

/** Return what a kind of speaker is called, or an empty string. */
export const kindOf = (kind) => KINDS[kind] || "";

const role = (who) => (who.role && who.role !== who.label ? who.role : "");

/** Return what stands under a speaker's label: role and kind. */
export const about = (who) => [role(who), kindOf(who.kind)].filter(Boolean).join(" · ");

/** Return the role of a quotation's speaker, or an empty string. */
export const roleOf = (q) => (q.speaker ? role(q.who) : "");

/** Return the confidence of a quotation in words; a person who corrected it was sure. */
export const certainty = (q) => (q.rule === BY_HAND ? "by hand" : percent(q.confidence));

/** Return one quotation with its attribution. Only what stands in quotation marks in the text gets some. */
export function attributed(q) {
  const who = [q.speaker?.label ?? "speaker not given", roleOf(q)].filter(Boolean).join(", ");
  return q.type === "direct"
    ? `“${q.segments.map((s) => s.text).join(" … ")}” — ${who}`
    : `${q.text} — ${who} (${q.type} quotation)`;
}
