"""Where the titles before a name end, and where the post-nominals behind it begin.

    Deputy  Prime  Minister  Mark  de  Vries  Jr.  ,  KC
                             name_start       name_end

A word such as ``Judge``, ``Star`` or ``Hunter`` is a title or a name: what stands around it and how
the tree attaches it decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from extractor.domain import Sentence, Word, remembered
from extractor.english import lexicon
from extractor.english.name_runs import (
    INSIDE_TITLES,
    INSTITUTION_LINKS,
    JOINING,
    POSSESSIVES,
    is_irish_article,
    is_newspaper,
)
from extractor.english.orthography import HYPHENS, is_abbreviated_title, is_unlisted_in_capitals
from extractor.english.syntax import children

DEPARTMENT_RELATIONS: Final = frozenset("case det nmod compound amod conj cc punct".split())
PORTFOLIO_LINKS: Final = frozenset({"and", "&", ",", "the"})
TITLE_PHRASES: Final = {
    first: tuple(phrase for phrase in lexicon.TITLE_PHRASES if phrase[0] == first)
    for first, *_ in lexicon.TITLE_PHRASES
}
"""Titles of several words by the first of them."""
SEATED: Final = frozenset("mp mep msp mla mlc mna mpp ms td mk member".split())
"""Who sits for a place, which may stand right before the name."""
PREFIXES: Final = frozenset("sub under vice".split())
ADJECTIVES_OF_NAMES: Final = frozenset("late great young old former legendary real".split())
OFFICES_BEHIND_MR: Final = frozenset("justice speaker president chairman".split())
"""Offices that are addressed with a courtesy title: ``Madam Justice``, ``Mr Speaker``."""


def start_of_post_nominals(sentence: Sentence, start: int, end: int) -> int:
    """Return where the name proper ends: before post-nominals (``Olsen KC``)."""
    words = sentence.words
    while end - start > 2 and (
        words[end - 1].text == "," or words[end - 1].text.replace(".", "") in lexicon.POST_NOMINALS
    ):
        end -= 1
    return end


def _ends_in_surname(run: Sequence[Word]) -> bool:
    """Return whether a name ends in what is elsewhere an abbreviated title: ``Pritha *Sen*``."""
    if len(run) < 2 or run[-1].text.lower() not in lexicon.ABBREVIATED_TITLES:
        return False
    before = run[-2].text.lower().rstrip(".")
    title = (
        before in lexicon.ABBREVIATED_TITLES | lexicon.TITLE_WORDS or before in lexicon.HONORIFICS
    )
    return not title and lexicon.noun_class(before) is None


@remembered
def end_of_titles(sentence: Sentence, first: int, end: int) -> int:
    """Return where the name proper starts; *end* where there are titles only.

    The title ends at its last title word, and continues over ``of`` or ``for`` and the words of a
    department: ``Secretary of State`` John Kerry.
    """
    words = sentence.words
    name_end = start_of_post_nominals(sentence, first, end)
    if end - first == 1 and is_newspaper(sentence, first):
        return first
    if is_irish_institution(sentence, first, name_end):
        return first
    tokens = [words[i].text.lower().rstrip(".") for i in range(first, name_end)]
    owned = next((i for i, token in enumerate(tokens) if token in POSSESSIVES), 0)
    ranked = 0 < owned < len(tokens) - 2 and tokens[owned + 1] in lexicon.ABBREVIATED_TITLES
    if owned and not ranked and not INSTITUTION_LINKS & set(tokens[:owned]):
        return first  # Trader Joe's, King's College London; not Sheriff's Sgt. Ana Mora
    while len(tokens) > 1 and (tokens[-1] == "," or tokens[-1] in lexicon.NAME_SUFFIXES):
        tokens.pop()
    if _ends_in_surname(words[first : first + len(tokens)]):
        tokens.pop()
    found = 0
    for i in range(len(tokens)):
        if i < found:
            continue
        phrase = _title_phrase(tokens, i) or _rank_length(tokens, i)
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
    elif 0 < found < len(tokens) and words[first + found].upos == "ADP":
        return first  # Doctors *Beyond* Rivers
    return end if found == len(tokens) else first + found


@remembered
def end_of_portfolio(sentence: Sentence, first: int, end: int) -> int:
    """Return where the name starts in a run that a portfolio goes on in; *first* where none does.

    ``Minister for Roads, Transport and *Logistics* Thandeka Ndaba``: the words before the name are
    in the phrase of the portfolio, the name is not.
    """
    words = sentence.words
    before = [word.text.lower() for word in words[max(0, first - 2) : first]]
    if before[1:] == ["for"] and before[0] in SEATED:  # MP for Ashby North Clare Fenwick
        inner = range(first + 1, end - 1)
        return next((at for at in inner if lexicon.is_given_name(words[at].text)), first)
    if _is_behind_kind(sentence, first):  # head of union Verdi Ida Moe
        inner = range(first + 1, end - 1)
        return next((at for at in inner if lexicon.is_given_name(words[at].text)), first)
    if _starts_name(sentence, first, end) or not is_in_portfolio(words, first):
        return first
    for at in range(first + 1, end - 1):
        listed = all(w.text.lower() in lexicon.DEPARTMENT_WORDS for w in words[first:at])
        department = words[at - 1]
        inside = department.deprel in {"conj", "nmod"} and department.head < first
        if (listed or inside) and _starts_name(sentence, at, end):
            return at
    return first


def _is_behind_kind(sentence: Sentence, first: int) -> bool:
    """Return whether a house behind its kind is somebody's: ``boss of charity Norda``."""
    if first < 3 or sentence.words[first - 2].text not in {"of", "at", "for"}:
        return False
    somebody, _, kind = sentence.words[first - 3 : first]
    return (
        kind.text.islower()
        and lexicon.noun_class(kind.text) == "organization"
        and lexicon.common_noun_class(somebody.text) == "person"
        and not lexicon.is_given_name(sentence.words[first].text)
    )


def _starts_name(sentence: Sentence, at: int, end: int) -> bool:
    """Return whether a word is a given name, or the tree has the next ones flat below it.

    What is flat below it may be a name itself: *Mining* above ``Delroy``, that above ``Reid``.
    """
    if sentence.words[at].text.lower() in lexicon.DEPARTMENT_WORDS:
        return False
    flat = [word for word in sentence.words[at + 1 : end] if word.deprel == "flat"]
    above = {word.head for word in flat}
    own = any(word.head == at and word.index not in above for word in flat)
    return own or lexicon.is_given_name(sentence.words[at].text)


def is_in_portfolio(words: Sequence[Word], first: int) -> bool:
    """Return whether an office and what it is for stand before a word: ``MEC for Roads and``."""
    at = first - 1
    while at > 0 and (words[at].text in PORTFOLIO_LINKS or words[at].text[:1].isupper()):
        at -= 1
    if at < 1 or at == first - 1 or words[at].text not in {"of", "for", "on"}:
        return False
    office = words[at - 1].text
    held = lexicon.noun_class(office) == "person" or office.lower() in lexicon.TITLE_WORDS
    listed = office.lower() in lexicon.TITLE_INITIALS
    return held or listed or office.lower() in lexicon.ORGANIZATION_WORDS


def is_irish_institution(sentence: Sentence, first: int, end: int) -> bool:
    """Return whether the Irish article opens the name of no person: ``An Garda Síochána``."""
    return is_irish_article(sentence, first) and not any(
        lexicon.is_given_name(sentence.words[i].text) for i in range(first + 2, end)
    )


def is_given_name_beside_noun(sentence: Sentence, first: int, end: int) -> bool:
    """Return whether a title is a given name: ``a guest, Sri Wahyuni``; ``Duke Asante, a cook``.

    Commas put an unknown word behind it beside a noun for somebody, who is named in full there. So
    is whom a noun right before it tells of: ``Survivor Prince Adlaw``.
    """
    words = sentence.words
    title = words[first].text.lower() in lexicon.TITLES_LIKE_GIVEN_NAMES
    if not title or end - first != 2:
        return False
    if first and _is_anybody_before_name(words[first - 1]):
        return True
    if lexicon.is_given_name(words[first + 1].text):
        return False
    head = first if words[first + 1].head == first else first + 1
    above = words[head].head if words[head].deprel == "appos" else -1
    if above >= 0 and words[first - 1].text == ",":
        return _is_anybody(words[above])
    below = (c for c in children(sentence, head, "appos") if c > end and words[end].text == ",")
    return any(
        _is_anybody(words[c]) and words[article].text in {"a", "an"}
        for c in below
        for article in children(sentence, c, "det")
    )


def _is_anybody_before_name(word: Word) -> bool:
    """Return whether a noun for anybody stands before a name: no title, office or kin."""
    noun = word.text.lower()
    anybody = lexicon.common_noun_class(noun) == "person" and word.xpos != "NNS"
    return anybody and noun not in lexicon.TITLE_WORDS | lexicon.OFFICE_NOUNS | lexicon.KIN_NOUNS


def _is_anybody(word: Word) -> bool:
    return word.upos == "NOUN" and lexicon.common_noun_class(word.text) == "person"


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
    phrases = TITLE_PHRASES.get(tokens[i], ())
    return next((len(p) for p in phrases if tuple(tokens[i : i + len(p)]) == p), 0)


def _rank_length(tokens: list[str], i: int) -> int:
    """Return the length of a place on a list before a full name, 0 for none: ``No. 1`` Ana Ruiz."""
    number, rest = tokens[i + 1 : i + 2], tokens[i + 2 :]
    ranked = tokens[i] == "no" and number and number[0].isdecimal()
    return 2 if ranked and len(rest) > 1 and lexicon.is_given_name(rest[0]) else 0


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
            or (found == len(tokens) - 1 > at and token in lexicon.PLACE_PREFIXES)  # for Bath North
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
    abbreviates = _abbreviates_title(sentence, first, tokens, i)
    if abbreviates is not None:
        return abbreviates
    if _is_inside_institution(word, tokens, i) or _modifies_nobody(sentence, word):
        return False
    particle = i > 0 and tokens[i - 1] in lexicon.NAME_PARTICLES
    if i > 0 and len(rest) <= 1 and lexicon.is_given_name(tokens[0]) and not particle:
        return False  # Billie Jean King; Angela Baker Smith
    leads = lexicon.is_given_name((*rest, "")[0])  # Soprano Anna Bell
    initial = len((*rest, "")[0]) == 1  # Critic T. J. Moxon
    if token in lexicon.TITLES_OF_FULL_NAMES:
        return leads and len(rest) > 1 and (i == 0 or tokens[i - 1] == "-")  # Major Tom Fox
    if _is_name_too(token) and not (leads or initial):
        return False  # Fan Bingbing
    described = word.deprel == "nmod:desc"
    described = described or (len(rest) > 1 and token in lexicon.RELATIONAL_NOUNS)  # Star Ann Lee
    if leads and _is_demonym(sentence, first + i, token, len(rest) > 1):
        return True
    if _is_name_too(token) and lexicon.is_given_name(token) and not described:
        return False  # Hunter Boyd, Victor James Chan
    class_of = lexicon.common_noun_class if leads else lexicon.noun_class
    known = token in lexicon.TITLE_WORDS or class_of(token) == "person"
    desk = token in lexicon.DEPARTMENT_WORDS and set(tokens[:i]) & lexicon.TITLE_INITIALS
    if leads and desk:
        return True  # SSP Security Zakir Ali
    if rest and word.deprel == "nmod:desc" and word.head == first + i + 1:
        sure = known or "." in word.text or lexicon.is_given_name(rest[0])
        service = leads and known and len(rest) > 1  # Marine John Hart, not Marine Hart
        named = i == 0 and lexicon.is_given_name(token) and not service
        return sure and len(token) > 2 and not named
    if not rest and i > 0 and _ends_name(sentence, first, tokens, i):
        return False  # Don Guardian, Engr. Tochukwu Eze
    return known and not (word.xpos in {"NNS", "NNPS"} and not rest)


def _modifies_nobody(sentence: Sentence, word: Word) -> bool:
    """Return whether a title modifies a noun for nobody: ``the General Staff``, ``Guide Dogs``."""
    after = sentence.words[word.index + 1 : word.index + 2]
    several = word.deprel == "compound" and [w.xpos for w in after] == ["NNPS"]
    if several and word.text.lower() not in lexicon.TITLE_WORDS:
        return True
    if word.upos != "ADJ" or word.deprel != "amod":
        return False
    above = sentence.words[max(word.head, 0)]
    noun_class = lexicon.noun_class(above.text)
    house = above.upos == "NOUN" or noun_class is not None
    return house and noun_class != "person"


def _is_demonym(sentence: Sentence, at: int, token: str, full: bool) -> bool:
    """Return whether a nation stands before a name: ``Spaniard Luis Ferrer``, the *Dane* Lars Holm.

    One that is a given name too needs an article and a *full* name.
    """
    the = full and at > 0 and sentence.words[at - 1].upos == "DET"
    return lexicon.is_demonym(sentence.words[at].text) and (the or not lexicon.is_given_name(token))


def _is_person_by_tree(sentence: Sentence, start: int) -> bool:
    """Return whether the tree has a person's full name at *start*: a given name, the rest flat.

    What capitals before it are part of, it makes of modifiers: ``NCAA Charlotte Regional``.
    """
    words = sentence.words
    name = [w for w in words[start : start + 4] if w.text not in JOINING][:2]
    flat = [w.deprel == "flat" and w.upos == "PROPN" for w in name[1:]]
    given = [lexicon.is_given_name(w.text) and w.deprel != "compound" for w in name[:1]]
    return given == flat == [True]


def _abbreviates_title(sentence: Sentence, first: int, tokens: list[str], i: int) -> bool | None:
    """Return whether an abbreviation is a title and no word of the name, None for another word.

    Unlisted capitals are one where the tree has a person behind them, and so is an outlet.
    """
    token, rest = tokens[i], tokens[i + 1 :]
    text, *following = (w.text for w in sentence.words[first + i : first + len(tokens)])
    unlisted = is_unlisted_in_capitals(text)
    if unlisted and i == 0 and token in lexicon.ORGANIZATION_NAMES:
        return _is_person_by_tree(sentence, first + 1)  # BBC Elena Ruiz
    if not is_abbreviated_title(text, following):
        return None
    if unlisted and not _is_person_by_tree(sentence, first + i + 1):
        return False
    if i and len(rest) == 1 and text.isalpha() and tokens[i - 1] in lexicon.OFFICE_NOUNS:
        return token in lexicon.HONORIFICS  # Defence Minister Gen Mori
    return not rest or _precedes_name(text, token, rest, leads=i == 0)


def _ends_name(sentence: Sentence, first: int, tokens: list[str], i: int) -> bool:
    """Return whether a word like a title's is the surname at the end of a name.

    So behind a given name, and behind an unknown word that the tree makes one name with it.
    """
    before, word = tokens[i - 1], sentence.words[first + i]
    if lexicon.is_given_name(before):
        return True
    if word.deprel != "flat" or word.xpos != "NNP" or not first <= word.head < first + i:
        return False
    known = lexicon.common_noun_class(before) or before in lexicon.DEPARTMENT_WORDS
    listed = before in lexicon.TITLE_WORDS or before in lexicon.PLACE_NAMES
    listed = listed or before in lexicon.ORGANIZATION_WORDS or before in lexicon.ORGANIZATION_NAMES
    titled = before in lexicon.ABBREVIATED_TITLES or before in lexicon.HONORIFICS
    return before.isalpha() and not (known or listed or titled)


def _is_name_too(token: str) -> bool:
    """Return whether a noun for people is no title, but may be a name: ``hunter``, ``fan``."""
    name = lexicon.is_given_name(token) or token in lexicon.FAMILY_NAMES
    plain = token in lexicon.RELATIONAL_NOUNS and token not in lexicon.KIN_NOUNS
    return (name or plain) and token not in lexicon.TITLE_WORDS


def _is_inside_name(word: Word, tokens: list[str], i: int) -> bool:
    """Return whether a word like a title's is part of a name: ``Peter T. King``, Tsai Ing-wen."""
    token, rest = tokens[i], tokens[i + 1 :]
    if rest and token in lexicon.SHORT_GIVEN_NAMES and word.text.endswith("."):
        return True  # Md. Rafiq Islam
    modifies = word.deprel in {"nmod:desc", "compound"}
    ends = len(rest) <= 1 or (rest[0] == "-" and len(rest) == 2)
    if i and ends and not modifies:
        before = tokens[:i]
        if any(lexicon.is_given_name(t) or (t.isalpha() and len(t) == 1) for t in before):
            return True  # Peter T. King; Thomas Lord; Mel Bishop-Crane
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
    listed = token in INSIDE_TITLES | PREFIXES | lexicon.TITLES_OF_FULL_NAMES
    listed = listed or token in lexicon.HONORIFICS
    listed = listed or token in lexicon.ABBREVIATED_TITLES or token in lexicon.TITLE_WORDS
    return listed or lexicon.noun_class(token) is not None


def _is_inside_institution(word: Word, tokens: list[str], i: int) -> bool:
    """Return whether a word like a title's is part of an organization's name."""
    token, rest = tokens[i], tokens[i + 1 :]
    links = rest[:1] in (["of"], ["for"])
    cause = rest[:1] in (["against"], ["without"])
    if rest[:1] == ["&"] or ((links or cause) and word.xpos in {"NNS", "NNPS"}):
        return True  # Democrats for Life
    surname = len(rest) == 2 and rest[1] in lexicon.SURNAMES_LIKE_ORGANIZATIONS
    if surname and word.deprel == "nmod:desc" and lexicon.common_noun_class(token) == "person":
        return False  # Lawyer Benjie Co
    if rest and not links:
        head = rest[: next((k for k, other in enumerate(rest) if other in INSTITUTION_LINKS), None)]
        if lexicon.names_institution(rest) or lexicon.names_institution(head):
            return True  # Communist Party of India
    if i > 0 and tokens[i - 1] in {"of", "the", "for", "&"}:
        return True  # Department of Justice
    ends = not rest and i > 0 and lexicon.names_institution(tokens)
    return ends or (not rest and token in lexicon.ORGANIZATION_NAMES)


def _precedes_name(printed: str, token: str, rest: list[str], *, leads: bool) -> bool:
    """Return whether what may be a title or a name is a title: ``Del. Hart``, not ``Del Hart``."""
    if printed.endswith("."):
        return True
    is_name_too = lexicon.is_given_name(token) or token in lexicon.FAMILY_NAMES
    if len(rest) == 1 and is_name_too:
        return False
    if token in lexicon.FAMILY_NAMES and not lexicon.is_given_name(rest[0]):
        return False  # Pak Se-ri
    return leads or not is_name_too


def is_behind_prefix(words: Sequence[Word], start: int) -> bool:
    """Return whether a hyphen joins a title to the word before it: ``then-President`` Lee."""
    if not 1 < start < len(words):
        return False
    prefix, hyphen, title = words[start - 2 : start + 1]
    joined = hyphen.text in HYPHENS and prefix.end == hyphen.start and hyphen.end == title.start
    return joined and prefix.text.isalpha()


def ends_no_title(word: Word) -> bool:
    """Return whether a word is no part of a role: the end of ``Chief (Mrs)``, ``Minister Shri``."""
    return not word.text[:1].isalpha() or word.text.lower().rstrip(".'’") in lexicon.HONORIFICS


# --- courtesy titles ----------------------------------------------------------------------


def without_courtesy(words: list[Word]) -> list[Word]:
    """Return words without courtesy titles at their ends: ``Mr``; ``Lord Mayor`` stays."""
    phrase = tuple(map(without_stop, words))
    if phrase in lexicon.TITLE_PHRASES and lexicon.HONORIFICS.keys() & set(phrase):
        return []  # Tan Sri
    courtesy, of_offices = lexicon.COURTESY_TITLES, lexicon.COURTESY_TITLES_OF_OFFICES
    while words and (first := without_stop(words[0])) in courtesy:
        after = without_stop(words[1]) if len(words) > 1 else ""
        if after in OFFICES_BEHIND_MR or (first in of_offices and after):
            break
        words = words[1:]
    while len(words) > 1 and without_stop(words[-1]) in courtesy - of_offices:
        words = words[:-1]
    return words


def without_stop(word: Word) -> str:
    """Return a word in lower case, without the full stop of an abbreviation."""
    return word.text.lower().rstrip(".")


def says_something(words: Sequence[Word]) -> bool:
    """Return whether words before a name are a title or a noun, no part of a name."""
    last = words[-1]
    bare = without_stop(last)
    if is_given(last):
        return False
    known = (
        bare in lexicon.ABBREVIATED_TITLES
        or bare in lexicon.TITLE_WORDS
        or bare in lexicon.HONORIFICS
        or last.text in lexicon.POST_NOMINALS
        or lexicon.noun_class(bare) is not None
    )
    return known or last.upos == "NOUN" or last.deprel == "nmod:desc" or last.text.islower()


def is_given(word: Word) -> bool:
    """Return whether a name is a given name and no title: ``Hunter``, not ``Dean``."""
    given = word.upos == "PROPN" and lexicon.is_given_name(without_stop(word))
    return given and without_stop(word) not in lexicon.TITLE_WORDS
