"""A source named by a preposition: ``according to``, ``per``, ``in the words of``.

Also by ``to hear the mayor tell it``.

According to the report, sales fell.
                 ^^^^^^        ^^^^
cue <-case-      mention <-obl-  content
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractor.domain import NounPhrase, Sentence, Span
from extractor.english import syntax
from extractor.english.noun_phrases import mention_of
from extractor.rules.shared.context import Context, CuePhrase, Match, Source, match_of
from extractor.rules.shared.narration import words_of_grants

CONTRASTS = frozenset("although though while whereas".split())
TALE = "tell it"
FRAMES = {"according to": "preposition", "per": "preposition", TALE: "heard"}
TALES = frozenset("it story tale".split())
VIEWS = frozenset("word view opinion telling account mind estimation eye reckoning".split())


def find(context: Context) -> Iterator[Match]:
    """Yield each clause with ``according to X`` or ``in X's words`` below it."""
    for sentence, verb in context.tagged("VERB"):
        if sentence.words[verb].text.lower() == "according":
            yield from _according(context, sentence, verb)
    for sentence, preposition in context.tagged("ADP"):
        if sentence.words[preposition].text.lower() == "per":
            yield from _per(context, sentence, preposition)
    for sentence, verb in context.tagged("VERB"):
        if sentence.words[verb].deprel in {"xcomp", "ccomp"}:
            yield from _to_hear(context, sentence, verb)
    for sentence, noun in context.tagged("NOUN"):
        if sentence.words[noun].lemma.lower() in VIEWS:
            yield from _in_view_of(context, sentence, noun)


def _per(context: Context, sentence: Sentence, per: int) -> Iterator[Match]:
    """Yield ``…, per the sheriff's office``: behind a mark, or in front; not ``$5 per person``."""
    word = sentence.words[per]
    apart = per == 0 or (sentence.words[per - 1].upos == "PUNCT" and word.text.islower())
    if word.deprel == "case" and word.head >= 0 and apart:
        cue = CuePhrase(per, "per", (per,))
        for match in _report(context, sentence, cue, word.head, word.head):
            yield _with_whole_name(sentence, match, per, word.head)


def _with_whole_name(sentence: Sentence, match: Match, per: int, head: int) -> Match:
    """Return *match* with the whole name behind the cue: ``per *Variety Daily*``."""
    words, end = sentence.words, per + 1
    while end < len(words) and words[end].text[:1].isupper():
        end += 1
    ends = end == len(words) or words[end].upos == "PUNCT"
    if not ends or not per < head < end - 1 or match.source is None:
        return match
    name = NounPhrase(Span(words[per + 1].start, words[end - 1].end), sentence.index, head)
    content = tuple(s for s in match.content if not s.overlaps(name.span))
    return replace(match, content=content, source=replace(match.source, mention=name))


def _according(context: Context, sentence: Sentence, according: int) -> Iterator[Match]:
    word = sentence.words[according]
    if word.head < 0 or not _followed_by_to(sentence, according):
        return
    cue = CuePhrase(according, "according to", (according, according + 1))
    clause = syntax.child(sentence, word.head, "nsubj", "obl", "obj")
    if clause is not None and _is_described(sentence, according, clause):
        source = clause
    elif word.deprel == "case":
        source = word.head
    else:
        below = syntax.child(sentence, according, "obl", "obj", "nmod")
        if below is None:
            return
        source = below
    group = word.head if word.deprel == "case" or source == clause else according
    yield from _report(context, sentence, cue, source, group)


def _is_described(sentence: Sentence, according: int, source: int) -> bool:
    """Return whether the source hangs on its participle: ``to *a man* briefed on it``."""
    participle = sentence.words[sentence.words[source].head]
    inside = [p for p in syntax.subtree(sentence, source) if p > according + 1]
    bare = participle.xpos in {"VBN", "VBD", "VBG"} and participle.index == source + 1
    above = sentence.words[according].head == participle.index
    return bare and above and inside[:1] == [according + 2]


def _followed_by_to(sentence: Sentence, position: int) -> bool:
    return position + 1 < len(sentence.words) and sentence.words[position + 1].text.lower() == "to"


def _in_view_of(context: Context, sentence: Sentence, noun: int) -> Iterator[Match]:
    if syntax.marker(sentence, noun) not in {"in", "to"} or sentence.words[noun].head < 0:
        return
    if sentence.words[noun].lemma.lower() == "word" and not _is_set_off(sentence, noun):
        return  # summed up *in the words of Lincoln*
    source = syntax.child(sentence, noun, "nmod:poss")
    if source is None:
        of = syntax.child(sentence, noun, "nmod")
        definite = syntax.child(sentence, noun, "det") is not None  # not ``in view of the rain``
        source = of if definite and of is not None and syntax.marker(sentence, of) == "of" else None
    if source is not None:
        cue = CuePhrase(noun, "in " + sentence.words[noun].lemma.lower(), (noun,))
        yield from _report(context, sentence, cue, source, noun)


def _is_set_off(sentence: Sentence, noun: int) -> bool:
    """Return whether a phrase opens the sentence, or stands behind a mark."""
    first = min(syntax.subtree(sentence, noun))
    return first == 0 or "PUNCT" in {sentence.words[p].upos for p in (first - 1, first)}


def _to_hear(context: Context, sentence: Sentence, verb: int) -> Iterator[Match]:
    """Yield ``To *hear* the mayor *tell it*, …``."""
    hear = sentence.words[verb].head
    before = sentence.words[min(syntax.subtree(sentence, hear)) - 1]
    apart = _is_set_off(sentence, hear) or before.upos == "CCONJ"
    to_hear = sentence.words[hear].lemma == "hear" and syntax.marker(sentence, hear) == "to"
    if not (to_hear and apart):
        return
    source = syntax.child(sentence, verb, "nsubj")
    source = source if source is not None else syntax.child(sentence, hear, "obj")
    tale = syntax.child(sentence, verb, "obj", "iobj")
    known = tale is not None and sentence.words[tale].lemma.lower() in TALES
    if source is not None and tale is not None and known and sentence.words[hear].head >= 0:
        cue = CuePhrase(verb, TALE, (verb, *syntax.subtree(sentence, tale)))
        for match in _report(context, sentence, cue, source, hear):
            yield replace(match, addressee=None)  # nobody is told *it*


def _report(
    context: Context, sentence: Sentence, cue: CuePhrase, source: int, group: int
) -> Iterator[Match]:
    """Yield the clause above *group*, less the group itself, as what *source* says."""
    top = sentence.words[group].head
    if top < 0:
        return
    while (
        _below_clause(sentence, top) or _is_second_predicate(sentence, top, group)
    ) and not _is_relative_clause(sentence, top):
        top = sentence.words[top].head
    subject = Source(mention_of(sentence, source), "preposition")
    without = {group, *_told_behind(sentence, top, group), *_relativizer(sentence, top)}
    grants = words_of_grants(sentence, context.passage_of_word[sentence.index])
    below = [p for p in syntax.subtree(sentence, top, without) if p not in grants]
    frame = FRAMES.get(cue.lemma, "view")
    yield match_of(sentence, cue, frame, below, subject)


def _is_relative_clause(sentence: Sentence, top: int) -> bool:
    """Return whether it is a relative clause with a subject: ``in which, it says, *X won*``."""
    own = syntax.child(sentence, top, "nsubj", "nsubj:pass") is not None
    return sentence.words[top].deprel == "acl:relcl" and own


def _is_second_predicate(sentence: Sentence, top: int, group: int) -> bool:
    """Return whether it is ``Prices fell and *may fall again*, according to the bank``."""
    word = sentence.words[top]
    own = syntax.child(sentence, top, "nsubj", "nsubj:pass", "expl") is not None
    return word.deprel == "conj" and word.upos == "VERB" and top < group and not own


def _relativizer(sentence: Sentence, top: int) -> Iterator[int]:
    """Yield the phrase of a relative clause's pronoun, where it opens the clause."""
    if sentence.words[top].deprel == "acl:relcl":
        for child in sentence.children[top]:
            phrase = syntax.subtree(sentence, child)
            if any(sentence.words[p].xpos in {"WDT", "WP", "WP$"} for p in phrase):
                yield child
                return


def _told_behind(sentence: Sentence, top: int, group: int) -> Iterator[int]:
    """Yield the clauses by which the narrator goes on behind the source.

    ``…, *and it rained*``, ``…, *although sales held up*``.
    """
    words = sentence.words
    for joined in syntax.children(sentence, top, "conj", "parataxis"):
        own = syntax.child(sentence, joined, "nsubj", "nsubj:pass", "expl") is not None
        first = min(syntax.subtree(sentence, joined))
        apart = first > 0 and ";" in {words[first - 1].text, words[first].text}
        if own and (apart or (top < group < joined and words[joined].deprel == "conj")):
            yield joined
    for contrast in syntax.children(sentence, top, "advcl"):
        own = syntax.child(sentence, contrast, "nsubj", "nsubj:pass", "expl") is not None
        behind = top < group < min(syntax.subtree(sentence, contrast))
        if own and behind and syntax.marker(sentence, contrast) in CONTRASTS:
            yield contrast


def _below_clause(sentence: Sentence, top: int) -> bool:
    word = sentence.words[top]
    is_argument = syntax.is_relation(
        word.deprel,
        (
            "nmod",
            "obl",
            "obj",
            "nsubj",
            "appos",
            "amod",
            "compound",
            "conj",
            "advcl",
            "xcomp",
            "acl",
        ),
    )
    return word.head >= 0 and is_argument and (word.deprel != "conj" or word.upos in syntax.NOMINAL)
