"""The runs of words that are names: where one may start, and how far it goes.

`may_start` finds the first word. `run_end` walks from there to the last, over what links the words
of a name (`name_links`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import takewhile
from typing import Final

from extractor.domain import Sentence, Word, remembered
from extractor.english import lexicon
from extractor.english.name_links import (
    INSIDE_TITLES as INSIDE_TITLES,
    INSTITUTION_LINKS as INSTITUTION_LINKS,
    JOINING as JOINING,
    KINDS_OF_PEOPLE,
    LINKS,
    POSSESSIVES as POSSESSIVES,
    belongs_to_association,
    belongs_to_brand,
    hyphenated_title,
    is_capitalized_link,
    is_held_office,
    is_of_two_syllables,
    step_over_link,
)
from extractor.english.orthography import ends_in_mojibake, is_headline, is_name_like
from extractor.english.syntax import FINITE

MARKS: Final = frozenset("\"'“”‘’")
NUMERAL: Final = re.compile(r"II|III|IV|VI{0,3}|IX|XI{0,3}|XIV|XV|XVI{0,3}")
HOLIDAYS: Final = frozenset("day eve mass".split())
APOSTROPHES: Final = frozenset("'’")
ELIDED: Final = re.compile(r"[a-z]{1,4}['’][A-Z]")
"""A particle that has lost its vowel: ``d'Estaing``."""
PATRONYMIC: Final = re.compile(r"(?:a/[lp]|[sdw]/o|b\.|bte?\.?)(?= [^\W\d_a-z])")
"""A son or daughter of: ``Ramasamy a/l Muthu``, ``Anand s/o Pillai``."""
ORDINAL: Final = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
RANK: Final = re.compile(r"1st|2nd|3rd|First|Second|Third")
GOING_ON: Final = LINKS | lexicon.MONTHS | {"the"}
"""Words written small over which a name may go on."""
FUNCTION_TAGS: Final = frozenset("ADP DET PRON ADV CCONJ SCONJ VERB AUX INTJ PART".split())
PARTICLES: Final = frozenset("by on up in out off".split())
NEVER_NAMES: Final = frozenset("the i a and but nor".split())

# --- where a name may start ---------------------------------------------------------------


@remembered
def may_start(sentence: Sentence, position: int) -> bool:
    """Return whether a name may start at *position*."""
    word = sentence.words[position]
    if word.text in lexicon.LEADING_PARTICLES and position + 1 < len(sentence.words):
        after = sentence.words[position + 1]
        goes_on = is_name_like(after) or after.text in lexicon.LEADING_PARTICLES
        return after.upos == "PROPN" and goes_on
    if word.text.lower().rstrip(".") in lexicon.CALENDAR:
        flat = is_given_name_by_tree(sentence, position, lexicon.MONTHS)
        flat = flat or opens_double_name(sentence.words, position)
        flat = flat or _is_between_commas(sentence, position)
        return flat or is_name_of_kin(sentence, position) or _is_sunday_paper(sentence, position)
    if is_newspaper(sentence, position) or _is_number_before_name(sentence, position):
        return True
    if is_numbered(sentence.words, position):
        return True
    if _has_particle(sentence.words, position) or _is_epithet_before_name(sentence, position):
        return False
    if not is_name_like(word):
        small = _opens_lower_case_name(sentence.words, position)
        small = small or _is_taken_apart(sentence.words, position)
        return small or _is_function_word_in_name(sentence, position)
    if word.upos == "PROPN" or word.text.lower() in lexicon.ORGANIZATION_NAMES:
        return True
    if word.upos == "NOUN" and lexicon.common_noun_class(word.text) in lexicon.PEOPLE:
        linked = hyphenated_title(sentence.words, position + 1) > 0
        linked = linked or _is_head_of_department(sentence.words, position)
        linked = linked or opens_cause(sentence, position)
        linked = linked or is_held_office(sentence.words, position + 1)
        return linked or any(map(is_name_like, sentence.words[position + 1 : position + 2]))
    opens = position == 0 or sentence.words[position - 1].text in MARKS
    return not opens or _name_follows(sentence, position)


def _has_particle(words: Sequence[Word], position: int) -> bool:
    """Return whether a hyphen joins a particle to a noun: ``Passer-by``, ``Lookers-on``."""
    tokens = [*words[position : position + 4]]
    if len(tokens) < 3 or tokens[1].text not in JOINING or tokens[2].text not in PARTICLES:
        return False
    glued = tokens[0].end == tokens[1].start and tokens[1].end == tokens[2].start
    return glued and not any(word.text in JOINING for word in tokens[3:])  # Ashby-on-Sea


def _is_number_before_name(sentence: Sentence, position: int) -> bool:
    """Return whether a capital makes a number part of a name: ``the group One Nation``."""
    word, following = sentence.words[position], sentence.words[position + 1 : position + 2]
    if word.upos != "NUM" or word.head != position + 1 or not word.text.istitle():
        return False
    before = sentence.words[position - 1] if position else None
    inside = before is not None and before.text.isalpha() and before.upos != "PROPN"
    inside = inside or (before is None and _speaks_as_one(sentence, position + 1))
    named = any(is_name_like(after) and after.upos == "PROPN" for after in following)
    return inside and named and not is_headline(sentence)


def _speaks_as_one(sentence: Sentence, position: int) -> bool:
    """Return whether a name that no noun is for speaks behind a number: ``One *Nation* said``."""
    words = sentence.words
    if position >= len(words) or words[position].xpos != "NNP":
        return False
    word = words[position]
    speaks = word.deprel == "nsubj" and words[word.head].text in lexicon.ATTRIBUTION_VERBS
    common = lexicon.noun_class(word.text) in lexicon.PEOPLE or lexicon.is_demonym(word.text)
    common = common or lexicon.singular(word.text) in lexicon.CAPITALIZED_NOUNS
    return speaks and not common and len(sentence.children[position]) == 1


def _is_epithet_before_name(sentence: Sentence, position: int) -> bool:
    """Return whether it is an adjective before a full name: ``All *Black* Ian Moe``."""
    words, name = sentence.words, sentence.words[position + 1 : position + 3]
    if position == 0 or words[position].upos != "ADJ" or len(name) < 2:
        return False
    before, word = words[position - 1 : position + 1]
    determined = before.upos == "DET" and before.head == word.head == position + 1
    full = lexicon.is_given_name(name[0].text) and name[1].deprel == "flat"
    return determined and full and not lexicon.is_given_name(word.text)


def _is_number_of_initial(words: Sequence[Word], position: int) -> bool:
    """Return whether a number is one word with the capitals behind it: ``3F``."""
    number = words[position]
    if not number.text.isdecimal():
        return False
    after = words[position + 1 : position + 2]
    glued = any(w.start == number.end and w.upos == "PROPN" and w.text.isupper() for w in after)
    return glued and words[position - 1].upos != "SYM"


def is_numbered(words: Sequence[Word], position: int) -> bool:
    """Return whether a number opens the name of a unit: ``the 9th Circuit``, ``21st Century Fox``.

    Not one that counts people or days: ``the 44th President``, ``the 3rd Tuesday``, ``May 4th``.
    """
    if _is_number_of_initial(words, position):
        return True
    if not ORDINAL.fullmatch(words[position].text) or position + 1 == len(words):
        return False
    before = words[position - 1].text.lower().rstrip(".") if position else ""
    if before in lexicon.CALENDAR or words[position].deprel == "obl":  # On the 4th Jones said
        return False
    unit = words[position + 1]
    low = unit.text.lower()
    counts = low in lexicon.CALENDAR or lexicon.noun_class(unit.text) == "person"
    goes_on = unit.upos == "NOUN" and any(map(is_name_like, words[position + 2 : position + 3]))
    return is_name_like(unit) and (unit.upos in {"PROPN", "ADJ"} or goes_on) and not counts


def is_newspaper(sentence: Sentence, position: int) -> bool:
    """Return whether ``the`` and a capital make a paper's name of a noun: ``the Observer``."""
    word = sentence.words[position]
    if not word.text[:1].isupper() or word.text.lower() not in lexicon.NEWSPAPER_WORDS:
        return False
    article = position > 0 and sentence.words[position - 1].text.lower() == "the"
    return article and word.head != position - 1 and word.xpos in {"NN", "NNP", "NNPS"}


def is_name_of_kin(sentence: Sentence, position: int) -> bool:
    """Return whether commas and kin make a name of a title or a month: ``her sister, April,``."""
    if position < 2:
        return False
    before, word, *after = sentence.words[position - 1 : position + 2]
    if word.deprel != "appos" or word.upos != "PROPN" or before.text != ",":
        return False
    kin = lexicon.singular(sentence.words[word.head].text) in lexicon.KIN_NOUNS
    closed = not after or after[0].upos == "PUNCT"
    return kin and closed and lexicon.is_given_name(word.text)


def _opens_lower_case_name(words: Sequence[Word], position: int) -> bool:
    """Return whether a name is written small: ``the poet amina wells``, ``the singer k.d. lang``.

    A noun for people stands right before it, and the tree has its words flat.
    """
    if not 0 < position < len(words) - 1 or not words[position].text.islower():
        return False
    before, word, after = words[position - 1 : position + 2]
    named = word.upos == after.upos == "PROPN" and after.text.islower()
    explains = word.deprel == "appos" and word.head == before.index
    flat = after.deprel in {"flat", "appos"} and after.head in {word.index, word.head}
    return named and explains and flat and lexicon.common_noun_class(before.text) == "person"


def _is_taken_apart(words: Sequence[Word], position: int) -> bool:
    """Return whether the tokenizer took the small letter off a name: ``e`` of ``eBay``."""
    word, following = words[position], words[position + 1 : position + 2]
    letter = len(word.text) == 1 and word.upos == "PROPN" and word.text.islower()
    return letter and any(w.start == word.end and is_name_like(w) for w in following)


def _is_sunday_paper(sentence: Sentence, position: int) -> bool:
    """Return whether a day is in a paper's name: ``the Sunday Herald``."""
    before = sentence.words[position - 1].text.lower() if position else ""
    after = sentence.words[position + 1 : position + 2]
    paper = any(w.text.istitle() and w.text.lower() in lexicon.NEWSPAPER_WORDS for w in after)
    return before == "the" and paper


def is_given_name_by_tree(
    sentence: Sentence, position: int, modifying: Collection[str] = lexicon.CALENDAR
) -> bool:
    """Return whether a month or a day is a given name: ``May Chen``, ``June Park runs``.

    The next word is flat below it; or it is one of *modifying*, and that word is a subject, but
    not a word for a thing: not ``Sunday Times``.
    """
    word, following = sentence.words[position], sentence.words[position + 1 : position + 2]
    if any(w.upos == "PROPN" and w.deprel == "flat" and w.head == position for w in following):
        return is_name_like(following[0]) or following[0].text in lexicon.NAME_PARTICLES
    surname = any(
        w.upos == "PROPN"
        and w.deprel == "nsubj"
        and w.text.lower() not in lexicon.ORGANIZATION_WORDS | lexicon.NEWSPAPER_WORDS
        and w.text.lower() not in HOLIDAYS
        and lexicon.noun_class(w.text) is None
        for w in following
    )
    alone = not sentence.children[position] and word.text.lower() in modifying
    return surname and alone and (word.deprel, word.head) == ("compound", position + 1)


def opens_double_name(words: Sequence[Word], position: int) -> bool:
    """Return whether a hyphen makes a given name of a month or the like: ``Jan-Willem``."""
    word, *following = words[position : position + 3]
    if len(following) < 2 or following[0].text not in JOINING or not word.text.istitle():
        return False
    hyphen, other = following
    glued = word.end == hyphen.start and hyphen.end == other.start
    calendar = {text.lower() for text in (word.text, other.text)} & lexicon.CALENDAR
    first = lexicon.is_given_name(word.text) or word.text.lower() in calendar
    second = lexicon.is_given_name(other.text) and other.text.lower() not in calendar
    return glued and first and second and other.text.istitle()


def opens_cause(sentence: Sentence, position: int) -> bool:
    """Return whether people open an organization's name: ``Mothers Against``, ``Women's Aid``."""
    words = sentence.words
    after = words[position + 1 : position + 3]
    if len(after) < 2:
        return False
    owned = words[position].text.lower() in KINDS_OF_PEOPLE and after[0].text in POSSESSIVES
    return (owned and is_name_like(after[1])) or is_capitalized_link(sentence, position + 1)


def _is_head_of_department(words: Sequence[Word], position: int) -> bool:
    """Return whether a department follows an office: ``Director of Public Prosecutions``."""
    link = words[position + 1 : position + 3]
    return (
        len(link) == 2
        and link[0].text in INSTITUTION_LINKS
        and link[1].text.istitle()
        and link[1].text.lower() in lexicon.DEPARTMENT_WORDS
    )


def _is_function_word_in_name(sentence: Sentence, position: int) -> bool:
    """Return whether a function word is a name: ``Per Moen``, ``So Yun``, ``Will Rich opened``.

    Inside a sentence a capital shows it; at its start it must be a given name before the subject
    of a finite verb, which no auxiliary or imperative precedes.
    """
    word, following = sentence.words[position], sentence.words[position + 1 : position + 2]
    lower = word.text.lower()
    if lower in NEVER_NAMES or not word.text[:1].isupper() or word.upos not in FUNCTION_TAGS:
        return word.upos == "PUNCT" and word.text[:1].isalpha() and bool(following)
    if is_irish_article(sentence, position):
        return True
    modifies = word.deprel in {"amod", "compound"} and word.head > position
    if word.xpos == "NNP" and modifies and any(map(is_name_like, following)):
        return not is_headline(sentence)  # the United Nations
    if _is_between_commas(sentence, position) or _is_family_name(sentence.words, position):
        return True
    if not any(after.upos == "PROPN" and is_name_like(after) for after in following):
        return False
    before = sentence.words[position - 1].text if position else ""
    if before == "," or before.isalpha():
        given = word.upos not in {"VERB", "AUX"} or lexicon.is_given_name(word.text)
        return given and not is_headline(sentence)
    subject = following[0]
    verb = sentence.words[subject.head] if subject.head >= 0 else None
    finite = verb is not None and subject.deprel == "nsubj" and verb.xpos in FINITE
    if word.upos == "INTJ":
        finite = subject.deprel in {"nsubj", "vocative"}  # Umm Khaled said
    given = lexicon.is_given_name(word.text) and word.upos in {"AUX", "VERB", "INTJ"}
    return given and finite


def is_irish_article(sentence: Sentence, position: int) -> bool:
    """Return whether ``An`` opens an Irish name: ``An Post``, for English has ``a`` there."""
    word, following = sentence.words[position], sentence.words[position + 1 : position + 2]
    if word.text != "An" or word.upos != "DET" or _is_family_name(sentence.words, position):
        return False
    return any(
        after.text.istitle()
        and after.text[0] not in "AEIOUHXY"
        and after.text.lower() not in lexicon.FAMILY_NAMES
        for after in following
    )


def _is_family_name(words: Sequence[Word], position: int) -> bool:
    """Return whether a function word is a family name before two syllables: ``An Se-young``."""
    following = words[position + 1 : position + 4]
    return (
        len(following) == 3
        and words[position].text.lower() in lexicon.FAMILY_NAMES
        and following[0].text.istitle()
        and following[1].text in JOINING
        and following[0].end == following[1].start
        and is_of_two_syllables(words, position, position + 2)
    )


def _is_between_commas(sentence: Sentence, position: int) -> bool:
    """Return whether two capitals alone between commas are a name: ``The manager, He Ping,``."""
    around = sentence.words[position - 1 : position + 3] if position else ()
    if len(around) < 4:
        return False
    first, *inside, last = (word.text for word in around)
    return first == last == "," and all(text.istitle() for text in inside)


def _name_follows(sentence: Sentence, position: int) -> bool:
    """Return whether a capitalized word at a sentence's start continues as a name."""
    following = sentence.words[position + 1 : position + 2]
    if any(map(is_name_like, following)) and not is_headline(sentence):
        return True
    given = lexicon.is_given_name(sentence.words[position].text)
    return any(is_name_like(word) and (word.upos == "PROPN" or given) for word in following)


# --- how far it goes ----------------------------------------------------------------------


def run_end(sentence: Sentence, first: int, text: str, bare: Collection[str] | None) -> int:
    """Return one past the last word of the name that starts at *first*.

    *bare* are the last words, folded, of names that stand without a possessive ``'s`` somewhere;
    None if that is not known yet, and no name ends in one.
    """
    end = first + 1
    while end < len(sentence.words):
        step = _step(sentence, first, end, text, bare)
        if not step:
            break
        end += step
    return end


def without_nickname(printed: str) -> str:
    """Return a name without a nickname in marks or brackets: ``Carlos “El Toro” Ruiz``."""
    if printed.replace(" ", "").isalpha():
        return printed
    return re.sub(r"(?:^|(?<=\s))[\"“‘'(][^\"”’')]*[\"”’')](?=\s)", "", printed)


def nickname_in(printed: str) -> str:
    """Return the nickname in marks or brackets inside a name, or '': ``El Toro``."""
    return " ".join(re.findall(r"(?<=\s)[\"“‘'(]([^\"”’')]*)[\"”’')](?=\s)", printed)[:1])


def _step(sentence: Sentence, first: int, at: int, text: str, bare: Collection[str] | None) -> int:
    """Return how many words from *at* on belong to the run that started at *first*."""
    words = sentence.words
    token, gap = words[at], text[words[at - 1].end : words[at].start]
    if not gap.isspace() and ends_in_mojibake(text, words[at - 1], token):
        return 1
    if len(gap) > 1 or (gap and not gap.isspace()):
        return 0
    if gap and (small := _small_words(words, first, at, text)):
        return small
    if gap and token.upos != "PROPN" and _ends_names(token.text):
        return 0
    if not gap and token.text in POSSESSIVES:
        return int(bare is not None and belongs_to_brand(words, first, at, bare))
    if not gap and token.text in APOSTROPHES:
        return 2 * belongs_to_association(words, at)
    if not gap and _was_taken_apart(token):
        return 1
    if at == first + 1 and token.text.istitle() and _is_between_commas(sentence, first):
        return 1
    if _is_month_in_name(words, first, at) or opens_double_name(words, at):
        return 1
    if is_name_like(token):
        return int(token.text.lower().rstrip(".") not in lexicon.CALENDAR)
    if token.upos == "PUNCT" and token.text[:2].isalpha() and token.text[:1].isupper():
        return 1  # **Lena Fox**
    if NUMERAL.fullmatch(token.text) or _starts_hyphenated(words, at) or is_numbered(words, at):
        return 1
    if token.text.isdecimal() and token.deprel == "flat" and first <= token.head < at:
        return int(not lexicon.is_given_name(words[first].text))  # Channel 4
    if ELIDED.match(token.text):
        return 1  # Giscard d'Estaing
    if particles := _unknown_particles(words, first, at):
        return particles
    if _is_number_in_name(words, at) or is_capitalized_link(sentence, at):
        return 2
    if _is_mistagged(sentence, at):
        return 1
    if token.text == "the" and _is_object_in_name(words, first, at):
        return 2
    return step_over_link(words, first, at, text) if token.text.lower() in LINKS else 0


def _is_month_in_name(words: Sequence[Word], first: int, at: int) -> bool:
    """Return whether a month or, behind a title, a day is a name by the tree: ``Theresa May``."""
    token = words[at]
    month = token.text.lower() in lexicon.MONTHS or token.text in {"Jan", "Jun", "Mar", "Sept"}
    flat_after = at + 1 < len(words) and words[at + 1].deprel == "flat" and words[at + 1].head == at
    if token.text.lower() in lexicon.CALENDAR and token.text.istitle() and not month:
        titled = lexicon.noun_class(words[at - 1].text) == "person"
        if titled and any(map(is_name_like, words[at + 1 : at + 2])):
            return True  # Senator Monday Okafor
        alone = at == first + 1 and lexicon.is_given_name(words[first].text)
        return alone and token.deprel == "flat" and token.head == first  # Wei Christmas
    return month and ((token.deprel == "flat" and first <= token.head < at) or flat_after)


def _starts_hyphenated(words: Sequence[Word], at: int) -> bool:
    """Return whether a word that ends in a hyphen opens a name's last part: ``Kim Yo-jong``."""
    token = words[at]
    if token.text[-1] not in JOINING or not token.text[:1].isupper():
        return False
    following = words[at + 1 : at + 2]
    return any(word.start == token.end and word.upos == "PROPN" for word in following)


def _ends_names(word: str) -> bool:
    """Return whether no name goes on over a word, as over most that are written small."""
    return word.islower() and word.isalpha() and word not in GOING_ON


def _was_taken_apart(token: Word) -> bool:
    """Return whether a token without a blank before it is the rest of a name's word."""
    letters = token.upos == "PUNCT" and token.text[:1].isalpha()
    return letters or token.upos in {"SYM", "NUM", "X", "PROPN", "NOUN"}


def _small_words(words: Sequence[Word], first: int, at: int, text: str) -> int:
    """Return how many words make a patronymic, or 1 for the second of a name written small."""
    descent = PATRONYMIC.match(text, words[at].start)
    if descent:
        return sum(word.start < descent.end() for word in words[at:])
    return int(at == first + 1 and _opens_lower_case_name(words, first))


def _unknown_particles(words: Sequence[Word], first: int, at: int) -> int:
    """Return how many words from *at* on are small ones that the tree has in a name, and the next.

    ``Rhys ap Rees``, ``ohne Grenzen``, ``Fight for the Future``.
    """
    if not words[at].text.islower():
        return 0
    small = list(takewhile(lambda word: word.text.islower(), words[at : at + 3]))
    inside = words[at : at + len(small) + 1]
    flat = all(w.upos == "PROPN" and w.deprel == "flat" for w in inside)
    below = all(first <= w.head < at and w.head == inside[0].head for w in inside)
    goes_on = 0 < len(small) < 3 and len(inside) > len(small) and is_name_like(inside[-1])
    plain = all(word.text.isalpha() for word in small)
    return len(inside) if goes_on and flat and below and plain else 0


def _is_number_in_name(words: Sequence[Word], at: int) -> bool:
    """Return whether a number belongs to a rank or a name: ``Sgt. 1st Class``, Winona Two Bulls."""
    token, following = words[at], words[at + 1 : at + 2]
    ranked = RANK.fullmatch(token.text) and any(word.text == "Class" for word in following)
    named = token.upos == "NUM" and token.text.istitle() and any(map(is_name_like, following))
    return bool(ranked) or (named and lexicon.is_given_name(words[at - 1].text))


def _is_object_in_name(words: Sequence[Word], first: int, at: int) -> bool:
    """Return whether a name is a clause with an object: ``Save the Children``."""
    following = words[at + 1 : at + 2]
    if words[at].upos == "PROPN":
        return any(map(is_name_like, following))
    return any(
        is_name_like(w)
        and w.deprel == "obj"
        and first <= w.head < at
        and words[w.head].upos == "PROPN"
        for w in following
    )


def _is_mistagged(sentence: Sentence, at: int) -> bool:
    """Return whether a capital right after a name makes it a surname: ``Carmen Best``."""
    token, before = sentence.words[at], sentence.words[at - 1]
    after = sentence.words[at + 1 : at + 2]
    final = token.upos == "ADV" and token.text.istitle() and any(w.upos == "VERB" for w in after)
    if final and before.upos == "PROPN" and not is_headline(sentence):
        return True  # Clean Air Now said
    if token.upos not in {"ADV", "VERB", "INTJ", "AUX"} or not token.text[:1].isupper():
        return False
    if token.text.lower() in lexicon.ORGANIZATION_WORDS and before.xpos in {"NNS", "NNPS"}:
        return token.text.istitle() and not is_headline(sentence)  # National Nurses United
    plain = token.text[1:].islower() and not before.text.endswith(".")
    return plain and lexicon.is_given_name(before.text) and not is_headline(sentence)
