/** The dialog that renames a speaker, says of what kind it is, or merges two. */

import { remark } from "./compose.js";
import { merged } from "./corrections.js";
import { $, el } from "./dom.js";
import { correct, named, state } from "./state.js";
import { kinds } from "./wording.js";

const fields = ["speaker-label", "speaker-kind"].map($);
const enable = (on) => {
  for (const field of fields) field.disabled = !on;
};
let editing = null;
$("speaker-kind").append(...kinds());
/** Open the dialog for a speaker. */
export function changeSpeaker(who) {
  editing = who;
  const others = [...state.people.values()].filter((p) => p.id && p !== who);
  $("speaker-label").value = who.label;
  $("speaker-kind").value = who.kind;
  enable(true);
  $("speaker-merge").replaceChildren(
    el("option", { value: "" }, "nobody else in this text"),
    ...others.map((p) => el("option", { value: p.id }, p.label)),
  );
  $("speaker-dialog").showModal();
  $("speaker-label").select();
}
$("speaker-merge").addEventListener("change", () => enable($("speaker-merge").value === ""));
$("speaker-cancel").addEventListener("click", () => $("speaker-dialog").close());
$("speaker-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const label = $("speaker-label").value.trim();
  const into = state.people.get($("speaker-merge").value || named(label, editing)?.id);
  $("speaker-dialog").close();
  if (into?.id) {
    const { id: speaker, label: from } = editing;
    const merge = { action: "merge", speaker, from, into: into.id, label: into.label };
    correct(merge);
    remark(`${merged(merge)} Undo takes it back.`);
  } else if (label) {
    const { id: speaker, label: from } = editing;
    const kind = $("speaker-kind").value;
    const steps = [
      ...(label === from ? [] : [{ action: "rename", speaker, from, label }]),
      ...(kind === editing.kind ? [] : [{ action: "kind", speaker, label, from: editing.kind, kind }]),
    ];
    if (steps.length) correct(...steps);
  }
  document.querySelector(`[data-edit="${CSS.escape(into?.id || editing.id)}"]`)?.focus();
});
