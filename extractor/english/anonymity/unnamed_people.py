"""Somebody is not named, or only in part; or anonymity is called so.

asked not to be named;            cannot be identified for legal reasons
agreed not to name him;           asked to be identified only by her first name
spoke on condition of anonymity;  wished to remain anonymous
on background;                    under the Chatham House rule
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final

from extractor.domain import Sentence, Word
from extractor.english import inflection, lexicon
from extractor.english.anonymity.grant import (
    OPENING,
    Grant,
    asking_for,
    condition_above,
    end_of_complement,
    is_denied,
    prints,
    reason_of,
    says_only,
    wanting,
    with_auxiliaries,
    with_speaking,
)
from extractor.english.syntax import (
    NOUNS,
    ancestors,
    child,
    children,
    is_passive,
    is_relation,
    marker,
    noun_of_relative,
    preposition,
)

BESIDE_NAMING: Final = frozenset("to as among on against".split())
"""Prepositions behind ``was not named`` that show another sense: ``named to the team``."""
WAYS: Final = ("naming", "mentioning", "calling")
REFLEXIVE: Final = frozenset("himself herself themselves themself".split())


def grants_at(sentence: Sentence, word: Word) -> Iterator[Grant]:
    """Yield the grants whose verb is a verb of naming."""
    lemma, upos = word.lemma.lower(), word.upos
    if upos == "VERB" and any(lemma in lexicon.ANONYMITY[how] for how in WAYS):
        yield from _not_named(sentence, word.index)


def _not_named(sentence: Sentence, verb: int) -> Iterator[Grant]:
    """Yield ``cannot be named``, ``asked not to be identified``, ``agreed not to name her``."""
    top = asking_for(sentence, verb)
    last = _end_of_name(sentence, verb, end_of_complement(sentence, verb))
    plain = _is_plain(sentence, verb, top, last) and not _is_named_elsewhere(sentence, verb)
    denied = plain and is_denied(sentence, verb, top) and not _is_chosen(sentence, verb, top)
    part, covered = _is_partly(sentence, verb, top, last), _goes_by_cover_name(sentence, verb)
    whose = _whose(sentence, verb, top) if denied or part or covered else None
    if whose is None:
        return
    condition = condition_above(sentence, top)
    first = with_auxiliaries(sentence, top) if condition is None else condition
    grant = Grant(first, last, top, whose, _namer(sentence, top) if whose else -1)
    kept = denied and not _is_merely_unnamed(sentence, verb, top)
    if part or kept or condition is not None or reason_of(sentence, grant) is not None:
        yield grant


def _is_partly(sentence: Sentence, verb: int, top: int, last: int) -> bool:
    """Return whether somebody is named in part, or by another name that the text gives."""
    named = by_part_of_name(sentence, verb, last) or _by_other_name(sentence, verb)
    chosen = top != verb or says_only(sentence, verb, top, last)
    return (named and chosen) or _is_called(sentence, verb) or _by_initials(sentence, verb)


def _whose(sentence: Sentence, verb: int, top: int) -> tuple[int, ...] | None:
    """Return whose name it is, empty where that is who asks, None where somebody else hides it."""
    if _is_passive(sentence, verb):
        return tuple(_others_named(sentence, verb, top))
    named, relative = child(sentence, verb, "obj"), noun_of_relative(sentence, top)
    if named is not None:
        if not _may_name(sentence, verb, top, named):
            return None
        called = children(sentence, verb, "xcomp")  # we are calling her *Amina*
        names = (c for c in called if sentence.words[c].upos == "PROPN")
        reflexive = sentence.words[named].text.lower() in REFLEXIVE
        return () if reflexive else (*names, named)
    if _by_other_name(sentence, verb) or by_part_of_name(sentence, verb, verb + 4):
        return ()  # who asked to go by her first name
    if relative is None:
        return None
    return (relative,) if _has_subject(sentence, top, relative) else ()


def _is_merely_unnamed(sentence: Sentence, verb: int, top: int) -> bool:
    """Return whether nothing shows that somebody is kept unnamed: ``who was not identified``."""
    helping = {word.text.lower() for word in _auxiliary_words(sentence, verb)}
    kept = "being" in helping or any(word.xpos == "MD" for word in _auxiliary_words(sentence, verb))
    return top == verb and is_passive(sentence, verb) and not kept


def _others_named(sentence: Sentence, verb: int, top: int) -> Iterator[int]:
    """Yield somebody else whom the one who asks for it wants unnamed: ``that *her son* not be``."""
    attributed = sentence.words[verb].lemma.lower() == "attribute"  # that *remarks* not be
    for noun in children(sentence, verb, "nsubj") if top != verb and not attributed else ():
        if sentence.words[noun].upos in NOUNS:
            yield noun


def _end_of_name(sentence: Sentence, verb: int, last: int) -> int:
    """Return the end of ``known only *as Madam Tan*`` whose name is attached elsewhere."""
    words, end = sentence.words, last + 2
    if end >= len(words) or words[last + 1].text.lower() != "as" or words[end].upos != "PROPN":
        return last
    while end + 1 < len(words) and words[end + 1].upos == "PROPN":
        end += 1
    return end


def _is_passive(sentence: Sentence, verb: int) -> bool:
    return is_passive(sentence, verb) or sentence.words[verb].xpos == "VBN"


def _is_plain(sentence: Sentence, verb: int, top: int, last: int) -> bool:
    """Return whether the verb itself means to print somebody's name, or to quote by name."""
    if sentence.words[verb].lemma.lower() in lexicon.ANONYMITY["naming"]:
        return True
    if sentence.words[verb].lemma.lower() not in lexicon.ANONYMITY["mentioning"] or top == verb:
        return False
    by_name = sentence.words[last].text.lower() in {"name", "names"}
    return by_name or _is_passive(sentence, verb)


def _is_named_elsewhere(sentence: Sentence, verb: int) -> bool:
    """Return whether a document, the police or a firm does not name somebody, not the text.

    ``was not identified in the indictment``, ``were not named by police``
    """
    for noun in children(sentence, verb, "obl"):
        kind, case = lexicon.noun_class(sentence.words[noun].text), marker(sentence, noun)
        document = case == "in" and kind == "document"
        if noun > verb and (document or (case == "by" and kind not in {None, "document"})):
            return not prints(sentence, noun)
    return False


def _may_name(sentence: Sentence, verb: int, top: int, named: int) -> bool:
    """Return whether who does not name somebody prints the text, or is asked for it by them.

    ``CBC is not naming him`` and ``asked us not to name him``, but not ``The senator refused to
    name the caller`` or ``The company did not identify Smith``.
    """
    if sentence.words[named].upos == "PROPN":
        return False
    namer = _namer(sentence, top)
    reflexive = sentence.words[named].text.lower() in REFLEXIVE
    return namer < 0 or reflexive or prints(sentence, namer)


def _namer(sentence: Sentence, top: int) -> int:
    """Return who would print the name, or -1 where that is whoever asks for it not to be."""
    if inflection.is_form_of(sentence.words[top], lexicon.ANONYMITY["asking"]):
        return -1
    for verb in (top, *ancestors(sentence, top)):
        subject = child(sentence, verb, "nsubj")
        if subject is not None or sentence.words[verb].deprel not in {"conj", "advcl", "xcomp"}:
            return -1 if subject is None else subject
    return -1


def _has_subject(sentence: Sentence, top: int, relative: int | None) -> bool:
    """Return whether somebody else does not name the one whom a relative clause is about."""
    subject = child(sentence, top, "nsubj")
    if subject is None:
        return False
    return relative is None or sentence.words[subject].text.lower() not in lexicon.RELATIVE_PRONOUNS


def _is_chosen(sentence: Sentence, verb: int, top: int) -> bool:
    """Return whether somebody is named for a task: ``was not named in the squad``."""
    if sentence.words[verb].lemma == "attribute":
        return top == verb
    if top != verb or any(w.xpos == "MD" for w in _auxiliary_words(sentence, verb)):
        return False
    for noun in children(sentence, verb, "obl", "obj", "xcomp"):
        if noun < verb:
            continue
        case = marker(sentence, noun)
        plain = inflection.plain_singular(sentence.words[noun].text)
        if case in BESIDE_NAMING or (case == "in" and plain in {"squad", "team", "side", "lineup"}):
            return True
    return False


def _auxiliary_words(sentence: Sentence, verb: int) -> Iterator[Word]:
    return (sentence.words[i] for i in children(sentence, verb, "aux"))


def by_part_of_name(sentence: Sentence, verb: int, last: int) -> bool:
    """Return whether somebody is named only by a part of a name, or as something."""
    words = sentence.words[verb : last + 1]
    return any(
        inflection.plain_singular(word.text) in lexicon.ANONYMITY["name"]
        or word.text.lower() == "as"
        for word in words
    )


def is_part_of_name(sentence: Sentence, noun: int) -> bool:
    """Return whether a noun is a part of a name: ``initials``, ``first name``."""
    before = {sentence.words[i].text.lower() for i in sentence.children[noun]}
    word, names = inflection.plain_singular(sentence.words[noun].text), lexicon.ANONYMITY
    return word in names["part-of-name"] | names["cover-name"] or bool(
        before & {"first", "given", "middle", "last", "second"}
    )


def _by_other_name(sentence: Sentence, verb: int) -> bool:
    """Return whether a verb gives somebody a name: ``call him Joe``, ``go by Joe``."""
    lemma = sentence.words[verb].lemma.lower()
    if lemma == "call":
        names = children(sentence, verb, "xcomp", "obj", "obl")
    else:
        names = (n for n in children(sentence, verb, "obl") if marker(sentence, n) == "by")
    named = any(sentence.words[name].upos == "PROPN" for name in names)
    return named and lemma in {"call", "go"}


def _is_called(sentence: Sentence, verb: int) -> bool:
    """Return whether the text itself gives the name: ``a woman we are calling Sara``."""
    subject = child(sentence, verb, "nsubj")
    ours = subject is not None and sentence.words[subject].text.lower() in {"we", "i"}
    will = any(word.lemma.lower() in {"will", "shall"} for word in _auxiliary_words(sentence, verb))
    now = sentence.words[verb].xpos == "VBG" or will
    names = children(sentence, verb, "xcomp", "obj", "obl")
    named = any(sentence.words[name].upos == "PROPN" for name in names)
    return ours and sentence.words[verb].lemma == "call" and now and named


def _by_initials(sentence: Sentence, verb: int) -> bool:
    """Return whether somebody is identified by initials or a nickname."""
    by = (n for n in children(sentence, verb, "obl") if marker(sentence, n) == "by")
    named = any(is_part_of_name(sentence, n) for n in by)
    return named and sentence.words[verb].lemma.lower() == "identify"


def _goes_by_cover_name(sentence: Sentence, verb: int) -> bool:
    """Return whether somebody goes by a call sign; with a reason, that keeps the name back."""
    by = (n for n in children(sentence, verb, "obl") if marker(sentence, n) == "by")
    cover = lexicon.ANONYMITY["cover-name"]
    named = any(inflection.plain_singular(sentence.words[n].text) in cover for n in by)
    return named and sentence.words[verb].lemma.lower() in {"go", "know", "call"}


# --- terms ---------------------------------------------------------------------------------

BEFORE_ANONYMITY: Final = frozenset("of for the a an their his her its strict full total".split())
"""What may stand between a condition and ``anonymity``."""


def grants_by_term(sentence: Sentence, word: Word) -> Iterator[Grant]:
    """Yield the grants that a word such as ``anonymity`` names."""
    lower = word.text.lower()
    if lower == "anonymity":
        yield from _of_anonymity(sentence, word.index)
    elif lower in lexicon.ANONYMITY["nameless"]:
        yield from _anonymous(sentence, word.index)
    elif lower in lexicon.ANONYMITY["nameless-adverb"] and word.head >= 0:
        yield _with_speaking(sentence, word.index, word.index, word.index)
    elif lower == "suppression" and child(sentence, word.index, "compound") is not None:
        yield from _of_anonymity(sentence, word.index)
    elif lower in {"chatham", "lobby"} and word.head > word.index:
        yield from _under_rules(sentence, word.head)
    elif lower in {"background", "attribution", "record"}:
        yield from _on_background(sentence, word.index)


def _of_anonymity(sentence: Sentence, noun: int) -> Iterator[Grant]:
    """Yield ``on condition of anonymity``, ``requested anonymity``, ``insisted on anonymity``."""
    words = sentence.words
    opening = _opening(sentence, noun)
    if opening is not None:
        yield _with_speaking(sentence, opening, noun, _above(sentence, noun))
        return
    top = _above(sentence, noun)
    case, verb = preposition(sentence, top), words[top].head
    if verb < 0:
        return
    right = words[top].lemma.lower() in lexicon.ANONYMITY["right"]
    if inflection.is_form_of(words[verb], lexicon.ANONYMITY["granting"]) and (top == noun or right):
        yield _granted(sentence, verb, noun)
    elif case is not None and words[case].text.lower() in OPENING:
        yield _with_speaking(sentence, case, noun, top)


def _granted(sentence: Sentence, verb: int, noun: int) -> Grant:
    """Return a grant by a verb: for its subject, or for whom the subject grants it."""
    first, giver = with_auxiliaries(sentence, verb), child(sentence, verb, "nsubj")
    gives = sentence.words[verb].lemma.lower() in lexicon.ANONYMITY["giving"]
    if not gives or giver is None or is_passive(sentence, verb):
        return Grant(first, noun, verb)
    to = (n for n in children(sentence, verb, "obl") if marker(sentence, n) == "to")
    owner = children(sentence, noun, "nmod:poss", "compound")  # granted *the jurors* anonymity
    given = next(chain(children(sentence, verb, "iobj"), to, owner), None)
    return Grant(first, noun, verb) if given is None else Grant(first, noun, verb, (given,), giver)


def _above(sentence: Sentence, noun: int) -> int:
    """Return the condition, or other noun, that ``of anonymity`` modifies, or *noun*."""
    top = noun
    while sentence.words[top].head >= 0 and _is_condition(sentence, sentence.words[top].head):
        top = sentence.words[top].head
    return top


def _is_condition(sentence: Sentence, position: int) -> bool:
    word = sentence.words[position]
    lemma, names = word.lemma.lower(), lexicon.ANONYMITY
    return word.upos == "NOUN" and (lemma in names["condition"] or lemma in names["right"])


def _opening(sentence: Sentence, noun: int) -> int | None:
    """Return the ``on`` of ``on strict condition of anonymity`` by the order of its words."""
    words, seen = sentence.words, False
    for word in reversed(words[:noun]):
        if seen and word.text.lower() in OPENING:
            return word.index
        named = word.lemma.lower() in lexicon.ANONYMITY["condition"]
        described = word.upos in {"ADJ", "DET"} if seen else word.text.lower() in BEFORE_ANONYMITY
        if not (named or described):
            return None
        seen = seen or named
    return None


def _with_speaking(sentence: Sentence, first: int, last: int, top: int) -> Grant:
    """Return a grant from *first*, or from the ``speaking`` that stands right before it."""
    begins, speaking = with_speaking(sentence, first)
    if speaking is None:
        above = sentence.words[top].head
        speaking = top if above < 0 else above
    return Grant(begins, last, speaking)


def _anonymous(sentence: Sentence, adjective: int) -> Iterator[Grant]:
    """Yield ``wished to remain anonymous``; an anonymous donor is no grant."""
    above = sentence.words[adjective].head
    remaining = adjective if child(sentence, adjective, "cop") is not None else above
    if remaining < 0 or (
        remaining != adjective
        and sentence.words[remaining].lemma.lower() not in lexicon.ANONYMITY["remaining"]
    ):
        return
    top = wanting(sentence, remaining)
    verb = remaining if top is None else top
    condition = condition_above(sentence, verb)
    stays = remaining != adjective and is_relation(sentence.words[remaining].deprel, ("acl",))
    kept = child(sentence, remaining, "obj")  # had kept *the boys* anonymous
    whose = () if kept is None else (kept,)
    if condition is not None:  # on condition that he remain anonymous
        yield Grant(condition, adjective, verb, whose)
    elif top is not None or stays:  # who remained anonymous
        yield Grant(with_auxiliaries(sentence, verb), adjective, verb, whose)


def _on_background(sentence: Sentence, noun: int) -> Iterator[Grant]:
    """Yield ``on background``, ``off the record`` and ``not for attribution``."""
    words = sentence.words
    before = [word.text.lower() for word in words[max(noun - 2, 0) : noun]]
    if words[noun].text.lower() == "background":
        on = noun - 1 if before[-1:] == ["on"] else noun - 2 if before == ["on", "deep"] else -1
    else:
        on = noun - 2 if before in (["not", "for"], ["off", "the"]) else -1
        on = noun - 1 if before[-1:] == ["without"] else on
    if on >= 0 and words[noun].head >= 0:
        yield _with_speaking(sentence, on, noun, noun)


def _under_rules(sentence: Sentence, noun: int) -> Iterator[Grant]:
    """Yield ``on lobby terms`` and ``under the Chatham House rule``."""
    while sentence.words[noun].deprel in {"compound", "nmod"} and sentence.words[noun].head > noun:
        noun = sentence.words[noun].head
    case, verb = preposition(sentence, noun), sentence.words[noun].head
    if case is not None and verb >= 0 and sentence.words[noun].lemma.lower() in {"term", "rule"}:
        yield _with_speaking(sentence, case, noun, noun)
