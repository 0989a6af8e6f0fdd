"""A second source that passes a report on: the speaker stays who said it.

    The minister  said  the plant would be sold,  the Nikkei  reported.
                  ^^^^ <----- ccomp, parataxis ----------     ^^^^^^^^
                  V: the report                               relay
    "I leave,"  Lindqvist  said,  according to  the Bergen Times.
                           ^^^^ <-------- obl ---------    ^^^^^

What relays a whole report is no report of its own: `without_relays` takes it out, and tells
what stands at the cue that it relays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from extractor import cue_lexicon
from extractor.domain import Attribution, Candidate, CueWords, Document, Sentence, Span, value
from extractor.english import inflection, lexicon
from extractor.english.noun_phrases import mention_of
from extractor.english.syntax import (
    child,
    children,
    is_behind_semicolon,
    is_negated,
    is_passive,
    marker,
    span,
    subtree,
)
from extractor.selection.channels import cue_place, is_outlet
from extractor.selection.conflicts import SURE, Scored, cue_in, share_text

CLAUSES: Final = frozenset({"acl", "acl:relcl", "appos", "parataxis"})
ATTRIBUTING: Final = frozenset({"according", "per", "according to"})
QUOTING: Final = frozenset({"quote", "cite"})
INFINITIVE: Final = "to-infinitive"
TO_COME: Final = frozenset("will 'll ’ll shall may might".split())
SPEAKERS: Final = frozenset({"person", "crowd", "organization"})
INNERMOST: Final = frozenset({"bare-clause", "that-clause", "quotation"})


@value()
class Relay:
    """What relays a report: its words, and the verb or preposition at its head.

    ``before`` is where what stands before it ends, the comma aside; it ``trails`` where it stands
    behind the cue. ``quoted`` is who is quoted as saying it, by position, or -1; ``saying`` the
    verb that this one then says it by.
    """

    span: Span
    head: int
    before: int
    trails: bool
    quoted: int = -1
    saying: int = -1


def without_relays(
    document: Document, likely: Sequence[Scored]
) -> tuple[list[Scored], Mapping[int, Span]]:
    """Return candidates without those that only relay another, and the words of the relays.

    The words are told by the place at which the cue of the relayed report begins.
    """
    inner = [(score, _of_inner_cue(document, candidate)) for score, candidate in likely]
    found: dict[int, tuple[Sentence, Relay]] = {}
    for score, candidate in inner:
        cue = candidate.cue
        if cue is None or cue.span.start in found or cue.lemma in ATTRIBUTING:
            continue
        if candidate.frame == INFINITIVE and score < SURE:
            continue  # rather the others report it: Moe urged the firm to stop, *aides said*
        relay = relay_of(document, candidate)
        if relay is not None and (candidate.mention is not None or relay[1].quoted >= 0):
            found[cue.span.start] = relay
    if not found:
        return list(likely), {}
    outer = [(score, c) for score, c in inner if _only_relays(c, found, inner)]
    relaying = {id(candidate) for _, candidate in outer}
    kept = [
        (_as_sure_as(document, score, candidate, outer), _adapted(candidate, found))
        for score, candidate in inner
        if id(candidate) not in relaying
    ]
    spans = {start: relay.span for start, (_, relay) in found.items()}
    moved = {
        sentence.words[relay.saying].start: relay.span
        for sentence, relay in found.values()
        if relay.saying >= 0
    }
    return kept, spans | moved


def _as_sure_as(
    document: Document, score: float, candidate: Candidate, outer: Sequence[Scored]
) -> float:
    """Return the score of a report, or of one that relays it, where that is surer.

    The cue of a report inside another's content scores low, as many of these are no reports. Where
    somebody says it, and others only pass it on, it is as sure as theirs; no *telescope* says it.
    """
    mention = candidate.mention
    if mention is None:
        return score
    word = document.sentences[mention.sentence].words[mention.head]
    somebody = word.upos in {"PROPN", "PRON"} or lexicon.noun_class(word.lemma) in SPEAKERS
    known = (each for each, relaying in outer if somebody and cue_in(candidate, relaying))
    return max([score, *known])


def _of_inner_cue(document: Document, candidate: Candidate) -> Candidate:
    """Return words in marks with the cue beside them: ``Whitcomb yelled "…", witnesses said``."""
    if candidate.type != "direct" or candidate.frame not in INNERMOST or not candidate.passages:
        return candidate
    place = cue_place(document, candidate.cue)
    if place is None:
        return candidate
    sentence, verb = place
    for inner in children(sentence, verb, "ccomp"):
        word = sentence.words[inner]
        subject = child(sentence, inner, "nsubj")
        lemma = cue_lexicon.base_of(word.text, word.lemma, word.xpos)
        speaks = cue_lexicon.is_saying(lemma)
        outside = not document.passages_over(word.span) and not is_passive(sentence, inner)
        if subject is not None and speaks and outside and _says(sentence, inner, candidate):
            mention = mention_of(sentence, subject)
            return replace(candidate, cue=CueWords(word.span, lemma), mention=mention)
    return candidate


def _says(sentence: Sentence, verb: int, candidate: Candidate) -> bool:
    """Return whether what *verb* reports stands in the content of a candidate."""
    return any(
        segment.covers(sentence.words[clause].span)
        for clause in children(sentence, verb, "ccomp", "parataxis")
        for segment in candidate.segments
    )


def _only_relays(
    outer: Candidate,
    found: Mapping[int, tuple[Sentence, Relay]],
    likely: Sequence[Scored],
) -> bool:
    """Return whether a candidate is the report of a relay: its cue relays one inside it."""
    if outer.cue is None:
        return False
    for start, (sentence, relay) in found.items():
        beside = not outer.cue.span.overlaps(sentence.words[relay.head].span)
        if beside or outer.cue.span.start == start:
            continue
        inner = [c for _, c in likely if c.cue is not None and c.cue.span.start == start]
        within = any(s.start <= start < s.end for s in outer.segments)
        return bool(inner) and (within or any(share_text(outer, c) for c in inner))
    return False


def _adapted(candidate: Candidate, found: Mapping[int, tuple[Sentence, Relay]]) -> Candidate:
    """Return a candidate whose content ends before the relay behind it, said by who is quoted."""
    known = found.get(candidate.cue.span.start) if candidate.cue else None
    if known is None:
        return candidate
    sentence, relay = known
    if relay.quoted >= 0:
        saying = sentence.words[relay.saying]
        cue = CueWords(saying.span, cue_lexicon.base_of(saying.text, saying.lemma, saying.xpos))
        candidate = replace(candidate, cue=cue, mention=mention_of(sentence, relay.quoted))
    if not relay.trails or candidate.type == "direct":
        return candidate
    cut = relay.before
    segments = tuple(replace(s, end=min(s.end, cut)) for s in candidate.segments if s.start < cut)
    return replace(candidate, segments=segments) if segments else candidate


# --- the relay of a report ----------------------------------------------------------------


def relay_of(document: Document, candidate: Candidate) -> tuple[Sentence, Relay] | None:
    """Return the sentence and the words of what relays the report of a candidate, or None."""
    place = cue_place(document, candidate.cue)
    if place is None:
        return None
    sentence, verb = place
    if candidate.type == "indirect" and _is_to_come(sentence, verb):
        return None  # The mayor *will* urge the firm to stop, aides said; but excerpts quote her
    for relay in _relays(sentence, verb):
        if not document.passages_over(relay.span):
            return sentence, relay
    return None


def _is_to_come(sentence: Sentence, verb: int) -> bool:
    """Return whether nobody has said it yet: ``will urge``; what one *would* say was said."""
    helpers = (sentence.words[c].text.lower() for c in children(sentence, verb, "aux"))
    return any(word in TO_COME for word in helpers)


def _relays(sentence: Sentence, verb: int) -> Iterator[Relay]:
    yield from _quoted(sentence, verb)
    yield from _sources(sentence, verb)
    yield from _clauses_below(sentence, verb)
    yield from _clause_above(sentence, verb)
    yield from _carriers(sentence, verb)


def _sources(sentence: Sentence, verb: int) -> Iterator[Relay]:
    """Yield ``according to X`` and ``per X``, at the cue or at the end of what it reports."""
    contents = list(children(sentence, verb, "ccomp", "xcomp"))
    for head in (verb, *contents):
        below = list(children(sentence, head, "obl", "nmod"))
        for noun in (*below, *(n for b in below for n in children(sentence, b, "nmod", "obl"))):
            case = child(sentence, noun, "case")
            if case is None or sentence.words[case].text.lower() not in ATTRIBUTING:
                continue
            apart = case == 0 or not sentence.words[case - 1].text.isalnum()
            last = sentence.words[subtree(sentence, noun)[-1]].index
            ends = all(w.upos == "PUNCT" for w in sentence.words[last + 1 :])
            if apart and (head == verb or ends) and _is_source(sentence, noun):
                source = mention_of(sentence, noun, frozenset(_clauses_of(sentence, noun)))
                start = sentence.words[case].start
                end = max(source.span.end, sentence.words[noun].end)
                trails = case > verb and ends
                yield Relay(Span(start, end), case, _before_comma(sentence, case), trails)


def _is_source(sentence: Sentence, noun: int) -> bool:
    """Return whether a noun is a source: somebody or a record, not ``his own reading``."""
    word = sentence.words[noun]
    if any(sentence.words[c].text.lower() == "own" for c in sentence.children[noun]):
        return False
    if word.upos == "PROPN" or lexicon.noun_class(word.text) is not None:
        return True
    plain = inflection.plain_singular(word.text)
    written = any(plain in nouns for nouns in cue_lexicon.CHANNEL_NOUNS.values())
    return written or plain in cue_lexicon.RECORDS | cue_lexicon.PRESS or is_outlet(sentence, noun)


def _before_comma(sentence: Sentence, position: int) -> int:
    """Return where the text before a phrase ends, without the comma that parts them."""
    before = sentence.words[position - 1] if position else sentence.words[0]
    if before.text in {",", "-", "–", "—"} and position > 1:
        before = sentence.words[position - 2]
    return before.end


def _clauses_of(sentence: Sentence, noun: int) -> Iterator[int]:
    return (c for c in sentence.children[noun] if sentence.words[c].deprel in CLAUSES)


def _clauses_below(sentence: Sentence, verb: int) -> Iterator[Relay]:
    """Yield a clause behind the report that depends on its cue: ``…, Kyodo reported``."""
    for clause in children(sentence, verb, "parataxis", "ccomp", "advcl"):
        word = sentence.words[clause]
        if clause < verb or word.lemma.lower() not in cue_lexicon.RELAYING_VERBS:
            continue
        if is_behind_semicolon(sentence, clause):  # said Moe; *Lee said* it was not
            continue
        as_reported = marker(sentence, clause) == "as"
        if word.deprel == "advcl" and not as_reported:
            continue
        if word.deprel == "ccomp" and not _is_last_of(sentence, verb, clause):
            continue
        relay = _clause(sentence, clause, verb, as_reported)
        if relay is not None:
            yield relay


def _is_last_of(sentence: Sentence, verb: int, clause: int) -> bool:
    """Return whether a clause stands behind another one that the same cue reports."""
    others = [c for c in children(sentence, verb, "ccomp") if c < clause]
    return bool(others) and child(sentence, clause, "mark", "ccomp", "obj") is None


def _clause_above(sentence: Sentence, verb: int) -> Iterator[Relay]:
    """Yield the clause that reports the report: behind it whoever relays, before it an outlet."""
    word = sentence.words[_perceived(sentence, verb)]
    above = word.head
    if above < 0:
        return
    top = sentence.words[above]
    lemma = top.lemma.lower()
    if word.deprel not in {"ccomp", "parataxis"} or lemma not in cue_lexicon.RELAYING_VERBS:
        return
    if any(sentence.words[c].upos == "VERB" for c in children(sentence, verb, "conj")):
        return
    if any(w.text == ";" for w in sentence.words[verb:above]):
        return  # said Moe; it is open, *said Lee*
    relay = _clause(sentence, above, verb, as_reported=False)
    if relay is None:
        return
    subject = child(sentence, above, "nsubj")
    outlet = subject is not None and is_outlet(sentence, subject)
    behind = above > verb and (subject is None or subject > verb)  # not *Ida*, he said, told me
    if behind or (outlet and lemma in {"report", "write", "say"}):
        yield relay


def _perceived(sentence: Sentence, verb: int) -> int:
    """Return ``seen`` of ``Moss was *seen* shouting “…”``, or else *verb* itself."""
    word = sentence.words[verb]
    above = word.head
    if word.xpos != "VBG" or above < 0 or word.deprel not in {"advcl", "xcomp"}:
        return verb
    perceived = sentence.words[above].lemma.lower() in cue_lexicon.PERCEIVING_VERBS
    return above if perceived and is_passive(sentence, above) else verb


def _quoted(sentence: Sentence, verb: int) -> Iterator[Relay]:
    """Yield ``Interfax quoted`` of ``Interfax quoted the minister as saying``, and the passive."""
    quoting, saying = verb, _as_saying(sentence, verb)
    if saying is None:
        quoting, saying = sentence.words[verb].head, verb
    if quoting < 0 or sentence.words[quoting].lemma.lower() not in QUOTING:
        return
    if _as_saying(sentence, quoting) != saying:
        return
    if is_passive(sentence, quoting):
        for below in (quoting, saying):
            agent = next(
                (a for a in children(sentence, below, "obl") if _is_agent(sentence, a)), None
            )
            if agent is not None:
                end = mention_of(sentence, agent).span.end
                yield Relay(Span(sentence.words[quoting].start, end), quoting, 0, False)
                return
        return
    quoted = child(sentence, quoting, "obj", "iobj")
    relay = None if quoted is None else _clause(sentence, quoting, verb, as_reported=False)
    if relay is not None and quoted is not None:
        yield Relay(relay.span, quoting, 0, False, quoted, saying)


def _as_saying(sentence: Sentence, quoting: int) -> int | None:
    """Return the verb of ``as saying`` below a verb, or None."""
    clauses = children(sentence, quoting, "advcl", "obl", "xcomp")
    return next(
        (c for c in clauses if marker(sentence, c) == "as" and sentence.words[c].xpos == "VBG"),
        None,
    )


def _is_agent(sentence: Sentence, noun: int) -> bool:
    return marker(sentence, noun) == "by"


def _carriers(sentence: Sentence, verb: int) -> Iterator[Relay]:
    """Yield ``carried by state radio`` of ``in remarks carried by state radio``."""
    for noun in children(sentence, verb, "obl", "ccomp"):
        for clause in (noun, *children(sentence, noun, "acl")):
            if sentence.words[clause].lemma.lower() not in cue_lexicon.CARRYING_VERBS:
                continue
            agents = (a for a in children(sentence, clause, "obl") if _is_agent(sentence, a))
            agent = next(agents, None)
            if agent is not None and _is_medium(sentence, agent):
                words = (clause, max(mention_words(sentence, agent)))
                yield Relay(span(sentence, words), clause, 0, False)


def _is_medium(sentence: Sentence, noun: int) -> bool:
    plain = inflection.plain_singular(sentence.words[noun].text)
    known = plain in cue_lexicon.PRESS or plain in cue_lexicon.CHANNEL_NOUNS["broadcast"]
    return known or is_outlet(sentence, noun)


def mention_words(sentence: Sentence, noun: int) -> list[int]:
    """Return the positions of the noun phrase of a noun."""
    covered = mention_of(sentence, noun).span
    return [w.index for w in sentence.words if covered.covers(w.span)]


def _clause(sentence: Sentence, clause: int, verb: int, as_reported: bool) -> Relay | None:
    """Return the subject and the verb of a clause that relays; a pronoun relays nothing."""
    subject = child(sentence, clause, "nsubj")
    if subject is None:
        agent = child(sentence, clause, "obl:agent") if as_reported else None
        subject = agent
    if subject is None:
        return None
    if sentence.words[subject].upos == "PRON" or (not as_reported and _is_done(sentence, clause)):
        return None
    named = mention_of(sentence, subject).span
    start, end = sentence.words[clause].start, sentence.words[clause].end
    first = clause
    if as_reported:
        mark = child(sentence, clause, "mark", "case", "advmod")
        start = sentence.words[mark].start if mark is not None else start
        first = mark if mark is not None else clause
    span = Span(min(start, named.start), max(end, named.end))
    first_word = next(w.index for w in sentence.words if w.start >= span.start)
    return Relay(span, clause, _before_comma(sentence, min(first, first_word)), clause > verb)


def _is_done(sentence: Sentence, clause: int) -> bool:
    """Return whether a verb says what happens to its subject: ``no map was shown``."""
    return is_passive(sentence, clause) or is_negated(sentence, clause)


def with_relays(
    attributions: Sequence[Attribution], relays: Mapping[int, Span]
) -> tuple[Attribution, ...]:
    """Return attributions with who relays each."""
    return tuple(
        replace(a, relayed_by=relays[a.cue.span.start])
        if a.cue is not None and a.cue.span.start in relays
        else a
        for a in attributions
    )
