/** The sourcing of what is shown: who is quoted how much, where, by what way. The same figures as `quote-extractor report`. */

import { countWords } from "./dom.js";
import { NOBODY } from "./state.js";

export const KINDS = ["person", "organization", "document", "group", "anonymous", "unknown", ""];
/** Words from which on a stretch is shown; a fifth of a text of less than five times as many. */
const LONG = 100;

export const isSecondHand = (q) => Boolean(q.relayed_by) || q.channel?.kind === "outlet";
export const relay = (q) => (q.relayed_by || q.channel).text;
export const isAnonymous = (who) => who.kind === "anonymous" || Boolean(who.anonymity);
export const isUnnamed = (who) => who.kind === "group" || isAnonymous(who);

/** Return the figures of these quotations of a text, which have `who` and `size`; nobody comes last among `sources`. */
export function sourcing(text, quotes) {
  const total = quotes.reduce((sum, q) => sum + q.size, 0);
  const sources = [...new Set(quotes.map((q) => q.who))].map((who) => {
    const own = quotes.filter((q) => q.who === who);
    const words = own.reduce((sum, q) => sum + q.size, 0);
    return { who, quotes: own, words, share: total ? words / total : 0, places: own.flatMap(places) };
  });
  sources.sort((a, b) => (a.who.id === NOBODY) - (b.who.id === NOBODY) || b.words - a.words);
  const words = countWords(text);
  return {
    sources,
    words,
    quoted: quotedWords(text, quotes),
    stretches: stretches(text, quotes, words),
    kinds: KINDS.map((kind) => ofKind(kind, sources)).filter(({ quotations }) => quotations),
    channels: channels(quotes),
  };
}

/** Return the number of the paragraph that holds a position, from 1. */
export function paragraphAt(text) {
  const starts = [...text.matchAll(/[^\r\n]*\S[^\r\n]*/g)].map((match) => match.index);
  return (position) => Math.max(1, starts.filter((start) => start <= position).length);
}

const places = (q) => q.segments.map(({ start, end }) => [start, end]);

function ofKind(kind, sources) {
  const own = sources.filter(({ who }) => who.kind === kind);
  const sum = (of) => own.reduce((total, source) => total + of(source), 0);
  return {
    kind,
    sources: own.length,
    quotations: sum((source) => source.quotes.length),
    words: sum((source) => source.words),
    share: sum((source) => source.share),
  };
}
function stretches(text, quotes, words) {
  const runs = [];
  for (const q of quotes) {
    if (runs.at(-1)?.who === q.who) runs.at(-1).quotes.push(q);
    else runs.push({ who: q.who, quotes: [q] });
  }
  return runs
    .map(({ who, quotes: own }) => {
      const all = own.flatMap(places);
      const [start, end] = [Math.min(...all.map(([s]) => s)), Math.max(...all.map(([, e]) => e))];
      const size = countWords(text.slice(start, end));
      return { who, quotes: own, start, end, words: size, share: size / words };
    })
    .filter((run) => run.who.id !== NOBODY && run.words >= Math.min(LONG, words / 5));
}
/** Return [kind, number] for each channel, the most frequent first; those without one last. */
function channels(quotes) {
  const counts = new Map();
  for (const q of quotes) counts.set(q.channel?.kind ?? "", (counts.get(q.channel?.kind ?? "") || 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => (a === "") - (b === "") || n - m || a.localeCompare(b));
}
/** Return how many words of the text lie in any of these quotations; one in two of them counts once. */
export function quotedWords(text, quotes) {
  let [counted, at] = [0, 0];
  for (const [start, end] of quotes.flatMap(places).sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    counted += countWords(text.slice(Math.max(at, start), end));
    at = Math.max(at, end);
  }
  return counted;
}
