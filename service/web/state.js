/**
 * What the page shows: one text, the service's answer, the corrections, the filters, the selection.
 *
 * Views subscribe with `on`: "answer" (everything is new), "filter" (which quotations are shown), "active" (which one is open).
 * A quotation here is that of the answer, and `who` (its speaker as shown: `mark` is a letter, `css` a colour), `size` in words,
 * `held` (type and confidence fit the filters), `seen` (its speaker does too), `pieces` and `roles` of the article.
 */

import { GONE, apply, carry, mergeNamesakes, namesake, unfinished } from "./corrections.js";
import { countWords } from "./dom.js";

export const TYPES = ["direct", "mixed", "indirect"];
export const NOBODY = "";
/** In a form: a speaker who is not in the answer yet. */
export const NEW = "new";
/**
 * Below this confidence a pairing is more likely wrong than right: the list makes it stand out. No filter hides it at
 * first. In ten articles annotated as an editor would, all 5 of 174 below it were quotations.
 */
export const DOUBTFUL = 0.5;

/** Corrections wait with the text and the answer that they were made for: so many of these at most. */
const MOST_WAITING = 5;

const empty = () => ({
  text: "",
  answer: null,
  scope: "quotations",
  done: [],
  undone: [],
  waiting: [],
  saved: null,
  types: new Set(TYPES),
  least: 0,
  only: null,
  sort: "text",
  edited: null,
  quotes: [],
  rejected: [],
  people: new Map(),
  shown: [],
  active: null,
  pinned: false,
  explained: false,
  form: null,
});
export const state = empty();

const listeners = { answer: [], filter: [], active: [] };
export const on = (event, listener) => listeners[event].push(listener);
const notify = (event, ...values) => {
  for (const listener of listeners[event]) listener(...values);
};

/**
 * Show an answer of the service. Corrections of the one before, and a form that somebody has begun to fill in, stay where
 * they still fit. Those that do not fit wait, and apply again once an answer comes that they fit. Returns the corrections that
 * were `lost`, those that are `back`, and the other renames that are `merges` now.
 */
export function show(text, answer) {
  const [before, after] = [state.answer && { text: state.text, answer: state.answer }, { text, answer }];
  const form = before && touched() ? state.form : null;
  const same = before && carry(state.done, before, after, { form, known: corrections() });
  const done = same ? same.groups.filter(Boolean) : [];
  const lost = state.done.map((group, at) => ({ group, at })).filter(({ at }) => !same.groups[at]);
  const { waiting, back } = comeBack(done, after);
  const { groups, merges } = mergeNamesakes(answer, done);
  const returned = groups.filter((_, n) => back.has(done[n])).flat();
  if (lost.length) waiting.push({ before, lost });
  Object.assign(state, {
    text,
    answer,
    done: groups.filter((group) => group.length),
    undone: [],
    waiting: waiting.slice(-MOST_WAITING),
    only: null,
    active: null,
    pinned: Boolean(same?.form),
    form: same?.form || null,
  });
  rebuild();
  const left = form && !same.form ? [unfinished(form, before.answer)] : [];
  return {
    lost: [...lost.flatMap(({ group }) => group), ...left],
    back: returned,
    merges: [...merges].filter((each) => !returned.includes(each)),
  };
}
/** Put those groups of corrections that wait back among `done` that fit an answer; returns them, and what still waits. */
function comeBack(done, after) {
  const back = new Set();
  const waiting = state.waiting.map(({ before, lost }) => {
    const waits = lost.map(({ group }) => group);
    const options = { standing: done.flat(), known: corrections() };
    const { groups } = carry(waits, before, after, options);
    for (const [n, group] of groups.entries()) {
      if (group === null) continue;
      done.splice(lost[n].at, 0, group);
      back.add(group);
    }
    return { before, lost: lost.filter((_, n) => groups[n] === null) };
  });
  return { waiting: waiting.filter(({ lost }) => lost.length), back };
}
/** Return all corrections, also those that wait: what is new must have no id of theirs. */
export const corrections = () =>
  [...state.done, ...state.waiting.flatMap(({ lost }) => lost.map(({ group }) => group))].flat();

/** Everything that a new text takes away, to be given back by `restore`. */
export const snapshot = () => ({
  ...state,
  done: [...state.done],
  undone: [...state.undone],
  types: new Set(state.types),
});
export function restore(before) {
  Object.assign(state, before, { active: null, pinned: Boolean(before.form) });
  if (state.answer) rebuild();
}
export const clear = () =>
  Object.assign(state, {
    ...empty(),
    types: state.types,
    least: state.least,
    sort: state.sort,
    scope: state.scope,
    explained: state.explained,
  });

/* ---- corrections: a group of them is one step of undo ---- */

export function correct(...group) {
  state.done.push(group);
  state.undone = [];
  rebuild();
}
export function undo() {
  if (state.done.length === 0) return null;
  const group = state.done.pop();
  state.undone.push(group);
  rebuild();
  return group;
}
export function redo() {
  if (state.undone.length === 0) return null;
  const group = state.undone.pop();
  state.done.push(group);
  rebuild();
  return group;
}
/** Whether there are corrections that no export or copy holds. */
export const unsaved = () => state.done.length > 0 && state.saved !== state.done.at(-1);
export const markSaved = () => {
  state.saved = state.done.at(-1) || null;
};

function rebuild() {
  const { answer, rejected } = apply(state.answer, state.done.flat());
  const active = state.active?.id;
  state.edited = answer;
  state.people = people(answer);
  state.quotes = answer.quotes.map((q) => ({
    ...q,
    who: state.people.get(q.speaker ? q.speaker.id : NOBODY),
    size: countWords(q.text),
    pieces: [],
    roles: [],
    held: true,
    seen: true,
  }));
  state.rejected = rejected;
  follow();
  state.words = countWords(state.text);
  if (state.only !== null && !state.quotes.some((q) => q.who.id === state.only)) state.only = null;
  sift();
  state.active = state.quotes.find((q) => q.id === active && q.seen) || null;
  state.pinned &&= state.active !== null || state.form !== null;
  notify("answer");
  notify("filter");
  notify("active", null);
}

/** Let the open form name a speaker who is there: after a merge the one who stays; where none is, it says so. */
function follow() {
  const { form, people } = state;
  if (form === null || form.speaker === null || form.speaker === NEW || people.has(form.speaker)) return;
  const filled = touched();
  const merge = state.done.flat().findLast((c) => c.action === "merge" && c.speaker === form.speaker);
  state.form = { ...form, ...(merge ? { speaker: merge.into } : { speaker: null, error: GONE }) };
  if (!filled) state.form.blank = contents(state.form);
  follow();
}

const LETTERS = (n) => (n < 26 ? "" : LETTERS(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26));

/** Return the speakers by id, in the order in which the service found them speaking, so that a correction changes no colour. */
function people(answer) {
  const first = state.answer.quotes.filter((q) => q.speaker).map((q) => q.speaker.id);
  const known = new Map(answer.speakers.map((s) => [s.id, s]));
  const order = [...new Set([...first, ...known.keys()])];
  const found = new Map(
    order
      .map((id, n) => [id, { ...known.get(id), id, mark: LETTERS(n), css: `s${n % 10}`, pieces: [] }])
      .filter(([id]) => known.has(id)),
  );
  found.set(NOBODY, {
    id: NOBODY,
    label: "No speaker",
    kind: "",
    role: null,
    mark: "?",
    css: "nobody",
    pieces: [],
  });
  return found;
}

/** Return the speaker of this name, but for one. */
export const named = (label, but = null) => namesake(state.people.values(), label, but?.id);

/* ---- filters ---- */

function sift() {
  for (const q of state.quotes) {
    q.held = state.types.has(q.type) && q.confidence >= state.least;
    q.seen = q.held && (state.only === null || state.only === q.who.id);
  }
  state.shown = state.quotes.filter((q) => q.seen);
}
/** Change `types`, `least` or `only`. */
export function filter(change) {
  Object.assign(state, change);
  sift();
  if (state.active && !state.active.seen && !state.form) select(null);
  notify("filter");
}
export const showAll = () => filter({ types: new Set(TYPES), least: 0, only: null });

/** Return what the filters leave out, in words: `["confidence under 50%", …]`. */
export function leftOutBy() {
  const gone = state.quotes.filter((q) => !q.seen);
  const types = TYPES.filter((t) => !state.types.has(t) && gone.some((q) => q.type === t));
  return [
    ...types.map((t) => `${t} quotations`),
    ...(gone.some((q) => q.confidence < state.least)
      ? [`confidence under ${Math.round(state.least * 100)}%`]
      : []),
    ...(state.only !== null ? [`speakers other than ${state.people.get(state.only).label}`] : []),
  ];
}

/* ---- the quotation that is open ---- */

export function select(q, pinned = false) {
  const before = state.active;
  Object.assign(state, { active: q, pinned: q !== null && pinned, form: null });
  notify("active", before);
}
const contents = ({ segments, type, speaker, words = "", label = "", kind = "" }) =>
  JSON.stringify([segments, type, speaker, words, label, kind]);
const EMPTY = contents({ segments: [], type: "direct", speaker: null });
/** Whether a form is open with something in it that would be lost. */
export const touched = () => state.form !== null && contents(state.form) !== state.form.blank;
/** Open a form in the place of the details: {segments, type, speaker, quote}, of which `quote` is null for a new one. */
export function openForm(form) {
  const blank = form.quote === null ? EMPTY : contents(form);
  state.form = { blank, ...form };
  state.pinned = true;
  notify("active", state.active);
}
