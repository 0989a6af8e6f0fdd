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
 * {action: "add", quote, type, segments, speaker, label}   a quotation that was missed; a new speaker has a kind too
 *
 * Nothing here knows the page: values in, values out. Offsets are UTF-16 code units, as everywhere in JavaScript.
 */

import { shortened } from "./dom.js";

/** The `rule` of what a person decided. Its confidence is 1. */
export const BY_HAND = "by-hand";

/** What kinds of speaker are called. */
export const KINDS = {
  person: "person",
  anonymous: "unnamed person",
  group: "group",
  organization: "organization",
  document: "document",
  unknown: "unknown",
};

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

/** Return the answer with the corrections applied, and the quotations that they reject. Nothing given is changed. */
export function apply(answer, corrections) {
  const found = new Map(answer.speakers.map((s) => [s.id, s]));
  const speakers = new Map(answer.speakers.map((s) => [s.id, { ...s }]));
  const quotes = new Map(answer.quotes.map((q) => [q.id, { ...q }]));
  const rejected = new Set();
  for (const each of corrections) STEPS[each.action](each, { speakers, quotes, rejected });
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

/**
 * Return the corrections and the open form as they fit another answer, after an edit of the text or with another scope, and
 * what does not.
 *
 * Quotations are recognised by type and words, speakers by label, words by standing nearest to where they stood.
 */
export function carry(groups, before, after, text, form = null) {
  const quotes = matching(before.quotes, after.quotes, (q) => `${q.type} ${q.text}`);
  const speakers = matching(before.speakers, after.speakers, (s) => s.label);
  const known = new Set(before.speakers.map((s) => s.label));
  const fresh = new Map(after.speakers.filter((s) => !known.has(s.label)).map((s) => [s.label, s.id]));
  const kept = [];
  const lost = [];
  for (const group of groups) {
    const moved = group.map((each) => move(each, { before, quotes, speakers, fresh, text }));
    if (moved.includes(null)) {
      lost.push(group);
      continue;
    }
    kept.push(moved);
    for (const [n, { action, quote, speaker }] of moved.entries()) {
      if (action === "add") quotes.set(quote, quote);
      for (const id of [group[n].speaker, group[n].into]) // whoever stands for one who is gone now
        if (id && !speakers.has(id)) speakers.set(id, speaker);
    }
  }
  const moved = form && moveForm(form, before, { quotes, speakers, text });
  if (form && !moved) lost.push([unfinished(form, before)]);
  return { kept, lost, form: moved };
}
/** What a form says where the speaker chosen in it is no more. */
export const GONE = "The speaker who was chosen is no longer there.";
function moveForm(form, before, { quotes, speakers, text }) {
  const quote = form.quote && quotes.get(form.quote);
  const segments = placed(text, form.segments);
  if (quote === undefined || segments === null) return null;
  const found = before.speakers.some((s) => s.id === form.speaker); // else it is new, or nobody
  const speaker = speakers.get(form.speaker) ?? (found ? null : form.speaker);
  return { ...form, quote, segments, speaker, error: found && speaker === null ? GONE : "" };
}
/** Return a form as the correction that it would have become. */
function unfinished({ quote, segments }, { quotes }) {
  const from = quotes.find((q) => q.id === quote)?.text ?? joined(segments);
  return quote ? { action: "words", from } : { action: "add", segments };
}

function matching(before, after, keyOf) {
  const left = new Map();
  for (const item of after) left.set(keyOf(item), [...(left.get(keyOf(item)) || []), item.id]);
  const found = new Map();
  for (const item of before) {
    const id = left.get(keyOf(item))?.shift();
    if (id !== undefined) found.set(item.id, id);
  }
  return found;
}

/**
 * Return a correction as it fits, or null. Who is called as a speaker whom only the new answer found is that speaker; one who
 * was found before and is not now is still whom the correction named.
 */
function move(correction, { before, quotes, speakers, fresh, text }) {
  const moved = { ...correction };
  if (correction.quote && correction.action !== "add") moved.quote = quotes.get(correction.quote);
  for (const field of ["speaker", "into"]) {
    const id = correction[field];
    if (!id) continue;
    const names = ["assign", "add"].includes(correction.action);
    const was = before.speakers.find((s) => s.id === id);
    const own = was ? `added-was-${id}` : id;
    if (names && was) moved.kind = was.kind;
    moved[field] = speakers.get(id) || (names ? (fresh.get(correction.label) ?? own) : undefined);
  }
  if (correction.segments) moved.segments = placed(text, correction.segments);
  const { speaker, from, label } = moved;
  if (moved.action === "merge" && moved.into === undefined && speaker)
    return { action: "rename", speaker, from, label };
  if (moved.segments === null || Object.values(moved).includes(undefined)) return null;
  const into = moved.action === "rename" ? fresh.get(label) : undefined;
  return into ? { action: "merge", speaker, from, into, label } : moved;
}

/** Return segments where their words stand in a text, in its order, or null where they do not or would overlap. */
function placed(text, segments) {
  const found = segments.map((s) => nearest(text, s));
  if (found.includes(null)) return null;
  found.sort((a, b) => a.start - b.start);
  return found.every((s, n) => n === 0 || found[n - 1].end <= s.start) ? found : null;
}

/** Return where a segment's words stand in a text, the place nearest to where they stood, or null. */
function nearest(text, { start, text: words }) {
  let best = null;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    if (best === null || Math.abs(at - start) < Math.abs(best - start)) best = at;
  }
  return best === null ? null : { start: best, end: best + words.length, text: words };
}
