/**
 * Where the places of a text are after an edit. Nothing here knows the page: values in, values out.
 *
 * Two texts are laid side by side as a reader would do it: paragraphs first, then the sentences of paragraphs that differ, then
 * the words of sentences that differ; of each the longest run that both have, and so on before and behind it. So a paragraph
 * that begins with the words of the next one is new, and the next one is still itself. A paragraph or a sentence that stands
 * elsewhere as it was has moved. White space behind a piece may differ.
 */

const LEVELS = [
  /[^\r\n]+[\r\n]*|[\r\n]+/g,
  /[^]*?[.!?…]["”’»)\]]*(?:\s+|$)|[^]+$/g,
  /[\p{L}\p{N}]+\s*|[^]\s*/gu,
];
/** Stretches with more pairs of equal pieces than this have too little to do with each other: they count as written anew. */
const MOST = 500_000;

export const flat = (words) => words.replace(/\s+/g, " ");

/**
 * Return how an old text became a new one: `there(span)` is where a span of the old one stands in the new one, `back(span)`
 * where one of the new one stood in the old one; null where its place was edited.
 */
export function moves(old, text) {
  const whole = (words) => [{ at: 0, words }];
  const runs = old === text ? [{ from: 0, to: 0, size: old.length }] : shared(whole(old), whole(text));
  const turned = runs.map(({ from, to, size }) => ({ from: to, to: from, size }));
  for (const each of [runs, turned]) each.sort((one, other) => one.from - other.from);
  return {
    there: (span) => placeOf(span, runs, old, text),
    back: (span) => placeOf(span, turned, text, old),
  };
}

function placeOf({ start, end }, runs, old, text) {
  const at = (offset) => {
    const run = runs.findLast(({ from }) => from <= offset);
    return run && offset < run.from + run.size ? run.to + offset - run.from : null;
  };
  const [first, last] = [at(start), at(end - 1)];
  if (first === null || last === null) return null;
  const words = text.slice(first, last + 1);
  return flat(words) === flat(old.slice(start, end)) ? { start: first, end: last + 1, text: words } : null;
}

/** Return the runs that two lists of pieces share: where each begins in the old text and in the new one, and its size. */
function shared(olds, news, [level, ...finer] = LEVELS) {
  const [left, right] = [cut(olds, level), cut(news, level)];
  const [pairs, gaps] = [[], []];
  let [i, j] = [0, 0];
  for (const [a, b, count] of [...blocks(left, right), [left.length, right.length, 0]]) {
    gaps.push([left.slice(i, a), right.slice(j, b)]);
    for (let n = 0; n < count; n++) pairs.push([left[a + n], right[b + n]]);
    [i, j] = [a + count, b + count];
  }
  if (finer.length) pairs.push(...moved(gaps));
  const done = new Set(pairs.flat());
  const rest = (pieces) => pieces.filter((piece) => !done.has(piece));
  return [
    ...pairs.map(([one, other]) => ({ from: one.at, to: other.at, size: one.words.length })),
    ...(finer.length ? gaps.flatMap(([a, b]) => shared(rest(a), rest(b), finer)) : []),
  ];
}
/** Return smaller pieces of pieces: where they begin, and their words. */
const cut = (pieces, level) =>
  pieces.flatMap(({ at, words }) =>
    [...words.matchAll(level)]
      .map(({ 0: whole, index }) => ({ at: at + index, words: whole.trimEnd() }))
      .filter((piece) => piece.words),
  );
/** Return the pairs of pieces that stand in different gaps, or crosswise: each is the only one with its words. */
function moved(gaps) {
  const [gone, come] = [0, 1].map((side) =>
    singles(
      gaps.flatMap((gap) => gap[side]),
      ({ words }) => words,
    ),
  );
  return [...gone.keys()].map((words) => [gone.get(words), come.get(words)]).filter(([a, b]) => a && b);
}
/** Return things by their key, null where several have it. */
export function singles(things, key) {
  const found = new Map();
  for (const each of things) found.set(key(each), found.has(key(each)) ? null : each);
  return found;
}

/** Return the blocks of pieces that two lists share, in order: [index in one, index in the other, number of pieces]. */
function blocks(left, right) {
  const places = new Map();
  for (const [j, { words }] of right.entries())
    if (places.has(words)) places.get(words).push(j);
    else places.set(words, [j]);
  const pairs = left.reduce((sum, { words }) => sum + (places.get(words)?.length || 0), 0);
  const found = [];
  const ranges = pairs > MOST ? [] : [[0, left.length, 0, right.length]];
  while (ranges.length) {
    const [i, iEnd, j, jEnd] = ranges.pop();
    const [a, b, count] = longest(left, places, i, iEnd, j, jEnd);
    if (count === 0) continue;
    found.push([a, b, count]);
    ranges.push([i, a, j, b], [a + count, iEnd, b + count, jEnd]);
  }
  return found.sort((one, other) => one[0] - other[0]);
}
/** Return the block with the most letters within two ranges, the first of several. */
function longest(left, places, i, iEnd, j, jEnd) {
  let best = [i, j, 0];
  let most = 0;
  let ending = new Map(); // from where a block ends on the right to its number of pieces and letters
  for (let a = i; a < iEnd; a++) {
    const next = new Map();
    for (const b of places.get(left[a].words) || []) {
      if (b < j || b >= jEnd) continue;
      const [count, size] = ending.get(b - 1) || [0, 0];
      const grown = [count + 1, size + left[a].words.length];
      next.set(b, grown);
      if (grown[1] > most) [best, most] = [[a - count, b - count, count + 1], grown[1]];
    }
    ending = next;
  }
  return best;
}
