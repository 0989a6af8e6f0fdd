/**
 * Corrections by hand: small plain values, applied in order to an answer of the service.
 *
 * {action: "rename", speaker, from, label}        a speaker gets another label
 * {action: "kind", speaker, label, from, kind}    a speaker is of another kind
 * {action: "merge", speaker, from, into, label}   two speakers are one; that of `into` stays
 * {action: "assign", quote, text, speaker, label} a quotation gets another speaker: null for none, or a new id with label and kind
 * {action: "words", quote, from, type, segments}  a quotation gets other words or another type
 * {action: "reject", quote, text}                 what was found is no quotation
 * {action: "restore", quote, text}                it is one after all
 * {action: "add", quote, type, segments, speaker, label}   a quotation that was missed; a new speaker has a kind too. It stands
 *                                                 in the place of one with the same words that is found later
 *
 * Nothing here knows the page: values in, values out. Offsets are UTF-16 code units, as everywhere in JavaScript.
 */

import { shortened } from "./dom.js";
import { flat, moves, singles } from "./places.js";

/** The `rule` of what a person decided. Its confidence is 1. */
export const BY_HAND = "by-hand";

/** The corrections that name the speaker of a quotation, and may name a new one. */
const NAMING = ["assign", "add"];

/** What kinds of speaker are called. */
export const KINDS = {
  person: "person",
  anonymous: "unnamed person",
  group: "group",
  organization: "organization",
  document: "document",
  unknown: "unknown",
};

/** Return the speaker of this name, but for the one with this id; capitals and the width of blanks may differ. */
export function namesake(speakers, label, but = null) {
  const plain = (name) => name.toLowerCase().split(/\s+/).join(" ");
  const others = [...speakers].filter((who) => who.id && who.id !== but);
  return others.find((who) => who.label === label) || others.find((who) => plain(who.label) === plain(label));
}

const byHand = (quote) => Object.assign(quote, { rule: BY_HAND, confidence: 1, explanation: [] });
const joined = (segments) => segments.map((s) => s.text).join(" ");

const STEPS = {
  rename({ speaker, label }, { speakers }) {
    const who = speakers.get(speaker);
    if (who) who.label = label;
  },
  kind({ speaker, kind }, { speakers }) {
    const who = speakers.get(speaker);
    if (who) who.kind = kind;
  },
  merge({ speaker, into }, { speakers, quotes }) {
    const [gone, stays] = [speakers.get(speaker), speakers.get(into)];
    if (!gone || !stays) return;
    for (const quote of quotes.values())
      if (quote.speaker?.id === speaker) quote.speaker = { ...quote.speaker, id: into };
    stays.mentions = [...(stays.mentions || []), ...(gone.mentions || [])].sort((a, b) => a.start - b.start);
    for (const field of ["pronouns", "descriptions"])
      if (gone[field]) stays[field] = [...new Set([...(stays[field] || []), ...gone[field]])];
    for (const field of ["role", "anonymity"]) stays[field] ??= gone[field];
    speakers.delete(speaker);
  },
  assign({ quote, speaker, label, kind }, { speakers, quotes }) {
    const said = quotes.get(quote);
    if (said) byHand(said).speaker = spokenBy(speaker, label, kind, speakers);
  },
  words({ quote, type, segments }, { quotes }) {
    const said = quotes.get(quote);
    if (said) Object.assign(byHand(said), { type, segments, text: joined(segments) });
  },
  reject({ quote }, { rejected }) {
    rejected.add(quote);
  },
  restore({ quote }, { rejected }) {
    rejected.delete(quote);
  },
  add({ quote, type, segments, speaker, label, kind }, { speakers, quotes }) {
    const said = {
      id: quote,
      type,
      text: joined(segments),
      segments,
      speaker: spokenBy(speaker, label, kind, speakers),
      cue: null,
      addressee: null,
      channel: null,
      relayed_by: null,
    };
    for (const other of quotes.values()) if (covers(other, segments)) quotes.delete(other.id);
    quotes.set(quote, byHand(said));
  },
};

/**
 * Give a speaker name and role as the service would: only a person has a name; only a person, named or not, has a role,
 * and that of one without a name is the description itself. `found` is the speaker before all corrections.
 */
function settle(who, found) {
  const { kind, label, role } = who;
  if (found && kind === found.kind && label === found.label && role === found.role) return;
  const described = role === null || role === found?.label; // no role apart from the description
  who.name = kind === "person" ? label : null;
  if (kind === "anonymous") who.role = described ? label : role;
  else if (kind !== "person" || role === label) who.role = null;
}

/** Return what a quotation says of its speaker; an unknown id makes a new speaker. */
function spokenBy(id, label, kind = "unknown", speakers) {
  if (id === null) return null;
  if (!speakers.has(id))
    speakers.set(id, {
      ...{ id, label, kind, name: null, role: null },
      ...{ pronouns: [], descriptions: [], anonymity: null, mentions: [] },
    });
  return { id, label, kind, mention: null };
}

/** Return what the corrections change: speakers and quotations by id, and the ids of what is rejected. */
const beginning = (answer) => ({
  speakers: new Map(answer.speakers.map((s) => [s.id, { ...s }])),
  quotes: new Map(answer.quotes.map((q) => [q.id, { ...q }])),
  rejected: new Set(),
});

/** Return the answer with the corrections applied, and the quotations that they reject. Nothing given is changed. */
export function apply(answer, corrections) {
  const found = new Map(answer.speakers.map((s) => [s.id, s]));
  const now = beginning(answer);
  for (const each of corrections) STEPS[each.action](each, now);
  const { speakers, quotes, rejected } = now;
  for (const who of speakers.values()) settle(who, found.get(who.id));
  for (const quote of quotes.values()) {
    const who = quote.speaker && speakers.get(quote.speaker.id);
    if (who) quote.speaker = { ...quote.speaker, label: who.label, kind: who.kind };
  }
  const all = [...quotes.values()].sort((a, b) => a.segments[0].start - b.segments[0].start);
  const kept = all.filter((q) => !rejected.has(q.id));
  for (const who of speakers.values())
    who.quotes = kept.filter((q) => q.speaker?.id === who.id).map((q) => q.id);
  return {
    answer: { ...answer, quotes: kept, speakers: [...speakers.values()] },
    rejected: all.filter((q) => rejected.has(q.id)),
  };
}

/**
 * Return the groups of corrections so that none gives a speaker the name of another, as two may that were made for different
 * answers: where one would, the two are one from there on. `merges` are those that have become of a rename, in their groups.
 */
export function mergeNamesakes(answer, groups) {
  const now = beginning(answer);
  const found = new Map(answer.speakers.map((s) => [s.id, s.label]));
  const byNow = (who) => found.get(who.id) !== who.label; // it was called otherwise
  const stands = new Map(); // whom a speaker is one with
  const whom = (id) => (stands.has(id) ? whom(stands.get(id)) : id);
  const merges = new Set();
  const settled = groups.map((group) => {
    const [own, joins] = [[], []];
    for (const correction of group) {
      let each = { ...correction };
      for (const field of ["speaker", "into"]) if (each[field]) each[field] = whom(each[field]);
      const { action, speaker, from, label } = each;
      if (action === "merge" && speaker === each.into) continue; // they are one already
      const other = label && namesake(now.speakers.values(), label, speaker);
      if (action === "rename" && other && now.speakers.has(speaker)) {
        each = { action: "merge", speaker, from, into: other.id, label: other.label };
        merges.add(each);
        joins.push([speaker, other.id]);
      } else if (NAMING.includes(action) && other && !now.speakers.has(speaker) && byNow(other)) {
        Object.assign(each, { speaker: other.id, label: other.label });
        joins.push([speaker, other.id]);
      }
      STEPS[each.action](each, now);
      own.push(each);
    }
    for (const [one, other] of joins) stands.set(one, other); // in the group itself all else is about whom it named
    return own;
  });
  return { groups: settled, merges };
}

/** Say that two speakers have become one. */
export const merged = ({ from, label }) => `${from} was merged with ${label}.`;

/** Return a correction in a few words. */
export function describe(correction) {
  const { action, from, label, text, segments, kind } = correction;
  const words = (said) => `“${shortened(said, 30)}”`;
  const forms = {
    rename: () => `rename ${from} to ${label}`,
    kind: () => `set the kind of ${label} to ${KINDS[kind]}`,
    merge: () => `merge ${from} with ${label}`,
    assign: () => (label ? `give ${words(text)} to ${label}` : `${words(text)} without a speaker`),
    words: () => `change ${words(from)}`,
    reject: () => `reject ${words(text)}`,
    restore: () => `restore ${words(text)}`,
    add: () => `add ${words(joined(segments))}`,
  };
  return forms[action]();
}

/** Return an id that nothing has yet, in the answer or in the corrections: `added-q1`, `added-s1`. */
export function freshId(letter, corrections) {
  const taken = new Set(corrections.flatMap((c) => [c.quote, c.speaker]));
  let n = 1;
  while (taken.has(`added-${letter}${n}`)) n += 1;
  return `added-${letter}${n}`;
}

/** Return the first quotation of this type that shares a character with the segments, but for the one with this id. */
export function overlapping(quotes, type, segments, id = null) {
  const meets = (a, b) => a.start < b.end && b.start < a.end;
  return quotes.find(
    (q) => q.id !== id && q.type === type && q.segments.some((a) => segments.some((b) => meets(a, b))),
  );
}

/** Return the first quotation with just these segments, but for the one with this id. */
export const twin = (quotes, segments, id = null) => quotes.find((q) => q.id !== id && covers(q, segments));
const covers = ({ segments }, others) =>
  segments.length === others.length &&
  segments.every((s, n) => s.start === others[n].start && s.end === others[n].end);

/**
 * Return the corrections and the open form as they fit another answer, after an edit of the text or with another scope: for
 * each group what it is now, or null where it does not fit, and the form, or null.
 *
 * `before` and `after` are a text and its answer. Places follow the edit: what was said there is recognised by its type and
 * words, a speaker by label and mentions. Words whose own place was edited may stand elsewhere now, if only once.
 * `standing` are corrections that fit the new answer already, `known` all others: no new speaker gets an id of theirs.
 */
export function carry(groups, before, after, { form = null, standing = [], known = [] } = {}) {
  const { there, back } = moves(before.text, after.text);
  const moved = { before: before.answer, text: after.text, there, back };
  moved.quotes = matching(before.answer.quotes, after.answer.quotes, {
    ...moved,
    key: (q) => `${q.type} ${flat(q.text)}`,
    spans: (q) => q.segments,
    said: (q) => `${q.type} ${flat(q.text)} ${q.speaker?.label}`,
    afresh: (q) => q.segments.every((s) => !there(s)),
    anew: (q) => q.segments.every((s) => !back(s)),
  });
  moved.speakers = matching(before.answer.speakers, after.answer.speakers, {
    ...moved,
    key: (s) => s.label,
    spans: (s) => s.mentions || [],
  });
  moved.fresh = newcomers(before.answer, after.answer, standing);
  for (const { quote, speaker } of standing)
    for (const [ids, id] of [
      [moved.quotes, quote],
      [moved.speakers, speaker],
    ])
      // what was made by hand is what it was
      if (id?.startsWith("added-") && !ids.has(id)) ids.set(id, id);
  moved.idOf = renumber([...known, ...standing, ...groups.flat()]);
  return { groups: groups.map((group) => moveGroup(group, moved)), form: form && moveForm(form, moved) };
}

/** Return from label to id the speakers who are named for the first time, by the new answer or by corrections that fit it. */
function newcomers(before, after, standing) {
  const known = new Set(before.speakers.map((s) => s.label));
  const found = new Set(after.speakers.map((s) => s.id));
  const named = standing.filter(({ speaker, kind }) => kind && !found.has(speaker));
  return new Map([
    ...named.map(({ label, speaker }) => [label, speaker]),
    ...after.speakers.filter((s) => !known.has(s.label)).map((s) => [s.label, s.id]),
  ]);
}
/** Return a function that gives a speaker who is found no more an id that nothing has, always the same. */
function renumber(known) {
  const ids = new Map();
  return (id) => {
    if (!ids.has(id))
      ids.set(id, freshId("s", [...known, ...[...ids.values()].map((speaker) => ({ speaker }))]));
    return ids.get(id);
  };
}

function moveGroup(group, moved) {
  const found = group.map((each) => move(each, moved));
  if (found.includes(null)) return null;
  for (const [n, { action, quote, speaker }] of found.entries()) {
    if (action === "add") moved.quotes.set(quote, quote);
    for (const id of [group[n].speaker, group[n].into])
      // whoever stands for one who is gone now
      if (id && !moved.speakers.has(id)) moved.speakers.set(id, speaker);
  }
  return found;
}
/** What a form says where the speaker chosen in it is no more. */
export const GONE = "The speaker who was chosen is no longer there.";
function moveForm(form, moved) {
  const { before, quotes, speakers } = moved;
  const quote = form.quote && quotes.get(form.quote);
  const segments = placed(form.segments, moved);
  if (quote === undefined || segments === null) return null;
  const found = before.speakers.some((s) => s.id === form.speaker); // else it is new, or nobody
  const speaker = speakers.get(form.speaker) ?? (found ? null : form.speaker);
  return { ...form, quote, segments, speaker, error: found && speaker === null ? GONE : "" };
}
/** Return a form as the correction that it would have become. */
export function unfinished({ quote, segments }, { quotes }) {
  const from = quotes.find((q) => q.id === quote)?.text ?? joined(segments);
  return quote ? { action: "words", from } : { action: "add", segments };
}

/**
 * Return what each thing found before is now, by id: of the same key, and standing where it stood; else the only one left
 * of this key on both sides, where the place of the one was edited and that of the other is new.
 */
function matching(before, after, { there, key, spans, said = key, afresh = () => true, anew = () => true }) {
  const found = new Map();
  const left = new Set(after);
  const pair = (one, other) => {
    found.set(one.id, other.id);
    left.delete(other);
  };
  const starts = new Map(after.flatMap((each) => spans(each).map((s) => [`${key(each)} ${s.start}`, each])));
  for (const one of before) {
    const other = spans(one)
      .map((s) => starts.get(`${key(one)} ${there(s)?.start}`))
      .find((each) => left.has(each));
    if (other) pair(one, other);
  }
  const lost = singles(
    before.filter((one) => !found.has(one.id) && afresh(one)),
    key,
  );
  const others = singles([...left].filter(anew), said);
  for (const [name, one] of lost) if (one && others.get(name)) pair(one, others.get(name));
  return found;
}
/**
 * Return a correction as it fits, or null. Who is called as a speaker whom only the new answer found is that speaker; one who
 * was found before and is not now is still whom the correction named.
 */
function move(correction, moved) {
  const { before, quotes, speakers, fresh, idOf } = moved;
  const now = { ...correction };
  if (correction.quote && correction.action !== "add") now.quote = quotes.get(correction.quote);
  for (const field of ["speaker", "into"]) {
    const id = correction[field];
    if (!id) continue;
    const names = NAMING.includes(correction.action);
    const was = before.speakers.find((s) => s.id === id);
    if (names && was) now.kind = was.kind;
    now[field] =
      speakers.get(id) || (names ? (fresh.get(correction.label) ?? (was ? idOf(id) : id)) : undefined);
  }
  if (correction.segments) now.segments = placed(correction.segments, moved);
  const { speaker, from, label } = now;
  if (now.action === "merge" && now.into === undefined && speaker)
    return { action: "rename", speaker, from, label };
  if (now.segments === null || Object.values(now).includes(undefined)) return null;
  return now;
}

/** Return segments where they are after the edit, in the order of the text, or null where they are not or would overlap. */
function placed(segments, moved) {
  const found = segments.map((s) => moved.there(s) ?? elsewhere(s.text, moved));
  if (found.includes(null)) return null;
  found.sort((a, b) => a.start - b.start);
  return found.every((s, n) => n === 0 || found[n - 1].end <= s.start) ? found : null;
}
/** Return the one place written anew where these words stand, as whole words, or null. */
function elsewhere(words, { text, back }) {
  const letter = (at) => /[\p{L}\p{N}]/u.test(text[at] ?? "");
  const found = [];
  for (let start = text.indexOf(words); start >= 0; start = text.indexOf(words, start + 1)) {
    const end = start + words.length;
    const cut = (letter(start - 1) && letter(start)) || (letter(end - 1) && letter(end));
    if (!cut && !back({ start, end })) found.push({ start, end, text: words });
  }
  return found.length === 1 ? found[0] : null;
}
