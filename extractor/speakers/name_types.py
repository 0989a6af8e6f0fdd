"""The types of all names of a text, decided together.

`types_of_names` lets what one place says (``Norton, which declined``) hold for the other places of
the same name, and reads what only the text as a whole shows: datelines, the turns of a transcript,
surnames that it has in full elsewhere, what acts like a person and is *he* next.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from extractor.domain import Document, Sentence, Span, Word
from extractor.english import lexicon
from extractor.english.lexicon import fold
from extractor.english.orthography import DASHES, is_acronym, is_sure_acronym
from extractor.english.syntax import (
    NOMINAL_SUBJECTS,
    children,
)
from extractor.speakers.discourse import Place, is_aside
from extractor.speakers.entity_types import CAMEL_CASE, relative_pronoun_of, type_of_name
from extractor.speakers.mentions import EntityType, NamedMention

NameTypes = dict[Place, EntityType | None]
"""The type of each name by its place, None if nothing shows it."""

DATELINE: Final = re.compile(
    r"""([^\W\d_][\w.'’-]*(?:(?:[ ]|[ ]?[/,][ ]?)[^\W\d_a-z][\w.'’-]*)*)
    (?:[ ]\([^()\n]{1,30}\))?[ ]?:[ ](?=[A-Z])""",
    re.VERBOSE,
)
"""Capitalized words and a colon before a sentence, at the head of a line."""
LONGEST_DATELINE: Final = 4
UNMARKED: Final = re.compile(r"[“\"][^”\"]*[”\"]?")
PRONOUN_REACH: Final = 3
"""In how many sentences the next pronoun may show what a name is, its own among them."""
LIVED_IN: Final = frozenset(
    "resident people villager inhabitant citizen mayor town city village outskirts suburb".split()
)
"""Nouns behind which *of* leads to a place."""
PLACE_PREPOSITIONS: Final = frozenset("in near across outside inside around throughout off".split())


def types_of_names(names: Sequence[NamedMention], document: Document) -> NameTypes:
    """Return the type of each of a text's names by its place, in the order of *names*."""
    types = {n.place: type_of_name(n, document.sentences[n.sentence]) for n in names}
    people = [n for n in names if len(n.parts) > 1 and types[n.place] == "person"]
    surnames = {n.parts[-1] for n in people}
    given = {n.parts[0] for n in people if _is_given_part(n)}
    _reopen_names_of_people(names, types, surnames | given, document)
    _reopen_surnames_like_places(names, types, surnames, document)
    for name in _transcript_speakers(names, document):
        types[name.place] = "person"
    head = _dateline(document, surnames | given)
    turns = _names_of_turns(names, types, document)
    for name in names:
        if name.place in turns:
            types[name.place] = "person"
            continue
        sentence = document.sentences[name.sentence]
        in_head = head is not None and head.covers(sentence.words[name.start].span)
        if types[name.place] != "place" and (in_head or _is_dateline(name, sentence)):
            types[name.place] = "place"
    clubs = short_names_of_clubs(names)
    for name in names:
        if name.article and _is_plural_surname(name, surnames):
            types[name.place] = "group"  # the Clintons
        if name.article and name.parts[-1:] in clubs:
            types[name.place] = "organization"
    unclear = [n for n in names if types[n.place] is None and n.parts[-1] not in surnames]
    known = {n.parts: types[n.place] for n in names if len(n.parts) > 1 and types[n.place]}
    for name in unclear:
        types[name.place] = known.get(name.parts)
    for name in names:
        if types[name.place] is None and len(name.parts) == 2 and name.parts[-1] in surnames:
            types[name.place] = "person"  # Steph Jones, next to Ewan Jones
    alone = {name.parts for name in names}
    for name in names:
        day = len(name.parts) == 2 and name.parts[0] in lexicon.CALENDAR
        if types[name.place] is None and day and name.parts[:1] in alone:
            types[name.place] = "person"  # Sunday Adeyemi, whom the text calls Sunday
    _mark_people_who_act(unclear, types, document)
    _mark_places([n for n in unclear if types[n.place] is None], types, document)
    return types


def short_names_of_clubs(names: Sequence[NamedMention]) -> frozenset[tuple[str, ...]]:
    """Return the plurals with an article that are the end of a longer name: ``the Magpies``.

    The longer one has an article too: ``the Warragul Magpies``. Not ``the Democrats``.
    """
    full = {n.parts[-1] for n in names if len(n.parts) > 1 and n.article and not n.titles}
    return frozenset(
        n.parts
        for n in names
        if len(n.parts) == 1 and n.article and n.parts[0] in full and n.text.endswith("s")
        if lexicon.singular(n.text) not in lexicon.CAPITALIZED_NOUNS
        if not lexicon.is_demonym(n.text)
    )


def _is_given_part(name: NamedMention) -> bool:
    """Return whether a person's name opens with a given name, or one like a firm's: ``eLZee``."""
    first = name.text.split()[0]
    return lexicon.is_given_name(name.parts[0]) or CAMEL_CASE.search(first) is not None


def _is_plural_surname(name: NamedMention, surnames: set[str]) -> bool:
    first = name.parts[0]
    return len(name.parts) == 1 and first.removesuffix("s") in surnames and first not in surnames


def _reopen_names_of_people(
    names: Sequence[NamedMention], types: NameTypes, words: set[str], document: Document
) -> None:
    """Leave open the single words like organizations' that are in a full name: ``Bill``."""
    for name in names:
        if types[name.place] == "organization" and len(name.parts) == 1 and not name.article:
            thing = relative_pronoun_of(name, document.sentences[name.sentence]) == "which"
            if name.parts[-1] in words and not thing:
                types[name.place] = None


def _reopen_surnames_like_places(
    names: Sequence[NamedMention], types: NameTypes, surnames: set[str], document: Document
) -> None:
    """Leave open the places that are somebody's surname, unless something is there: ``France``."""
    like = [n for n in names if types[n.place] == "place" and n.parts[0] in surnames]
    there = {n.parts for n in like if _follows_in(n, document.sentences[n.sentence])}
    for name in like:
        if len(name.parts) == 1 and name.parts not in there:
            types[name.place] = None


# --- datelines ---------------------------------------------------------------------------


def _is_dateline(name: NamedMention, sentence: Sentence) -> bool:
    """Return whether capitals and a dash or colon are all of a sentence: ``KUALA LUMPUR:``.

    Behind a comma more may follow: ``KINGSTON, Jamaica —``. Before a colon a person's name takes a
    turn: ``ANA RUIZ:``; not ``SAN JOSE:``.
    """
    if name.start or not name.text.isupper():
        return False
    words = sentence.words
    whole = len(words) <= name.end + 1 and words[-1].upos == "PUNCT"
    place = name.parts[0] in lexicon.PLACE_PREFIXES or not lexicon.is_given_name(name.parts[0])
    agency = re.match(r"\( [^()]+ \) [-–—]", " ".join(w.text for w in words[name.end :]))
    if agency:
        return True  # LIMA (Andes News) -
    comma = any(word.text == "," for word in words[name.end : name.end + 1])
    if comma and words[-1].text in DASHES:
        return place and all(word.upos in {"PROPN", "NUM", "PUNCT", "X"} for word in words)
    full = len(name.parts) > 1 and not name.titles
    return whole and full and (place or words[-1].text != ":")


def _dateline(document: Document, people: set[str]) -> Span | None:
    """Return the places that the text starts with, before a colon: ``PUNE: The ministry said``.

    They stand at the head of its first paragraph, or of the second below a headline. What follows
    is told in the third person; no other line opens so, and no word of it is one of *people*.
    """
    text = document.text
    heads = [(p, DATELINE.match(text, p.start, p.end)) for p in document.paragraphs]
    found = [(number, p, head) for number, (p, head) in enumerate(heads) if head is not None]
    if len(found) != 1 or found[0][0] > 1:
        return None
    _, paragraph, head = found[0]
    words = [fold(word) for word in re.findall(r"[^\W\d_]+", head.group(1))]
    personal = any(
        word in people
        or word in lexicon.HONORIFICS
        or lexicon.is_given_name(word)
        or lexicon.noun_class(word) is not None
        for word in words
    )
    told = Span(head.end(), paragraph.end).of(text)
    if (
        personal
        or len(words) > LONGEST_DATELINE
        or lexicon.FIRST_OR_SECOND_PERSON.search(UNMARKED.sub("", told))
    ):
        return None
    return Span(head.start(), head.end())


# --- turns of a transcript ---------------------------------------------------------------


def _transcript_speakers(names: Sequence[NamedMention], document: Document) -> list[NamedMention]:
    """Return the single names in capitals that a transcript's lines start with: ``OKAFOR:``.

    Short ones count only where lines start with another such name too: not ``NATO: ...``.
    """
    found = [n for n in names if n.text.isupper() and _opens_turn(n, document)]
    several = len({name.parts for name in found}) > 1
    return [
        name
        for name in found
        if not is_sure_acronym(name.text)
        and (several or not is_acronym(name.text) or lexicon.is_given_name(name.text))
    ]


def _names_of_turns(
    names: Sequence[NamedMention], types: NameTypes, document: Document
) -> set[Place]:
    """Return where a full name in capitals opens a turn: the text has it otherwise too.

    As a name in its case, or as a surname that opens another turn: ``CHIDERA OBI:``, ``OBI:``.
    """
    people = {n.parts for n in names if types[n.place] == "person" and not n.text.isupper()}
    short = {n.parts[-1] for n in names if n.text.isupper() and _opens_turn(n, document)}
    return {
        name.place
        for name in names
        if len(name.parts) > 1 and name.start == 0 and name.text.isupper()
        if name.parts in people or name.parts[-1] in short
        for after in document.sentences[name.sentence].words[name.end : name.end + 1]
        if after.text == ":"
    }


def _opens_turn(name: NamedMention, document: Document) -> bool:
    after = document.sentences[name.sentence].words[name.end : name.end + 1]
    single = len(name.parts) == 1 and len(name.text) > 1
    return single and name.start == 0 and any(word.text == ":" for word in after)


# --- names that nothing shows by themselves ----------------------------------------------


def _mark_relatives(names: Sequence[NamedMention], types: NameTypes, document: Document) -> None:
    """Mark as people the unclear names of who has a wife, or a sister-in-law: ``Kapoor's son``."""
    people = {
        name.parts for name in names if _has_relative(name, document.sentences[name.sentence])
    }
    for name in names:
        if types[name.place] is None and name.parts in people:
            types[name.place] = "person"


def _has_relative(name: NamedMention, sentence: Sentence) -> bool:
    word = sentence.words[name.head]
    whose = word.deprel == "nmod:poss" and sentence.words[word.head].xpos == "NN"
    return whose and sentence.words[word.head].text.lower() in lexicon.KIN_NOUNS


def _mark_people_who_act(
    names: Sequence[NamedMention], types: NameTypes, document: Document
) -> None:
    """Mark as people the unclear names that act like people, if *he* or *she* comes next.

    A firm is *it*: ``Mei Chow was upstairs. ... *she* said``, ``Rio Tinto was next. *It* said``.
    """
    _mark_relatives(names, types, document)
    inner = [span for passage in document.passages for span in passage.inner]
    starts = [span.start for span in inner]
    people = set()
    for name in names:
        if types[name.place] is None and _acts_like_person(name, document.sentences[name.sentence]):
            for word in _pronouns_behind(name, document):
                at = bisect_right(starts, word.start) - 1
                if at < 0 or word.start >= inner[at].end:
                    if lexicon.PRONOUN_SET_OF[word.text.lower()].gender in {"male", "female"}:
                        people.add(name.parts)
                    break
    for name in names:
        if types[name.place] is None and name.parts in people:
            types[name.place] = "person"


def _pronouns_behind(name: NamedMention, document: Document) -> Iterator[Word]:
    """Yield *he*, *she* and *it* behind a name, in few sentences; *it* where it leads a clause."""
    for sentence in document.sentences[name.sentence : name.sentence + PRONOUN_REACH]:
        for word in sentence.words[name.end if sentence.index == name.sentence else 0 :]:
            pronoun = lexicon.PRONOUN_SET_OF.get(word.text.lower())
            if pronoun is None or pronoun.person != 3 or pronoun.gender is None:
                continue
            about = word.deprel in {"nsubj", "nsubj:pass", "nmod:poss"}
            if pronoun.gender != "neuter" or (about and not is_aside(sentence, word.index)):
                yield word


def _acts_like_person(name: NamedMention, sentence: Sentence) -> bool:
    """Return whether a name of flat words is the subject of a singular verb: ``Mei Chow was``.

    A firm's words mostly modify its last one, and a club's verb is plural.
    """
    words = sentence.words
    top = words[name.head]
    subject = top.deprel in NOMINAL_SUBJECTS and top.head >= 0
    flat = len(name.parts) > 1 and words[name.end - 1].deprel == "flat"
    if not (subject and flat) or name.text.isupper():
        return False
    forms = (top.head, *children(sentence, top.head, "aux", "aux:pass", "cop"))
    return not any(words[p].xpos == "VBP" or words[p].text.lower() == "were" for p in forms)


def _mark_places(names: Sequence[NamedMention], types: NameTypes, document: Document) -> None:
    """Mark as places the unclear names that mostly stand after ``in``."""
    located: dict[tuple[str, ...], list[bool]] = {}
    for name in names:
        after_in = _follows_in(name, document.sentences[name.sentence])
        located.setdefault(name.parts, []).append(after_in)
    for name in names:
        if 2 * sum(located[name.parts]) >= len(located[name.parts]):
            types[name.place] = "place"


def _follows_in(name: NamedMention, sentence: Sentence) -> bool:
    """Return whether something is there, or somebody lives there: ``residents of Ashby``."""
    above = sentence.words[name.head].head
    lived = above >= 0 and sentence.words[above].lemma.lower() in LIVED_IN
    return any(
        sentence.words[i].text.lower() in PLACE_PREPOSITIONS
        or (lived and sentence.words[i].text == "of")
        for i in children(sentence, name.head, "case")
        if i < name.start
    )
