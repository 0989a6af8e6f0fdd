"""A cue verb next to a quotation in marks; the verb's subject is the speaker.

"We will rebuild," said the mayor.
                   ^^^^     ^^^^^
                   cue -nsubj-> mention;   the passage stands next to the cue's clause
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from extractor import cue_lexicon
from extractor.domain import Passage, Sentence, value
from extractor.english import inflection, lexicon, syntax
from extractor.english.syntax import joined_person
from extractor.rules.shared import clause_extent, cue_verbs, other_reports
from extractor.rules.shared.context import (
    Context,
    CuePhrase,
    Match,
    Source,
    cue_at,
    match_of,
    shown,
)
from extractor.rules.shared.cue_adjuncts import addressee_of
from extractor.rules.shared.names import is_about_title
from extractor.rules.shared.subjects import (
    has_particle,
    inverted_source,
    phrase_behind,
    reply_behind,
    source_beside,
)

MAX_GAP = 14
GAPS = (0, 1, 2, 3, 5, 8, MAX_GAP, 99)
STOP = re.compile(r"[.!?][”’\"']?\s|;|\n\s*\n\s*\S")
GroupEdges = Callable[[int, int], tuple[list[int], list[int]]]


def find(context: Context) -> Iterator[Match]:
    """Yield, for each passage, each verb in the sentences it touches that may introduce it."""
    verbs, edges = _verbs(context), _group_edges(context)
    for k, passage in enumerate(context.passages):
        if k in context.names_in_marks:
            continue
        yield from _cue_read_as_name(context, k)
        places = _without_remote(list(_places(context, verbs, edges, k)), passage)
        gaps = sorted(place.gap for place, _, _ in places)
        linked = sum(place.link != "none" for place, _, _ in places)
        touching = {s.index for s in context.sentences_of(passage)}
        for place, sentence, verb in places:
            own = _has_own_clause(context, sentence, verb) and not _to_know(sentence, verb)
            apart = sentence.index not in touching
            if apart and (own or not _announces(context, sentence, verb, passage)):
                continue
            if place.side == "before" and apart and joined_person(sentence, verb) is not None:
                continue  # “Go,” Lee said, *and her son cut in*. “Stay.”
            if _is_in_predicate(context, sentence, verb, passage):
                continue
            if _is_said_of_object(context, sentence, verb, passage):
                continue
            rivals = (
                f"rank={min(gaps.index(place.gap), 2)}",
                f"rivals={min(linked - (place.link != 'none'), 2)}",
                f"clause={own}",
                f"opens={_opens(context, sentence, verb, passage, place)}",
            )
            match = _match(context, sentence, verb, k, (*place.notes(), *rivals))
            colon = _is_before_colon(match, place) and not _clause_between(sentence, verb, passage)
            yield replace(match, frame="colon-quotation") if colon else match


def _places(
    context: Context, verbs: dict[int, list[int]], edges: GroupEdges, k: int
) -> Iterator[tuple[Place, Sentence, int]]:
    """Yield the place of each verb near passage *k* that may introduce it, and the verb."""
    passage = context.passages[k]
    for sentence in context.sentences_near(passage):
        for verb in verbs.get(sentence.index, ()):
            if (
                _is_behind_another(context, sentence, verb, passage)
                or _is_in_clause(context, sentence, verb, passage)
                or _introduces_cue(context, sentence, verb, passage)
                or _interrupts(context, sentence, verb, k)
                or is_about_title(sentence, verb, passage.end)
            ):
                continue
            place = _place(context, edges, sentence, verb, passage)
            if place is not None:
                yield place, sentence, verb


def _without_remote(
    places: Sequence[tuple[Place, Sentence, int]], passage: Passage
) -> list[tuple[Place, Sentence, int]]:
    """Return *places* without verbs in front of another that leads up to the marks itself.

    It has a subject and no clause behind it: ``“No,” Ek *said* after Moe told her, “Go.”``, ``told
    Holm, who replied: “No.”``, but not ``told a man who *asked why he left*: “No.”``
    """
    nearest = (-1, -1)
    start = passage.start
    for place, sentence, verb in places:
        behind = (w for w in sentence.words[verb + 1 :] if w.start < start)
        leads = place.side == "before" and not any(w.xpos in syntax.FINITE_OR_MODAL for w in behind)
        own = syntax.child(sentence, verb, "nsubj") is not None
        joined = sentence.words[verb].deprel in {"conj", "parataxis"}
        own |= joined and place.gap == 0 and place.sign == ":"  # said it fell, then *added*: “…”
        if leads and own and cue_verbs.says(sentence, verb):
            nearest = max(nearest, (sentence.index, verb))
    return [
        (place, sentence, verb)
        for place, sentence, verb in places
        if place.side != "before" or sentence.index != nearest[0] or verb >= nearest[1]
    ]


def _verbs(context: Context) -> dict[int, list[int]]:
    """Return the verbs outside marks, by sentence."""
    found: dict[int, list[int]] = {}
    for sentence, verb in context.tagged("VERB"):
        found.setdefault(sentence.index, []).append(verb)
    return found


def _match(
    context: Context, sentence: Sentence, verb: int, k: int, notes: tuple[str, ...]
) -> Match:
    """Return the match of a verb that introduces passage *k*, with who speaks by tree or place."""
    cue, frame = cue_at(sentence, verb, *_to_know(sentence, verb)), "quotation"
    source = context.source(sentence, verb)
    if source is None and not syntax.is_passive(sentence, verb):
        source = source_beside(sentence, verb, context.passages[k].end)
    inverted = None if source else inverted_source(sentence, verb, context.passages[k].end)
    placed = _by_place(context, sentence, verb, k)
    if inverted is not None:
        particles = (p for p in inverted[1] if p not in cue.positions)
        with_particle = cue_at(sentence, verb, *particles)
        listed = cue_lexicon.is_saying(with_particle.lemma)
        if listed or placed is not None:
            source, cue, frame = inverted[0], with_particle, "inverted-quotation"
    elif (source is not None and placed is not None and source.mention == placed.mention) or (
        source is not None and _is_parted_by_semicolon(context, sentence, verb, source, k)
    ):
        frame = "inverted-quotation"
    reply = reply_behind(sentence, verb, context.passages[k].end)
    if reply is not None:
        noun = sentence.words[reply].lemma.lower()
        cue, frame = CuePhrase(verb, noun, (verb,)), "inverted-quotation"
        source = None if source is None or source.mention.head == reply else source
    return Match(
        sentence=sentence.index,
        cue=verb,
        cue_span=shown(sentence, cue),
        lemma=cue.lemma,
        frame=frame,
        source=source,
        passages=(k,),
        addressee=addressee_of(sentence, verb),
        notes=notes,
    )


def _is_parted_by_semicolon(
    context: Context, sentence: Sentence, verb: int, source: Source, k: int
) -> bool:
    """Return whether a semicolon parts two reports: ``“No,” *said one*; “Yes,” *said another*``.

    The speaker stands right behind the verb, whatever the tree makes of the two halves.
    """
    beside = context.word_behind(context.passages[k]) == (sentence, verb)
    start, end = context.positions_in(sentence, source.mention.span)
    ends = [word.text for word in sentence.words[end : end + 1]]
    before = context.text[: context.passages[k].start].rstrip()
    parted = ends == [";"] or before.endswith(";")
    says = cue_verbs.says(sentence, verb) and context.is_punctuated(k)
    return beside and start == verb + 1 and parted and says


def _to_know(sentence: Sentence, verb: int) -> tuple[int, ...]:
    """Return ``to know`` of ``“Why?” she wanted *to know*``."""
    clause = syntax.child(sentence, verb, "xcomp")
    if clause is None or sentence.words[verb].lemma != "want":
        return ()
    return (clause - 1, clause) if sentence.words[clause].lemma == "know" else ()


def _cue_read_as_name(context: Context, k: int) -> Iterator[Match]:
    """Yield ``“…,” fumed MP Bill Hart`` where the tagger took the cue for a part of the name."""
    found = context.word_behind(context.passages[k])
    if found is None:
        return
    sentence, start = found
    word = sentence.words[start]
    lemma = inflection.base(word.text, word.text, "VBD")
    past = word.text.islower() and lemma != word.text and not word.xpos.startswith("VB")
    if not past or not context.is_outside(sentence, start):
        return
    says = cue_lexicon.is_saying(lemma)
    source = phrase_behind(sentence, start) if says else _by_position(context, sentence, start, k)
    if source is not None:
        particles = range(start + 1, start + 2) if has_particle(sentence, start) else ()
        more = [] if says else list(particles)
        name = " ".join((lemma, *(sentence.words[p].text for p in more)))
        cue = CuePhrase(start, name, (start, *more))
        yield replace(match_of(sentence, cue, "inverted-quotation", (), source), passages=(k,))


def _by_place(context: Context, sentence: Sentence, verb: int, k: int) -> Source | None:
    """Return who stands behind a verb right behind a passage, if no cue is listed there."""
    if context.word_behind(context.passages[k]) != (sentence, verb):
        return None
    listed = cue_lexicon.is_saying(cue_at(sentence, verb).lemma)
    return None if listed else _by_position(context, sentence, verb, k)


def _by_position(context: Context, sentence: Sentence, verb: int, k: int) -> Source | None:
    """Return who stands behind a verb by its place alone, whatever verb it is.

    A sentence in marks leads up to a past, and a name or a person is between it and the end of the
    sentence or a comma: ``“Me too,” *chipped in* Lou Venn.``
    """
    words, passage = sentence.words, context.passages[k]
    past = words[verb].text.endswith("ed") or words[verb].xpos in {"VBD", "VBZ"}
    if not past or not context.is_led_on(passage) or not context.opens_in_marks(passage):
        return None
    particle = has_particle(sentence, verb)
    source = phrase_behind(sentence, verb + particle)
    if source is None:
        return None
    mention = source.mention
    start, end = context.positions_in(sentence, mention.span)
    stop = words[end].text if end < len(words) else "."
    if start != verb + particle + 1 or (stop != "." and (stop != "," or particle)):
        return None
    named = words[start].upos == "PROPN" and words[start].text.lower() not in lexicon.CALENDAR
    person = lexicon.noun_class(words[mention.head].text) in lexicon.PEOPLE
    return source if named or person else None


# --- may this verb introduce this passage -------------------------------------------------


def _is_behind_another(context: Context, sentence: Sentence, verb: int, passage: Passage) -> bool:
    """Return whether a participle of saying stands between a verb and the passage."""
    start, _ = context.positions_in(sentence, passage.inner[0])
    inside = start < len(sentence.words)
    return inside and cue_verbs.is_nearer_another(sentence, verb, start)


def _interrupts(context: Context, sentence: Sentence, verb: int, k: int) -> bool:
    """Return whether a verb is between dashes in words in marks whose cue stands before them.

    ``“It,” Ek said, “fell in May” — she *wept* — “and we left.”``
    """
    word = sentence.words[verb]
    for later in {k, k + 1} & context.resumed:
        before, behind = context.passages[later - 1], context.passages[later]
        between = before.end <= word.start < behind.start
        lead = context.text[: before.start].rstrip()
        if between and lead.endswith(",") and before.inner[0].of(context.text)[:1].islower():
            return True
    return False


def _is_in_clause(context: Context, sentence: Sentence, verb: int, passage: Passage) -> bool:
    """Return whether a condition leads up to a passage: ``saying *if it rains*, “we stay”``."""
    if sentence.words[verb].start > passage.start:
        return False
    start, _ = context.positions_in(sentence, passage.inner[0])
    return any(
        start in clause_extent.main_clause_of_condition(sentence, verb, clause)
        for clause in syntax.children(sentence, verb, "advcl")
    )


def _is_in_predicate(context: Context, sentence: Sentence, verb: int, passage: Passage) -> bool:
    """Return whether a passage lacks the subject of its clause: ``said the bank “was sold”``.

    The clause is a whole, which *verb* reports.
    """
    start, end = context.positions_in(sentence, passage.inner[0])
    words = sentence.words
    if start >= len(words) or words[start].xpos not in syntax.FINITE_OR_MODAL:
        return False
    for clause in (start, *syntax.ancestors(sentence, start)):
        cue = words[clause].head
        subject = syntax.child(sentence, clause, "nsubj")
        if words[clause].deprel != "ccomp" or not start <= clause < end or subject is None:
            continue
        outside = cue < subject and syntax.subtree(sentence, subject)[-1] == start - 2
        return outside and cue_verbs.says(sentence, cue) and cue == verb
    return False


def _is_said_of_object(context: Context, sentence: Sentence, verb: int, passage: Passage) -> bool:
    """Return whether a passage says what an object before it is: ``called it “a disgrace”``."""
    start, end = context.positions_in(sentence, passage.inner[0])
    about = syntax.child(sentence, verb, "obj")
    predicate = cue_verbs.predicate_of_object(sentence, verb)
    if about is None or predicate is None or not start <= predicate < end:
        return False
    near = verb < about < start and syntax.subtree(sentence, about)[-1] == start - 2
    return near and cue_verbs.says(sentence, verb)


def _introduces_cue(context: Context, sentence: Sentence, verb: int, passage: Passage) -> bool:
    """Return whether a verb only leads up to a cue: ``*recalled* what her aunt said: “Eat.”``."""
    start = passage.start
    words = [w for w in sentence.words[verb + 1 :] if w.end <= start]
    what = next((w.index for w in words if w.text.lower() == "what"), None)
    if what is None or words[-1].text != ":":
        return False
    behind = range(what + 1, words[-1].index)
    said = next((p for p in reversed(behind) if sentence.words[p].upos == "VERB"), None)
    return said is not None and cue_verbs.says(sentence, said)


def _is_before_colon(match: Match, place: Place) -> bool:
    """Return whether a verb of saying with a subject stands right before a colon and the marks."""
    beside = place.side == "before" and place.gap == 0 and place.sign == ":"
    says = cue_lexicon.is_saying(match.lemma)
    return beside and says and match.source is not None


def _clause_between(sentence: Sentence, verb: int, passage: Passage) -> bool:
    """Return whether another clause leads up to the marks: ``warned him, and *he knew*: “…”``."""
    joined = syntax.joined_clauses(sentence, verb)
    return any(sentence.words[clause].start < passage.start for clause, _ in joined)


def _announces(context: Context, sentence: Sentence, verb: int, passage: Passage) -> bool:
    """Return whether a sentence apart from the passage points to it: a verb of saying, a colon.

    Who *asked what she had heard* does not say what answers it.
    """
    if context.ends_turn_before(sentence, passage):
        return False
    lemma = cue_at(sentence, verb, *_to_know(sentence, verb)).lemma
    ends = context.text[sentence.start : sentence.end].rstrip()[-1:]
    said = passage.inner[-1].of(context.text)
    asks = said.rstrip().endswith("?")
    asked = syntax.asks_about(sentence, verb)
    if lemma in cue_lexicon.QUESTIONING_VERBS and asked and ends != ":" and not asks:
        here = sentence.paragraph == context.paragraph_index(passage.start)
        if not here or other_reports.asks_another(sentence, verb, said):
            return False
    return ends == ":" or cue_lexicon.cue_class(lemma, "object") in cue_lexicon.REPORTING_CLASSES


def _opens(context: Context, sentence: Sentence, verb: int, passage: Passage, place: Place) -> bool:
    """Return whether only a mark stands between a verb of saying and a passage's capital.

    ``…, saying on Monday, "We will rebuild."`` reads so whatever the parse.
    """
    beside = place.side == "before" and place.gap == 0 and place.sign in {",", ":"}
    if not beside or not passage.inner[0].of(context.text).lstrip()[:1].isupper():
        return False
    lemma = cue_at(sentence, verb).lemma
    return cue_lexicon.cue_class(lemma, "quotation") in cue_lexicon.REPORTING_CLASSES


def _has_own_clause(context: Context, sentence: Sentence, verb: int) -> bool:
    """Return whether the verb reports something outside marks: ``adding that it was late``."""
    return any(
        context.is_outside(sentence, clause) and not syntax.is_participial(sentence, clause)
        for clause in syntax.children(sentence, verb, "ccomp", "xcomp")
    )


# --- where the verb stands to the passage -------------------------------------------------


@value()
class Place:
    """Where a cue stands to a passage.

    ``gap`` counts words between the passage and the nearest edge of the cue's clause;
    ``link`` names the tree's edge between them, ``none`` if there is none; ``between``
    counts other verbs in the gap; ``sign`` is the mark between them.
    """

    side: str
    gap: int
    link: str
    between: int
    sign: str

    def notes(self) -> tuple[str, ...]:
        """Return the place as features."""
        gap = next(most for most in GAPS if self.gap <= most)
        return (
            f"side={self.side}",
            f"gap={self.side}-{gap}",
            f"link={self.link}",
            f"between={min(self.between, 2)}",
            f"sign={self.side}-{self.sign}",
        )


def _place(
    context: Context, edges: GroupEdges, sentence: Sentence, verb: int, passage: Passage
) -> Place | None:
    """Return where *verb* stands to *passage*, or None if it is too far from it."""
    word = sentence.words[verb]
    after = word.start >= passage.end
    link = _link(sentence, verb, passage)
    starts, ends = edges(sentence.index, verb)
    if after:
        edge = starts[bisect_left(starts, passage.end)]
    else:
        edge = ends[bisect_right(ends, passage.start) - 1]
    if not after and syntax.breaks_in(sentence, verb):
        edge = max(edge, sentence.words[-1].end) if sentence.end <= passage.start else edge
    start, end = (passage.end, edge) if after else (edge, passage.start)
    gap_words = [w for w in sentence.words if start <= w.start < end and w.upos != "PUNCT"]
    if link == "none" and (
        len(gap_words) > MAX_GAP or STOP.search(context.text[start:end] if start < end else "")
    ):
        return None
    side, between = "after" if after else "before", sum(w.upos == "VERB" for w in gap_words)
    return Place(side, len(gap_words), link, between, _sign(context, passage, after))


def _group_edges(context: Context) -> GroupEdges:
    """Return a function from sentence and verb to the edges of the cue's group.

    These are, sorted, where the words of verb, subject and adjuncts start, and where they end.
    Each passage of a sentence asks for those of each verb, so they are kept.
    """

    @cache
    def edges(index: int, verb: int) -> tuple[list[int], list[int]]:
        sentence = context.sentences[index]
        tops = (c for c in sentence.children[verb] if context.is_outside(sentence, c))
        below = (p for top in tops for p in syntax.subtree(sentence, top))
        words = [sentence.words[p] for p in (verb, *below)]
        return sorted(w.start for w in words), sorted(w.end for w in words)

    return edges


def _link(sentence: Sentence, verb: int, passage: Passage) -> str:
    """Name the edge between the verb and a word in marks, ``^`` where the verb is the dependent."""
    words = sentence.words
    for child in sentence.children[verb]:
        inside = passage.start <= words[child].start < passage.end
        if inside and words[child].upos != "PUNCT":
            return words[child].deprel
    head = words[verb].head
    inside = head >= 0 and passage.start <= words[head].start < passage.end
    return "^" + words[verb].deprel if inside else "none"


def _sign(context: Context, passage: Passage, after: bool) -> str:
    """Return the mark between cue and passage: the last inside it, or the one before it."""
    if after:
        tail = passage.inner[-1].of(context.text).rstrip()[-1:]
        follow = context.text[passage.end : passage.end + 1]
        if tail and tail in ",.?!—-":
            return tail
        return follow if follow and follow in ",.;" else "none"
    lead = context.text[max(0, passage.start - 12) : passage.start].rstrip()
    if lead[-1:] in {",", ":", "—", "-", "–"}:
        return lead[-1:]
    return "that" if lead.endswith("that") else "none"
