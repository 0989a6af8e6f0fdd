"""The text as the models read it: plain typography, paragraph by paragraph, and the way back.

Models were trained on straight marks and single spaces. `normalise` replaces glyphs one code point
for one, and `Layout` sets the paragraphs apart with blank lines, which the tokenizer takes for
paragraph ends; every position in the layout leads back to one in the caller's text. A surname that
is a function word (``Will urged``, ``Nguyen Van To``) or a verb of saying that looks like a noun
(``“…,” a voice in the ad states``) is found by `misread_words` in the trees, and the models read
the sentence again with a plain surname or verb in its place.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from extractor import cue_lexicon
from extractor.domain import Marking, Sentence, Span, Word
from extractor.english import inflection, lexicon
from extractor.english.name_links import is_letter_behind_noun
from extractor.english.name_runs import opens_double_name
from extractor.english.orthography import (
    ASCII,
    HYPHENS,
    OPENING_MARKS,
    is_headline,
    unfamiliar_titles,
)
from extractor.english.syntax import NOUN_PHRASE_TAGS, QUOTE_MARKS

_BLANK_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})
_CLOSING_PAIR = re.compile(r"''(?=[\s.,;:?!)\]-]|$)")
_OPENING_PAIR = re.compile(r"''(?=\S)")

PLAIN_NAME = "Smith"
"""What the models read instead of a surname that they take for a function word."""

PLAIN_CUES = {"s": "says", "d": "said"}
"""What the models read instead of a verb of saying that they take for a noun, by its end."""

PLAIN_LEMMA = "say"

PLAIN_TITLE = "Dr."
"""What the models read instead of a title that they have hardly seen: ``Det Supt Ada Kerr``."""

PLAIN_PARTICIPLES = {"surnamed": "named"}
"""What the models read instead of a participle that they have hardly seen and take for a noun."""

PLAIN_BODY = "NATO"
"""What the models read instead of the initials of a body that they take for a pronoun: ``WHO``."""

PLAIN_LEVEL, PLAIN_NUMBER = "Grade", "3"
"""What the models read instead of a level and its letter, taken apart: ``Form Four`` pupil."""

PLAIN_ROLE = ("vice", "captain")
"""What the models read instead of a noun for somebody that a hyphen divides: ``half-back``."""

PLAIN_WORDS = (PLAIN_BODY, PLAIN_NAME, PLAIN_TITLE, PLAIN_NUMBER)
"""Plain words of which the printed one is the base form."""

PLAIN_NOUNS = (PLAIN_LEVEL.lower(), *PLAIN_ROLE)
"""The same, but for its capital."""

_NAME_TAGS = frozenset("PROPN NOUN ADJ NUM PUNCT SYM".split())
_FINITE = frozenset("VBD VBN VBZ MD VBP".split())

_ENDS = frozenset(".,:;") | QUOTE_MARKS
_FEWEST_WITH_CUE = 2
"""Words of a subject and its verb, where they are read as one noun phrase."""

_SYLLABLES = re.compile(r"[A-Z][a-z]{1,5}-[a-z]{2,6}")
"""A given name of two syllables: ``Se-hoon``."""
_THIRD_PERSON = re.compile(r"[a-z]+[^sui]s")

_AFTER_CAUSES = frozenset("against for with".split())
"""What may link the verb that opens the name of an organization to its object."""

_PARAGRAPH_BREAK = "\n\n"
_LONGEST_RUN = 400
_RUNS = re.compile(rf"\S{{{_LONGEST_RUN}}}(?=\S)")


class _NormalisationTable(dict[int, str]):
    """A table for ``str.translate`` that computes the entry of a code point when first used."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        blank = unicodedata.category(char) in _BLANK_CATEGORIES
        self[code] = " " if blank else ASCII.get(char, char)
        return self[code]


_table = _NormalisationTable()


def normalise(text: str) -> str:
    """Return *text* with plain marks and spaces, of the same length, code point for code point.

    Curly marks and guillemets become straight ones; line breaks, controls, invisible and
    unpaired code points become spaces. Two single marks become a double one, with a space at
    the side that faces away from the quotation.
    """
    marked = _CLOSING_PAIR.sub('" ', text.translate(_table))
    return _OPENING_PAIR.sub(' "', marked)


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, or a part of one: where it starts in the layout and in the caller's text."""

    laid: int
    start: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Normalised pieces of a text with blank lines between, and where each comes from."""

    text: str
    pieces: tuple[Piece, ...]

    @classmethod
    def of(cls, marking: Marking) -> Layout:
        """Lay out the paragraphs of *marking*."""
        texts, pieces, laid = [], [], 0
        for number, paragraph in enumerate(marking.paragraphs):
            text = normalise(paragraph.of(marking.text))
            for span in _split_runs(text):
                texts.append(span.of(text))
                pieces.append(Piece(laid, paragraph.start + span.start, number))
                laid += len(span) + len(_PARAGRAPH_BREAK)
        return cls(_PARAGRAPH_BREAK.join(texts), tuple(pieces))

    def place(self, position: int) -> tuple[int, int]:
        """Return the paragraph and the offset in the caller's text of a position in the layout."""
        piece = self.pieces[bisect_right(self.pieces, position, key=lambda p: p.laid) - 1]
        return piece.paragraph, piece.start + position - piece.laid


def _split_runs(text: str) -> Iterator[Span]:
    """Split runs without a space that are no words: Stanza's patterns take quadratic time."""
    start = 0
    for run in _RUNS.finditer(text):
        yield Span(start, run.end())
        start = run.end()
    yield Span(start, len(text))


# --- names that the models take for function words ----------------------------------------


def disguise(words: Sequence[str], misread: Mapping[int, str]) -> list[str]:
    """Return *words* with plain ones for those *misread* and for those that are unfamiliar."""
    plain = {**dict.fromkeys(unfamiliar_titles(words), PLAIN_TITLE), **misread}
    small = {**PLAIN_PARTICIPLES}
    if any(word.islower() for word in words):  # but WHO KILLED HIM?
        small["WHO"] = PLAIN_BODY
    return [plain.get(index, small.get(word, word)) for index, word in enumerate(words)]


def misread_words(sentences: Sequence[Sentence]) -> dict[int, dict[int, str]]:
    """Return by sentence where words are tagged wrong, with a plain word for each."""
    found = {
        index: dict.fromkeys(places, PLAIN_NAME)
        for index, places in misread_names(sentences).items()
    }
    for sentence in sentences:
        for cue in _misread_cues(sentence.words):
            plain = PLAIN_CUES.get(sentence.words[cue].text[-1], PLAIN_LEMMA)
            found.setdefault(sentence.index, {})[cue] = plain
        for level in _levels(sentence.words):
            plain_words = found.setdefault(sentence.index, {})
            plain_words[level] = PLAIN_LEVEL
            if sentence.words[level + 1].upos != "NUM":
                plain_words[level + 1] = PLAIN_NUMBER
        for role in _divided_roles(sentence.words):
            several = "s" * sentence.words[role + 2].text.endswith("s")
            plain_words = found.setdefault(sentence.index, {})
            plain_words |= {role: PLAIN_ROLE[0], role + 2: PLAIN_ROLE[1] + several}
    return found


def _divided_roles(words: Sequence[Word]) -> Iterator[int]:
    """Yield the first words of nouns for somebody with a hyphen: ``a *by*-stander said``."""
    for first, hyphen, second in zip(words, words[1:], words[2:], strict=False):
        glued = first.end == hyphen.start and hyphen.end == second.start
        if hyphen.text not in HYPHENS or not glued or not second.text.islower():
            continue
        if lexicon.common_noun_class(first.text.removesuffix("s") + second.text) == "person":
            yield first.index


def _levels(words: Sequence[Word]) -> Iterator[int]:
    """Yield what somebody is at, where the tree cuts it off: ``the *Form* Four pupil said``.

    It has the noun in apposition without a comma, or as a second subject.
    """
    for level, number, noun in zip(words, words[1:], words[2:], strict=False):
        if noun.xpos != "NN" or lexicon.common_noun_class(noun.text) != "person":
            continue
        counts = number.upos == "NUM" or (len(number.text) == 1 and number.text.isupper())
        apposed = noun.deprel == "appos" and noun.head == level.index
        twice = level.deprel == noun.deprel == "nsubj" and level.head == noun.head
        if counts and level.upos in {"NOUN", "PROPN"} and (apposed or twice):
            yield level.index


def _misread_cues(words: Sequence[Word]) -> Iterator[int]:
    """Yield verbs of saying read as nouns or as parts of a name: ``“…,” Moe *fumed*``."""
    for closing in (_misread_cue(words), _cue_of_headline(words)):
        if closing is not None:
            yield closing
    for word in words:
        if not (word.upos == "PROPN" or word.xpos == "NNP") or not word.text.islower():
            continue
        beside = words[max(word.index - 1, 0) : word.index + 2]
        bare = () if beside[0].text[:1].isupper() else (word.text,)  # not ABC *radio*
        forms = (*bare, *inflection.bases(word.text))
        named = any(other.text[:1].isupper() for other in beside)
        if named and any(map(cue_lexicon.is_saying, forms)):
            yield word.index


def _misread_cue(words: Sequence[Word]) -> int | None:
    """Return the verb that ends ``“They know,” a voice in the ad *states*``, tagged as a noun.

    A comma and a mark stand before its subject, and no other verb behind them.
    """
    marks = [word.index for word in words if word.text in QUOTE_MARKS]
    if len(marks) < 2 or marks[0] or words[marks[1] - 1].text != ",":
        return None
    behind = list(takewhile(lambda word: word.text not in _ENDS, words[marks[1] + 1 :]))
    if len(behind) < _FEWEST_WITH_CUE or any(word.upos in {"VERB", "AUX"} for word in behind):
        return None
    before, word = behind[-2:]
    says = any(map(cue_lexicon.is_saying, inflection.bases(word.text)))
    says = says and before.upos in {"NOUN", "PROPN"}  # not ``a play with many notes``
    form = word.xpos == "NNS" or (word.xpos == "NN" and word.text.endswith("ed"))
    return word.index if says and form and word.text.islower() else None


def _cue_of_headline(words: Sequence[Word]) -> int | None:
    """Return the verb that ends ``Plan was illegal, judge *rules*``, read as a plural noun.

    Its subject is compounded to it behind a comma, and a finite verb stands in front of that.
    """
    spoken = [word for word in words if word.upos != "PUNCT"]
    comma = max((word.index for word in words if word.text == ","), default=0)
    if not comma or len(spoken) < _FEWEST_WITH_CUE or spoken[-2].index <= comma:
        return None
    noun, last = spoken[-2:]
    behind = words[comma + 1 : last.index]
    phrase = all(w.upos in NOUN_PHRASE_TAGS or w.xpos == "POS" for w in behind)
    speaks = noun.upos == "PROPN" or lexicon.noun_class(noun.text) in {"person", "document"}
    joined = (noun.deprel, noun.head) == ("compound", last.index) and noun.xpos in {"NN", "NNP"}
    plural = last.xpos in {"NNS", "VBZ"} and last.text.islower() and last.deprel != "conj"
    finite = any(word.xpos in _FINITE for word in words[:comma])
    says = any(map(cue_lexicon.is_saying, inflection.bases(last.text)))
    return last.index if phrase and speaks and joined and plural and finite and says else None


def misread_names(sentences: Sequence[Sentence]) -> dict[int, set[int]]:
    """Return where names are tagged as function words or verbs: positions by sentence.

    So is a letter that stands for one, whatever its tag: ``Witness A``. Otherwise a capital beside
    a part of a name shows one: ``George Will``. The same word is a name elsewhere in the text too,
    but at the start of a sentence only as a subject: ``Will urged``.
    """
    shown = {s.index: set() if is_headline(s) else set(_shown(s)) for s in sentences}
    names = {
        s.words[position].text
        for s in sentences
        for position in shown[s.index]
        if s.words[position].upos != "PRON"
    }
    found = {}
    for sentence in sentences:
        beside, words = shown[sentence.index], sentence.words
        places = {
            word.index
            for word in words
            if (word.index in beside or (word.text in names and _is_name_again(sentence, word)))
            and word.upos not in _NAME_TAGS
        }
        places.update(_double_names(words))
        places.update(w.index for w in words if is_letter_behind_noun(words, w.index))
        places.update(() if is_headline(sentence) else _cause(words))
        if places:
            found[sentence.index] = places
    return found


def _shown(sentence: Sentence) -> Iterator[int]:
    """Yield the capitals beside a part of a name that are names by the tree: ``George Will``."""
    words = sentence.words
    for before, word in pairwise(words):
        adjacent = before.end + 1 == word.start
        titled = word.text.istitle() or _SYLLABLES.fullmatch(word.text)  # Park Sun-won
        if not (adjacent and before.text.istitle() and titled):
            continue
        family = before.text.lower() in lexicon.FAMILY_NAMES
        given = lexicon.is_given_name(before.text)
        part = before.upos == "PROPN" and (before.deprel == "flat" or given or family)
        if part and word.upos != "PRON":
            yield word.index
        inside = before.index > 0 and words[before.index - 1].text not in OPENING_MARKS
        below = word.deprel == "flat" and word.head == before.index
        first = (given and (inside or below)) or (family and inside and below)
        initial = before.text == "U" and before.upos == "PRON"  # U Win Tin
        kin = before.upos == "INTJ" and given  # Um Khalil
        odd = kin or _has_no_infinitive(words, before)
        adverb = given and inside and before.upos == "ADV" and word.upos == "ADJ"  # said Una Dry
        if initial or adverb or (word.upos == "PROPN" and (first or odd)):
            yield before.index
    yield from _opening_name(words)


def _double_names(words: Sequence[Word]) -> Iterator[int]:
    """Yield the months in given names that the tree takes apart: ``June-Ann Mills``."""
    for word, other in zip(words, words[2:], strict=False):
        whole = other.deprel == "flat" and other.head == word.index
        odd = word.text.lower() in lexicon.CALENDAR or word.upos not in _NAME_TAGS
        if odd and not whole and opens_double_name(words, word.index):
            yield word.index


def _has_no_infinitive(words: Sequence[Word], word: Word) -> bool:
    """Return whether what is read as a modal has no infinitive: ``Can Yaman said``."""
    modal = word.xpos == "MD" and word.deprel == "aux" and words[-1].text != "?"
    perfect = any(w.deprel == "aux" and w.head == word.head and w.lemma == "have" for w in words)
    return modal and not perfect and words[word.head].xpos in {"VBD", "VBZ", "VBN"}


def _opening_name(words: Sequence[Word]) -> Iterator[int]:
    """Yield the words of a name that opens a sentence with a family name: ``Le Thi Lan said``.

    Where the second word has a hyphen, or the first cannot be what it looks like before a subject,
    it is the first word only: ``An Se-young``, ``To Lam said``, ``Will Obi coaches the girls``.
    """
    first, *rest = words[:4]
    if len(rest) < 3 or not rest[0].text[:1].isupper():
        return
    family = first.text.lower() in lexicon.FAMILY_NAMES
    hyphenated = rest[1].text == "-" and rest[0].end == rest[1].start
    run = list(takewhile(lambda word: word.text.istitle(), words[:5]))
    divided = rest[0].text.istitle() and hyphenated and rest[1].end == rest[2].start
    divided = divided or _SYLLABLES.fullmatch(rest[0].text) is not None
    verb = len(run) == 2 and rest[1].text in lexicon.ATTRIBUTION_VERBS
    if (family and (divided or (verb and first.upos == "ADP"))) or _precedes_subject(words):
        yield first.index
    elif family and len(run) > 2 and first.upos in {"INTJ", "X"}:
        yield from (word.index for word in run)


def _cause(words: Sequence[Word]) -> Iterator[int]:
    """Yield the words of a verb and its object that speak: ``Save the Children said``."""
    for verb in words:
        if not verb.text.istitle() or verb.text.lower() not in lexicon.CAUSE_VERBS:
            continue
        first = verb.index + 1
        first += any(word.text in _AFTER_CAUSES for word in words[first : first + 1])
        first += any(word.text == "the" for word in words[first : first + 1])
        run = list(takewhile(lambda word: word.text.istitle(), words[first:]))
        adverb = words[max(verb.index - 1, 0)]
        opener = verb.index - (adverb.upos == "ADV" and adverb.text.istitle())  # Just Stop Oil
        before = words[opener - 1].text if opener else ""
        after = words[first + len(run) : first + len(run) + 2]
        opens = before in QUOTE_MARKS | OPENING_MARKS | {"", ","} and _speaks(after)
        source = [word.text for word in words[max(opener - 2, 0) : opener]]
        closes = before in lexicon.ATTRIBUTION_VERBS or source == ["According", "to"]
        closes = closes or source == ["according", "to"]
        closes = closes and {word.text for word in after[:1]} <= {".", ",", ";"}
        name = words[opener : first + len(run)]
        if run and (opens or closes) and not _is_one_name(name):
            yield from (word.index for word in name)


def _is_one_name(words: Sequence[Word]) -> bool:
    """Return whether the tree joins all of *words* to one of them, as parts of a name."""
    inside = {word.index for word in words}
    joined = [w for w in words if w.head in inside and w.deprel in {"flat", "compound"}]
    return len(joined) == len(words) - 1 and all(word.upos == "PROPN" for word in words)


def _speaks(words: Sequence[Word]) -> bool:
    """Return whether the first of two words is a finite cue and no noun: ``reports that``."""
    verb = words[0].text if words else ""
    if verb in lexicon.ATTRIBUTION_VERBS:
        return True
    cue = verb.islower() and any(map(cue_lexicon.is_listed, inflection.bases(verb)))
    content = {word.text.lower() for word in words[1:]} & (lexicon.ARTICLES | {"that"})
    return cue and not verb.endswith("ing") and (not verb.endswith("s") or bool(content))


def _precedes_subject(words: Sequence[Word]) -> bool:
    """Return whether a preposition or a modal stands before a name and a verb that show its error.

    A preposition has no subject, and behind a modal no verb ends in ``-s``.
    """
    first, name = words[:2]
    subject = name.upos == "PROPN" and name.text.istitle()
    if first.upos == "ADP":
        return subject and name.deprel == "nsubj" and first.head in {name.index, name.head}
    after = next((word for word in words[2:] if word.upos != "PROPN"), name)
    finite = after.xpos in {"VBZ", "VBD"} or _THIRD_PERSON.fullmatch(after.text) is not None
    verb = after.upos in {"VERB", "AUX"} and finite
    return first.xpos == "MD" and subject and verb and words[-1].text not in {"?", '"', "'"}


def _is_name_again(sentence: Sentence, word: Word) -> bool:
    """Return whether a capital is a name that the text shows elsewhere."""
    if is_headline(sentence):
        return False
    if word.index and sentence.words[word.index - 1].text not in OPENING_MARKS:
        return True
    after = [w for w in sentence.words[word.index + 1 : word.index + 4] if w.upos != "ADV"][:1]
    asked = any(w.text == "?" for w in sentence.words[-2:])
    return not asked and any(
        verb.upos in {"VERB", "AUX"}
        and verb.text.islower()
        and verb.xpos in _FINITE
        and verb.deprel != "amod"
        and not any(
            sentence.words[c].deprel == "nsubj" and c > verb.index
            for c in sentence.children[verb.index]
        )
        for verb in after
    )
