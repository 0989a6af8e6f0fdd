/** The page: asks the service, and starts everything else. */

import * as api from "./api.js";
import { home } from "./article.js";
import { rules } from "./card.js";
import * as compose from "./compose.js";
import { describe, merged } from "./corrections.js";
import { $, button, el, say } from "./dom.js";
import { escape } from "./editing.js";
import "./export.js";
import "./list.js";
import { leave } from "./navigation.js";
import "./panel.js";
import "./report.js";
import { on, select, show, state } from "./state.js";
import "./undo.js";

let running = null;

const busy = (on) => {
  for (const id of ["go", "sample", "open", "scope"]) $(id).disabled = on;
  $("text").readOnly = on; // what is written now would not be in the answer
  $("go").textContent = on ? "Reading …" : "Find quotations";
  for (const id of ["stop", "stop-scope", "working"]) $(id).hidden = !on;
  $("result").setAttribute("aria-busy", on);
};
async function ask({ scope = state.scope } = {}) {
  const text = compose.source();
  compose.quiet();
  if (text.trim() === "") {
    compose.alarm("There is no text yet.", "Paste an article, drop a file, or try the sample.");
    $("text").focus();
    return;
  }
  running?.abort();
  const mine = (running = new AbortController());
  const here = document.activeElement;
  busy(true);
  if (here === $("scope")) $("stop-scope").focus(); // what is disabled loses the focus
  say("Reading the text.");
  try {
    present(text, await api.ask(text, scope, mine.signal), scope);
  } catch (error) {
    failed(error, () => ask({ scope }));
  } finally {
    if (running === mine) {
      running = null;
      const waited = document.activeElement === $("stop-scope");
      busy(false);
      showScope();
      if (waited) $("scope").focus();
    }
  }
}
/** Let the box say what is shown: after an answer, a refusal, and a way back. */
const showScope = () => {
  $("scope").checked = state.scope === "attributions";
};
/** What the ways back are called after another text, and after another scope alone. */
const [TO_TEXT, TO_SCOPE] = [
  ["Go back to the text before", "Your earlier text is back.", "Bring back the other"],
  ["Switch back", "Switched back.", "Switch again"],
];
function present(text, answer, scope) {
  const back = compose.remember(state.answer ? state.text : text);
  compose.settle();
  const again = !$("result").hidden;
  const ways = state.answer && state.text === text ? TO_SCOPE : TO_TEXT;
  state.scope = scope;
  const changed = show(text, answer);
  compose.view(true);
  const told = (title, corrections) =>
    corrections.length ? `${title}: ${corrections.map(describe).join("; ")}. ` : "";
  const returned = told(compose.FITS, changed.back) + changed.merges.map(merged).join(" ");
  if (changed.lost.length) compose.offerBack(told(compose.MISFITS, changed.lost) + returned, back, ways);
  else if (changed.back.length) compose.notice(returned);
  else if (returned) compose.remark(returned);
  if (again) return;
  scrollTo(0, 0);
  (state.shown.length ? home(state.shown[0]) : $("edit")).focus({ preventScroll: true, focusVisible: false });
  if (!state.form) select(null);
}
function failed(error, again) {
  if (error.name === "AbortError") say("Stopped.");
  else if (error.status === 401) askKey(again);
  else if (error instanceof api.Refusal)
    compose.alarm(error.title, error.detail, ...(error.again ? [button("Try again", again)] : []));
  else throw error;
}
function askKey(again) {
  const { service } = api;
  const field = el("input", { type: "password", id: "key", autocomplete: "off" });
  const send = () => {
    service.key = field.value.trim();
    learn();
    again();
  };
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") send();
  });
  const title = service.key ? "The service did not accept this key." : "This service asks for an API key.";
  $("alert").replaceChildren(
    el(
      "div",
      { className: "message" },
      el(
        "label",
        { htmlFor: "key" },
        el("strong", { className: service.key ? "again" : "" }, title),
        " The page keeps it until you close it.",
      ),
      field,
      button("Use key", send),
    ),
  );
  field.focus();
}
async function learn() {
  await api.learn();
  for (const rule of api.service.rules)
    rules.set(rule.name, rule.description.replaceAll(/`([^`]*)`/g, "“$1”"));
  compose.measure();
}

on("answer", showScope);
on("answer", () => {
  const { name, version, model } = state.answer.software;
  $("made").textContent =
    `${name} ${version}, ${model}. Your text was sent to this service only. The service does not keep it.`;
});
$("go").addEventListener("click", () => ask());
for (const id of ["stop", "stop-scope"]) $(id).addEventListener("click", () => running?.abort());
$("sample").addEventListener("click", async () => {
  if (await compose.trySample()) ask();
});
$("scope").addEventListener("change", () =>
  ask({ scope: $("scope").checked ? "attributions" : "quotations" }),
);
document.addEventListener("keydown", (event) => {
  if (
    event.key === "Escape" &&
    !event.isComposing &&
    !document.querySelector("dialog[open]") &&
    !$("result").hidden
  ) {
    if (state.form) escape();
    else if (state.active) leave();
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !$("compose").hidden && !running) ask();
});

const dark = () =>
  (document.documentElement.style.colorScheme ||
    (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
const theme = (change) => {
  if (change) document.documentElement.style.colorScheme = dark() ? "light" : "dark";
  $("theme").textContent = dark() ? "Light" : "Dark";
  $("theme").setAttribute("aria-label", `Use ${dark() ? "light" : "dark"} colours`);
};
$("theme").addEventListener("click", () => theme(true));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => theme(false));
theme(false);
compose.bringBack();
showScope();
learn();
