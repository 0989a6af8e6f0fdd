/** Elements, words and numbers: what every other module needs. Text becomes text nodes only. */

export const $ = (id) => document.getElementById(id);

/** Return a new element. `props` are properties where the element has them, else attributes; null children are skipped. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (key in node && !key.includes("-")) node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** Return a new element of SVG. */
export function svg(tag, attributes, text = "") {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.textContent = text;
  return node;
}

export const button = (text, onclick, props = {}) =>
  el("button", { type: "button", onclick, ...props }, text);
export const percent = (share) => `${Math.round(share * 100)}%`;
export const plural = (n, word) => `${n.toLocaleString("en")} ${word}${n === 1 ? "" : "s"}`;
export const countWords = (text) => (text.match(/\S*[\p{L}\p{N}]\S*/gu) || []).length;

/** Return the beginning of a text as one line. */
export function shortened(text, most = 40) {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > most ? `${line.slice(0, most - 1).trimEnd()}…` : line;
}

/** Say something to screen readers. */
export const say = (text) => {
  $("status").textContent = text;
};

const calm = matchMedia("(prefers-reduced-motion: reduce)");
export const scrollTo = (node, block) =>
  node.scrollIntoView({ block, behavior: calm.matches ? "instant" : "smooth" });
