"""A clause governed by a verb of saying, with or without ``that``.

The mayor said that sales fell.
          ^^^^           ^^^^^
          cue  -ccomp->  content;   cue -nsubj-> mayor
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from extractor import cue_lexicon
from extractor.domain import NounPhrase, Sentence
from extractor.english import lexicon, syntax
from extractor.english.lexicon import WH_WORDS
from extractor.english.orthography import DASHES, is_in_title_case
from extractor.rules.shared import clause_extent, cue_adjuncts, cue_verbs, narration, other_reports
from extractor.rules.shared.content_clauses import (
    content_clauses,
    document_before,
    object_as_subject,
)
from extractor.rules.shared.context import Context, CuePhrase, Match, Source, cue_at, match_of
from extractor.rules.shared.cue_adjuncts import content_behind
from extractor.rules.shared.names import speaker_in_commas
from extractor.rules.shared.subject_control import source_at_document

MOST_IN_NAME = 5
OTHERS = frozenset("another other others".split())
SOME = frozenset("one some many several most few half two three".split())
"""What *another*, *others* and *a third* follow."""
PER = frozenset("in of per".split())
"""What joins two numbers: ``one *in* ten``, ``20 *per* cent``."""
AFTER_QUOTATION = frozenset({"ADP", "CCONJ", "PUNCT", "SCONJ"})
"""What may follow a trailing quotation: else comes a cue of its own, or its subject."""


def find(context: Context) -> Iterator[Match]:
    """Yield each verb with the clauses that are its complement: one content, or in marks and not.

    ``They said the road is closed, but that it will open`` has two clauses and reports once.
    """
    for sentence, verb in context.tagged("VERB"):
        if other_reports.share_of(sentence, verb):
            continue
        grants = context.granting_words[sentence.index]
        clauses = [c for c in content_clauses(sentence, verb) if c not in grants or verb in grants]
        behind = content_behind(sentence, verb, grants) if grants and not clauses else range(0)
        if behind:
            keep = set(behind) - narration.narrators_words(sentence, verb, behind)
            yield from context.matches(sentence, cue_at(sentence, verb), "that-clause", keep)
            continue
        if not clauses and cue_verbs.says(sentence, verb):
            split = clause_extent.split_subject(sentence, verb)
            split = split or clause_extent.clause_above(sentence, verb)
            split -= narration.narrators_words(sentence, verb, split)
            if split:
                yield from context.matches(sentence, cue_at(sentence, verb), "bare-clause", split)
        for alike in _alike(context, sentence, verb, clauses):
            yield from _of_clauses(context, sentence, verb, alike)
    yield from _of_documents(context)
    yield from _of_clefts(context)


def _of_clauses(
    context: Context, sentence: Sentence, verb: int, alike: Sequence[int]
) -> Iterator[Match]:
    """Yield the match of clauses that are one content of *verb*."""
    if cue_verbs.is_nearer_another(sentence, verb, min(syntax.subtree(sentence, alike[0]))):
        return
    keep = {p for c in alike for p in _content(sentence, verb, c)}
    if not keep:
        return
    keep -= _relative_pronoun(sentence, verb, keep)
    keep = _last_passage(context, sentence, verb, keep) or keep
    keep |= _joined(context, sentence, verb)
    gapped = list(_reports_without_verb(sentence, verb))
    keep = {p for p in keep if all(p < name.start for name, _ in gapped)} or keep
    if sentence.words[verb].deprel != "advcl":  # after which its main clause comes
        keep.update(_trailing_quotation(context, sentence, keep))
    addressee = cue_adjuncts.addressee_in_clause(sentence, verb, keep)
    addressee = addressee or cue_adjuncts.addressee_cut_off(sentence, verb, keep)
    keep -= cue_adjuncts.words_of_cue(sentence, verb, keep)
    keep = _exclamation(context, sentence, verb, keep) or keep
    keep = _quotation_behind_aside(context, sentence, verb, keep) or keep
    keep.update(clause_extent.around_cue_before_colon(sentence, verb, keep))
    cue, frame = cue_at(sentence, verb), _frame(sentence, alike[0])
    for match in context.matches(sentence, cue, frame, keep):
        yield replace(match, addressee=_phrase(sentence, addressee)) if addressee else match
    for name, content in gapped:
        source = Source(_phrase(sentence, name), "own")
        yield replace(match_of(sentence, cue, "that-clause", content, source), cue_span=None)


def _reports_without_verb(sentence: Sentence, verb: int) -> Iterator[tuple[range, range]]:
    """Yield speaker and content of reports that lack a verb: ``Ek says it fell; *Moe, that it …*``.

    The tree is of little use for them. Behind a mere comma the speaker must be sure to be none that
    a relative clause could follow: a name, somebody's deputy, the *another* that follows *one*.
    """
    words = sentence.words
    subject = syntax.child(sentence, verb, "nsubj")
    told = cue_lexicon.takes_addressee(words[verb].lemma.lower())  # told Moe that it fell, *Kim* …
    says = words[verb].xpos in syntax.FINITE and cue_verbs.says(sentence, verb)
    if subject is None or told or not says:
        return
    counted = [words[p].text.lower() for p in syntax.subtree(sentence, subject)]
    for that in (w.index for w in words[verb + 4 : -2] if w.text == "that" and w.deprel != "det"):
        name = _name_before(sentence, that - (words[that - 1].text == ","))
        office = _name_before(sentence, name.start - 1) if name else name
        if office and words[name.start - 1].text == "," and words[office.start - 1].text == ";":
            name = range(office.start, name.stop)  # *his deputy, Ana Moe*, that it fell
        joint = words[name.start - 1].text.lower() if name else ""
        apart = joint == ";" or (words[that - 1].text != "," and joint in {",", "and", "but"})
        speaks = apart and _may_speak(sentence, name, joint, counted)
        another = any(cue_verbs.says(sentence, p) for p in range(verb + 1, name.start))
        if speaks and not another and words[that + 1].upos in syntax.NOUN_PHRASE_TAGS:
            ends = (w.index for w in words[that:] if w.text == ";")
            yield name, range(that + 1, next(ends, len(words)))


def _name_before(sentence: Sentence, end: int) -> range:
    """Return the words of a noun phrase that ends before *end*, capitals whatever their tags."""
    words, start = sentence.words, end
    while start > 1 and end - start < MOST_IN_NAME:
        word = words[start - 1]
        named = word.upos in syntax.NOUN_PHRASE_TAGS or word.xpos == "POS"
        named |= start < end and word.text in PER and words[start - 2].upos == "NUM"
        if not named and not word.text[:1].isupper():
            break
        start -= 1
    return range(start, end)


def _may_speak(sentence: Sentence, name: range, joint: str, counted: Collection[str]) -> bool:
    """Return whether a noun phrase may be the subject of a report without a verb."""
    words = [sentence.words[p] for p in name]
    first, last = words[0].text.lower(), words[-1]
    if last.text.lower() in OTHERS or first in OTHERS:
        return not SOME.isdisjoint(counted)
    if any(word.upos == "NUM" or word.lemma.lower() in other_reports.SHARES for word in words):
        return any(w in SOME | other_reports.SHARES or w[0].isdecimal() for w in counted)
    that = sentence.words[name.stop + (sentence.words[name.stop].text == ",")]
    finite = [w for w in sentence.words[that.index :] if w.xpos in syntax.FINITE_OR_MODAL]
    if that.deprel != "mark" and (joint != ";" or len(finite) > 1):
        return False  # sold the boat and *the Picasso that his wife bought*
    if last.text[:1].isupper():
        return last.text.lower() not in lexicon.CALENDAR
    if joint == ";":
        return lexicon.noun_class(last.text) not in {None, "document"}
    owned = words[0].xpos == "PRP$" or words[0].upos == "PROPN"
    return owned and lexicon.noun_class(last.text) in lexicon.PEOPLE


def _of_documents(context: Context) -> Iterator[Match]:
    """Yield ``with a petition *warning that it rained*``, its participle read as a noun."""
    for sentence, noun in context.tagged("NOUN"):
        document = document_before(sentence, noun)
        if document is None:
            continue
        clause = next(syntax.children(sentence, noun, "acl", "ccomp"))
        keep = set(syntax.subtree(sentence, clause))
        keep -= narration.narrators_words(sentence, noun, keep)
        lemma = cue_lexicon.base_of(sentence.words[noun].text, sentence.words[noun].text, "VBG")
        cue = CuePhrase(noun, lemma, (noun,))
        source = source_at_document(sentence, document, noun)
        yield match_of(sentence, cue, "that-clause", keep, source)


def _of_clefts(context: Context) -> Iterator[Match]:
    """Yield ``What Ek said was *that it leaked*`` and ``All Ek would say was *that it leaked*``.

    Tags decide: the parser takes the verb of saying for a slip, too.
    """
    for sentence, verb in context.tagged("VERB"):
        words = sentence.words[verb + 1 : verb + 3]
        equates = [word.lemma.lower() for word in words] == ["be", "that"]
        if not equates or not cue_verbs.says(sentence, verb):
            continue
        that, subject = words[1].index, syntax.child(sentence, verb, "nsubj")
        first = min(syntax.subtree(sentence, verb if subject is None else subject))
        opener = sentence.words[max(first - 1, 0)]
        opens = opener.lemma.lower() in {"what", "all"} or sentence.words[first].lemma == "all"
        if opens and sentence.words[that].deprel == "mark":
            below = syntax.subtree(sentence, sentence.words[that].head)
            keep = {p for p in below if p > that}
            keep -= narration.narrators_words(sentence, verb, keep)
            yield from context.matches(sentence, cue_at(sentence, verb), "that-clause", keep)


def _phrase(sentence: Sentence, positions: Sequence[int]) -> NounPhrase:
    """Return the noun phrase at *positions*, whatever the tree makes of them."""
    while len(positions) > 1 and sentence.words[positions[-1]].upos == "PUNCT":  # told *us* “No”
        positions = positions[:-1]
    within = set(positions)
    head = next(p for p in positions if sentence.words[p].head not in within)
    return NounPhrase(syntax.span(sentence, positions), sentence.index, head)


def _alike(
    context: Context, sentence: Sentence, verb: int, clauses: Sequence[int]
) -> Iterator[Sequence[int]]:
    """Yield the clauses that are one content."""
    front = [half for clause in clauses[-1:] for half in _front(sentence, verb, clause)]
    if front:
        yield (*front, *(c for c in clauses if c not in front))
        return
    if any(clause_extent.is_of_others(sentence, c) for c in clauses if c > verb):
        yield clauses
        return
    for quoted in (False, True):
        alike = [c for c in clauses if context.is_outside(sentence, c) != quoted]
        if alike:
            yield alike


def _front(sentence: Sentence, verb: int, clause: int) -> list[int]:
    """Return what stands before the cue of a clause that begins after it with its verb.

    ``The plan, she said, is "dead"``: the parser may attach both halves to *said*.
    """
    words = sentence.words
    inner = [p for p in syntax.subtree(sentence, clause) if words[p].upos != "PUNCT"]
    addressee = cue_adjuncts.addressee_in_clause(sentence, verb, inner) if inner else []
    aside = {*addressee, *cue_adjuncts.time_in_aside(sentence, verb, inner)}
    inner = [p for p in inner if p not in aside]
    own = syntax.child(sentence, clause, "nsubj", "expl", "mark") is not None
    if not inner or clause < verb or own or words[inner[0]].upos not in {"AUX", "VERB"}:
        return []
    if words[inner[0]].xpos == "VB":  # Aides — all new — suggested he *be freed*
        return []
    subject = max(syntax.children(sentence, verb, "nsubj"), default=-1)
    return [
        half
        for half in syntax.children(sentence, verb, "nsubj", "obj", "ccomp")
        if half < min(subject, verb) and words[half].upos in syntax.NOMINAL
        if _ends_at_comma(sentence, half)
    ]


def _ends_at_comma(sentence: Sentence, head: int) -> bool:
    """Return whether a comma ends a phrase, or stands behind it."""
    last = syntax.subtree(sentence, head)[-1]
    return any(word.text == "," for word in sentence.words[last : last + 2])


def _frame(sentence: Sentence, clause: int) -> str:
    """Name the clause's form: that-clause, wh-clause, to-infinitive or bare-clause."""
    mark = syntax.marker(sentence, clause)
    if mark == "that":
        return "that-clause"
    if mark in {"if", "whether"}:
        return "wh-clause"
    own = syntax.child(sentence, clause, "nsubj", "expl") is not None
    if mark == "to" and not own:  # but ``Her envoy is to fly, diplomats said``
        return "to-infinitive"
    first = sentence.words[min(syntax.subtree(sentence, clause))]
    if (
        first.text == "that"
        and first.deprel == "obj"
        and syntax.is_relation(sentence.words[clause].deprel, ("acl", "advcl"))
    ):
        return "that-clause"  # out on the day that it shut *that pumps had failed*
    return "wh-clause" if first.lemma.lower() in WH_WORDS else "bare-clause"


# --- what of the clauses is the content ---------------------------------------------------


def _content(sentence: Sentence, verb: int, clause: int) -> set[int]:
    """Return the positions of what *verb* reports by *clause*, wherever the tree has its parts."""
    below = syntax.subtree(sentence, clause)
    keep = {*below, *clause_extent.attached_to_cue(sentence, verb, clause)}
    split = clause_extent.split_subject(sentence, verb)
    if clause in split and not cue_lexicon.takes_addressee(sentence.words[verb].lemma.lower()):
        keep |= split
    keep |= clause_extent.opening_clause(sentence, verb, clause)
    described = cue_adjuncts.described_addressee(sentence, verb)
    if described and clause == described[1]:
        keep.update(range(described[0].stop, below[0]))
    keep |= _subject_in_front(sentence, verb, clause) | object_as_subject(sentence, verb, clause)
    if sentence.words[clause].deprel == "reparandum":  # — You will, *and soon*, said Keane
        keep.update(range(below[0], verb))
        keep.difference_update(
            p for s in syntax.children(sentence, verb, "nsubj") for p in syntax.subtree(sentence, s)
        )
    if sentence.words[verb].lemma.lower() not in cue_lexicon.INTERROGATIVE_VERBS:
        keep |= clause_extent.main_clause_of_condition(sentence, verb, clause)
    keep |= clause_extent.coordinated(sentence, verb, clause)
    keep |= clause_extent.results(sentence, verb, clause)
    aside = speaker_in_commas(sentence, verb)
    if aside and clause > verb:  # *Madam Chair*, said Mr Tan, it is late
        keep = keep.difference(_with_relative(sentence, aside)).union(range(verb))
    keep -= cue_verbs.trailing_reports(sentence, below)
    return keep - narration.narrators_words(sentence, verb, keep)


def _with_relative(sentence: Sentence, phrase: range) -> range:
    """Return a phrase with the clause about it behind a comma: ``said *Ek, who left*, it fell``."""
    words, who = sentence.words, phrase.stop + 1
    relative = who < len(words) and words[who].xpos in {"WP", "WP$"}
    ends = (w.index for w in words[who:] if w.text == ",")
    return range(phrase.start, next(ends, phrase.stop)) if relative else phrase


def _subject_in_front(sentence: Sentence, verb: int, clause: int) -> set[int]:
    """Return the subject of a clause before the cue where the parser attached it to the cue.

    ``*Two parcels sent to Ek* have been found, Kane wrote``: the cue has a subject of its own.
    """
    inner = syntax.subtree(sentence, clause)
    first = next((p for p in inner if sentence.words[p].upos not in {"PUNCT", "ADV"}), inner[0])
    own = syntax.child(sentence, clause, "nsubj", "csubj", "expl") is not None
    if clause > verb or own or sentence.words[first].xpos not in syntax.FINITE_OR_MODAL:
        return set()
    first = inner[0] if sentence.words[inner[0]].text != "," else inner[0] + 1
    for subject in syntax.children(sentence, verb, "nsubj", "dislocated"):
        before = [p for p in syntax.subtree(sentence, subject) if p < first]
        if before and before[-1] == first - 1:
            return set(before)
    return set()


def _relative_pronoun(sentence: Sentence, verb: int, keep: Collection[int]) -> set[int]:
    """Return the pronoun of ``*which* she said is dull``: it is in the narrator's clause."""
    first = min(keep)
    opens = first < verb and sentence.words[first].xpos in {"WDT", "WP"}
    relative = syntax.enclosing(sentence, verb, "acl:relcl") is not None
    return {first} if opens and relative and first + 1 not in keep else set()


def _joined(context: Context, sentence: Sentence, verb: int) -> set[int]:
    """Return clauses after an ``and`` that hold words in marks but no cue for them.

    ``She said the roof leaks, and the pipes are "a museum"``: the parser may join them to *said*.
    """
    found: set[int] = set()
    for clause in syntax.children(sentence, verb, "conj"):
        below = syntax.subtree(sentence, clause)
        marked = any(not context.is_outside(sentence, p) for p in below)
        own = syntax.child(sentence, clause, "nsubj") is not None
        sourced = any(sentence.words[p].text.lower() == "according" for p in below)
        held = sourced or any(_holds_marks(context, sentence, p) for p in (clause, *below))
        if marked and own and not held:
            found.update(below)
    return found


def _holds_marks(context: Context, sentence: Sentence, verb: int) -> bool:
    """Return whether a verb outside marks has words in marks: ``took to *calling* it “…”``."""
    if not context.is_outside(sentence, verb) or not cue_verbs.reports(sentence, verb):
        return False
    return any(not context.is_outside(sentence, p) for p in syntax.subtree(sentence, verb))


# --- words in marks beside it -------------------------------------------------------------


def _last_passage(context: Context, sentence: Sentence, verb: int, keep: set[int]) -> set[int]:
    """Return the passage right before a cue where the words before it are another cue's.

    ``Ruiz said she heard three bangs — "like thunder," she *added*``, and ``She asked for patience:
    "We need time," she *said*``.
    """
    row = context.passage_of_word[sentence.index]
    inside = [p for p in keep if p < verb and row[p] >= 0]
    others = any(
        row[p] < 0
        and cue_verbs.says(sentence, p)
        and syntax.child(sentence, p, "nsubj") is not None
        and syntax.child(sentence, p, "ccomp", "xcomp") is not None
        for p in keep
        if p < verb
    )
    if not inside:
        return set()
    last = row[max(inside)]
    lead = context.text[: context.passages[last].start].rstrip()
    apart = lead.endswith((",", ";", *DASHES))  # not: met “a wall,” the Post reported
    apart |= context.passages[last].inner[0].of(context.text)[:1].isupper()
    if not (others and apart) and not lead.endswith(":"):
        return set()
    words = sentence.words[max(inside) + 1 : verb]
    near = all(word.upos in syntax.NOUN_PHRASE_TAGS or word.upos == "PUNCT" for word in words)
    return {p for p in inside if row[p] == last} if near else set()


def _exclamation(context: Context, sentence: Sentence, verb: int, keep: set[int]) -> set[int]:
    """Return the passage right behind a cue where the rest says when, where or how it was said.

    ``shouted “Get down” *before the crash*``, but not ``said “Get Down” on the radio was dull``.
    """
    row, words = context.passage_of_word[sentence.index], sentence.words
    kept = [p for p in sorted(keep) if words[p].upos != "PUNCT"]
    inside = [p for p in kept if row[p] == row[kept[0]]] if kept else []
    rest = kept[len(inside) :]
    if not rest or row[kept[0]] < 0 or kept[: len(inside)] != inside:
        return set()
    told = syntax.children(sentence, verb, "iobj", "obj")  # texted *her* “I’m safe” at noon
    between = set(range(verb + 1, kept[0])) - {p for c in told for p in syntax.subtree(sentence, c)}
    near = all(words[p].upos == "PUNCT" for p in between)
    finite = any(words[p].xpos in syntax.FINITE_OR_MODAL for p in rest)
    opener = words[rest[0]]
    adjunct = opener.upos == "SCONJ" or opener.text.lower() in clause_extent.CONDITIONS
    adjunct |= opener.upos == "ADP" and not finite
    adjunct |= all(words[p].upos == "ADV" for p in rest)  # chanted “Sack the board” *throughout*
    if words[rest[0]].lemma.lower() in other_reports.PERIODS and len(rest) > 1:
        adjunct = words[rest[1]].text.lower() in {"before", "after"}
    capitals = all(word.text.isupper() for word in words if word.text.isalpha())
    title = is_in_title_case([words[p].text for p in inside]) and not capitals
    sentence_like = (
        words[kept[0]].text[:1].isupper() and not title and all(row[p] < 0 for p in rest)
    )
    sentence_like |= cue_lexicon.is_voiced(cue_at(sentence, verb).lemma)
    answers = words[verb].lemma.lower() in lexicon.ANSWERING_VERBS
    sentence_like |= answers and opener.text.lower() == "to"  # replied “no comment” *to all of it*
    said = near and kept[0] > verb and cue_verbs.says(sentence, verb)
    return set(inside) if said and adjunct and sentence_like else set()


def _quotation_behind_aside(
    context: Context, sentence: Sentence, verb: int, keep: set[int]
) -> set[int]:
    """Return the sentence in marks behind an aside: ``said, *when asked*: “No.”``.

    The aside begins behind a comma with a preposition or a conjunction, and has its own end.
    """
    row, words = context.passage_of_word[sentence.index], sentence.words
    inside = {p for p in keep if row[p] >= 0}
    passages = {row[p] for p in inside}
    if len(passages) != 1 or verb + 2 >= len(words) or words[verb + 1].text != ",":
        return set()
    first, aside = min(inside), words[verb + 2]
    opens = context.passages[row[first]].inner[0].of(context.text).lstrip()[:1].isupper()
    between = words[verb + 2 : first]
    adjunct = aside.upos in {"ADP", "SCONJ"} or aside.xpos == "WRB"
    ends = bool(between) and between[-1].text in {",", ":"}
    whole = max(inside) == max(keep) or all(
        words[p].upos == "PUNCT" for p in keep - inside if p > first
    )
    return inside if opens and adjunct and ends and whole else set()


def _trailing_quotation(context: Context, sentence: Sentence, content: Collection[int]) -> range:
    """Return the positions from the end of *content* to that of a passage that continues from it.

    ``It notes that the firms owe more, "as much as the state," if all is counted``, wherever the
    parser attached the passage. It begins behind a comma with a small letter, and no cue can stand
    after it.
    """
    words, end = sentence.words, max(content) + 1
    row = context.passage_of_word[sentence.index]
    start = end + (end < len(words) and words[end].text == ",")
    passage = row[start] if start < len(words) else -1
    if start == end or passage < 0 or row[end - 1] >= 0:
        return range(0)
    while start < len(words) and row[start] == passage:
        start += 1
    spoken = [word for word in words[end:start] if word.upos != "PUNCT"]
    goes_on = bool(spoken) and spoken[0].text[:1].islower()
    closed = context.passages[passage].end <= words[start - 1].end
    follows = start == len(words) or words[start].upos in AFTER_QUOTATION
    return range(end, start) if goes_on and closed and follows else range(0)
