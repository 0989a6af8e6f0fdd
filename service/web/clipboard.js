/** Copy to the clipboard, and save files: made in the browser, sent nowhere. */

import { el } from "./dom.js";

/** Copy a text, and the same as HTML for programs that take it; returns whether the browser let us. */
export async function copy(text, html = null) {
  const forms = { "text/plain": text, ...(html && { "text/html": html }) };
  const blobs = Object.fromEntries(
    Object.entries(forms).map(([type, form]) => [type, new Blob([form], { type })]),
  );
  try {
    await navigator.clipboard.write([new ClipboardItem(blobs)]);
    return true;
  } catch {
    return copyByCommand(forms);
  }
}
/* Without TLS a browser gives scripts no clipboard, only this older way. */
function copyByCommand(forms) {
  let done = false;
  const fill = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    for (const [type, form] of Object.entries(forms)) event.clipboardData.setData(type, form);
    done = true;
  };
  document.addEventListener("copy", fill, true);
  document.execCommand("copy");
  document.removeEventListener("copy", fill, true);
  return done;
}

/** Have the browser save a file. */
export function save(name, content, type) {
  const link = el("a", {
    href: URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` })),
    download: name,
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
