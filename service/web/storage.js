/** The copy in this browser, kept only where the user asks for it. */

const NAME = "quotations-draft";

/** Return the copy, or null. */
export function load() {
  try {
    return JSON.parse(localStorage.getItem(NAME));
  } catch {
    return null;
  }
}
/** Keep a copy; returns whether there was room. */
export function keep(copy) {
  try {
    localStorage.setItem(NAME, JSON.stringify(copy));
    return true;
  } catch {
    return false;
  }
}
/** Call back when another tab has changed or deleted the copy. */
export const onChange = (act) =>
  addEventListener("storage", (event) => {
    if (event.key === NAME || event.key === null) act();
  });
export function forget() {
  try {
    localStorage.removeItem(NAME);
  } catch {
    /* where there is no storage there is no copy */
  }
}
