"""Named-mention detection: runs of capitalized words, split into titles and the name proper.

    Deputy  Prime  Minister  Mark  de  Vries  Jr.  ,  KC
    start                    name_start     name_end     end

`english.name_runs` finds where a run starts and ends, `titles` where its titles do. What a name
refers to is decided in `entity_types`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Self

from extractor.domain import Document, Sentence, remembered
from extractor.english import lexicon
from extractor.english.lexicon import fold
from extractor.english.name_matching import acronyms
from extractor.english.name_runs import (
    MARKS,
    POSSESSIVES,
    is_given_name_by_tree,
    is_name_of_kin,
    is_newspaper,
    is_numbered,
    may_start,
    opens_cause,
    run_end,
    without_nickname,
)
from extractor.english.orthography import DASHES, is_headline, is_name_like, lost_its_point
from extractor.english.syntax import child
from extractor.speakers.mentions import NamedMention
from extractor.speakers.titles import (
    end_of_portfolio,
    end_of_titles,
    is_given_name_beside_noun,
    is_irish_institution,
    start_of_post_nominals,
)

NOMINAL_RELATIONS: Final = frozenset("nsubj nsubj:pass obj obl nmod nmod:poss obl:agent".split())
ENDINGS_OF_ADJECTIVES: Final = ("less", "ful", "ous", "able")
PARTY_TAG: Final = re.compile(r"[DRI](-\w|\))")
DECORATION: Final = re.compile(r"^[*_]+|[*_™®©]+$")

Tokens = tuple[str, ...]
"""The folded words of a name, as the models cut them."""


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The full names found in a first pass, by which a second one finds more.

    ``words`` are the words that end a full name, ``given`` those that start one; ``sequences``
    are the tokens of full names by the first of them, folded; ``bare`` are the last words of all
    names that stand without a possessive ``'s`` somewhere; ``acronyms`` the initials of full names.
    """

    words: frozenset[str]
    given: frozenset[str]
    sequences: dict[str, frozenset[Tokens]]
    bare: frozenset[str] | None
    acronyms: frozenset[str] = frozenset()

    @classmethod
    def none(cls) -> Self:
        """Return what is known before the first pass."""
        return cls(frozenset(), frozenset(), {}, None)

    @classmethod
    def of(cls, names: Sequence[NamedMention], document: Document) -> Self:
        """Return what the names of a first pass show."""
        full = [n for n in names if len(n.parts) > 1 and n.name_end - n.name_start > 1]
        sequences: dict[str, set[Tokens]] = {}
        for name in full:
            words = document.sentences[name.sentence].words[name.name_start : name.name_end]
            tokens = tuple(fold(word.text) for word in words)
            sequences.setdefault(tokens[0], set()).add(tokens)
        return cls(
            words=frozenset(name.parts[-1] for name in full),
            given=frozenset(n.parts[0] for n in full if _may_be_given(n.parts[0]))
            | _speaking_alone(document),
            sequences={first: frozenset(found) for first, found in sequences.items()},
            bare=frozenset(n.parts[-1] for n in names if not _is_possessive(n, document)),
            acronyms=frozenset().union(*(acronyms(n.parts) for n in full)),
        )


def _may_be_given(word: str) -> bool:
    return lexicon.is_given_name(word) or word in lexicon.TITLES_LIKE_GIVEN_NAMES


def _speaking_alone(document: Document) -> frozenset[str]:
    """Return the words like a title's, a day's or a month's that speak alone: ``Earl said``.

    They are given names wherever another capital follows: ``Earl Knight``, ``Sunday Adeyemi``.
    """
    subjects = (
        (sentence, word)
        for sentence in document.sentences
        for word in sentence.words
        if word.upos == "PROPN" and word.deprel == "nsubj" and word.text.istitle()
    )
    return frozenset(
        fold(word.text)
        for sentence, word in subjects
        if (word.text.lower() in lexicon.CALENDAR or lexicon.is_given_name(word.text))
        and sentence.words[word.head].text in lexicon.ATTRIBUTION_VERBS
        and not sentence.children[word.index]
    )


def _is_possessive(name: NamedMention, document: Document) -> bool:
    after = document.sentences[name.sentence].words[name.end : name.end + 1]
    return any(word.text in POSSESSIVES for word in after)


def find_names(document: Document) -> dict[int, list[NamedMention]]:
    """Return the names of each sentence by its index.

    In a second pass, words that read as something else (``Small``, ``April``, ``She Li``) are
    names where the text has them in a full name elsewhere.
    """
    none = KnownNames.none()
    starts = {s.index: list(_capitalized(s)) for s in document.sentences}
    found = {
        s.index: list(_names_of(s, starts[s.index], document.text, none))
        for s in document.sentences
    }
    known = KnownNames.of([n for names in found.values() for n in names], document)
    for sentence in document.sentences:
        if _may_hold_more(sentence, starts[sentence.index], found[sentence.index], known):
            found[sentence.index] = list(
                _names_of(sentence, starts[sentence.index], document.text, known)
            )
    alone = {n.parts[0] for names in found.values() for n in names if len(n.parts) == 1}
    for sentence in document.sentences:
        found[sentence.index] = [
            _without_opener(name, document, known, alone) for name in found[sentence.index]
        ]
    _shorten_in_headlines(found, document)
    return _with_shared_surnames(found, document)


def _shorten_in_headlines(found: dict[int, list[NamedMention]], document: Document) -> None:
    """Cut names in headlines to the full names that running text has: ``Ida Moe Visit``.

    What ends in a document is no name there: ``New Ashby Email``.
    """
    headlines = [s for s in document.sentences if found[s.index] and is_headline(s)]
    if not headlines:
        return
    aside = {s.index for s in headlines}
    running = {
        _folded(document.sentences[index], name)
        for index, names in found.items()
        if index not in aside
        for name in names
        if len(name.parts) > 1
    }
    for sentence in headlines:
        found[sentence.index] = [
            _shortened(name, sentence, document.text, running)
            for name in found[sentence.index]
            if not _is_document(name) or _folded(sentence, name) in running
        ]


def _is_document(name: NamedMention) -> bool:
    return len(name.parts) > 1 and lexicon.noun_class(name.parts[-1]) == "document"


def _folded(sentence: Sentence, name: NamedMention) -> Tokens:
    return tuple(fold(word.text) for word in sentence.words[name.name_start : name.name_end])


def _shortened(
    name: NamedMention, sentence: Sentence, text: str, running: Set[Tokens]
) -> NamedMention:
    """Return the longest of *running* inside a name of no organization, else the name."""
    tokens = _folded(sentence, name)
    if tokens in running or lexicon.ORGANIZATION_WORDS.intersection(tokens):
        return name
    for length in range(len(tokens) - 1, 1, -1):
        for skipped in range(len(tokens) - length + 1):
            given = skipped and lexicon.is_given_name(tokens[0])  # Ana Paz de la Torre
            if tokens[skipped : skipped + length] in running and not given:
                first = name.name_start + skipped
                start = first if skipped else name.start
                return _name(sentence, start, first, first + length, text)
    return name


def _without_opener(
    name: NamedMention, document: Document, known: KnownNames, alone: Set[str]
) -> NamedMention:
    """Return a name without the word that opens the sentence before it: ``More Ida Moe emails``.

    What somebody is becomes a title: ``Prop Tevita Latu``. *alone* are the names of one word.
    """
    sentence, text = document.sentences[name.sentence], document.text
    if name.titles or len(name.parts) < 2:
        return name
    listed = name.parts[0] in lexicon.TITLES_OF_FULL_NAMES
    if not listed and sentence.words[name.start].upos in {"ADJ", "ADV", "DET"}:
        opens = name.start == 0 and len(name.parts) > 2
        length = _known_length(sentence, 1, known) if opens else 0
        return _name(sentence, 1, 1, name.end, text) if 1 < length == name.end - 1 else name
    if _opens_with_role(name, document, known, alone):
        return _name(sentence, name.start, name.start + 1, name.end, text)
    return name


def _opens_with_role(
    name: NamedMention, document: Document, known: KnownNames, alone: Set[str]
) -> bool:
    """Return whether the first word of a name says what somebody is: the text has it without."""
    sentence = document.sentences[name.sentence]
    word, (first, *rest) = sentence.words[name.start], name.parts
    house = any(part in lexicon.ORGANIZATION_WORDS for part in name.parts)
    if house or not word.text.istitle() or not sentence.words[name.start + 1].text.istitle():
        return False
    if first in lexicon.TITLES_OF_FULL_NAMES:  # Major Fox, whom the text calls Tom Fox
        full = (tokens for found in known.sequences.values() for tokens in found)
        named = any(tokens[-1] == rest[-1] and tokens[0] != first for tokens in full)
        named = named and (not lexicon.is_given_name(first) or _is_said_of_some(document, first))
        return named if len(rest) == 1 else rest[0] in alone or rest[-1] in alone
    given = lexicon.is_given_name(first) or first in lexicon.FAMILY_NAMES or first in alone
    if name.start or len(rest) < 2 or given:
        return False
    if lexicon.is_given_name(rest[0]):
        bare = _known_length(sentence, 1, known) == name.end - 1
        return bare or any(w.text == word.text.lower() for s in document.sentences for w in s.words)
    return rest[0] in lexicon.FAMILY_NAMES and rest[0] in alone  # Qualifier Zheng Yaqi, Zheng


def _is_said_of_some(document: Document, noun: str) -> bool:
    """Return whether a text uses a given name as a noun as well: ``the *dean*``, ``Dean Tom Fox``.

    Else ``Dean Fox`` is another Fox than Tom.
    """
    return any(
        word.text == noun
        or (
            word.text.lower() == noun and lexicon.is_given_name(behind.text) and last.text.istitle()
        )
        for sentence in document.sentences
        for word, behind, last in zip(
            sentence.words, sentence.words[1:], sentence.words[2:], strict=False
        )
    )


def _with_shared_surnames(
    found: dict[int, list[NamedMention]], document: Document
) -> dict[int, list[NamedMention]]:
    """Give the first of ``Tom and Sue Barker`` the surname.

    Where the text shows no family, only if nobody else in it is called ``Tom`` alone, or both are.
    """
    every = [name for names in found.values() for name in names]
    titled: dict[Tokens, set[lexicon.Gender | None]] = {}
    for name in every:
        for title in name.titles:
            if title in lexicon.HONORIFICS:
                titled.setdefault(name.parts, set()).add(lexicon.HONORIFICS[title])
    family = any(
        word.lemma.lower() in lexicon.FAMILY_NOUNS for s in document.sentences for word in s.words
    )
    alone = Counter(name.parts[0] for name in every if len(name.parts) == 1)
    for sentence in document.sentences:
        names = found[sentence.index]
        for at, (one, other) in enumerate(pairwise(names)):
            related = family or (other.parts[-1],) in titled or alone[one.parts[0]] == 1
            related = related or alone[other.parts[0]] > 0  # Tom said; Sue said
            couple = {"female", "male"} <= titled.get((other.parts[-1],), set())
            if related and _shares_surname(one, other, sentence, couple):
                surname = other.text.split()[-1]
                parts = (*one.parts, other.parts[-1])
                names[at] = replace(one, text=f"{one.text} {surname}", parts=parts)
    return found


def _shares_surname(
    one: NamedMention, other: NamedMention, sentence: Sentence, couple: bool
) -> bool:
    """Return whether a word and a full name share a surname.

    Of a *couple*, Mr and Mrs Hanratty, it need be no known given name: ``Des and Noeleen``.
    """
    link = sentence.words[one.end : other.start]
    own = {t for t in one.titles if lexicon.singular(t) == t}  # but Owners Tom and Sue Barker
    titled = bool(own) and not own <= lexicon.KIN_NOUNS
    if len(one.parts) != 1 or len(other.parts) != 2 or titled or len(link) != 1:
        return False
    given = lexicon.is_given_name(other.parts[0])
    given = given and (couple or lexicon.is_given_name(one.parts[0]))
    above = sentence.words[other.head].head
    return given and link[0].text in {"and", "&"} and one.start <= above < one.end


def _capitalized(sentence: Sentence) -> Iterator[int]:
    """Yield the capitalized words, those tagged as names, and what else opens one: ``van``, 9th."""
    for word in sentence.words:
        named = word.text[:1].isupper() or word.upos == "PROPN"
        numbered = word.text[:1].isdecimal() and is_numbered(sentence.words, word.index)
        if named or numbered or word.text in lexicon.LEADING_PARTICLES:
            yield word.index


def _may_hold_more(
    sentence: Sentence, starts: Iterable[int], found: list[NamedMention], known: KnownNames
) -> bool:
    """Return whether a word of a name elsewhere stands here outside names."""
    taken = {i for name in found for i in range(name.start, name.end)}
    outside = (fold(sentence.words[i].text) for i in starts if i not in taken)
    if any(name.start < name.name_start and name.titles[0] in known.given for name in found):
        return True
    if any(sentence.words[i].text.lower() in lexicon.WEEKDAYS for i in starts if i not in taken):
        return True
    more = (known.words, known.given, known.sequences, known.acronyms)
    if any(w in words for w in outside for words in more):
        return True
    after = (sentence.words[i + 1 : i + 2] for i in starts)
    return any(word.text in POSSESSIVES for words in after for word in words)


def _names_of(
    sentence: Sentence, starts: Iterable[int], text: str, known: KnownNames
) -> Iterator[NamedMention]:
    """Yield the names of a sentence, left to right; runs that are all title are left out.

    *starts* are the positions where one may start at all.
    """
    end = 0
    for position in starts:
        if position < end or _is_firm_before_name(sentence, position):
            continue
        if _is_adjective_before_name(sentence, position):
            continue
        if not (may_start(sentence, position) or _opens_full_name(sentence, position, known)):
            length = _known_length(sentence, position, known)
            if length:
                end = position + length
                yield _name(sentence, position, position, end, text)
            continue
        end = run_end(sentence, position, text, known.bare)
        start = end_of_portfolio(sentence, position, end)
        start = start if start > position else end_of_titles(sentence, position, end)
        if start == position + 1 == end - 1 and _is_given_name(sentence, position, end, known):
            start = position
        elif position < start == end - 1 and is_given_name_beside_noun(sentence, start - 1, end):
            start -= 1
        if start == end and (
            _is_known_word(sentence, end - 1, known)
            or (end - position == 1 and is_name_of_kin(sentence, position))
        ):
            start = end - 1
        tagged = any(sentence.words[i].upos == "PROPN" for i in range(start, end))
        tagged = tagged or _is_name_by_capitals(sentence, start, end, known)
        tagged = tagged and not _is_letter_of_turn(sentence, position, end)
        if tagged and not PARTY_TAG.match(text, sentence.words[start].start):
            yield _name(sentence, position, start, end, text)


def _is_given_name(sentence: Sentence, position: int, end: int, known: KnownNames) -> bool:
    """Return whether a title before one word is a given name: the text has it, or a noun beside."""
    if fold(sentence.words[position].text) in known.given:
        return True  # Guy Strong, for the text says Guy
    return is_given_name_beside_noun(sentence, position, end)


def _is_firm_before_name(sentence: Sentence, position: int) -> bool:
    """Return whether a noun for a firm opens the sentence before its name: ``Chipmaker Norda``."""
    if position and sentence.words[position - 1].text not in DASHES:
        return False
    word, after = sentence.words[position], sentence.words[position + 1 : position + 3]
    lower = word.text.lower()
    if len(after) < 2 or word.text.isupper():
        return False
    modifies = after[0].deprel in {"amod", "compound"}
    role = modifies and lower in lexicon.BUSINESS_ROLES  # Rival Cobar Metals
    firm = role or (lower.endswith("er") and "company" in lexicon.related_nouns(lower))
    below = word.deprel in {"amod", "compound", "nmod:desc"} or after[0].head == position
    named = is_name_like(after[0]) and after[0].xpos in {"NNP", "NNPS"} and below
    if not firm or not named:
        return False
    kinds = lexicon.ORGANIZATION_WORDS - lexicon.BUSINESS_WORDS
    return not any(w.text.lower().rstrip(".") in kinds for w in after)


def _is_adjective_before_name(sentence: Sentence, position: int) -> bool:
    """Return whether an adjective with the sentence's capital is before a full name: ``Brave Ann``.

    It is no title, no nation and no name itself.
    """
    word, after = sentence.words[position], sentence.words[position + 1 : position + 3]
    token = word.text.lower().rstrip(".")
    told = word.upos == "ADJ" and word.deprel in {"amod", "advcl"}
    if position or len(after) < 2 or not (told or token.endswith(ENDINGS_OF_ADJECTIVES)):
        return False
    other = token in lexicon.TITLE_WORDS | lexicon.COURTESY_TITLES or lexicon.is_national(token)
    other = other or lexicon.noun_class(token) == "person" or lexicon.is_given_name(word.text)
    given, surname = after
    full = lexicon.is_given_name(given.text) and given.upos == surname.upos == "PROPN"
    return full and not other and "." not in word.text


def _opens_full_name(sentence: Sentence, position: int, known: KnownNames) -> bool:
    """Return whether a word that speaks alone elsewhere is a given name here: ``Will Power``.

    Another capital follows, whatever the tags; after a day or a month it must be a name.
    """
    word, following = sentence.words[position], sentence.words[position + 1 : position + 2]
    if known.bare is not None and is_given_name_by_tree(sentence, position):
        return fold(following[0].text) not in known.words  # Sunday Okoro, of no known surname
    if fold(word.text) not in known.given or not word.text.istitle():
        return False
    if word.text.lower() not in lexicon.CALENDAR:
        return any(w.text.istitle() for w in following) and not is_headline(sentence)
    if position and sentence.words[position - 1].upos in {"ADP", "DET", "ADJ"}:
        return False  # on Sunday Mayor Lee said
    before = child(sentence, position, "case", "det", "amod") is not None
    return not before and any(w.upos == "PROPN" and is_name_like(w) for w in following)


def _is_name_by_capitals(sentence: Sentence, start: int, end: int, known: KnownNames) -> bool:
    """Return whether capitals make a name of what is tagged otherwise: the Metropolitan Police."""
    if end - start == 1:
        word = fold(sentence.words[start].text)
        listed = word in known.words or word in lexicon.ORGANIZATION_NAMES
        listed = listed or (sentence.words[start].text.isupper() and word in known.acronyms)
        return listed or is_newspaper(sentence, start)
    opens = start > 0 or _opens_full_name(sentence, start, known)
    opens = opens or is_irish_institution(sentence, 0, end)
    opens = opens or opens_cause(sentence, start)
    return end - start > 1 and opens and not is_headline(sentence)


def _known_length(sentence: Sentence, position: int, known: KnownNames) -> int:
    """Return how many words from *position* on are a name that the text has elsewhere."""
    words = sentence.words
    sequences = known.sequences.get(fold(words[position].text), frozenset())
    for tokens in sorted(sequences, key=len, reverse=True):
        here = words[position : position + len(tokens)]
        named = all(word.text[:1].isupper() or word.upos == "PROPN" for word in here)
        if named and tuple(fold(word.text) for word in here) == tokens:
            return len(tokens)
    return int(_is_known_word(sentence, position, known))


def _is_known_word(sentence: Sentence, position: int, known: KnownNames) -> bool:
    """Return whether a word like a name refers by the surname, or a subject by the given name."""
    word = sentence.words[position]
    folded = fold(word.text)
    named = word.text[:1].isupper() or word.upos == "PROPN"
    if not named or (folded not in known.words and folded not in known.given):
        return False
    if child(sentence, position, "det", "amod") is not None:
        return False
    if word.text.lower() in lexicon.CALENDAR and child(sentence, position, "case") is not None:
        return False  # in May
    if folded not in known.words:
        return word.deprel in {"nsubj", "nmod:poss"} and word.upos != "PRON"
    inside = position > 0 and sentence.words[position - 1].text not in MARKS
    return word.deprel in NOMINAL_RELATIONS or (inside and word.upos != "PROPN")


def _is_letter_of_turn(sentence: Sentence, start: int, end: int) -> bool:
    """Return whether a letter before a colon says only whose turn it is: ``A:``."""
    after = sentence.words[end : end + 1]
    letter = start == 0 and end == 1 and len(sentence.words[0].text) == 1
    return letter and any(word.text == ":" for word in after)


@remembered
def _name(sentence: Sentence, start: int, name_start: int, end: int, text: str) -> NamedMention:
    words = sentence.words
    name_end = start_of_post_nominals(sentence, name_start, end)
    printed = " ".join(text[words[name_start].start : words[name_end - 1].end].split())
    printed = DECORATION.sub("", printed) or printed
    printed += "." * lost_its_point(sentence, name_end, text)
    if name_start > start and _tells_apart(printed):
        printed = f"{words[name_start - 1].text} {printed}"
    inside = set(range(start, end))
    tops = [i for i in range(start, end) if words[i].head not in inside]
    article = start > 0 and words[start - 1].text.lower() == "the"
    return NamedMention(
        sentence=sentence.index,
        head=next((i for i in tops if i >= name_start), tops[0] if tops else name_start),
        start=start,
        name_start=name_start,
        name_end=name_end,
        end=end,
        text=printed,
        parts=tuple(filter(None, (fold(p) for p in without_nickname(printed).split()))),
        titles=tuple(words[i].text.lower().rstrip(".") for i in range(start, name_start)),
        article=article and start <= words[start - 1].head < end,
    )


def _tells_apart(printed: str) -> bool:
    """Return whether a letter or a number stands for a name: ``Witness A``, ``Juror No. 4``."""
    return re.fullmatch(r"[A-Z]|No\.? \d+", printed) is not None
