/** From quotation to quotation: pointer, keys, focus. */

import { home, upper } from "./article.js";
import { $ } from "./dom.js";
import { reject, unfinished } from "./editing.js";
import { select, state } from "./state.js";

const article = $("article");
/* Where the card lies over the lower part of the page, pointing there must not bring it up under the pointer. */
const wide = matchMedia("(min-width: 1181px)");
const uncovered = (y) => wide.matches || y < innerHeight * 0.44;

/** Open a quotation, in sight, and with the focus unless told otherwise. A form that somebody fills in stays open. */
export function goTo(q, focus = true) {
  const opened = !unfinished();
  if (opened) select(q, true);
  const node = home(q);
  if (opened && focus) node.focus({ preventScroll: true });
  const r = node.getBoundingClientRect();
  if (r.top < 40 || r.bottom > innerHeight * 0.95 || !uncovered(r.bottom))
    node.scrollIntoView({ block: wide.matches ? "center" : "start", behavior: "instant" });
}
/** Go to the next quotation shown, or one back. */
export function step(by, focus = true) {
  if (state.shown.length === 0) return;
  const here = state.shown.indexOf(state.active);
  const next =
    here < 0
      ? by > 0
        ? 0
        : state.shown.length - 1
      : Math.min(state.shown.length - 1, Math.max(0, here + by));
  goTo(state.shown[next], focus);
}
/** Take a quotation out, and go on to the next. */
export function rejectAndGoOn(q) {
  const inside = $("inspector").contains(document.activeElement);
  const next = reject(q);
  if (next) goTo(next, false);
  else select(null);
  if (inside) ($("reject") || article).focus({ preventScroll: true });
}
/** Close the details; the focus goes back to the quotation. */
export function leave() {
  const q = state.active;
  select(null);
  if (q?.seen) home(q).focus({ preventScroll: true });
  select(null);
}

const at = (event) => event.target.closest?.("#article .q")?.piece;
article.addEventListener("pointerover", (event) => {
  const p = at(event);
  if (
    p &&
    !state.pinned &&
    !state.form &&
    event.buttons === 0 &&
    event.pointerType !== "touch" &&
    uncovered(event.clientY)
  )
    select(upper(p));
});
/* Three clicks are a paragraph; Chromium begins at the letter of its last quotation. */
article.addEventListener("click", (event) => {
  const block = event.detail === 3 && event.target.closest(".p");
  if (block) getSelection().selectAllChildren(block);
});
article.addEventListener("click", (event) => {
  if (!getSelection().isCollapsed || state.form) return; // words are being selected
  const p = at(event);
  if (p) goTo(upper(p));
  else if (state.pinned) select(null);
});
/* A card that came up under a finger already down would swallow the click; so a press waits for it. */
let pressing = false;
document.addEventListener(
  "pointerdown",
  () => {
    pressing = true;
  },
  true,
);
for (const kind of ["pointerup", "pointercancel"])
  document.addEventListener(
    kind,
    () => {
      pressing = false;
    },
    true,
  );
article.addEventListener("focusin", (event) => {
  const p = event.target.piece;
  if (p && !pressing && !state.form && upper(p) && state.active !== p.of) select(p.of, true);
});

const first = () => state.shown[0] && goTo(state.shown[0]);
const last = () => state.shown.length && goTo(state.shown.at(-1));
const details = () => $("why") && ($("why").disabled ? $("close") : $("why")).focus();
const KEYS = {
  ArrowRight: () => step(1),
  ArrowDown: () => step(1),
  ArrowLeft: () => step(-1),
  ArrowUp: () => step(-1),
  Home: first,
  End: last,
  Enter: details,
  " ": () => $("why")?.click(),
  Delete: () => state.active && rejectAndGoOn(state.active),
};
article.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || !KEYS[event.key] || state.form)
    return;
  event.preventDefault();
  if (state.active === null && event.target.piece?.of) select(event.target.piece.of, true);
  KEYS[event.key]();
});
