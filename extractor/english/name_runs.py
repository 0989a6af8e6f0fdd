"""The runs of words that are names: where one may start, and what links its words.

`may_start` finds the first word. `run_end` walks from there to the last, over particles, hyphens,
``&``, ``of``, nicknames and ``'s``. If the words alone do not decide, the tree does: ``and``
belongs to ``Food and Drug Agency``, not to ``Lee and Okafor``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import takewhile
from typing import Final

from extractor.domain import Sentence, Word
from extractor.english import lexicon
from extractor.english.lexicon import fold
from extractor.english.orthography import ends_in_mojibake, is_headline, is_name_like
from extractor.english.syntax import FINITE, NOUNS

MARKS: Final = frozenset("\"'“”‘’")
HYPHENS: Final = frozenset("-‐‑–")
POSSESSIVES: Final = ("'s", "’s")
CLOSING: Final = {"“": "”", "‘": "’", '"': '"', "'": "'", "(": ")", "``": "''"}
LINKS: Final = (
    HYPHENS
    | set(CLOSING)
    | lexicon.NAME_PARTICLES
    | {"&", "of", "for", ",", "and", "to", "on", "in"}
)
NUMERAL: Final = re.compile(r"II|III|IV|VI{0,3}|IX|XI{0,3}|XIV|XV|XVI{0,3}")
SAINTS: Final = frozenset({"St", "Saint"})
HOLIDAYS: Final = frozenset("day eve mass".split())
LONGEST_NICKNAME: Final = 4
LONGEST_SYLLABLE: Final = 6
APOSTROPHES: Final = frozenset("'’")
ELIDED: Final = re.compile(r"[a-z]{1,4}['’][A-Z]")
"""A particle that has lost its vowel: ``d'Estaing``."""
PATRONYMIC: Final = re.compile(r"(?:a/[lp]|[sdw]/o|b\.|bte?\.?)(?= [^\W\d_a-z])")
"""A son or daughter of: ``Ramasamy a/l Muthu``, ``Anand s/o Pillai``."""
RANK: Final = re.compile(r"1st|2nd|3rd|First|Second|Third")
INNER_RELATIONS: Final = frozenset("compound amod nmod:desc nmod conj".split())
AFTER_BRAND: Final = frozenset("VERB AUX ADP PUNCT CCONJ SCONJ PART ADV".split())
KINDS_OF_PEOPLE: Final = frozenset("children people men women".split())
INSTITUTION_LINKS: Final = frozenset({"of", "for"})
INSIDE_TITLES: Final = frozenset("in at of de d".split())
"""What hyphens join to a title: ``Editor-in-Chief``, ``Aide-de-camp``."""
PURPOSE_LINKS: Final = INSTITUTION_LINKS | {"on"}
FUNCTION_TAGS: Final = frozenset("ADP DET PRON ADV CCONJ SCONJ VERB AUX INTJ PART".split())
NEVER_NAMES: Final = frozenset("the i a and but nor".split())


# --- where a name may start ---------------------------------------------------------------


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
    if not is_name_like(word):
        small = _opens_lower_case_name(sentence.words, position)
        small = small or _is_taken_apart(sentence.words, position)
        return small or _is_function_word_in_name(sentence, position)
    if word.upos == "PROPN" or word.text.lower() in lexicon.ORGANIZATION_NAMES:
        return True
    if word.upos == "NOUN" and lexicon.common_noun_class(word.text) in {"person", "crowd"}:
        linked = _hyphenated_title(sentence.words, position + 1) > 0
        linked = linked or _is_head_of_department(sentence.words, position)
        linked = linked or opens_cause(sentence, position)
        return linked or any(map(is_name_like, sentence.words[position + 1 : position + 2]))
    opens = position == 0 or sentence.words[position - 1].text in MARKS
    return not opens or _name_follows(sentence, position)


def _is_number_before_name(sentence: Sentence, position: int) -> bool:
    """Return whether a capital makes a number part of a name: ``the group One Nation``."""
    word, following = sentence.words[position], sentence.words[position + 1 : position + 2]
    before = sentence.words[position - 1] if position else None
    inside = before is not None and before.text.isalpha() and before.upos != "PROPN"
    named = any(is_name_like(after) and after.upos == "PROPN" for after in following)
    counted = (word.upos, word.head) == ("NUM", position + 1) and word.text.istitle()
    return inside and counted and named and not is_headline(sentence)


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
    if len(following) < 2 or following[0].text not in HYPHENS or not word.text.istitle():
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
    return (owned and is_name_like(after[1])) or _is_capitalized_link(sentence, position + 1)


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
        and following[1].text in HYPHENS
        and following[0].end == following[1].start
        and _is_of_two_syllables(words, position, position + 2)
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


# --- what links its words -----------------------------------------------------------------


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
    if not gap and token.text in POSSESSIVES:
        return int(bare is not None and _belongs_to_brand(words, first, at, bare))
    if not gap and token.text in APOSTROPHES:
        return 2 * _belongs_to_association(words, at)
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
    if NUMERAL.fullmatch(token.text) or _starts_hyphenated(words, at):
        return 1
    if token.text.isdecimal() and token.deprel == "flat" and first <= token.head < at:
        return int(not lexicon.is_given_name(words[first].text))  # Channel 4
    if ELIDED.match(token.text):
        return 1  # Giscard d'Estaing
    if particles := _unknown_particles(words, first, at):
        return particles
    if _is_number_in_name(words, at):
        return 2
    if _is_capitalized_link(sentence, at):
        return 2
    if _is_mistagged(sentence, at):
        return 1
    if token.text == "the" and _is_object_in_name(words, first, at):
        return 2
    return _step_over_link(words, first, at, text) if token.text.lower() in LINKS else 0


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
    following = words[at + 1 : at + 2]
    token = words[at]
    glued = any(word.start == token.end and word.upos == "PROPN" for word in following)
    return glued and token.text[:1].isupper() and token.text[-1] in HYPHENS


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


def _is_capitalized_link(sentence: Sentence, at: int) -> bool:
    """Return whether a capitalized word inside a name is part of it.

    So in ``Doctors Without Borders`` and, where the tree says so, in ``America Rising PAC``.
    """
    words = sentence.words
    token, following = words[at], words[at + 1 : at + 2]
    if not token.text[:1].isupper() or words[at - 1].text.endswith("."):
        return False
    inner = token.upos == "VERB" and token.deprel in {"amod", "compound"} and token.head > at
    if token.upos not in {"ADP", "DET"} and not inner:
        return False
    return any(map(is_name_like, following)) and not is_headline(sentence)


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
    plain = token.text[1:].islower() and not before.text.endswith(".")
    return plain and lexicon.is_given_name(before.text) and not is_headline(sentence)


def _belongs_to_brand(words: Sequence[Word], first: int, at: int, bare: Collection[str]) -> bool:
    """Return whether a possessive ending is part of a name: ``McDonald's said``.

    It is where nothing is possessed and the text never has the name without it; where something
    is, see `_is_named_for`.
    """
    token, following = words[at], words[at + 1 : at + 2]
    if _is_read_as_has(words, at):
        return fold(words[at - 1].text) not in bare and at == first + 1  # Halloran's said
    if token.deprel != "case" or not first <= token.head < at:
        return False
    owned = words[token.head].deprel == "nmod:poss"
    if owned and any(map(is_name_like, following)):
        return _is_named_for(words, first, at, bare)
    firm = any(word.text == "&" for word in words[first:at])
    person = at - first > 1 and lexicon.is_given_name(words[first].text) and not firm
    nothing_owned = not owned and all(w.upos in AFTER_BRAND for w in following)
    return nothing_owned and not person and fold(words[at - 1].text) not in bare


def _is_read_as_has(words: Sequence[Word], at: int) -> bool:
    """Return whether the tree has a firm's ending for *has* before a verb of saying."""
    token, following = words[at], words[at + 1 : at + 2]
    auxiliary = token.deprel == "aux" and token.head == at + 1
    return auxiliary and any(word.text in lexicon.ATTRIBUTION_VERBS for word in following)


def _is_named_for(words: Sequence[Word], first: int, at: int, bare: Collection[str]) -> bool:
    """Return whether what is possessed makes one name with its owner.

    So after ``St``, for a kind of people (``Boston Children's Hospital``, ``King's College``), and
    for a given name that the text has nowhere else (``Dick's Sporting Goods``).
    """
    noun, owned = words[at - 1].text, words[at + 1]
    if owned.text.lower().rstrip(".") in lexicon.COMPANY_SUFFIXES:
        return True  # McDonald's Corp.
    office = any(lexicon.noun_class(w.text) == "person" for w in words[at + 1 : at + 4])
    if at == first + 1 and noun.lower() in KINDS_OF_PEOPLE and not office:
        return True  # Women's Aid
    if lexicon.noun_class(owned.text) == "person" or words[first].text.rstrip(".") in SAINTS:
        return lexicon.noun_class(owned.text) != "person"
    titled = noun.lower() in KINDS_OF_PEOPLE | lexicon.TITLE_WORDS
    if titled or lexicon.noun_class(noun) == "person":
        linked = (w.upos == "PROPN" or w.text in INSTITUTION_LINKS for w in words[first:at])
        return all(linked)
    given = lexicon.is_given_name(noun) and noun.lower() not in lexicon.PLACE_NAMES
    return given and at - 1 == first and fold(noun) not in bare


def _belongs_to_association(words: Sequence[Word], at: int) -> bool:
    """Return whether an apostrophe stands inside a name: ``Catholic Bishops' Conference``.

    It does after people of a profession, before a word for what they join in; and after a saint:
    ``St Thomas' Hospital``.
    """
    owner, following = words[at - 1].text, words[at + 1 : at + 2]
    member = lexicon.common_noun_class(owner) == "person" and owner.endswith("s")
    member = member and lexicon.singular(owner) not in lexicon.CAPITALIZED_NOUNS
    saint = at > 1 and words[at - 2].text.rstrip(".") in SAINTS
    return (member or saint) and any(
        word.text[:1].isupper() and word.text.lower() in lexicon.ORGANIZATION_WORDS
        for word in following
    )


def _department_list(words: Sequence[Word], first: int, at: int) -> int:
    """Return how many words from the comma at *at* on list what an institution is for.

    ``Ministry of Micro, Small and Medium Enterprises``; not ``of Health, the army and``.
    """
    if not INSTITUTION_LINKS & {word.text.lower() for word in words[first + 1 : at]}:
        return 0
    end, joined = at, False
    while end < len(words) and (
        words[end].text in {",", "and", "&"}
        or (words[end].text[:1].isupper() and words[end].text.lower() in lexicon.DEPARTMENT_WORDS)
    ):
        joined = joined or words[end].text in {"and", "&"}
        end += 1
    before = words[at - 1].text.lower() in lexicon.DEPARTMENT_WORDS
    return end - at if before and joined and words[end - 1].text[:1].isupper() else 0


def _step_over_link(words: Sequence[Word], first: int, at: int, text: str) -> int:
    """Return how many words belong to the run if one of `LINKS` is at *at*."""
    token, lower = words[at], words[at].text.lower()
    coming = [is_name_like(x) for x in words[at + 1 : at + 4]] + [False] * 3
    following = words[at + 1].text.lower() if at + 1 < len(words) else ""
    glued = words[at - 1].end == token.start and text[token.end : token.end + 1].isalpha()
    if lower == "in":
        return 2 * (following == "charge" and coming[0])  # Special Agent in Charge
    if lower in HYPHENS and glued:
        named = coming[0] or words[at + 1].upos == "PROPN" or _is_of_two_syllables(words, first, at)
        return 2 if named else _hyphenated_title(words, at)
    if lower in lexicon.NAME_PARTICLES:
        joined = following in HYPHENS or following in lexicon.NAME_PARTICLES
        return 2 if coming[0] else 3 if joined and coming[1] else 0
    if (coming[0] or (coming[1] and following == "the")) and _is_purpose(words, first, at):
        return 2 if coming[0] else 3
    if lower == "to" and coming[1] and words[at + 1].xpos == "VB" and words[at + 1].text.istitle():
        return 3 * (words[at - 1].text.lower() in lexicon.ORGANIZATION_WORDS)  # to Protect Birds
    purpose = lower in INSTITUTION_LINKS and not _serves_somebody(words, at)
    if lower == "&" or (purpose and _takes_of(words[first:at], lower)):
        return 2 if coming[0] else 3 if coming[1] and following == "the" else 0
    if lower in CLOSING:
        return _nickname_length(words, first, at)
    if lower == "and":
        joined = words[at - 1].text.lower() == following  # Johnson and Johnson
        joined = joined or _is_one_institution(words, first, at)
        return 2 if coming[0] and (joined or _is_inner_coordination(words, first, at)) else 0
    if lower == ",":
        suffix = following.rstrip(".") in lexicon.NAME_SUFFIXES | lexicon.COMPANY_SUFFIXES
        suffix = suffix or _is_post_nominal(words, first, at + 1)
        listed = _department_list(words, first, at)
        if listed:
            return listed
        campus = coming[0] and _is_campus(words, first, at)
        inner = campus or (
            coming[0]
            and (_ampersand_follows(words, at) or _is_inner_coordination(words, first, at))
        )
        return 2 if suffix or inner else 0
    return 0


def _is_campus(words: Sequence[Word], first: int, at: int) -> bool:
    """Return whether a place after a comma is part of a university's name.

    ``University of California, Berkeley said``, where no other comma closes an apposition.
    """
    university = words[first].text == "University" and words[first + 1].text == "of"
    after = words[at + 2 : at + 3]
    return university and any(word.upos in {"VERB", "AUX", "NOUN", "PART"} for word in after)


def _is_of_two_syllables(words: Sequence[Word], first: int, at: int) -> bool:
    """Return whether a hyphen joins a given name after a family name: ``Min Hae-won``."""
    family = at - first > 1 and words[at - 2].text.lower() in lexicon.FAMILY_NAMES
    syllables = (words[at - 1].text, words[at + 1].text)
    return family and all(text.isalpha() and len(text) <= LONGEST_SYLLABLE for text in syllables)


def _is_post_nominal(words: Sequence[Word], first: int, at: int) -> bool:
    """Return whether capitals after the comma behind a person's name are a title: ``Sy, SJ,``."""
    person = at - first > 2 and any(lexicon.is_given_name(w.text) for w in words[first : at - 1])
    listed = any(w.text.replace(".", "") in lexicon.POST_NOMINALS for w in words[at : at + 1])
    closed = not words[at + 1 : at + 2] or words[at + 1].upos not in NOUNS
    return person and listed and closed


def _hyphenated_title(words: Sequence[Word], at: int) -> int:
    """Return how many words belong to a title from its hyphen on: ``Editor-in-Chief``."""
    chain = words[at + 1 : at + 4]
    if len(chain) < 2 or words[at].text not in HYPHENS:
        return 0
    if words[at].end == chain[0].start and chain[0].text.istitle():
        return 2 * is_name_like(chain[0])  # Director-General
    linked = len(chain) == 3 and chain[0].text in INSIDE_TITLES
    return 4 if linked and chain[1].text in HYPHENS and is_name_like(chain[2]) else 0


def _is_purpose(words: Sequence[Word], first: int, at: int) -> bool:
    """Return whether the link at *at* leads to what an institution is for.

    So *of* in ``Society for the Protection of Birds``, *to* in ``Prevention of Cruelty to Animals``
    and *on* in ``Committee on Health``.
    """
    run, top = words[first:at], words[at + 1]
    while top.head > top.index:
        top = words[top.head]  # Committee on Foreign Relations
    calendar = words[at + 1].text.lower().rstrip(".") in lexicon.CALENDAR
    if calendar or top.deprel != "nmod" or not first <= top.head < at:
        return False
    if words[at].text == "on" and run[-1].text.lower() in lexicon.ORGANIZATION_WORDS:
        return top.head == at - 1
    linked = any(word.text in INSTITUTION_LINKS for word in run[1:])
    institution = any(word.text.lower() in lexicon.ORGANIZATION_WORDS for word in run[:3])
    return linked and institution and run[-1].text.lower() not in lexicon.PLACE_NAMES


def _takes_of(run: Sequence[Word], link: str) -> bool:
    """Return whether a name continues with ``of`` after *run*: not in Stacy Baker of Columbia."""
    lower = run[-1].text.lower()
    if lower in POSSESSIVES:
        return True  # Lloyd's of London
    if link == "for" and len(run) == 1 and lower in lexicon.DEPARTMENT_WORDS:
        return True  # Transport for London
    is_person_noun = lexicon.noun_class(lower) == "person"
    if is_person_noun and any(lexicon.is_given_name(word.text) for word in run[:-1]):
        return False
    return lower in lexicon.ORGANIZATION_WORDS or lexicon.noun_class(lower) is not None


def _serves_somebody(words: Sequence[Word], at: int) -> bool:
    """Return whether a form of address follows *for*, no department: ``Counsel for Ms Tuilagi``."""
    following = words[at + 1 : at + 2]
    addressed = any(w.text.lower().rstrip(".") in lexicon.HONORIFICS for w in following)
    return addressed and lexicon.noun_class(words[at - 1].text) == "person"


def _nickname_length(words: Sequence[Word], first: int, at: int) -> int:
    """Return the number of words of a nickname in marks or brackets, marks included."""
    closing, bracket = CLOSING[words[at].text.lower()], words[at].text == "("
    for end in range(at + 2, min(at + 2 + LONGEST_NICKNAME, len(words) - 1)):
        if words[end].text == closing:
            inner = words[at + 1 : end]
            named = any(word.text[:1].isupper() for word in inner)
            short = len(inner) == 1 and inner[0].text.isalpha() and at - first <= 1
            after = next(
                (w for w in words[end + 1 :] if w.text not in lexicon.NAME_PARTICLES), words[end]
            )
            goes_on = is_name_like(after) and after.upos == "PROPN"
            return end - at + 1 if named and goes_on and (short or not bracket) else 0
        if words[end - 1].upos == "PUNCT":
            return 0
    return 0


def _ampersand_follows(words: Sequence[Word], at: int) -> bool:
    """Return whether a comma separates the names of one firm: ``Merck, Sharp & Dohme``."""
    for position in range(at + 1, len(words) - 1, 2):
        if not is_name_like(words[position]):
            return False
        if words[position + 1].text == "&":
            return any(map(is_name_like, words[position + 2 : position + 3]))
        if words[position + 1].text != ",":
            return False
    return False


def _is_one_institution(words: Sequence[Word], first: int, at: int) -> bool:
    """Return whether the ``and`` at *at* is inside one name: ``the Kenya Plant and Animal Board``.

    Only the second half ends like an institution, and the article stands before the first alone.
    """
    one = [word.text.lower() for word in words[first:at]]
    other = list(takewhile(is_name_like, words[at + 1 :]))
    article = first > 0 and words[first - 1].text.lower() == "the"
    institution = len(other) > 1 and lexicon.names_institution([w.text.lower() for w in other])
    named = any(w in lexicon.ORGANIZATION_WORDS or w in lexicon.ORGANIZATION_NAMES for w in one)
    personal = any(map(lexicon.is_given_name, one)) or lexicon.noun_class(one[-1]) is not None
    place = one[-1] in lexicon.PLACE_NAMES or words[at - 1].xpos == "NNPS"
    return article and institution and len(one) > 1 and not (named or personal or place)


def _is_inner_coordination(words: Sequence[Word], first: int, at: int) -> bool:
    """Return whether ``and`` or a comma coordinates words inside one name.

    They are inside if they modify a following head (``Food and Drug Agency``) or come after
    ``of`` or ``for`` (``Ministry of Health and Social Care``).
    """
    conjunct = next(
        (w for w in words[at + 1 : at + 4] if w.deprel == "conj" and first <= w.head < at), None
    )
    if conjunct is None or conjunct.text.lower() in lexicon.ORGANIZATION_NAMES:
        return False
    one = words[conjunct.head]
    if one.deprel in INNER_RELATIONS and one.head > conjunct.index:
        return all(is_name_like(w) for w in words[conjunct.index + 1 : one.head + 1])
    linked = any(words[i].text.lower() in PURPOSE_LINKS for i in range(first + 1, at))
    institution = words[first].text.lower() in lexicon.ORGANIZATION_WORDS or (
        lexicon.noun_class(words[first].text) in {"person", "organization"}
    )
    return linked and institution and one.deprel == "nmod" and not conjunct.text.isupper()
