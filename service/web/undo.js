/** Undo and redo of corrections: two buttons, Ctrl+Z and Ctrl+Shift+Z. */

import { describe } from "./corrections.js";
import { $, say } from "./dom.js";
import { on, redo, state, undo } from "./state.js";

function go(name, change) {
  const here = document.activeElement;
  const group = change();
  if (group) say(`${name}: ${group.map(describe).join(", ")}.`);
  if (here.disabled) $(here === $("undo") ? "redo" : "undo").focus(); // a disabled button loses the focus
}
$("undo").addEventListener("click", () => go("Undone", undo));
$("redo").addEventListener("click", () => go("Redone", redo));
on("answer", () => {
  for (const [id, name, stack] of [
    ["undo", "Undo", state.done],
    ["redo", "Redo", state.undone],
  ]) {
    const words = stack.length ? `${name}: ${stack.at(-1).map(describe).join(", ")}` : name;
    $(id).disabled = stack.length === 0;
    $(id).title = words;
    $(id).setAttribute("aria-label", words);
  }
});
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.(
    "input:not([type=checkbox], [type=range], [type=radio]), textarea, dialog, form",
  );
  if (!(event.ctrlKey || event.metaKey) || event.altKey || typing || $("result").hidden) return;
  const key = event.key.toLowerCase();
  if (key === "z" && !event.shiftKey) go("Undone", undo);
  else if ((key === "z" && event.shiftKey) || key === "y") go("Redone", redo);
  else return;
  event.preventDefault();
});
