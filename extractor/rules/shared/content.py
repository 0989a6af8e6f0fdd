"""The type, segments and passages of a content, from its ranges; whether it was said.

said the deal was "a disgrace"       mixed      the clause, marks inside included
said: "It is a disgrace."            direct     the words between the marks
said the deal was a disgrace         indirect   the clause

Whether a match reports what somebody said or wrote, the scope ``quotations``, is decided by
construction and by what the cue means, never by how likely the match is:

    in marks                       always
    by layout                      always
    clause under a cue             a cue of saying, writing or demanding; a document that shows
    infinitive under a cue         who is asked and what for: urged residents to leave
    gerund under a cue             what is admitted or denied: denied taking the money
    clause under a noun            a noun of saying or writing; a thought that somebody voices
    noun phrase, adjective, ...    only where a part stands in marks: called it "a disgrace"

What is left belongs to the scope ``attributions`` alone: thoughts, wishes, promises to act,
refusals, attitudes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from extractor import cue_lexicon
from extractor.domain import CueClass, NounPhrase, QuotationType, Sentence, Span
from extractor.english import lexicon, syntax
from extractor.english.orthography import is_in_title_case
from extractor.rules.shared import cue_verbs
from extractor.rules.shared.context import REPORTING_FRAMES, Context, Match, cue_at
from extractor.rules.shared.cue_verbs import ASPECTUAL_VERBS, UNREAL_MODALS

VERBS_OF_WORKS = frozenset("read write sing play perform publish watch record release".split())
"""Verbs of which a work in marks is the object: ``She *read* “The Long Road”``."""
MIN_CLAUSE_WORDS = 3
FEW_WORDS = re.compile(
    r"^\W*(?:(?:that|and|but|or|the|a|an|only|simply|just|merely)\W*)*$", re.IGNORECASE
)
JOINED = re.compile(
    r"""[\s,]*\b(?:and|but|or|then|and\ then)\b\s*
    (?:(?:that|a|an|the)\s+|(that,\ [^,;:.—–]{2,60},\s))?   # and that, in the end,
    """,
    re.VERBOSE,
)
SENTENCE_END = re.compile(r"[.!?]\W*$")

Content = tuple[QuotationType, tuple[Span, ...], tuple[int, ...]]
"""Type, segments, and the positions of the passages that the content takes."""


def content_of(context: Context, pieces: Sequence[Span], taken: Collection[int]) -> Content:
    """Return type, segments and passages of a content.

    *taken* are passages that are the content whole; *pieces* are ranges from a tree, which may
    touch passages or not. A name in marks is a part of the clause like any other.
    """
    over = {k for piece in pieces for k in context.passages_over(piece)}
    touched = sorted((over | set(taken)) - context.names_in_marks)
    names = [o for k in over & context.names_in_marks for o in context.passages[k].outer]
    if not touched:
        return "indirect", merge([*pieces, *names], context.text) if names else tuple(pieces), ()
    whole = [k for k in touched if k in taken or _stands_alone(context, k, pieces)]
    if whole:
        whole = sorted({*_interrupted(context, whole), *_joined(context, whole[-1])})
        inner = (i.stripped(context.text) for k in whole for i in context.passages[k].inner)
        return "direct", tuple(span for span in inner if len(span)), tuple(whole)
    touched += _joined(context, touched[-1])
    outer = [o for k in touched for o in context.passages[k].outer]
    return "mixed", merge([*pieces, *outer, *names], context.text), tuple(touched)


def _interrupted(context: Context, whole: Collection[int]) -> set[int]:
    """Return *whole* with the other halves of passages that the narrator interrupts by dashes."""
    found = set(whole)
    for k in whole:
        first, last = k, k + 1
        while first in context.resumed:
            first -= 1
        while last in context.resumed:
            last += 1
        found.update(range(first, last))
    return found


def _stands_alone(context: Context, k: int, pieces: Sequence[Span]) -> bool:
    """Return whether passage *k* is a quotation of its own rather than a part of a clause."""
    passage = context.passages[k]
    before = (_unquoted(context, p.start, min(p.end, passage.start)) for p in pieces)
    after = (_unquoted(context, max(p.start, passage.end), p.end) for p in pieces)
    if not FEW_WORDS.match(" ".join(before)):
        return False
    stops = bool(SENTENCE_END.search(passage.inner[-1].of(context.text)))
    is_clause = stops or (context.is_punctuated(k) and context.word_counts[k] > MIN_CLAUSE_WORDS)
    return is_clause or bool(FEW_WORDS.match(" ".join(after)))


def _unquoted(context: Context, start: int, end: int) -> str:
    """Return the text of a range without what stands in marks there; empty of no range.

    Nor with what interrupts words in marks.
    """
    pieces, at = [], start
    for k in context.passages_over(Span(start, max(start, end))):
        if k in context.resumed and context.passages[k - 1].end >= start:
            at = context.passages[k].start
        for outer in context.passages[k].outer:
            pieces.append(context.text[at : max(at, min(outer.start, end))])
            at = max(at, outer.end)
    return " ".join([*pieces, context.text[at : max(at, end)]])


def _joined(context: Context, k: int) -> list[int]:
    """Return the passages that continue after *k* by a mere ``and`` or ``but``."""
    found: list[int] = []
    for after in range(k + 1, len(context.passages)):
        before, passage = context.passages[after - 1], context.passages[after]
        between = context.text[before.end : passage.start]
        joint = JOINED.fullmatch(between)
        if joint is None or (joint.group(1) and _holds_cue(context, before.end, passage.start)):
            break
        if SENTENCE_END.search(before.inner[-1].of(context.text)):
            break
        found.append(after)
    return found


def _holds_cue(context: Context, start: int, end: int) -> bool:
    """Return whether a verb of saying stands in a range: ``and that, *Lee said*,``."""
    sentence = context.sentence_at(start)
    words = sentence.words if sentence is not None else ()
    inside = (w.index for w in words if start <= w.start < end and w.upos == "VERB")
    return sentence is not None and any(cue_verbs.says(sentence, p) for p in inside)


def merge(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Join ranges that overlap or are separated only by spaces and punctuation; sorted."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and not re.search(r"\w", text[merged[-1].end : span.start]):
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


# --- whether it was said or written ---------------------------------------------------------

CLAUSE_FRAMES = frozenset("that-clause bare-clause wh-clause medial light-verb".split())
NOUN_FRAMES = frozenset("noun-that noun-clause noun-predicate".split())
INFINITIVE_FRAMES = frozenset("to-infinitive object-to-infinitive passive-infinitive".split())
SOURCE_FRAMES = frozenset(
    "preposition layout colon script script-quotation transcript list-item block heard".split()
)
INFERENCES = frozenset("suggest imply indicate read signal hint".split())
"""Cues that say something only of who can speak: not *the cracks* suggest that …"""
QUESTIONING = frozenset({"question"})
"""Cues that report a question but no statement: *questioned whether* it is safe."""
DISCUSSING_VERBS = frozenset("discuss debate".split())
"""Cues whose question is a topic, which nobody answers: *discussed where* it should stand."""
FIGURES = frozenset("number figure data statistic evidence result photo photograph".split())
"""Documents that show but do not say."""
NEUTER_PRONOUNS = frozenset("this everything anything nothing something much".split())
"""Pronouns of which none stands for a person: ``*much* in the file suggests that …``."""
FEWEST_WORDS = 2
FEW_IN_MARKS = 3
"""Words in marks that are a term rather than a quotation, unless a cue reports them."""
SHARING_VERBS = frozenset({"share"})
WORDS_OF = frozenset("in word,in telling,in account".split(","))


def reports_speech(context: Context, match: Match, kind: QuotationType) -> bool:
    """Return whether the content of *match* was said or written."""
    if kind == "direct" and _is_scare_quote(context, match):
        return False
    if kind == "direct" or match.cue < 0 or match.frame in SOURCE_FRAMES:
        return True
    if match.frame in {"medial", "gerund"} and match.lemma in ASPECTUAL_VERBS:
        return False  # As the film *begins*, …; *began* calling it “a farce”
    cue_class = cue_lexicon.listed_class(match.lemma)
    clause = cue_class is not None and match.frame in CLAUSE_FRAMES
    if kind == "mixed" and (cue_class in cue_lexicon.QUOTING_CLASSES or clause):
        return clause or cue_class != "writing" or not _holds_only_names(context, match)
    if match.frame in CLAUSE_FRAMES:
        return _is_clause_said(context, match, kind, cue_class)
    if match.frame in NOUN_FRAMES:
        return cue_class in cue_lexicon.REPORTING_CLASSES or _is_uttered(context, match)
    if match.frame in INFINITIVE_FRAMES:
        return match.source is not None and cue_lexicon.is_directive(match.lemma)
    if match.frame == "gerund":
        several = any(" " in piece.of(context.text).strip() for piece in match.content)
        return several and match.source is not None and cue_lexicon.takes_gerund(match.lemma)
    return match.frame == "view" and match.lemma in WORDS_OF


def _is_uttered(context: Context, match: Match) -> bool:
    """Return whether the thought or the stance that a noun names was said.

    Somebody says it, ``*voiced* her fear that it fell``, or it comes from others: ``criticism *from
    rivals* that it fell``.
    """
    sentence = context.sentences[match.sentence]
    noun = sentence.words[match.cue]
    if match.source is None or match.frame != "noun-that":
        return False
    authors = syntax.children(sentence, match.cue, "nmod")
    if any(syntax.marker(sentence, author) == "from" for author in authors):
        return cue_lexicon.listed_class(match.lemma) in {"thought", "stance"}
    verb = noun.head
    voiced = cue_lexicon.expresses(cue_at(sentence, verb).lemma) and noun.deprel == "obj"
    if not voiced or cue_lexicon.listed_class(match.lemma) != "thought":
        return False
    unsaid = syntax.is_negated(sentence, verb) or syntax.modal(sentence, verb) in UNREAL_MODALS
    speaker = context.source(sentence, verb)
    return not unsaid and speaker is not None and _holds(context, match, speaker.mention)


def _holds(context: Context, match: Match, speaker: NounPhrase) -> bool:
    """Return whether a thought may be that of who voices it: not ``she shared *his* fear``.

    What is shared without a word on whose it is, others have too.
    """
    sentence = context.sentences[match.sentence]
    owner = syntax.child(sentence, match.cue, "nmod:poss")
    verb = sentence.words[match.cue].head
    if owner is None:
        return _is_speaker(context, speaker) and sentence.words[verb].lemma not in SHARING_VERBS
    sets = [
        lexicon.PRONOUN_SET_OF.get(word.text.lower())
        for word in (sentence.words[owner], sentence.words[speaker.head])
    ]
    return sets[0] is not None and sets[1] in {None, sets[0]} and _is_speaker(context, speaker)


def _is_clause_said(
    context: Context, match: Match, kind: QuotationType, cue_class: CueClass | None
) -> bool:
    """Return whether a clause under a cue of this class was said, or stands in a document."""
    if sum(len(piece.of(context.text).split()) for piece in match.content) < FEWEST_WORDS:
        return False  # said *yes*
    if match.frame == "wh-clause" and match.source is None:
        return False  # *Asked* what it would cost, she …
    if match.frame == "wh-clause" and match.lemma in DISCUSSING_VERBS and kind == "indirect":
        return False
    if match.lemma in INFERENCES and not _can_speak(context, match):
        return False
    if cue_class == "demand" and kind == "indirect" and _is_by_law(context, match):
        return False
    asks = match.frame == "wh-clause" and match.lemma in QUESTIONING
    says = cue_class in cue_lexicon.SPEECH_ACT_CLASSES or asks or match.frame == "light-verb"
    return says or _is_aloud(context, match) or _is_in_document(context, match)


def _is_scare_quote(context: Context, match: Match) -> bool:
    """Return whether a verb of no report has a few words in marks: ``toys with “duty.”``."""
    if match.cue < 0 or not match.lemma or cue_lexicon.listed_class(match.lemma) is not None:
        return False
    held = set(match.passages).union(*(context.passages_over(s) for s in match.content))
    few = all(context.word_counts[k] <= FEW_IN_MARKS for k in held)
    first = min((context.passages[k].inner[0].of(context.text).lstrip() for k in held), default="")
    return few and first[:1].islower() and match.frame not in SOURCE_FRAMES


def _holds_only_names(context: Context, match: Match) -> bool:
    """Return whether all its words in marks are names: ``signed the “Save Our Bay” bill``."""
    held = set().union(*(context.passages_over(s) for s in match.content))
    inner = (i.of(context.text).split() for k in held for i in context.passages[k].inner)
    return all(len(words) > 1 and is_in_title_case(words) for words in inner)


def _is_aloud(context: Context, match: Match) -> bool:
    """Return whether the cue says that it was heard: ``wondered *aloud*``."""
    sentence = context.sentences[match.sentence]
    return any(
        sentence.words[c].text.lower() == "aloud"
        for c in syntax.children(sentence, match.cue, "advmod")
    )


def _can_speak(context: Context, match: Match) -> bool:
    """Return whether the source can speak: a person, a group, a name; not ``the cracks``.

    What is read is said by a document only: ``the sign reads that …``. Whatever suggests that
    something *be* done can speak.
    """
    sentence = context.sentences[match.sentence]
    if match.source is None or cue_verbs.has_subjunctive(sentence, match.cue):
        return True
    mention = match.source.mention
    head = context.sentences[mention.sentence].words[mention.head]
    if match.lemma == "read":
        return lexicon.noun_class(head.text) == "document"
    return _is_speaker(context, mention)


def _is_speaker(context: Context, mention: NounPhrase) -> bool:
    """Return whether a mention is a name, or its noun one for who or what can speak."""
    sentence = context.sentences[mention.sentence]
    head = sentence.words[_counted(sentence, mention.head)]
    known = head.upos != "NOUN" or lexicon.noun_class(head.text) is not None
    return known and FIGURES.union(NEUTER_PRONOUNS).isdisjoint({head.lemma, head.text.lower()})


def _counted(sentence: Sentence, head: int) -> int:
    """Return the noun that a number or a quantity is taken of: ``two of the *letters*``."""
    parts = syntax.children(sentence, head, "nmod")
    of = [part for part in parts if syntax.marker(sentence, part) == "of"]
    return of[0] if of and sentence.words[head].upos not in syntax.NOUNS else head


def _is_by_law(context: Context, match: Match) -> bool:
    """Return whether a law, a rule or a contract demands it."""
    if match.source is None:
        return False
    mention = match.source.mention
    return context.sentences[mention.sentence].words[mention.head].lemma.lower() in lexicon.LAWS


def _is_in_document(context: Context, match: Match) -> bool:
    """Return whether a document says so: ``the audit found that …``, ``the poll shows …``."""
    if match.source is None or cue_lexicon.listed_class(match.lemma) != "evidence":
        return False
    mention = match.source.mention
    words = context.sentences[mention.sentence].words
    head = words[mention.head]
    if match.source.path == "relative":
        clause = syntax.enclosing(context.sentences[mention.sentence], head.index, "acl:relcl")
        head = words[words[clause].head] if clause is not None else head
    return lexicon.noun_class(head.text) == "document" and head.lemma.lower() not in FIGURES


# --- titles of works ----------------------------------------------------------------------


def is_title(context: Context, match: Match, passages: Sequence[int]) -> bool:
    """Return whether the content is but a title in marks: ``She read "The Long Road"``.

    In a headline every word is capitalised, so there nothing is a title.
    """
    listed = cue_lexicon.is_listed(match.lemma)
    reports = listed and match.lemma not in VERBS_OF_WORKS | cue_lexicon.LABELLING_VERBS
    beside = match.frame in REPORTING_FRAMES or match.frame == "inverted-quotation"
    if match.cue < 0 or (beside and reports):
        return False
    inner = (i.of(context.text) for k in passages for i in context.passages[k].inner)
    words = [word for piece in inner for word in piece.split()]
    around = [w.text for w in context.sentences[match.sentence].words if w.upos in {"NOUN", "VERB"}]
    headline = sum(w[0].isupper() for w in around) > len(around) / 2
    return len(words) > 1 and not headline and is_in_title_case(words)
