"""A name is not told, or another one instead.

declined to give his name;   gave only her initials
whose name was changed;      asked that her name be withheld
a pseudonym;                 not her real name
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractor.domain import Sentence, Word
from extractor.english import inflection, lexicon
from extractor.english.anonymity.grant import (
    Grant,
    asking_for,
    condition_above,
    end_of_complement,
    is_denied,
    prints,
    says_only,
    with_auxiliaries,
)
from extractor.english.anonymity.unnamed_people import by_part_of_name, is_part_of_name
from extractor.english.syntax import (
    NOUNS,
    ancestors,
    child,
    children,
    is_negated,
    is_passive,
    marker,
    noun_of_relative,
    preposition,
    subtree,
)

TOLD_NAMES: Final = frozenset("obj iobj nsubj:pass nsubj obl xcomp".split())
KEEPING: Final = lexicon.ANONYMITY["keeping"]
ALTERING: Final = frozenset({"change", "alter"})
TELLING: Final = lexicon.ANONYMITY["telling-name"]
LONGEST_CLAUSE: Final = 12
"""Words from a name to the verb by which it is withheld."""


def grants_at(sentence: Sentence, word: Word) -> Iterator[Grant]:
    """Yield the grants over a name or what stands for one: ``initials``, ``call sign``."""
    if word.upos == "NOUN" and _is_sort_of_name(sentence, word.index):
        told = list(_name_not_told(sentence, word.index))
        yield from told or _withheld(sentence, word.index)


def _is_sort_of_name(sentence: Sentence, noun: int) -> bool:
    """Return whether a noun is a name or what stands for one: ``initials``, ``call sign``."""
    plain = inflection.plain_singular(sentence.words[noun].text)
    before = sentence.words[noun - 1].text.lower() if noun else ""
    return plain in lexicon.ANONYMITY["name"] or (plain == "sign" and before == "call")


def _name_not_told(sentence: Sentence, noun: int) -> Iterator[Grant]:
    """Yield ``declined to give his name``, ``asked that her name be withheld`` and the like."""
    words = sentence.words
    verb = words[noun].head
    changed = next((c for c in children(sentence, noun, "acl") if _keeps(sentence, c, noun)), None)
    if changed is not None and words[noun].deprel in {"appos", "parataxis", "dep", "list"}:
        yield Grant(noun, changed, noun, (verb,))  # Asha (name changed)
    if verb < 0 or words[noun].deprel not in TOLD_NAMES:
        return
    if words[verb].lemma.lower() in lexicon.ANONYMITY["wanting"]:
        yield from _not_wanted(sentence, verb, noun)
    if words[verb].lemma.lower() not in TELLING:
        return
    top = asking_for(sentence, verb)
    last = max(end_of_complement(sentence, verb), noun)
    owner = _owner(sentence, noun)
    if owner is not None and words[owner].text.lower() == "its":
        return  # a firm's
    if words[verb].lemma.lower() in {"leave", "stay"} and not _keeps(sentence, verb, noun):
        return
    only = _is_partial(sentence, noun, last) and says_only(sentence, min(verb, noun), top, last)
    if only or _keeps(sentence, verb, noun) or is_denied(sentence, verb, top):
        whose = tuple(_owners(sentence, owner, top))
        if words[verb].lemma.lower() in ALTERING and not _is_altered(sentence, verb):
            return
        if only or owner is not None or not _is_of_others(sentence, noun):
            yield Grant(_first_of_name(sentence, noun, verb, top), last, top, whose)


def _owners(sentence: Sentence, owner: int | None, top: int) -> Iterator[int]:
    """Yield whose name it may be, the likelier first: the driver, who would not give *his* name."""
    relative, asking = noun_of_relative(sentence, top), child(sentence, top, "nsubj")
    if owner is not None and sentence.words[owner].upos in NOUNS:
        yield owner
        return
    if relative is not None:
        yield relative
    if owner is not None:
        yield owner
        if asking is not None and sentence.words[asking].deprel == "nsubj":
            yield asking  # she asked that her name not be used


def _is_altered(sentence: Sentence, verb: int) -> bool:
    """Return whether the text changes a name: not ``who changed her name to Luna in 2010``."""
    renamed = any(
        marker(sentence, n) == "to" and sentence.words[n].upos == "PROPN"
        for n in children(sentence, verb, "obl")
    )
    namer = child(sentence, verb, "nsubj")
    printed = is_passive(sentence, verb) or namer is None or prints(sentence, namer)
    return printed and not renamed


def _is_partial(sentence: Sentence, noun: int, last: int) -> bool:
    """Return whether what is given of a name is a part of it: ``his name as Ali``, ``one name``."""
    if is_part_of_name(sentence, noun) or by_part_of_name(sentence, noun + 1, last):
        return True
    words = sentence.words
    given = words[words[noun].head].lemma.lower() in {"give", "provide", "offer", "supply"}
    one = any(words[i].text.lower() in {"one", "single"} for i in sentence.children[noun])
    called = noun + 1 < len(words) and words[noun + 1].upos == "PROPN"  # only the name Dee
    return given and (one or called)


def _withheld(sentence: Sentence, noun: int) -> Iterator[Grant]:
    """Yield ``whose *name the Post has agreed to withhold*``, whatever the tree makes of it."""
    words = sentence.words
    whose = child(sentence, noun, "nmod:poss")
    if whose is None or words[whose].text.lower() != "whose":
        return
    holder = next((a for a in ancestors(sentence, noun) if a < whose), None)
    denied = False
    for word in words[noun + 1 : noun + LONGEST_CLAUSE]:
        if word.text == "," or (word.deprel == "advcl" and words[word.index - 1].text == "to"):
            return
        denied = denied or word.lemma.lower() in lexicon.NEGATIONS
        told = denied and not TELLING.isdisjoint(inflection.bases(word.text))
        if told or inflection.base(word.text.lower(), word.lemma, word.xpos) in KEEPING:
            yield Grant(noun, word.index, noun, () if holder is None else (holder,))
            return


def _owner(sentence: Sentence, noun: int) -> int | None:
    """Return whose name it is: ``her name``, ``the name of the witness``."""
    owner = child(sentence, noun, "nmod:poss")
    if owner is not None:
        return owner
    return next((n for n in children(sentence, noun, "nmod") if marker(sentence, n) == "of"), None)


def _is_of_others(sentence: Sentence, noun: int) -> bool:
    """Return whether a name without an owner is not the subject's: ``released no names``."""
    determiners = {sentence.words[i].text.lower() for i in children(sentence, noun, "det")}
    word = sentence.words[noun]
    verb = sentence.words[word.head].lemma.lower() if word.head >= 0 else ""
    told = verb in {"release", "publish", "print", "disclose", "reveal"}
    return (told and word.xpos == "NNS") or "the" in determiners


def _not_wanted(sentence: Sentence, verb: int, noun: int) -> Iterator[Grant]:
    """Yield ``did not want his name published``, ``asked for her name not to be used``."""
    neither = any(sentence.words[i].text.lower() == "neither" for i in sentence.children[noun])
    for told in children(sentence, verb, "xcomp", "ccomp"):
        telling = sentence.words[told].lemma.lower() in TELLING
        denied = is_negated(sentence, verb) or is_negated(sentence, told) or neither
        if telling and (denied or _keeps(sentence, told, noun)):
            last = end_of_complement(sentence, told)
            yield Grant(with_auxiliaries(sentence, verb), last, verb)
            return
    behind = sentence.words[noun + 1 : noun + 4]  # requested her name *not be used*
    if behind and behind[0].text.lower() == "not":
        for after in (word for word in behind if inflection.is_form_of(word, TELLING)):
            yield Grant(with_auxiliaries(sentence, verb), after.index, verb)


def _keeps(sentence: Sentence, verb: int, noun: int) -> bool:
    """Return whether a verb keeps a name back: ``withheld``, ``kept secret``."""
    lemma = sentence.words[verb].lemma.lower()
    if lemma in {"keep", "stay", "leave"}:
        if any(sentence.words[i].text.lower() == "out" for i in subtree(sentence, verb)):
            return True
        near = (*sentence.children[verb], *sentence.children[noun])
        return any(sentence.words[i].text.lower() in lexicon.ANONYMITY["secret"] for i in near)
    return lemma in lexicon.ANONYMITY["keeping"]


def _first_of_name(sentence: Sentence, noun: int, verb: int, top: int) -> int:
    """Return the first word of a grant over a name: ``name The Globe is withholding``."""
    condition = condition_above(sentence, top)
    if condition is not None:
        return condition
    if noun > top:
        return with_auxiliaries(sentence, top)
    return noun if sentence.words[noun].deprel == "obj" else _noun_start(sentence, noun)


def _noun_start(sentence: Sentence, noun: int) -> int:
    """Return where a noun phrase begins, without a relative pronoun: ``name has been changed``."""
    tree = subtree(sentence, noun)
    words, pronouns = sentence.words, lexicon.RELATIVE_PRONOUNS
    relative = max((i for i in tree if words[i].text.lower() in pronouns), default=-1)
    inside = (i for i in tree if i > relative and words[i].upos != "PUNCT")
    return noun if relative > noun else min(inside, default=noun)


# --- other names ---------------------------------------------------------------------------


def grants_by_other_name(sentence: Sentence, word: Word) -> Iterator[Grant]:
    """Yield ``a pseudonym`` and ``not her real name`` beside a name."""
    if word.lemma.lower() in {"pseudonym", "name"} and word.upos == "NOUN":
        yield from _of_other_name(sentence, word.index)


def _of_other_name(sentence: Sentence, noun: int) -> Iterator[Grant]:
    """Yield ``a pseudonym`` and ``not her real name`` beside a name."""
    words = sentence.words
    verb = words[noun].head
    if verb >= 0 and _is_false_name(sentence, noun) and words[noun].deprel in {"obj", "obl"}:
        case = preposition(sentence, noun)
        given = words[verb].lemma.lower() in {"give", "assign"} and is_passive(sentence, verb)
        uses = case is None and (given or words[verb].lemma.lower() in {"use", "adopt"})
        speaks = case is not None and words[verb].lemma.lower() in {"speak", "talk"}
        if uses or speaks:
            beside = (n for n in children(sentence, noun, "appos", "flat") if n == noun + 1)
            names = next((subtree(sentence, n)[-1] for n in beside), noun)  # the pseudonym *Ana*
            yield Grant(with_auxiliaries(sentence, verb), names, verb)
        return
    if words[noun].lemma.lower() == "pseudonym":
        if words[noun].deprel in {"appos", "parataxis"}:
            article = child(sentence, noun, "det")
            yield Grant(noun if article is None else article, noun, noun)
        elif child(sentence, noun, "cop") is not None:
            yield from _predicate(sentence, noun)
        return
    before = [word.text.lower() for word in words[max(noun - 3, 0) : noun]]
    real = before[-1:] in (["real"], ["full"], ["actual"])
    if real and before[:1] == ["not"] and child(sentence, noun, "cop") is None:
        bearer = next((i for i in range(noun - 4, -1, -1) if words[i].text[0].isalnum()), -1)
        yield Grant(noun - 3, noun, noun, (bearer,))
    elif real and child(sentence, noun, "cop") is not None and is_negated(sentence, noun):
        yield from _predicate(sentence, noun)


def _is_false_name(sentence: Sentence, noun: int) -> bool:
    below = {sentence.words[i].text.lower() for i in sentence.children[noun]}
    false = below & {"false", "assumed", "different", "fake", "made-up"}
    named = any(
        sentence.words[i].upos == "PROPN" for i in children(sentence, noun, "appos", "flat")
    )
    return bool(false) or named or sentence.words[noun].lemma.lower() == "pseudonym"


def _predicate(sentence: Sentence, noun: int) -> Iterator[Grant]:
    """Yield ``is not her real name``, said of a name."""
    copula, subject = child(sentence, noun, "cop"), child(sentence, noun, "nsubj")
    if copula is not None and subject is not None:
        yield Grant(copula, noun, noun, (subject, *subtree(sentence, subject)))
