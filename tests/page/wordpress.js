/* What the snippet of docs/clients.md uses of WordPress's block editor, and no more: blocks, their rich
   texts, and the store of annotations, which takes only what shows in a text that is there. */
class RichTextData {
  #text;
  constructor(text) { this.#text = text; }
  get text() { return this.#text; }
  get length() { return this.#text.length; }
  toString() { return `<b>${this.#text}</b>`; } // its HTML, whose offsets are others
}
const block = (clientId, attributes, innerBlocks = []) => ({ clientId, attributes, innerBlocks });
const rich = (text) => new RichTextData(text);
const BLOCKS = [
  block("heading", { level: 2, anchor: "start", content: rich("😀 Start.") }),
  block("quote", { citation: rich("Letter") }, [
    block("first", { content: rich("😀 “We open now,”\nsaid Ada Lund.") }),
    block("empty", { content: rich("") }),
    block("second", { content: rich("Then: “So we do.") }),
    block("third", { content: rich("All of us 😀,” said Ben Oke.") }),
  ]),
  block("image", { url: "quay.jpg", alt: "“Not sent,”", caption: rich("Ada Lund said that it works.") }),
];
const flat = (blocks) => blocks.flatMap((each) => [each, ...flat(each.innerBlocks)]);
let annotated = [];
const STORES = {
  "core/block-editor": { getBlocks: () => BLOCKS },
  "core/annotations": {
    __experimentalAddAnnotation(annotation) {
      const { blockClientId, richTextIdentifier, range: { start, end } } = annotation;
      const text = flat(BLOCKS).find((each) => each.clientId === blockClientId).attributes[richTextIdentifier].text;
      if (!(0 <= start && start < end && end <= text.length)) throw new RangeError(`${start}-${end}`);
      annotated.push({ ...annotation, words: text.slice(start, end) });
    },
    __experimentalRemoveAnnotationsBySource(source) {
      annotated = annotated.filter((each) => each.source !== source);
    },
  },
};
const wp = {
  richText: { RichTextData },
  data: { select: (name) => STORES[name], dispatch: (name) => STORES[name] },
};
