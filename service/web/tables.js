/** The quotations shown as tables: CSV as the service writes it, and tables for the clipboard. */

import { certainty, roleOf, wordsOf } from "./wording.js";

/** The columns of the service's own CSV. */
const COLUMNS = [
  "document",
  "quote_id",
  "type",
  "text",
  "segments",
  "offsets",
  "speaker_id",
  "speaker",
  "kind",
  "mention",
  "mention_start",
  "mention_end",
  "cue",
  "lemma",
  "class",
  "addressee",
  "rule",
  "confidence",
  "channel",
  "channel_kind",
  "relayed_by",
  "pronouns",
  "descriptions",
  "anonymity",
  "anonymity_reason",
];

/** A cell that a spreadsheet would take for a formula begins with an apostrophe, as in the service's CSV. */
const safe = (text) => (/^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text);

/** Return quotations as CSV, a row for each, with the byte-order mark that spreadsheets need. */
export function csv(quotes, document, offsets) {
  const cell = (value) =>
    typeof value === "number" ? value : `"${safe(value ?? "").replaceAll('"', '""')}"`;
  const rows = quotes.map((q) => [
    document,
    q.id,
    q.type,
    wordsOf(q),
    q.segments.map((s) => `${s.start}-${s.end}`).join(" "),
    offsets,
    q.speaker?.id,
    q.speaker?.label,
    q.speaker?.kind,
    q.speaker?.mention?.text,
    q.speaker?.mention?.start,
    q.speaker?.mention?.end,
    q.cue?.text,
    q.cue?.lemma,
    q.cue?.class,
    q.addressee?.text,
    q.rule,
    q.confidence,
    q.channel?.text,
    q.channel?.kind,
    q.relayed_by?.text,
    q.who?.pronouns?.join(", "),
    q.who?.descriptions?.map((d) => d.text).join("; "),
    q.who?.anonymity?.text,
    q.who?.anonymity?.reason?.text,
  ]);
  return `\ufeff${[COLUMNS, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

const HEAD = ["Speaker", "Role", "Quotation", "Type", "Confidence"];
const line = (q) => [q.speaker?.label ?? "", roleOf(q), wordsOf(q), q.type, certainty(q)];

/** Return quotations as lines with tabs between the cells. */
export const tabbed = (quotes) =>
  [HEAD, ...quotes.map(line)]
    .map((row) => row.map((text) => safe(text.replace(/\s+/g, " "))).join("\t"))
    .join("\n");

/** Return quotations as a table of HTML: spreadsheets prefer it to the lines. */
export function table(quotes) {
  const page = document.implementation.createHTMLDocument("");
  const grid = page.createElement("table");
  for (const [n, row] of [HEAD, ...quotes.map(line)].entries()) {
    const tr = grid.appendChild(page.createElement("tr"));
    for (const text of row) tr.appendChild(page.createElement(n ? "td" : "th")).textContent = safe(text);
  }
  return grid.outerHTML;
}
