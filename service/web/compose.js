/** The text field: what is pasted, typed, opened or dropped. Nothing typed here is lost without a question. */

import { service } from "./api.js";
import { $, button, el, plural, say } from "./dom.js";
import { SAMPLE } from "./sample.js";
import { TYPES, clear, on, restore, snapshot, state, touched, unsaved } from "./state.js";
import * as storage from "./storage.js";

const field = $("text");
let kept = ""; // the text as it came, with the line ends that a text field does not keep
let typed = false; // whether any of it was written here

const unix = (text) => text.replace(/\r\n?/g, "\n");
/** Return the text to be sent. */
export const source = () => (unix(kept) === field.value ? kept : field.value);
export function fill(text) {
  kept = text;
  field.value = text;
  typed = false;
  measure();
}
export function measure() {
  const size = Array.from(source()).length;
  const over = service.limit !== null && size > service.limit;
  $("count").textContent =
    size === 0
      ? ""
      : plural(size, "character") + (over ? `, ${service.limit.toLocaleString("en")} at most` : "");
  $("count").classList.toggle("over", over);
}

/* ---- messages ---- */

/** Show what went wrong; the button is for trying again. */
export function alarm(title, detail, ...buttons) {
  $("alert").replaceChildren(
    el("div", { className: "message" }, el("div", {}, el("strong", {}, title), ` ${detail}`), ...buttons),
  );
  $("alert").scrollIntoView({ block: "nearest" });
}
export const quiet = () => $("alert").replaceChildren();
/** How the notice begins that names corrections which a new answer has made void, or which it has brought back. */
export const [MISFITS, FITS] = ["Corrections that no longer fit", "Corrections that fit again"];
function tell(place, words, buttons) {
  const close = button("✕", () => place.replaceChildren(), {
    className: "plain",
    "aria-label": "Close this message",
  });
  place.replaceChildren(
    ...(words ? [el("div", { className: "message calm" }, el("div", {}, words), ...buttons, close)] : []),
  );
}
/** Show what has happened, with buttons, until something else does. */
export const notice = (words, ...buttons) => tell($("notice"), words, buttons);
/** Show what a correction has done, until the next one: above the article, and in sight wherever one reads. */
export const remark = (words, ...buttons) => tell($("remark"), words, buttons);
/** Take away what is said of corrections: their text has been replaced. */
export const settle = () => {
  const told = $("notice").textContent;
  remark("");
  if (told.startsWith(MISFITS) || told.startsWith(FITS)) notice("");
};

/* ---- one text in place of another ---- */

const isDraft = () =>
  unsaved() ||
  (field.value.trim() !== "" &&
    unix(SAMPLE) !== field.value &&
    (state.answer === null || source() !== state.text));

/** Return whether the user lets a draft be replaced; where there is none nobody is asked. */
function mayReplace(doing) {
  if (!isDraft()) return Promise.resolve(true);
  $("confirm-title").textContent = "Replace your text?";
  $("confirm-text").textContent =
    `The text field holds a text ${unsaved() ? `with ${plural(state.done.length, "correction")} that you have not exported` : "of yours"}. ${doing} replaces it. You can bring yours back.`;
  $("confirm-yes").textContent = "Replace";
  $("confirm").showModal();
  $("confirm-no").focus();
  return new Promise((resolve) => {
    const end = (answer) => () => {
      $("confirm-yes").onclick = $("confirm-no").onclick = $("confirm").onclose = null;
      $("confirm").close();
      resolve(answer);
    };
    $("confirm-yes").onclick = end(true);
    $("confirm-no").onclick = end(false);
    $("confirm").onclose = () => {
      if (!$("confirm").open) end(false)();
    }; // it comes late, maybe when the next question is there
  });
}
/** Remember all that is there; returns what brings it back. */
export function remember(text = source()) {
  const before = { kept: text, typed, state: snapshot(), showing: !$("result").hidden };
  return () => {
    fill(before.kept);
    typed = before.typed;
    restore(before.state);
    view(before.showing);
    (before.showing ? $("edit") : field).focus();
  };
}
/** Stop the request that is under way: its answer would come up in the place of what is done next. */
const halt = () => $("stop").click();
/** Put a text in the place of the one that is there, with a way back; `words` say what has happened. */
function replace(text, words) {
  halt();
  const back = remember();
  const something = field.value.trim() !== "";
  clear();
  fill(text);
  view(false);
  store();
  if (something) offerBack(words, back);
}
/** What the ways back are called: the button, what it has done, and the button that undoes that. */
const TO_TEXT = ["Bring it back", "Your earlier text is back.", "Bring back the other"];
/** Say what has happened to a text, with a button for the way back, which has a way back in turn. */
export function offerBack(words, back, [label, done, again] = TO_TEXT) {
  const go = () => {
    halt();
    const forth = remember();
    const something = source().trim() !== "";
    back();
    store();
    if (something) offerBack(done, forth, [again, done, again]);
    else notice("");
  };
  notice(words, button(label, go, { id: "text-back" }));
}

/** Show the result, or the text field. */
export function view(result) {
  $("result").hidden = !result;
  $("compose").hidden = result;
  if (!result) document.body.classList.remove("with-card");
}
export function edit() {
  halt();
  view(false);
  quiet();
  field.focus();
  measure();
}
$("edit").addEventListener("click", edit);
$("fresh").addEventListener("click", () => {
  quiet();
  replace("", "The earlier text was cleared.");
  field.focus();
});

export async function trySample() {
  if (!(await mayReplace("The sample"))) return false;
  replace(SAMPLE, "The sample has replaced your text.");
  return true;
}
async function read(file, several = false) {
  quiet();
  if (!file) return;
  let text = null;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer());
  } catch {
    /* told below */
  }
  if (text === null || text.includes("\0")) {
    alarm("This is not a text file in UTF-8.", "Save it as plain text in UTF-8, or paste its text.");
    return;
  }
  if (!(await mayReplace(file.name))) return;
  replace(text, `${file.name} has replaced your text.`);
  say(`${file.name} is in the text field.`);
  if (several) alarm(`Only ${file.name} was read.`, "The page takes one text at a time.");
  $("go").focus();
}
async function takeDropped(text) {
  if (await mayReplace("The dropped text")) replace(text, "The dropped text has replaced your text.");
}

/* ---- events of the field ---- */

field.addEventListener("input", (event) => {
  typed ||= !event.inputType?.startsWith("insertFrom");
  measure();
  store();
});
/* The browser itself inserts what is pasted, so that its own undo works; only the line ends are remembered here. */
field.addEventListener("paste", (event) => {
  const text = event.clipboardData?.getData("text/plain");
  if (text && field.selectionEnd - field.selectionStart === field.value.length) {
    kept = text;
    quiet();
    settle();
  }
});
/* Wherever a file is dropped, the browser must not leave the page for it. Words of the page itself that
   are dragged, by mistake or to another place in a field, are no new text. */
const well = $("well");
let own = false;
const ours = (event) => own && !event.dataTransfer.types.includes("Files");
document.addEventListener("dragstart", () => {
  own = true;
});
document.addEventListener("dragend", () => {
  own = false;
});
for (const kind of ["dragenter", "dragover"])
  document.addEventListener(kind, (event) => {
    if (ours(event)) return;
    event.preventDefault();
    well.classList.add("dropping");
  });
for (const kind of ["dragleave", "drop"])
  document.addEventListener(kind, () => well.classList.remove("dropping"));
document.addEventListener("drop", (event) => {
  if (ours(event)) return;
  event.preventDefault();
  if (document.querySelector("dialog[open]")) return; // it is about the text that is there
  const { files } = event.dataTransfer;
  const text = event.dataTransfer.getData("text/plain");
  if (files.length) read(files[0], files.length > 1);
  else if (text) takeDropped(text);
});
$("open").addEventListener("click", () => $("file").click());
$("file").addEventListener("change", () => {
  read($("file").files[0]);
  $("file").value = "";
});

/* ---- leaving the page, and the copy in this browser ---- */

addEventListener("beforeunload", (event) => {
  if (!$("keep").checked && (unsaved() || touched() || (typed && isDraft()))) event.preventDefault();
});
let timer = 0;
/** Bring the copy up to date, if the user wants one; typing waits until it pauses. */
export function store() {
  clearTimeout(timer);
  if ($("keep").checked) timer = setTimeout(storeNow, 300);
}
function storeNow() {
  clearTimeout(timer);
  if (!$("keep").checked) return;
  const { text, answer, scope, done, undone, waiting, types, least, sort, form } = state;
  const own = { text, answer, scope, done, undone, waiting, types: [...types], least, sort };
  const room = storage.keep({
    kept: source(),
    typed,
    showing: !$("result").hidden,
    state: answer && { ...own, form: touched() ? form : null },
  });
  $("kept").textContent = room ? "" : "There is no room for a copy.";
}
$("keep").addEventListener("change", () => {
  if ($("keep").checked) {
    storeNow();
    say("A copy is kept in this browser.");
  } else {
    storage.forget();
    $("kept").textContent = "";
    say("The copy was deleted.");
  }
});
addEventListener("pagehide", storeNow);
/* There is one copy: where another tab keeps its text now, or deletes the copy, this one no longer keeps its own. */
storage.onChange(() => {
  if (!$("keep").checked) return;
  $("keep").checked = false;
  clearTimeout(timer);
  $("kept").textContent = "Another tab of this browser has changed the copy: this text is not kept.";
});
on("answer", store);
on("answer", () => remark(""));
on("filter", store);

/** Bring back the copy of this browser, if there is one. */
export function bringBack() {
  const copy = storage.load();
  if (copy === null || typeof copy.kept !== "string") return;
  $("keep").checked = true;
  fill(copy.kept);
  typed = copy.typed;
  let shown = Boolean(copy.state);
  try {
    if (shown) restore({ ...snapshot(), ...copy.state, types: new Set(copy.state.types ?? TYPES) });
  } catch {
    clear(); // an answer of an older version of the page
    shown = false;
  }
  view(shown && copy.showing);
  if (copy.kept.trim() === "") return; // there is nothing to tell apart from an empty page
  notice(
    "This is the copy that this browser kept.",
    button(
      "Delete the copy",
      () => {
        $("keep").click();
        notice("");
      },
      { id: "forget" },
    ),
  );
}
