/** Export what is shown, corrections included: files, the clipboard, the command for the API. */

import { requestFor, service } from "./api.js";
import { copy, save } from "./clipboard.js";
import { BY_HAND } from "./corrections.js";
import { $, plural, say } from "./dom.js";
import { sorted } from "./list.js";
import { reportFile } from "./report.js";
import { headline, share } from "./share.js";
import { TYPES, leftOutBy, markSaved, state, touched } from "./state.js";
import { csv, tabbed, table } from "./tables.js";
import { attributed } from "./wording.js";

/** Most systems take an argument of 131,072 bytes at most. */
const LONGEST_ARGUMENT = 120_000;

const gone = () => state.quotes.length - state.shown.length;
const leftOut = () =>
  gone()
    ? `The filters leave out ${plural(gone(), "quotation")}: ${leftOutBy().join("; ")}.`
    : "No quotations are filtered out.";

/** Return the answer as it is shown: filtered, corrected, with what the filters leave out. */
function answerShown() {
  const ids = new Set(state.shown.map((q) => q.id));
  const quotes = state.edited.quotes.filter((q) => ids.has(q.id));
  const speakers = state.edited.speakers
    .map((s) => ({ ...s, quotes: s.quotes.filter((id) => ids.has(id)) }))
    .filter((s) => s.quotes.length);
  const filters = {
    types: [...state.types],
    min_confidence: state.least,
    speaker: state.only === null ? null : state.people.get(state.only).label,
    left_out: gone(),
  };
  return { ...state.edited, quotes, speakers, filters, corrections: state.done.flat() };
}
const json = () => `${JSON.stringify(answerShown(), null, 2)}\n`;

/** Return what `quote-extractor check` is to find: all quotations, whatever the filters show. */
function fixture() {
  const quotes = state.edited.quotes.map(({ type, text, speaker, cue, rule }) => ({
    type,
    text,
    speaker: speaker && { label: speaker.label },
    ...(rule !== BY_HAND && { cue: cue && { text: cue.text } }),
  }));
  return `${JSON.stringify({ quotes }, null, 2)}\n`;
}

/** Return the command that has the service find what is shown, but for the corrections. */
export function curl(text = state.text) {
  const url = new URL("v1/quotes", location.href);
  const options = {
    ...(state.types.size < TYPES.length && { types: [...state.types] }),
    ...(state.least > 0 && { min_confidence: state.least }),
  };
  const request = requestFor(text, state.scope, options);
  const key = service.key ? ' -H "Authorization: Bearer $QUOTES_API_KEY"' : "";
  const quoted = JSON.stringify(request).replaceAll("'", "\\u0027");
  if (new TextEncoder().encode(quoted).length < LONGEST_ARGUMENT)
    return `curl${key} -H 'Content-Type: application/json' --data-raw '${quoted}' '${url}'`;
  for (const [name, value] of Object.entries(request)) if (name !== "text") url.searchParams.set(name, value);
  return `curl${key} -H 'Content-Type: text/plain; charset=utf-8' --data-binary @${slug()}.txt '${url}'`;
}

/** Return a name for files: the first words of the headline. */
function slug() {
  const words = headline()
    .normalize("NFKD")
    .toLowerCase()
    .match(/[a-z0-9]+/g) || ["article"];
  return words.slice(0, 6).join("-").slice(0, 50);
}
const part = () => (gone() ? `-${state.shown.length}-of-${state.quotes.length}` : "");

const FILES = {
  html: () => [`${slug()}-quotations${part()}.html`, share(), "text/html"],
  csv: () => [
    `${slug()}-quotations${part()}.csv`,
    csv(state.shown, state.answer.id, state.answer.offsets),
    "text/csv",
  ],
  report: () => [`${slug()}-sourcing${part()}.html`, reportFile(), "text/html"],
  json: () => [`${slug()}-quotations${part()}.json`, json(), "application/json"],
  fixture: () => [`${slug()}.json`, fixture(), "application/json"],
  text: () => [`${slug()}.txt`, state.text, "text/plain"],
};
const COPIES = {
  copy: () => [json()],
  table: () => [tabbed(sorted()), table(sorted())],
  curl: () => [curl()],
};

const done = (words) => {
  $("export-said").textContent = words;
  say(words);
};
async function take(form) {
  let copied = true;
  if (form in FILES) {
    const [name, content, type] = FILES[form]();
    save(name, content, type);
    done(`Saved ${name}.${["html", "report", "csv", "json"].includes(form) ? ` ${leftOut()}` : ""}`);
  } else {
    copied = await copy(...COPIES[form]());
    done(
      copied
        ? `Copied.${form === "curl" ? "" : ` ${leftOut()}`}`
        : "The browser blocked copying. Save the file instead.",
    );
  }
  if (copied && !["curl", "report", "text"].includes(form)) markSaved();
}
for (const each of document.querySelectorAll("[data-take]"))
  each.addEventListener("click", () => take(each.dataset.take));

/** Copy, and say so on the button for a moment; returns whether the browser let us. */
async function told(node, text, html = null) {
  node.dataset.name ??= node.textContent;
  const copied = await copy(text, html);
  const words = copied ? "Copied" : "Not copied";
  say(copied ? "Copied." : "The browser blocked copying.");
  node.textContent = words;
  setTimeout(() => {
    node.textContent = node.dataset.name;
  }, 1500);
  return copied;
}
export const copyQuotation = (q, node) => told(node, attributed(q));
$("copy-table").addEventListener("click", async (event) => {
  if (await told(event.currentTarget, ...COPIES.table())) markSaved();
});

$("export-open").addEventListener("click", () => {
  const { shown, quotes, done: groups, scope } = state;
  const open = touched() ? " The correction that is not saved yet is not included." : "";
  const hand = (groups.length ? ` ${plural(groups.length, "correction")} included.` : "") + open;
  $("export-what").textContent =
    `${shown.length === quotes.length ? `All ${plural(quotes.length, "quotation")}.` : `${shown.length} of ${plural(quotes.length, "quotation")}. ${leftOut()}`}${hand}`;
  $("curl-url").textContent = new URL("v1/quotes", location.href);
  $("fixture-note").textContent =
    scope === "quotations"
      ? gone()
        ? "It also contains the quotations that the filters leave out."
        : ""
      : "The command checks quotations only. Switch off thoughts, wishes and actions first.";
  document.querySelector("[data-take=fixture]").disabled = scope !== "quotations";
  $("export-said").textContent = "";
  $("export").showModal();
});
$("export-close").addEventListener("click", () => $("export").close());
