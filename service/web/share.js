/** One HTML file to share: the article with its marks, the speakers, a legend. No script, nothing from elsewhere. */

import { upper } from "./article.js";
import { $, percent, plural, shortened } from "./dom.js";
import { NOBODY, TYPES, leftOutBy, state } from "./state.js";
import { about, certainty } from "./wording.js";

const STYLE = `
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1.2rem 3rem }
h1 { font: 600 1.35rem/1.3 var(--serif) } h2 { font: 600 1rem/1.4 var(--sans); margin: 1.6rem 0 .5rem }
header p, footer, small { color: var(--soft) } footer { font-size: .88rem; margin-top: 1.6rem }
.legend { display: flex; flex-wrap: wrap; gap: .4rem 1.2rem } .legend .nobody { --c: var(--warn) }
.speakers li { display: grid; grid-template-columns: auto 1fr auto; gap: 0 .6rem; padding: .3rem 0; break-inside: avoid } .speakers .track { grid-column: 2 / 4; align-self: center }
.speakers span:nth-of-type(3) { text-align: right } .speakers b { overflow-wrap: anywhere } .speakers small { display: block } .badge { align-self: start }
.article { background: var(--sheet); border: 1px solid var(--line); border-radius: 12px; padding: clamp(1.1rem, 3.2vw, 2.2rem); margin-top: 1.6rem }
@media (max-width: 32rem) { .speakers span:nth-of-type(3) { grid-column: 2 / 4; text-align: left } .speakers span:nth-of-type(3) small { display: inline; margin-left: .6em } }
@media print { main { padding: 0 } .article { border: 0; padding: 0 } }`;

/** Return the file with the article. */
export const share = () =>
  file(headline(), STYLE, (make) => [
    make("header", {}, make("h1", {}, headline()), make("p", {}, $("sum-text").textContent, ".")),
    make("section", {}, make("h2", {}, "Speakers"), make("ul", { class: "speakers" }, ...speakers(make))),
    make("section", {}, make("h2", {}, "Legend"), make("p", { class: "legend" }, ...legend(make))),
    make("article", { class: "article" }, ...blocks(make)),
    make("footer", {}, footer()),
  ]);

/** Return a file of HTML. Everything of the text is a text node of a document of its own, which is then written out. */
export function file(title, style, content) {
  const page = document.implementation.createHTMLDocument(title);
  const make = (tag, props = {}, ...children) => {
    const node = page.createElement(tag);
    for (const [key, value] of Object.entries(props)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  };
  page.documentElement.lang = "en";
  page.head.prepend(
    make("meta", { charset: "utf-8" }),
    make("meta", {
      "http-equiv": "Content-Security-Policy",
      content: "default-src 'none'; style-src 'unsafe-inline'",
    }),
    make("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
  );
  page.body.append(make("main", {}, ...content(make, page)));
  /* The policy of this page keeps a document made here from having a style; the text alone may. */
  const whole = () => `<style>${palette()}${style}</style></head>`;
  return `<!doctype html>\n${page.documentElement.outerHTML.replace("</head>", whole)}\n`;
}

/** Return the first line of the article. */
export const headline = () => shortened(state.text.trim().split(/[\r\n]/)[0], 90) || "Quotations";

/** Return the rules of marks.css as the browser holds them. */
function palette() {
  const sheet = [...document.styleSheets].find(({ href }) => href?.endsWith("/marks.css"));
  return [...sheet.cssRules].map((rule) => rule.cssText).join("\n");
}

function speakers(make) {
  const total = state.shown.reduce((sum, q) => sum + q.size, 0);
  return [...state.people.values()].flatMap((who) => {
    const own = state.shown.filter((q) => q.who === who);
    if (own.length === 0) return [];
    const share = own.reduce((sum, q) => sum + q.size, 0) / Math.max(1, total);
    const links = make("small", {}, `${percent(share)} of the quoted words`);
    const fill = make("span", { class: "fill" });
    fill.style.width = percent(share);
    const more = who.id === NOBODY ? "No speaker was found." : about(who);
    return [
      make(
        "li",
        { class: who.css },
        make("span", { class: "badge" }, who.mark),
        make("span", {}, make("b", {}, who.label), make("small", {}, more)),
        make("span", {}, plural(own.length, "quotation"), links),
        make("span", { class: "track" }, fill),
      ),
    ];
  });
}
function legend(make) {
  const says = {
    direct: "word for word",
    mixed: "partly word for word",
    indirect: "paraphrased",
  };
  const items = TYPES.map((type) =>
    make("span", {}, make("mark", { class: `q sample ${type}` }, type), ` ${says[type]}`),
  );
  return [
    ...items,
    make("span", {}, make("mark", { class: "q sample direct nobody" }, "no speaker"), " none was found"),
  ];
}
function blocks(make) {
  return [...$("article").childNodes].map((block) =>
    make(
      "div",
      { class: block.className },
      ...[...block.childNodes].map((node) => {
        const q = node.piece && upper(node.piece);
        if (!q) return node.textContent;
        const props = {
          class: `q ${q.type} ${q.who.css}`,
          title: `${q.who.label}: ${q.type} quotation, confidence ${certainty(q)}`,
          "data-quote": q.id,
        };
        const { mark } = node.dataset;
        if (!mark) return make("mark", props, node.textContent);
        return make(
          "mark",
          { ...props, "data-mark": mark },
          make("i", { class: "letter", "data-letter": mark, "aria-hidden": "true" }),
          node.textContent,
        );
      }),
    ),
  );
}
/** Return what has found the quotations, in words. */
export const madeBy = () => {
  const { name, version, model } = state.answer.software;
  return `Found by ${name} ${version}, ${model}.`;
};
function footer() {
  const gone = state.quotes.length - state.shown.length;
  const left = gone ? ` Left out: ${plural(gone, "quotation")} (${leftOutBy().join("; ")}).` : "";
  const hand = state.done.length
    ? ` ${plural(state.done.length, "correction")} made by hand.`
    : " No corrections by hand.";
  return `${madeBy()}${hand}${left}`;
}
