"""The channel of a quotation: ``in a statement``, ``told Reuters``, ``wrote on Facebook``.

    said         in       a statement   on Tuesday
    ^^^^ <-obl-  ^^ case  ^^^^^^^^^^^
    cue          from here .... to here

The phrase depends on the cue, on a participle next to it (``Speaking to Radio Maisha, …``) or on a
relative clause of the speaker (``an official who spoke to …``). It ends before time, place and
topic. An addressee is a channel if it is an outlet or a body in session.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, cast

from extractor import cue_lexicon
from extractor.domain import (
    Attribution,
    ChannelKind,
    ChannelWords,
    CueWords,
    Document,
    NounPhrase,
    Sentence,
    Span,
    value,
)
from extractor.english import inflection, lexicon
from extractor.english.syntax import child, children, is_negated, run_around, span, subtree

Sort = ChannelKind | None

MORE_TELLING: Final = tuple(
    "interview testimony call letter post speech statement document broadcast outlet other".split()
)
"""The kinds, the most specific first: ``told CNN in an interview`` is an interview."""
PREPOSITIONS: Final = frozenset("in on at by via over through during from".split())
GOING_ON: Final = frozenset("with to before of".split())
"""Prepositions after a channel that introduce a partner, receiver or body."""
WITH_OUTLET: Final = frozenset("in on for from by at".split())
"""Prepositions that belong to a channel only before an outlet or platform: ``in a post on X``."""
LOOSE: Final = frozenset(
    """acl acl:relcl advcl parataxis ccomp xcomp advmod case nmod obl obl:unmarked nmod:unmarked
    nmod:tmod obl:tmod conj cc orphan dep""".split()
)
"""Dependents that are not part of a noun's shortest phrase."""
HEARERS: Final = frozenset("iobj obj nsubj obl".split())
PARTICIPLES: Final = frozenset({"VBG", "VBN"})
HEADS: Final = frozenset({"VERB", "NOUN"})
OPENING: Final = frozenset("\"“‘'«")


@value()
class Phrase:
    """The words of a channel: *first* to *last* of one sentence."""

    first: int
    last: int
    kind: ChannelKind


def with_channels(
    document: Document, attributions: Sequence[Attribution]
) -> tuple[Attribution, ...]:
    """Return the attributions with their channels; a cue gives its channel to one of them only."""
    told: set[Span] = set()
    found = []
    for attribution in attributions:
        if attribution.cue is not None and attribution.cue.span not in told:
            told.add(attribution.cue.span)
            channel = channel_of(document, attribution)
            if channel is not None:
                attribution = replace(attribution, channel=channel)
        found.append(attribution)
    return tuple(found)


def channel_of(document: Document, attribution: Attribution) -> ChannelWords | None:
    """Return the channel of a quotation, None if its cue has none."""
    place = cue_place(document, attribution.cue)
    if place is None:
        return None
    sentence, verb = place
    told = [
        phrase
        for phrase in sorted(_phrases(sentence, verb, attribution), key=lambda p: p.first)
        if not any(s.overlaps(span(sentence, (phrase.first,))) for s in attribution.segments)
    ]
    if not told:
        return None
    whole = _joined(told)
    last = whole.last
    marked = sentence.words[last + 1 : last + 2]
    if marked and marked[0].text in "\"”’'»" and whole.kind == "broadcast":
        last += 1
    return ChannelWords(span(sentence, (whole.first, last)), whole.kind)


def cue_place(document: Document, cue: CueWords | None) -> tuple[Sentence, int] | None:
    """Return the sentence of a cue and the position of its verb, None if it has none."""
    if cue is None:
        return None
    at = bisect_right(document.sentences, cue.span.start, key=lambda s: s.start) - 1
    if at < 0:
        return None
    sentence = document.sentences[at]
    start, end = cue.span.start, cue.span.end
    inside = [
        w.index
        for w in sentence.words
        if start <= w.start and w.end <= end and w.upos in HEADS and w.deprel != "case"
    ]
    return (sentence, inside[-1]) if inside else None


def _phrases(sentence: Sentence, verb: int, attribution: Attribution) -> Iterator[Phrase]:
    """Yield the channel phrases at a cue, unordered; some may overlap."""
    yield from _named_by_verb(sentence, verb)
    yield from _hearer(sentence, verb, attribution.addressee)
    yield from _obliques(sentence, verb)
    yield from _before_clause(sentence, verb)
    for hearer in children(sentence, verb, "iobj", "obj"):
        yield from _obliques(sentence, hearer, behind=verb)
    for clause in children(sentence, verb, "advcl", "acl", "parataxis"):
        if sentence.words[clause].xpos in PARTICIPLES:
            yield from _beside(sentence, clause)
    mention = attribution.mention
    if mention is not None and mention.sentence == sentence.index:
        yield from _obliques(sentence, mention.head, behind=verb)
        for clause in children(sentence, mention.head, "acl"):
            yield from _beside(sentence, clause)


def _before_clause(sentence: Sentence, verb: int) -> Iterator[Phrase]:
    """Yield ``said *in an email* the city would pay``, which the parser took into the clause."""
    for clause in children(sentence, verb, "ccomp"):
        for phrase in _obliques(sentence, clause, behind=verb):
            if phrase.first == verb + 1:
                yield phrase


def _joined(phrases: list[Phrase]) -> Phrase:
    """Return the first phrase, with those directly after it; the kind is the most specific."""
    whole = phrases[0]
    for other in phrases[1:]:
        if other.first <= whole.last + 1:
            kind = min(whole.kind, other.kind, key=MORE_TELLING.index)
            whole = Phrase(whole.first, max(whole.last, other.last), kind)
    return whole


# --- the phrases --------------------------------------------------------------------------


def _named_by_verb(sentence: Sentence, verb: int) -> Iterator[Phrase]:
    """Yield the cue itself if it names the channel: ``tweeted``."""
    kind = cue_lexicon.CHANNEL_VERBS.get(sentence.words[verb].lemma.lower())
    if kind is not None:
        yield Phrase(verb, verb, cast(ChannelKind, kind))


def _hearer(sentence: Sentence, verb: int, addressee: NounPhrase | None) -> Iterator[Phrase]:
    """Yield ``told Reuters``, ``told the jury``; other addressees are not channels.

    The parser may take who is told into the clause behind: then *addressee* knows the words.
    """
    if sentence.words[verb].lemma.lower() not in cue_lexicon.TELLING_VERBS:
        for hearer in children(sentence, verb, "obl"):
            case = child(sentence, hearer, "case")
            if case == verb + 1 and sentence.words[case].text == "to":  # confirmed to Reuters
                kind = _audience(sentence, hearer)
                if kind is not None:
                    yield Phrase(verb, _end(sentence, hearer), kind)
        return
    for hearer in children(sentence, verb, *HEARERS):
        if hearer > verb and _is_bare(sentence, hearer):
            kind = _audience(sentence, hearer)
            if kind is not None:
                yield Phrase(verb, _end(sentence, hearer), kind)
                return
            break
    if addressee is not None and addressee.sentence == sentence.index:
        told = [w.index for w in sentence.words if addressee.span.covers(w.span)]
        kind = _audience(sentence, addressee.head, told) if told[:1] == [verb + 1] else None
        if kind is not None:
            yield Phrase(verb, told[-1], kind)


def _is_bare(sentence: Sentence, noun: int) -> bool:
    """Return whether a noun stands without a preposition; its own ``'s`` does not count."""
    case = child(sentence, noun, "case")
    return case is None or case > noun


def _obliques(sentence: Sentence, head: int, behind: int = -1) -> Iterator[Phrase]:
    """Yield ``in a statement``, ``by email``, ``on Facebook`` below a word."""
    for noun in children(sentence, head, "obl", "nmod", "advmod"):
        case = child(sentence, noun, "case")
        if case is None or case > noun or noun < behind:
            continue
        preposition = sentence.words[case].text.lower()
        if preposition == "before" and sentence.words[head].lemma == "testify":
            yield Phrase(case, _end(sentence, noun), "testimony")
        elif preposition in PREPOSITIONS:
            kind = _way(sentence, noun, case)
            if kind is not None:
                yield Phrase(case, _end(sentence, noun), kind)
            elif sentence.words[noun].lemma in {"response", "reply"}:
                yield from _answer(sentence, noun, case)


def _answer(sentence: Sentence, noun: int, case: int) -> Iterator[Phrase]:
    """Yield ``in response to questions from Reuters``."""
    for below in subtree(sentence, noun):
        kind = _audience(sentence, below) if sentence.words[below].deprel == "nmod" else None
        if kind is not None:
            yield Phrase(case, _core(sentence, below)[-1], kind)
            return


def _beside(sentence: Sentence, clause: int) -> Iterator[Phrase]:
    """Yield the channel in a clause next to a cue: ``Speaking to Reuters``, ``Addressing MPs``."""
    word = sentence.words[clause]
    lemma = word.lemma.lower()
    if is_negated(sentence, clause):
        return
    if lemma == "address":
        addressed = child(sentence, clause, "obj")
        if addressed is not None:
            kind = _audience(sentence, addressed) or _way(sentence, addressed, addressed)
            yield Phrase(clause, _end(sentence, addressed), kind or "speech")
    elif lemma in cue_lexicon.SPEAKING_VERBS:
        yield from _obliques(sentence, clause)
        for hearer in children(sentence, clause, "obl"):
            case = child(sentence, hearer, "case")
            if case is None or sentence.words[case].text.lower() not in {"to", "with", "before"}:
                continue
            kind = _audience(sentence, hearer)
            for source in () if kind else children(sentence, hearer, "nmod"):
                kind = _audience(sentence, source)  # replying to queries from the Times
            if kind is not None:
                yield Phrase(clause, _end(sentence, hearer, wide=True), kind)


# --- the kind ----------------------------------------------------------------------------


def _way(sentence: Sentence, noun: int, case: int) -> Sort:
    """Return the kind of channel that a preposition and its noun name."""
    word = sentence.words[noun]
    core = _core(sentence, noun)
    names = {sentence.words[i].text.lower() for i in core}
    if "conference" in names and names & {"call", "phone", "telephone"}:
        return "call"
    preposition = sentence.words[case].text.lower()
    if preposition in PREPOSITIONS and _is_platform(sentence, core):
        return "post"
    opened = sentence.words[case + 1].text if case + 1 < len(sentence.words) else ""
    if preposition == "on" and opened in OPENING:
        return "broadcast"
    for kind, nouns in cue_lexicon.CHANNEL_NOUNS.items():
        if inflection.plain_singular(word.lemma) in nouns:
            return _refined(sentence, core, cast(ChannelKind, kind), noun)
    if preposition == "in" and word.lemma.lower() in cue_lexicon.INSTITUTIONS:
        return "speech"
    if preposition in {"in", "on", "via", "over"} and _is_outlet(sentence, core):
        return "broadcast" if preposition in {"on", "over"} else "outlet"
    return None


def _refined(sentence: Sentence, core: list[int], kind: ChannelKind, noun: int) -> ChannelKind:
    """Return the kind of channel, given the words before its noun and those behind."""
    before = {sentence.words[i].text.lower() for i in core}
    if before & {"press", "news"} and "conference" in before:
        return "speech"
    if kind == "letter" and before & {"voice", "video", "audio", "recorded"}:
        return "other"
    if kind in {"other", "letter", "speech"} and _is_posted(sentence, noun):
        return "post"
    if kind == "post" and "text" in before:
        return "letter"
    return kind


def _is_posted(sentence: Sentence, noun: int) -> bool:
    """Return whether something stands on a platform: ``a video posted on Instagram``."""
    for place in children(sentence, noun, "nmod", "acl"):
        for below in (place, *children(sentence, place, "obl")):
            case = child(sentence, below, "case")
            on = case is not None and sentence.words[case].text.lower() in {"on", "to"}
            if on and _is_platform(sentence, _core(sentence, below)):
                return True
    return False


def _audience(sentence: Sentence, noun: int, core: list[int] | None = None) -> Sort:
    """Return the kind of channel that telling this hearer is, None for an addressee."""
    core = core or _core(sentence, noun)
    word = sentence.words[noun]
    lemma = inflection.plain_singular(word.text)
    if lemma in cue_lexicon.CHANNEL_NOUNS["broadcast"] and word.upos == "NOUN":
        return "broadcast"
    if cue_lexicon.is_bench(word.text, sentence.words[noun - 1].text if noun else ""):
        return "testimony"
    if lemma in cue_lexicon.ASSEMBLIES:
        return "speech"
    if lemma in cue_lexicon.CHANNEL_NOUNS["speech"] and word.upos == "NOUN":
        return "speech"
    if _is_outlet(sentence, core):
        return "broadcast" if _is_programme(sentence, noun) else "outlet"
    return "other" if lemma in cue_lexicon.PRESS else None


def _is_programme(sentence: Sentence, noun: int) -> bool:
    """Return whether an outlet's programme is named: ``the BBC's Newsnight``, no presenter."""
    owner = child(sentence, noun, "nmod:poss")
    word = sentence.words[noun]
    named = owner is not None and _is_outlet(sentence, _core(sentence, owner))
    presenter = lexicon.is_given_name(word.text) or lexicon.noun_class(word.text) == "person"
    return named and word.upos == "PROPN" and not presenter


def is_outlet(sentence: Sentence, noun: int) -> bool:
    """Return whether a noun phrase names a news organization."""
    return _is_outlet(sentence, _core(sentence, noun))


def _is_outlet(sentence: Sentence, core: list[int]) -> bool:
    """Return whether a phrase names a news organization: ``Italian newspaper La Voce``, ``CNN``."""
    words = [sentence.words[i] for i in core if sentence.words[i].upos != "PUNCT"]
    if _is_title(sentence, core):
        return True
    named = [w.text.lower() for w in words if w.text[:1].isupper()]
    if any(name in cue_lexicon.OUTLET_NAMES for name in named):
        return True
    if any(w.text in cue_lexicon.OUTLET_NOUNS for w in words):
        return True
    return any(
        w.text.lower() in lexicon.NEWSPAPER_WORDS
        for w in words
        if w.text[:1].isupper() and (len(words) > 1)
    )


def _is_title(sentence: Sentence, core: list[int]) -> bool:
    """Return whether a name has a capital article in mid-sentence: ``told The Ferret``.

    Papers have one; so have some places and bodies, which the lists know.
    """
    article, names = sentence.words[core[0]], [sentence.words[i].text for i in core[1:]]
    known = lexicon.ORGANIZATION_WORDS | lexicon.PLACE_NAMES
    capital = article.text == "The" and article.index > 0 and bool(names)
    return capital and all(name[:1].isupper() and name.lower() not in known for name in names)


def _is_platform(sentence: Sentence, core: list[int]) -> bool:
    words = [sentence.words[i] for i in core]
    last = words[-1].text
    social = any(w.text.lower() == "social" for w in words)
    named = any(w.text.lower() in cue_lexicon.PLATFORMS for w in words)
    return named or last == "X" or (social and last.lower() in {"media", "network", "networks"})


# --- the extent ---------------------------------------------------------------------------


def _core(sentence: Sentence, noun: int) -> list[int]:
    """Return the shortest phrase of a noun: its articles, adjectives, compounds and names."""
    skip = {c for c in sentence.children[noun] if _is_loose(sentence, noun, c)}
    return run_around(subtree(sentence, noun, skip), noun)


def _is_loose(sentence: Sentence, noun: int, position: int) -> bool:
    word = sentence.words[position]
    if word.deprel == "punct":
        return position > noun
    if word.deprel == "appos":
        return position > noun + 1
    if word.deprel == "conj":
        return position > noun and not _goes_on_with_name(sentence, noun, position)
    return word.deprel in LOOSE


def _goes_on_with_name(sentence: Sentence, noun: int, position: int) -> bool:
    """Return whether a name goes on behind an ``and``: ``the Globe *and Mail*``."""
    below = subtree(sentence, position)
    link, names = sentence.words[below[0]], [sentence.words[p] for p in below[1:]]
    joined = link.upos == "CCONJ" and below[0] == noun + 1
    named = all(w.upos == "PROPN" for w in (sentence.words[noun], *names))
    return joined and named and bool(names)


def _end(sentence: Sentence, noun: int, wide: bool = False) -> int:
    """Return the last word of a channel, with partners and bodies, without time and place."""
    last = _core(sentence, noun)[-1]
    while last + 2 < len(sentence.words):
        case = sentence.words[last + 1]
        if case.deprel != "case" or case.head <= case.index:
            break
        preposition = case.text.lower()
        core = _core(sentence, case.head)
        outlet = preposition in WITH_OUTLET and (
            _is_outlet(sentence, core) or _is_platform(sentence, core)
        )
        if preposition not in GOING_ON and not outlet and not (wide and preposition == "from"):
            break
        last = core[-1]
    return last
