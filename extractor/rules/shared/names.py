"""Names that layout or quotation marks set apart: who speaks, what is a label, what is a title.

OKAFOR:      — Ralph Waldo Emerson      – union boss      speak; ``Photo:`` does not
In “Blue Door,” a singer goes home.     Rui “Tito” Lopes     the term “radical art”
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from extractor import cue_lexicon
from extractor.domain import Passage
from extractor.english import inflection, lexicon
from extractor.english.orthography import is_in_title_case

# --- next to words by layout alone --------------------------------------------------------

OFFICE_WORDS = 3
PREPOSITIONS = frozenset("for with over on in by to against from at about".split())
REPORTS = frozenset("poll study survey report audit".split())
"""Documents that a headline cites: ``Poll: Most voters undecided``."""
SMALL_WORDS = frozenset("of the for and & de la van der von bin al".split())
LABELS = lexicon.LAYOUT["label"]
"""Words before a colon that name what follows, not who speaks."""
CALLS_TO_READERS = lexicon.LAYOUT["call"]
"""Words by which a line sends readers elsewhere: ``READ MORE: …``, ``MUST SEE: …``."""
TURN_WORDS = frozenset("q a question answer".split())

Kind = Literal["speaker", "label", "unknown"]


def is_office(words: list[str]) -> bool:
    """Return whether words are an office or a crowd: ``Opposition senators``."""
    few = len(words) <= OFFICE_WORDS and PREPOSITIONS.isdisjoint(words)
    return few and lexicon.noun_class(words[-1]) in lexicon.PEOPLE


def _calls_readers(title: str, words: list[str]) -> bool:
    """Return whether a heading in capitals, or of one word, asks readers to do something."""
    single = len(words) == 1 and title.lower() not in REPORTS
    return words[0] in CALLS_TO_READERS and (single or title.isupper())


def kind_of_name(title: str) -> Kind:
    """Return whether a name is a person's or an office, a label, or neither as far as is known."""
    words = [word.strip(".,'’").lower() for word in title.split()]
    titles = lexicon.HONORIFICS.keys() | lexicon.ABBREVIATED_TITLES
    in_capitals = title.split()[-1].isupper() and not title.isupper()  # Senator PRICE
    if len(words) > 1 and words[-1] in LABELS and (words[0] in titles or in_capitals):
        return "speaker"
    if (
        lexicon.WEEKDAYS.issuperset(words)
        or title.lower() in lexicon.PLACE_NAMES
        or words[-1] in LABELS
        or words[0] in LABELS
        or _calls_readers(title, words)
    ):
        return "label"
    titled = any(w in titles for w in words)
    noun = lexicon.noun_class(words[-1])
    if titled or is_office(title.split()) or (title.isupper() and words[-1] in TURN_WORDS):
        return "speaker"
    if len(words) == 1 and words[0] in REPORTS:
        return "unknown"
    if noun == "document":
        return "label"
    first = next((word for word in words if len(word) > 1), words[0])
    given = lexicon.is_given_name(first) and words[0] not in lexicon.PLACE_PREFIXES
    institution = noun == "organization" or any(w in lexicon.TITLE_WORDS for w in words)
    return "speaker" if given or institution else "unknown"


# --- in quotation marks: titles of works, nicknames and terms ------------------------------

MOST_WORDS = 8
SHORT_WORD = 3
MOST_IN_NICKNAME = 3
WORD = re.compile(r"[^\W_][\w'’.-]*")
LAST = re.compile(r"([^\W\d_][\w.’']*|['’]s)(,?)[ \xa0]*$")
BEFORE_WORKS = frozenset(
    """
    of in on to from by for with about as and or via against
    """.split()
)
TITLED_WORKS = lexicon.LAYOUT["work"]
"""Nouns for what a title names: ``In his memoir, “A Life at Sea,” …``."""
BEFORE_TERMS = frozenset("term terms so-called titled entitled nicknamed codenamed named".split())
STOP = re.compile(r"[.!?][”\"’')]*\s*$")
CAPITALS = 0.5
"""The share of capitalized words around a passage from which capitals tell nothing."""


def names_in_marks(text: str, passages: Sequence[Passage]) -> frozenset[int]:
    """Return the positions of the passages that are a title, a nickname or a term."""
    return frozenset(k for k, passage in enumerate(passages) if _is_name(text, passage))


def _is_name(text: str, passage: Passage) -> bool:
    if len(passage.inner) > 1:
        return False
    inner = passage.inner[0].of(text).strip()
    words = WORD.findall(inner)
    if not words or len(words) > MOST_WORDS:
        return False
    line = text.rfind("\n", 0, passage.start) + 1
    match = LAST.search(text, max(line, passage.start - 40), passage.start)
    before, comma = match.groups() if match else ("", "")
    after = text[passage.end : passage.end + 2]
    if _is_nickname(words, inner, before, after) and not _is_in_headline(text, passage):
        return True
    if before.lower() in BEFORE_TERMS and len(words) <= MOST_IN_NICKNAME:
        return True
    if before.lower() == "of" and _is_cry(text[line : passage.start].split()[-2:-1]):
        return False
    titled = before.lower() in TITLED_WORKS
    if not comma:
        titled |= before.lower() in BEFORE_WORKS or before.endswith(("'s", "’s"))
    goes_on = not inner.endswith((",", ".", "!", "?")) and after[:1] == " " and after[1:].islower()
    works = (titled or (goes_on and not before)) and not _is_in_headline(text, passage)
    return works and words[0][0].isupper() and is_in_title_case(words)


def _is_cry(words: Sequence[str]) -> bool:
    """Return whether the word before ``of`` says how words sounded: ``*cries* of “Thief!”``."""
    nouns = map(inflection.plain_singular, words)
    return any(cue_lexicon.is_voiced(noun) for noun in nouns)


def _is_nickname(words: Sequence[str], inner: str, before: str, after: str) -> bool:
    """Return whether a passage stands between the parts of a name: ``Rui “Tito” Lopes``."""
    between = before[:1].isupper() and after[:1] == " " and after[1:].isupper()
    return between and len(words) <= MOST_IN_NICKNAME and inner[-1:] not in ",.!?"


def _is_in_headline(text: str, passage: Passage) -> bool:
    """Return whether the line has no stop at its end, and more capitals than a sentence."""
    start = text.rfind("\n", 0, passage.start) + 1
    end = text.find("\n", passage.end)
    end = end if end >= 0 else len(text)
    if STOP.search(text, passage.end - 2, end):
        return False
    line = text[start : passage.start] + text[passage.end : end]
    long = [word for word in WORD.findall(line) if len(word) > SHORT_WORD]
    return bool(long) and sum(word[0].isupper() for word in long) > CAPITALS * len(long)
