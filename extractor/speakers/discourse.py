"""One document as coreference sees it, and which of its mentions stand out.

`Discourse` holds the fixed facts: the document's cues, its quoted words, its narrative. What is
reported or asked at a cue and what somebody does (`deeds_of`) is read here as well.
`prominence` says how strongly the place of a mention in its tree invites a pronoun later,
`salience` what all the mentions of somebody weigh at a later word, by a formula made by hand.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, takewhile
from typing import Final, Literal, Self

from extractor import cue_lexicon
from extractor.domain import Document, NounPhrase, Sentence, Span, Word, remembered, value
from extractor.english import lexicon
from extractor.english.orthography import Truecasing
from extractor.english.syntax import (
    NOMINAL_SUBJECTS,
    ancestors,
    child,
    children,
    is_negated,
    marker,
    subtree,
)

Place = tuple[int, int]
"""A word: the sentence's index and the position in it."""

WINDOW: Final = 40
"""How many sentences back anything but names is looked for."""
REACH: Final = 8
"""How many sentences back a mention counts, those that are all quotation left out."""
NEAR: Final = 2
"""How many sentences back one may be who is known by little but being near."""
DECAY: Final = 0.8
"""What is left of a mention's prominence for each sentence between."""
SAME_SENTENCE: Final = 1.7
SAME_SENTENCE_POSSESSOR: Final = 2.5
REPEATED: Final = 0.2
"""How much the other mentions count beside the strongest."""
QUOTED: Final = 0.15
YEARS: Final = frozenset({"year", "decade", "childhood"})
OF_PLACES: Final = frozenset({"run", "keep"})
"""Those that mean another thing without an object: who ``runs a bar`` is no runner."""
ARGUMENTS: Final = frozenset("nsubj nsubj:pass obj iobj".split())

PROMINENCE: Final = {
    "nsubj": 1.0,
    "nsubj:pass": 0.9,
    "nsubj:outer": 0.8,
    "obl:agent": 0.7,
    "root": 0.7,
    "obj": 0.6,
    "iobj": 0.6,
    "dislocated": 0.6,
    "parataxis": 0.5,
    "obl": 0.45,
    "nmod:poss": 0.55,
    "appos": 0.4,
    "nmod": 0.35,
    "vocative": 0.2,
    "compound": 0.1,
    "amod": 0.1,
    "nmod:desc": 0.1,
}
"""The prominence of a phrase by its grammatical relation."""
OTHER_RELATION: Final = 0.3
ASIDES: Final = frozenset({"advcl", "acl", "acl:relcl"})
REPORTS: Final = frozenset({"ccomp", "parataxis"})
INNER_MARKS: Final = frozenset("\"'“‘’")
TOPIC: Final = 1.2
SUBORDINATE: Final = frozenset("ccomp advcl acl acl:relcl csubj xcomp advcl:relcl".split())
SUBORDINATION: Final = 0.8
"""What is left of a phrase's prominence for each subordinate clause around it."""
FEW_MENTIONS: Final = 8
LONGEST_TURN_LABEL: Final = 6
BYLINE_PARAGRAPHS: Final = 4
BYLINE: Final = re.compile(
    r"\s*by[ \t]+((?:[A-Z][\w.'’-]+[ \t]+){1,3}[A-Z][\w'’-]+)[ \t]*(?:[,|].*)?", re.I
)


@value(order=True)
class EntityMention:
    """One place where an entity is mentioned, with its prominence there."""

    sentence: int
    word: int
    prominence: float
    quoted: bool


@dataclass(frozen=True, slots=True)
class Discourse:
    """A document as coreference sees it.

    ``cue_mentions`` are the heads of the mentions whose referent speaks, with the mentions' spans;
    ``quoted`` are the words inside quotation marks; ``narrative`` numbers the sentences, those
    that are all quotation like the one before, so that distances count narration only;
    ``truecasing`` is how the text writes its words; ``names_in_reports`` are those found so far.
    """

    document: Document
    cue_mentions: Mapping[Place, Span]
    quoted: frozenset[Place]
    narrative: tuple[int, ...]
    truecasing: Truecasing
    names_in_reports: dict[tuple[Place, bool], Sequence[Word]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @classmethod
    def of(cls, document: Document, mentions: Iterable[NounPhrase]) -> Self:
        """Return the discourse of a document with the mentions at its cues."""
        quoted = _quoted_words(document)
        return cls(
            document=document,
            cue_mentions={(m.sentence, m.head): m.span for m in mentions},
            quoted=quoted,
            narrative=_narrative(document, quoted),
            truecasing=Truecasing(document),
        )


def _quoted_words(document: Document) -> frozenset[Place]:
    inner = [span for passage in document.passages for span in passage.inner]
    found: set[Place] = set()
    start = 0
    for sentence in document.sentences:
        while start < len(inner) and inner[start].end <= sentence.start:
            start += 1
        end = start
        while end < len(inner) and inner[end].start < sentence.end:
            end += 1
        near = inner[start:end]
        starts = [word.start for word in sentence.words] if near else []
        for span in near:
            inside = range(bisect_left(starts, span.start), bisect_left(starts, span.end))
            found.update((sentence.index, position) for position in inside)
    return frozenset(found)


def _narrative(document: Document, quoted: frozenset[Place]) -> tuple[int, ...]:
    numbers: list[int] = []
    for sentence in document.sentences:
        narrates = any(
            word.upos != "PUNCT" and (sentence.index, word.index) not in quoted
            for word in sentence.words
        )
        numbers.append((numbers[-1] if numbers else 0) + narrates)
    return tuple(numbers)


def reported_words(discourse: Discourse, place: Place) -> Iterator[Word]:
    """Yield the words that the subject of a cue reports: those in marks, or a clause behind it.

    ``The governor wrote that *Lee was late*``, ``“*Lee is late*,” he said``. Not what these words
    themselves report or quote of others, nor what the narrator adds in a clause of his own.
    """
    sentence = discourse.document.sentences[place[0]]
    words, word = sentence.words, sentence.words[place[1]]
    if place not in discourse.cue_mentions or place in discourse.quoted or word.deprel != "nsubj":
        return
    marked = {p for p in range(len(words)) if (sentence.index, p) in discourse.quoted}
    if any(words[p].upos == "PUNCT" and words[p].text in INNER_MARKS for p in marked):
        return
    behind = [c for c in children(sentence, word.head, "ccomp") if c > word.head]
    clause = {p for c in behind for p in subtree(sentence, c)}
    content = words[word.head].head
    for position in sorted(marked | clause):
        above = [position, *ancestors(sentence, position)]
        if word.head in above:
            inside = above[: above.index(word.head)]
            said = bool(inside) and words[inside[-1]].deprel in REPORTS
        else:
            inside = above[: above.index(content) + 1] if content in above else above
            said = content in above and marked.issuperset(inside)
        apart = REPORTS if position in marked else REPORTS | ASIDES
        if said and not any(words[p].deprel in apart for p in inside[:-1]):
            yield words[position]


def is_named_in_report(
    discourse: Discourse,
    place: Place,
    forms: Collection[tuple[str, ...]],
    *,
    strictly: bool = False,
) -> bool:
    """Return whether what is said at a cue names a person, who then is not its speaker.

    *forms* are the words of the person's names. ``Lee lost. “*Lee* is weak,” he said``. Not where
    somebody says a name, ``I am Ann Lee``, nor as the subject in front, ``Lee would go, he said``.
    *strictly*, nor by the main clause in front, which may tell what was done to who speaks: ``They
    beat Lee, he said``.
    """
    said = _names_in_report(discourse, place, strictly) if forms else ()
    if not said:
        return False
    words = discourse.document.sentences[place[0]].words
    own, last = frozenset[str]().union(*forms), {form[-1] for form in forms}
    return any(
        lexicon.fold(word.text) in last and _stands_for_bearer(words, word, own) for word in said
    )


def _names_in_report(discourse: Discourse, place: Place, strictly: bool) -> Sequence[Word]:
    """Return the words of names in what is said at a cue, which is asked of one after the other."""
    known = discourse.names_in_reports
    if (place, strictly) not in known:
        said = chain(
            reported_words(discourse, place), _clause_in_front(discourse, place, below=strictly)
        )
        known[place, strictly] = [word for word in said if word.upos == "PROPN"]
    return known[place, strictly]


def _clause_in_front(discourse: Discourse, place: Place, *, below: bool) -> Iterator[Word]:
    """Yield the words of a clause in front of its cue: ``It was *where Lee was found*, he said``.

    Not of its subject, who may be who speaks, nor whose something is: ``*Lee's* firm was late``.
    Those *below* are in a clause of that clause only.
    """
    sentence = discourse.document.sentences[place[0]]
    words, verb = sentence.words, sentence.words[place[1]].head
    if place not in discourse.cue_mentions or verb < 0 or words[place[1]].deprel != "nsubj":
        return
    word = words[verb]
    top = next((c for c in children(sentence, verb, "ccomp") if c < verb), None)
    if top is None and word.deprel == "parataxis" and word.head < verb:
        top = word.head
    own = set(subtree(sentence, verb)) if top == word.head else set()
    subject = None if top is None else child(sentence, top, "nsubj")
    own.update(() if subject is None else subtree(sentence, subject))
    clause = [] if top is None else subtree(sentence, top)
    if any((place[0], position) in discourse.quoted for position in clause):
        return
    for position in clause:
        owned = any(words[p].deprel == "nmod:poss" for p in (position, words[position].head))
        above = takewhile(lambda p: p != top, (position, *ancestors(sentence, position)))
        inside = not below or any(words[p].deprel in SUBORDINATE for p in above)
        if inside and position < verb and position not in own and not owned:
            yield words[position]


def _stands_for_bearer(words: Sequence[Word], word: Word, own: frozenset[str]) -> bool:
    """Return whether a surname stands for its bearer: no part of another name, nothing said."""
    if word.deprel in {"compound", "appos", "xcomp"} or any(
        other.deprel == "cop" and other.head in {word.index, word.head} and word.deprel != "nsubj"
        for other in words
    ):
        return False
    beside = (*words[max(word.index - 1, 0) : word.index], *words[word.index + 1 :][:1])
    return all(
        w.upos != "PROPN" or lexicon.fold(w.text) in own or lexicon.noun_class(w.text) == "person"
        for w in beside
    )


def gender_of_report(
    discourse: Discourse, place: Place, *, plural: bool
) -> lexicon.Gender | Literal["several"] | None:
    """Return the gender of the pronoun that an indirect report opens with: ``said *she* would``.

    It mostly is whoever speaks at *place*. With *plural*, *they* are ``several``.
    """
    subjects = (w for w in reported_words(discourse, place) if w.deprel in NOMINAL_SUBJECTS)
    first = next(subjects, None)
    if first is None or (place[0], first.index) in discourse.quoted:
        return None
    pronoun = lexicon.PRONOUN_SET_OF.get(first.text.lower())
    if pronoun is None or pronoun.person != 3 or pronoun.gender == "neuter":
        return None
    return "several" if plural and pronoun.number == "plural" else pronoun.gender


def headline(document: Document) -> Sentence | None:
    """Return the sentence that is the first of several paragraphs by itself, None if none is."""
    first = document.sentences[0]
    alone = len(document.paragraphs) > 1 and first.words[-1].end >= document.paragraphs[0].end - 1
    return first if alone and document.paragraphs[0].start <= first.words[0].start else None


def names_in_bylines(document: Document) -> set[str]:
    """Return the names in the bylines that open a text, in lower case: ``By Ana Ruiz``."""
    lines = [span.of(document.text) for span in document.paragraphs[:BYLINE_PARAGRAPHS]]
    return {match.group(1).lower() for match in map(BYLINE.fullmatch, lines) if match}


def opens_narration(discourse: Discourse, place: Place) -> bool:
    """Return whether nothing but words in marks stands before a word in its sentence."""
    words = discourse.document.sentences[place[0]].words[: place[1]]
    return all(w.upos == "PUNCT" or (place[0], w.index) in discourse.quoted for w in words)


def is_request(sentence: Sentence, cue: int) -> bool:
    """Return whether somebody is asked to do something else than speak: ``asked Lee to resign``."""
    wanted = child(sentence, cue, "xcomp")
    lemma = "" if wanted is None else sentence.words[wanted].lemma
    return bool(lemma) and cue_lexicon.listed_class(lemma) != "speech"


def opens_turn(sentence: Sentence, head: int) -> bool:
    """Return whether a description names who takes the turn: ``The Prime Minister: I will``."""
    behind = [word.text for word in sentence.words[head + 1 : head + 2]]
    return head <= LONGEST_TURN_LABEL and behind == [":"]


# --- what the text tells of somebody ------------------------------------------------------


def deeds_of(discourse: Discourse, mentions: Sequence[EntityMention]) -> Iterator[tuple[str, str]]:
    """Yield the lemmas of the verbs by which somebody does something, each with what to, or ''.

    What is by or from somebody, he or she has made: ``a goal from Silva``.
    """
    for mention in mentions:
        sentence = discourse.document.sentences[mention.sentence]
        word = sentence.words[mention.word]
        if mention.quoted or word.head < 0:
            continue
        above = sentence.words[word.head]
        if word.deprel == "nmod" and marker(sentence, word.index) in {"by", "from"}:
            yield "make", above.lemma
        elif word.deprel in {"nsubj", "obl:agent"} and above.upos == "VERB":
            for verb in (above.index, *children(sentence, above.index, "conj", "xcomp")):
                if sentence.words[verb].upos == "VERB" and not is_negated(sentence, verb):
                    yield from _done_by(sentence, verb)


def _done_by(sentence: Sentence, verb: int) -> Iterator[tuple[str, str]]:
    """Yield a deed with each thing it is done to; also without, if it is a habit.

    Such is what is done by now, or to several: ``bakes``, ``translated forty novels``. What
    happened once is no trade: ``reported the theft``, ``flew to Kabul``, ``managed to escape``.
    """
    word = sentence.words[verb]
    things = list(children(sentence, verb, "obj"))
    long = any(sentence.words[i].lemma in YEARS for i in children(sentence, verb, "obl"))
    forms = (verb, *(children(sentence, verb, "aux") if long else ()))  # has fished for years
    now = any(sentence.words[form].xpos in {"VBZ", "VBP"} for form in forms)
    now = now and child(sentence, verb, "xcomp") is None
    several = any(sentence.words[thing].xpos == "NNS" for thing in things)
    lemma = word.lemma
    if (several or now) and not (things and lemma in OF_PLACES):
        yield lemma, ""
    for thing in things:
        for part in (thing, *children(sentence, thing, "compound")):
            yield lemma, sentence.words[part].lemma.lower()


# --- prominence ---------------------------------------------------------------------------


def prominence(sentence: Sentence, head: int) -> float:
    """Return the prominence of the phrase at *head*: high for the main clause's subject."""
    words, position = sentence.words, first_conjunct(sentence, head)
    if is_topic(sentence, position):
        return TOPIC
    weight = PROMINENCE.get(words[position].deprel, OTHER_RELATION)
    while position >= 0:
        word = words[position]
        if word.deprel in SUBORDINATE:
            weight *= SUBORDINATION
        position = word.head
    return weight


@remembered
def is_topic(sentence: Sentence, position: int) -> bool:
    """Return whether ``as for`` stands before the phrase at *position*, or ``for`` opens with it.

    ``*For Ada Lund*, 52, the rules came too late``: a name, and a comma behind it.
    """
    words = sentence.words
    for before in sentence.children[position]:
        if before >= position:
            break
        if words[before].lemma == "as" and words[before + 1].lemma == "for":
            return True
        opens = before == 0 and words[before].lemma == "for" and words[position].upos == "PROPN"
        if opens and words[position].deprel == "obl":
            end = max(
                (p for p in sentence.children[position] if words[p].deprel == "flat"),
                default=position,
            )
            return any(word.text == "," for word in words[end + 1 : end + 2])
    return False


def is_aside(sentence: Sentence, position: int) -> bool:
    """Return whether a word stands in a clause that only adds: ``Lan fled when *it* fell``."""
    above = (position, *ancestors(sentence, position))
    return any(sentence.words[p].deprel in ASIDES for p in above)


def first_conjunct(sentence: Sentence, head: int) -> int:
    """Return the first member of the coordination that *head* stands in, or *head*."""
    while sentence.words[head].deprel in {"conj", "flat"} and sentence.words[head].head >= 0:
        head = sentence.words[head].head
    return head


# --- salience -----------------------------------------------------------------------------


def salience(discourse: Discourse, mentions: Sequence[EntityMention], place: Place) -> float:
    """Return how salient the bearer of *mentions* is at *place*, 0 where it cannot be meant."""
    here, position = place
    sentence, narrative = discourse.document.sentences[here], discourse.narrative
    best = total = 0.0
    for mention in reversed(mentions):
        distance = narrative[here] - narrative[mention.sentence]
        if distance > REACH or here - mention.sentence > WINDOW:
            break
        same = here == mention.sentence
        if same and is_bound(sentence, mention, position):
            continue
        weight = mention.prominence * DECAY**distance * (QUOTED if mention.quoted else 1.0)
        if same:
            possessor = sentence.words[position].deprel == "nmod:poss"
            weight *= SAME_SENTENCE_POSSESSOR if possessor else SAME_SENTENCE
        best = max(best, weight)
        total += weight
    return best + REPEATED * min(total - best, 2.0)


def is_bound(sentence: Sentence, mention: EntityMention, position: int) -> bool:
    """Return whether a pronoun cannot refer to an earlier *mention* in its own clause.

    A subject or object is nobody who is another argument of the same verb: in ``Lee told
    Okafor that he``, ``he`` may be either, in ``Lee told him`` it is not Lee.
    """
    return mention.word >= position or is_other_argument(sentence, mention, position)


def is_other_argument(sentence: Sentence, mention: EntityMention, position: int) -> bool:
    """Return whether an earlier *mention* is another argument of the pronoun's verb."""
    pronoun = sentence.words[first_conjunct(sentence, position)]
    if _describes(sentence, pronoun, mention):
        return True
    if pronoun.deprel not in ARGUMENTS or is_topic(sentence, mention.word):
        return False
    other = sentence.words[first_conjunct(sentence, mention.word)]
    return other.head == pronoun.head and other.deprel != "nmod:poss"


def stand_together(
    discourse: Discourse, ones: Sequence[EntityMention], others: Sequence[EntityMention]
) -> bool:
    """Return whether two were arguments of one verb lately: ``Lee praised the keeper``."""
    sentences = discourse.document.sentences
    return any(
        one.sentence == other.sentence
        and is_other_argument(sentences[one.sentence], min(one, other), max(one, other).word)
        for one in ones[-FEW_MENTIONS:]
        for other in others[-FEW_MENTIONS:]
    )


def _describes(sentence: Sentence, pronoun: Word, mention: EntityMention) -> bool:
    """Return whether a possessor is in the apposition to *mention*: ``Ann Fox, her niece,``."""
    noun = sentence.words[pronoun.head]
    apposed = pronoun.deprel == "nmod:poss" and noun.deprel == "appos"
    alone = child(sentence, noun.index, "conj") is None  # Tom Fox, his wife and two children
    return apposed and noun.head == mention.word and alone
