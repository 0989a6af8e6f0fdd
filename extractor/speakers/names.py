"""Named-mention detection: runs of capitalized words, split into titles and the name proper.

    Deputy  Prime  Minister  Mark  de  Vries  Jr.  ,  KC
    start                    name_start     name_end     end

Where a run starts and ends is found by `english.name_runs`. Titles before the name and
post-nominals after it are split off here (`_name_start`, `_name_end`). What a name refers to is
decided elsewhere: `entity_types`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Self

from extractor.domain import Document, Sentence, Word
from extractor.english import lexicon
from extractor.english.lexicon import fold
from extractor.english.name_runs import (
    INSIDE_TITLES,
    INSTITUTION_LINKS,
    KINDS_OF_PEOPLE,
    MARKS,
    POSSESSIVES,
    is_given_name_by_tree,
    is_newspaper,
    may_start,
    run_end,
    without_nickname,
)
from extractor.english.orthography import is_headline, is_name_like
from extractor.english.syntax import child
from extractor.speakers.mentions import NamedMention

NOMINAL_RELATIONS: Final = frozenset("nsubj nsubj:pass obj obl nmod nmod:poss obl:agent".split())
DEPARTMENT_RELATIONS: Final = frozenset("case det nmod compound amod conj cc punct".split())
PARTY_TAG: Final = re.compile(r"[DRI]-\w")
DECORATION: Final = re.compile(r"^[*_]+|[*_™®©]+$")
ADJECTIVES_OF_NAMES: Final = frozenset("late great young old former legendary real".split())
POINTED: Final = frozenset("Bros Co Corp Inc Jr Ltd Sr".split())
SAYING: Final = frozenset("say add tell ask reply recall".split())

Tokens = tuple[str, ...]
"""The folded words of a name, as the models cut them."""


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The full names found in a first pass, by which a second one finds more.

    ``words`` are the words that end a full name, ``given`` those that start one; ``sequences``
    are the tokens of full names by the first of them, folded; ``bare`` are the last words of all
    names that stand without a possessive ``'s`` somewhere.
    """

    words: frozenset[str]
    given: frozenset[str]
    sequences: dict[str, frozenset[Tokens]]
    bare: frozenset[str] | None

    @classmethod
    def none(cls) -> Self:
        """Return what is known before the first pass."""
        return cls(frozenset(), frozenset(), {}, None)

    @classmethod
    def of(cls, names: Sequence[NamedMention], document: Document) -> Self:
        """Return what the names of a first pass show."""
        full = [name for name in names if len(name.parts) > 1]
        sequences: dict[str, set[Tokens]] = {}
        for name in full:
            words = document.sentences[name.sentence].words[name.name_start : name.name_end]
            tokens = tuple(fold(word.text) for word in words)
            sequences.setdefault(tokens[0], set()).add(tokens)
        return cls(
            words=frozenset(name.parts[-1] for name in full),
            given=frozenset(n.parts[0] for n in full if lexicon.is_given_name(n.parts[0]))
            | _speaking_alone(document),
            sequences={first: frozenset(found) for first, found in sequences.items()},
            bare=frozenset(n.parts[-1] for n in names if not _is_possessive(n, document)),
        )


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
        and sentence.words[word.head].lemma in SAYING
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
    for sentence in document.sentences:
        found[sentence.index] = [
            _without_opener(name, sentence, document.text, known) for name in found[sentence.index]
        ]
    _shorten_in_headlines(found, document)
    return _with_shared_surnames(found, document)


def _shorten_in_headlines(found: dict[int, list[NamedMention]], document: Document) -> None:
    """Cut names in headlines to the full names that running text has: ``Ida Moe Visit``."""
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
            _shortened(name, sentence, document.text, running) for name in found[sentence.index]
        ]


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
            if tokens[skipped : skipped + length] in running:
                first = name.name_start + skipped
                start = first if skipped else name.start
                return _name(sentence, start, first, first + length, text)
    return name


def _without_opener(
    name: NamedMention, sentence: Sentence, text: str, known: KnownNames
) -> NamedMention:
    """Return a name without the word that opens the sentence before it: ``More Ida Moe emails``."""
    word = sentence.words[name.start]
    opens = name.start == 0 and word.upos in {"ADJ", "ADV", "DET"} and not name.titles
    length = _known_length(sentence, 1, known) if opens and len(name.parts) > 2 else 0
    return _name(sentence, 1, 1, name.end, text) if 1 < length == name.end - 1 else name


def _with_shared_surnames(
    found: dict[int, list[NamedMention]], document: Document
) -> dict[int, list[NamedMention]]:
    """Give the first of ``Tom and Sue Barker`` the surname.

    Where the text shows no family, only if it has nobody who is called ``Tom`` alone.
    """
    every = [name for names in found.values() for name in names]
    titled = {
        name.parts for name in every if any(title in lexicon.HONORIFICS for title in name.titles)
    }
    family = any(
        word.lemma.lower() in lexicon.FAMILY_NOUNS for s in document.sentences for word in s.words
    )
    alone = Counter(name.parts[0] for name in every if len(name.parts) == 1)
    for sentence in document.sentences:
        names = found[sentence.index]
        for at, (one, other) in enumerate(pairwise(names)):
            related = family or (other.parts[-1],) in titled or alone[one.parts[0]] == 1
            if related and _shares_surname(one, other, sentence):
                surname = other.text.split()[-1]
                parts = (*one.parts, other.parts[-1])
                names[at] = replace(one, text=f"{one.text} {surname}", parts=parts)
    return found


def _shares_surname(one: NamedMention, other: NamedMention, sentence: Sentence) -> bool:
    link = sentence.words[one.end : other.start]
    if len(one.parts) != 1 or len(other.parts) != 2 or one.titles or len(link) != 1:
        return False
    given = lexicon.is_given_name(one.parts[0]) and lexicon.is_given_name(other.parts[0])
    return given and link[0].text in {"and", "&"} and sentence.words[other.head].head == one.head


def _capitalized(sentence: Sentence) -> Iterator[int]:
    """Yield the capitalized words, and those that a name may start with: ``van``."""
    for word in sentence.words:
        if word.text[:1].isupper() or word.text in lexicon.LEADING_PARTICLES:
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
    if any(w in known.words or w in known.given or w in known.sequences for w in outside):
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
        if position < end:
            continue
        if not (may_start(sentence, position) or _opens_full_name(sentence, position, known)):
            length = _known_length(sentence, position, known)
            if length:
                end = position + length
                yield _name(sentence, position, position, end, text)
            continue
        end = run_end(sentence, position, text, known.bare)
        start = _name_start(sentence, position, end)
        if start == position + 1 == end - 1 and fold(sentence.words[position].text) in known.given:
            start = position  # Guy Strong, for the text says Guy
        if start == end and _is_known_word(sentence, end - 1, known):
            start = end - 1
        tagged = any(sentence.words[i].upos == "PROPN" for i in range(start, end))
        tagged = tagged or _is_name_by_capitals(sentence, start, end, known)
        if tagged and not PARTY_TAG.match(text, sentence.words[start].start):
            yield _name(sentence, position, start, end, text)


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
        return listed or is_newspaper(sentence, start)
    opens = start > 0 or _opens_full_name(sentence, start, known)
    opens = opens or sentence.words[start].text.lower() in KINDS_OF_PEOPLE  # Women's Aid
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
    """Return whether a capitalized word refers by the surname, or a subject by the given name."""
    word = sentence.words[position]
    folded = fold(word.text)
    if not word.text[:1].isupper() or (folded not in known.words and folded not in known.given):
        return False
    if child(sentence, position, "det", "amod") is not None:
        return False
    if word.text.lower() in lexicon.CALENDAR and child(sentence, position, "case") is not None:
        return False  # in May
    if folded not in known.words:
        return word.deprel in {"nsubj", "nmod:poss"} and word.upos != "PRON"
    inside = position > 0 and sentence.words[position - 1].text not in MARKS
    return word.deprel in NOMINAL_RELATIONS or (inside and word.upos != "PROPN")


def _name(sentence: Sentence, start: int, name_start: int, end: int, text: str) -> NamedMention:
    words = sentence.words
    name_end = _name_end(sentence, name_start, end)
    printed = " ".join(text[words[name_start].start : words[name_end - 1].end].split())
    printed = DECORATION.sub("", printed) or printed
    printed += "." * _lost_its_point(sentence, name_end, text)
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


def _lost_its_point(sentence: Sentence, end: int, text: str) -> bool:
    """Return whether the point that ends a sentence is a name's too: ``said Alan Price Jr.``.

    It is not where the text writes the abbreviation without one.
    """
    last, after = sentence.words[end - 1], sentence.words[end : end + 1]
    if last.text not in POINTED or not after or after[0].text != "." or after[0].start != last.end:
        return False
    return re.search(rf"\b{last.text}\b(?!\.)", text) is None


# --- titles and post-nominals -------------------------------------------------------------


def _name_end(sentence: Sentence, start: int, end: int) -> int:
    """Return where the name proper ends: before post-nominals (``Olsen KC``)."""
    words = sentence.words
    while end - start > 2 and (
        words[end - 1].text == "," or words[end - 1].text.replace(".", "") in lexicon.POST_NOMINALS
    ):
        end -= 1
    return end


def _name_start(sentence: Sentence, first: int, end: int) -> int:
    """Return where the name proper starts; *end* where there are titles only.

    The title ends at its last title word, and continues over ``of`` or ``for`` and the words of a
    department: ``Secretary of State`` John Kerry.
    """
    words = sentence.words
    name_end = _name_end(sentence, first, end)
    if end - first == 1 and is_newspaper(sentence, first):
        return first
    tokens = [words[i].text.lower().rstrip(".") for i in range(first, name_end)]
    owned = next((i for i, token in enumerate(tokens) if token in POSSESSIVES), 0)
    if owned and not INSTITUTION_LINKS & set(tokens[:owned]):
        return first  # Trader Joe's, King's College London
    while len(tokens) > 1 and tokens[-1] in lexicon.NAME_SUFFIXES | {","}:
        tokens.pop()
    found = 0
    for i in range(len(tokens)):
        if i < found:
            continue
        phrase = _title_phrase(tokens, i)
        if phrase:
            found = i + phrase
        elif _is_title(sentence, first, tokens, i):
            found = i + 1
    if 0 < found < len(tokens) and tokens[found] == "(" and ")" in tokens[found:]:
        found = tokens.index(")", found) + 1  # SP (City) Ashok
    while 0 < found < len(tokens) and not tokens[found][:1].isalnum():
        found += 1  # Chief (Mrs) Folake
    if not found and _is_epithet(sentence, first, tokens):
        found = 1
    if 0 < found < len(tokens) and tokens[found] in {"of", "for"}:
        found = _department_end(sentence, first, tokens, found)
    return end if found == len(tokens) else first + found


def _is_epithet(sentence: Sentence, first: int, tokens: list[str]) -> bool:
    """Return whether a capital before a name is a description: ``the uncapped Brumby Will Fox``.

    An article and an adjective show it, unless they are such as names have: ``the late Ann Fox``.
    """
    if len(tokens) < 3 or first < 2 or lexicon.is_given_name(tokens[0]):
        return False
    before, article = sentence.words[first - 1], sentence.words[first - 2].text.lower()
    adjective = before.deprel == "amod" and before.head == first
    adjective = adjective and before.text.lower() not in ADJECTIVES_OF_NAMES
    described = article in lexicon.ARTICLES and adjective and lexicon.is_given_name(tokens[1])
    return described and not any(t in lexicon.ORGANIZATION_WORDS for t in tokens)


def _title_phrase(tokens: list[str], i: int) -> int:
    """Return the length of the title phrase at *i*, 0 for none: ``Tan Sri``."""
    return next((len(p) for p in lexicon.TITLE_PHRASES if tuple(tokens[i : i + len(p)]) == p), 0)


def _department_end(sentence: Sentence, first: int, tokens: list[str], at: int) -> int:
    """Return where the name starts after ``of`` or ``for`` and a department.

    A word that the tree puts inside the department's phrase belongs to it, unless it is a given
    name or an initial.
    """
    found = at
    while found < len(tokens):
        token, word = tokens[found], sentence.words[first + found]
        listed = (
            token in lexicon.DEPARTMENT_WORDS
            or token in lexicon.ARTICLES
            or token in lexicon.PLACE_NAMES
            or token in {"of", "for", "and", ",", *POSSESSIVES}
        )
        personal = lexicon.is_given_name(token) or len(token) == 1
        inside = word.deprel in DEPARTMENT_RELATIONS and first <= word.head < first + len(tokens)
        if not listed and (personal or not inside):
            break
        found += 1
    return found


def _is_title(sentence: Sentence, first: int, tokens: list[str], i: int) -> bool:
    """Return whether the word at *first* + *i* is a title, or part of one."""
    token, rest = tokens[i], tokens[i + 1 :]
    word = sentence.words[first + i]
    if not token:
        return True
    if _is_inside_name(word, tokens, i):
        return False
    if _is_abbreviated_title(word.text, token):
        if i and len(rest) == 1 and word.text.isalpha() and tokens[i - 1] in lexicon.OFFICE_NOUNS:
            return token in lexicon.HONORIFICS  # Defence Minister Gen Mori
        return not rest or _precedes_name(word.text, token, rest, leads=i == 0)
    if _is_inside_institution(word, tokens, i):
        return False
    particle = i > 0 and tokens[i - 1] in lexicon.NAME_PARTICLES
    if i > 0 and len(rest) <= 1 and lexicon.is_given_name(tokens[0]) and not particle:
        return False  # Billie Jean King; Angela Baker Smith
    leads = bool(rest) and lexicon.is_given_name(rest[0])  # Soprano Anna Bell
    initial = bool(rest) and len(rest[0]) == 1  # Critic T. J. Moxon
    if _is_name_too(token) and not (leads or initial):
        return False  # Fan Bingbing
    described = word.deprel == "nmod:desc" or (
        len(rest) > 1 and token in lexicon.RELATIONAL_NOUNS  # Star Ann Lee; not Guy Cecil
    )
    if _is_name_too(token) and lexicon.is_given_name(token) and not described:
        return False  # Hunter Boyd, Victor James Chan
    class_of = lexicon.common_noun_class if leads else lexicon.noun_class
    known = token in lexicon.TITLE_WORDS or class_of(token) == "person"
    if leads and lexicon.is_demonym(word.text) and not lexicon.is_given_name(token):
        return True  # Spaniard Luis Ferrer
    if rest and word.deprel == "nmod:desc" and word.head == first + i + 1:
        sure = known or "." in word.text or lexicon.is_given_name(rest[0])
        service = leads and known and len(rest) > 1  # Marine John Hart, not Marine Hart
        return (
            sure
            and len(token) > 2
            and not (i == 0 and lexicon.is_given_name(token) and not service)
        )
    if not rest and i > 0 and lexicon.is_given_name(tokens[i - 1]):
        return False  # Don Guardian
    return known and not (word.xpos in {"NNS", "NNPS"} and not rest)


def _is_name_too(token: str) -> bool:
    """Return whether a noun for people is no title, but may be a name: ``hunter``, ``fan``."""
    name = lexicon.is_given_name(token) or token in lexicon.FAMILY_NAMES
    plain = token in lexicon.RELATIONAL_NOUNS - lexicon.KIN_NOUNS
    return (name or plain) and token not in lexicon.TITLE_WORDS


def _is_inside_name(word: Word, tokens: list[str], i: int) -> bool:
    """Return whether a word like a title's is part of a name: ``Peter T. King``, Tsai Ing-wen."""
    token, rest = tokens[i], tokens[i + 1 :]
    modifies = word.deprel in {"nmod:desc", "compound"}
    personal = any(lexicon.is_given_name(t) or (t.isalpha() and len(t) == 1) for t in tokens[:i])
    if personal and not modifies and len(rest) <= 1:
        return True  # Peter T. King; Thomas Lord
    if rest[:1] == ["-"] and len(token) < 4:
        return True  # Tsai Ing-wen
    if i > 1 and tokens[i - 1] == "-" and not _may_be_title(tokens[i - 2]):
        return True  # Sun Yat-sen University
    if i > 0 and not rest and token in lexicon.COMPANY_SUFFIXES:
        return True  # Adler AG
    if tokens[i - 1 : i] == ["-"] and not rest and word.text.isupper():
        return True  # AFL-CIO
    place = len(rest) == 1 and rest[0] in lexicon.PLACE_NAMES
    return place and token in lexicon.HONORIFICS  # Sri Lanka


def _may_be_title(token: str) -> bool:
    """Return whether a word may be joined by a hyphen to another one of a title: ``Lt-Gen``."""
    listed = token in INSIDE_TITLES or token in lexicon.HONORIFICS
    listed = listed or token in lexicon.ABBREVIATED_TITLES or token in lexicon.TITLE_WORDS
    return listed or lexicon.noun_class(token) is not None


def _is_inside_institution(word: Word, tokens: list[str], i: int) -> bool:
    """Return whether a word like a title's is part of an organization's name."""
    token, rest = tokens[i], tokens[i + 1 :]
    links = rest[:1] in (["of"], ["for"])
    cause = rest[:1] in (["against"], ["without"])
    if rest[:1] == ["&"] or ((links or cause) and word.xpos in {"NNS", "NNPS"}):
        return True  # Democrats for Life
    head = rest[: next((k for k, other in enumerate(rest) if other in INSTITUTION_LINKS), None)]
    if not links and any(map(lexicon.names_institution, (rest, head))):
        return True  # Communist Party of India
    if i > 0 and tokens[i - 1] in {"of", "the", "for", "&"}:
        return True  # Department of Justice
    ends = not rest and i > 0 and lexicon.names_institution(tokens)
    return ends or (not rest and token in lexicon.ORGANIZATION_NAMES)


def _is_abbreviated_title(printed: str, token: str) -> bool:
    if token in lexicon.HONORIFICS or token in lexicon.ABBREVIATED_TITLES:
        return True
    return token in lexicon.TITLE_INITIALS and printed.rstrip(".").isupper()


def _precedes_name(printed: str, token: str, rest: list[str], *, leads: bool) -> bool:
    """Return whether what may be a title or a name is a title: ``Del. Hart``, not ``Del Hart``."""
    if printed.endswith("."):
        return True
    is_name_too = lexicon.is_given_name(token) or token in lexicon.FAMILY_NAMES
    if len(rest) == 1 and is_name_too and token not in {"mr", "mrs", "ms", "dr"}:
        return False
    if token in lexicon.FAMILY_NAMES and not lexicon.is_given_name(rest[0]):
        return False  # Pak Se-ri
    return leads or not is_name_too
