"""A grant of anonymity, its reason, and what its kinds share.

The kinds share the verb, who asks, and what denies it. The reason is ``because …``, ``for fear of
…``, ``citing …`` or ``to …``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractor import cue_lexicon
from extractor.domain import Sentence, Span, Word, value
from extractor.english import inflection, lexicon
from extractor.english.syntax import (
    FINITE_OR_MODAL,
    ancestors,
    child,
    children,
    is_finite,
    is_negated,
    marker,
    span,
    subtree,
)

OTHERS: Final = frozenset("he she they who which that".split())
"""Who does not print the text: ``He would not name the buyer``."""
ONLY: Final = frozenset("only just simply solely merely".split())
KEPT: Final = ONLY | {"never"}
CLAUSE_WORDS: Final = lexicon.RELATIVE_PRONOUNS | {"when", "while", "after", "but"}
INTRODUCING: Final = frozenset("on that from of about against".split())
"""What may stand before a clause that is asked for: ``insisted on not being named``."""
OPENING: Final = frozenset("on under in with upon".split())
"""Prepositions in front of a condition: ``under condition of anonymity``."""
FARTHEST_CONDITION: Final = 10
"""Words from a condition to the verb of its clause."""
IFS: Final = frozenset("if provided providing unless".split())


@value()
class Grant:
    """Words *first* to *last* of a sentence that grant anonymity.

    ``top`` is the verb or noun of the grant in the sentence; ``whose`` are the words that may be
    the one it is granted to, the likelier first; ``namer`` is who does not print the name, or -1.
    """

    first: int
    last: int
    top: int
    whose: tuple[int, ...] = ()
    namer: int = -1


def asking_for(sentence: Sentence, verb: int) -> int:
    """Return the verb that asks for what *verb* says, or *verb* itself."""
    top = wanting(sentence, verb)
    return verb if top is None else top


def with_auxiliaries(sentence: Sentence, verb: int) -> int:
    """Return the first word of a verb with its auxiliaries, negation and adverbs before it."""
    words = sentence.words
    own = {verb, *children(sentence, verb, "aux", "advmod", "cop", "mark")}
    first = verb
    while first - 1 in own and not _is_loose(words[first - 1]):
        first -= 1
    while first < verb and words[first].upos == "ADV" and words[first].text.lower() not in KEPT:
        first += 1
    return first


def _is_loose(word: Word) -> bool:
    """Return whether a word in front of a verb is no part of it: ``to``, ``all``."""
    marks = word.deprel == "mark" and word.text.lower() != "without"
    return marks or word.upos in {"DET", "PUNCT"}


def wanting(sentence: Sentence, verb: int) -> int | None:
    """Return the verb that asks for what *verb* says, the nearest, or None."""
    found = None
    for above in (verb, *ancestors(sentence, verb)):
        word = sentence.words[above]
        if above != verb and inflection.is_form_of(word, lexicon.ANONYMITY["wanting"]):
            found = above
        inside = word.deprel == "advcl" and marker(sentence, above) in INTRODUCING
        # asked not to be photographed or named; but not: feared him and would not be named
        joined = word.deprel == "conj" and not is_finite(sentence, above)
        if word.deprel == "ccomp" and marker(sentence, above) in {"whether", "if"}:
            return None  # asked *whether it could be described as* a leak
        if not (inside or joined or word.deprel in {"xcomp", "ccomp"}) or found is not None:
            break
    return found


def _between(sentence: Sentence, verb: int, top: int) -> Iterator[int]:
    """Yield the heads from *verb* up to *top*."""
    for above in ancestors(sentence, verb) if verb != top else ():
        yield above
        if above == top:
            return


def condition_above(sentence: Sentence, verb: int) -> int | None:
    """Return where ``on (the) condition`` begins, if a clause says what the condition is."""
    above = sentence.words[verb].head
    if above >= 0 and marker(sentence, verb) in IFS:  # agreed to talk only if he was not named
        agreed = asking_for(sentence, above)
        return with_auxiliaries(sentence, agreed)
    noun = next(_conditions_before(sentence, verb), None)
    opening = None if noun is None else _opening_before(sentence, noun)
    return None if opening is None else with_speaking(sentence, opening)[0]


def _conditions_before(sentence: Sentence, verb: int) -> Iterator[int]:
    """Yield what a clause may be the condition of, a few words before its verb."""
    for word in sentence.words[max(verb - FARTHEST_CONDITION, 0) : verb]:
        named = inflection.plain_singular(word.text) in lexicon.ANONYMITY["condition"]
        if named and _opening_before(sentence, word.index) is not None:
            yield word.index


def _opening_before(sentence: Sentence, noun: int) -> int | None:
    """Return the preposition of ``on the strict condition``, whatever the tree makes of it."""
    first = noun - 1
    while first > 0 and sentence.words[first].upos in {"DET", "ADJ"}:
        first -= 1
    return first if first >= 0 and sentence.words[first].text.lower() in OPENING else None


def with_speaking(sentence: Sentence, first: int) -> tuple[int, int | None]:
    """Return where a grant begins, and the ``speaking`` right before *first* if it belongs to it.

    ``spoke on condition …``, but not ``spoke to Reuters on condition …``.
    """
    words, verb = sentence.words, first - 1
    while verb > 0 and words[verb].upos == "ADV":
        verb -= 1
    if verb >= 0 and words[verb].lemma.lower() in lexicon.ANONYMITY["speaking"]:
        asking = asking_for(sentence, verb)  # asked to speak anonymously
        return with_auxiliaries(sentence, asking), asking
    return first, None


def prints(sentence: Sentence, namer: int) -> bool:
    """Return whether somebody may be who prints the text: ``CBC``, ``the paper``, ``we``."""
    word = sentence.words[namer]
    if word.upos == "NOUN" and word.text.islower():
        return inflection.plain_singular(word.text) in cue_lexicon.OUTLET_NOUNS
    return word.text.lower() not in OTHERS


def is_denied(sentence: Sentence, verb: int, top: int) -> bool:
    """Return whether a verb is negated, or what is asked for declined."""
    chain = {verb, *_between(sentence, verb, top)}
    declined = sentence.words[top].lemma.lower() in lexicon.ANONYMITY["declining"]
    declined = declined or _begs_off(sentence, top)
    without = any(marker(sentence, v) == "without" for v in chain)
    none = any(_is_none(sentence, s) for v in chain for s in children(sentence, v, "nsubj", "obj"))
    declined = declined or (top != verb and sentence.words[top].lemma.lower() == "fear")
    head = sentence.words[top].head  # none willing to be named
    above = sentence.words[head].text.lower() if head >= 0 else ""
    none = none or (above in {"none", "neither"} and sentence.words[top].upos == "ADJ")
    return declined or without or none or any(is_negated(sentence, v) for v in chain)


def _begs_off(sentence: Sentence, verb: int) -> bool:
    below = sentence.children[verb]
    off = any(sentence.words[i].text.lower() == "off" for i in below)
    return off and inflection.is_form_of(sentence.words[verb], {"beg"})


def _is_none(sentence: Sentence, noun: int) -> bool:
    """Return whether a noun is denied: ``neither he nor she``, ``no name``, ``none of them``."""
    words = (noun, *children(sentence, noun, "det", "cc", "advmod"))
    return any(sentence.words[i].text.lower() in {"neither", "none", "no"} for i in words)


def says_only(sentence: Sentence, verb: int, top: int, last: int) -> bool:
    """Return whether ``only`` or the like stands in a grant or right before it."""
    first = max(min(verb, top) - 2, 0)
    return any(w.text.lower() in ONLY for w in sentence.words[first : last + 1])


# --- reasons -------------------------------------------------------------------------------


def end_of_complement(sentence: Sentence, verb: int) -> int:
    """Return the last word of what a verb takes, without the reason and without clauses."""
    words = sentence.words
    last = verb
    inside = set(subtree(sentence, verb))
    for word in words[verb + 1 :]:
        if word.index not in inside or word.text in {",", ";", "—", "–", "--", ")", '"', "”"}:
            break
        if _opens_reason(sentence, word.index, verb):
            break
        if word.deprel == "advcl" and word.xpos == "VBG":
            break
        if word.text.lower() in CLAUSE_WORDS:
            break
        last = word.index
    while last > verb and words[last].upos in {"PUNCT", "CCONJ"}:
        last -= 1
    return last


def _opens_reason(sentence: Sentence, position: int, verb: int) -> bool:
    """Return whether a word opens the reason of a grant."""
    word = sentence.words[position]
    lower = word.text.lower()
    if lower in {"over", "amid", "for", "out"}:
        plain = inflection.plain_singular(sentence.words[word.head].text) if word.head >= 0 else ""
        feared = plain in lexicon.ANONYMITY["reason-noun"]
        return feared and word.deprel == "case" and word.head > position
    if lower == "as":
        return word.deprel == "mark" or _is_clause(sentence, position)
    if lower in lexicon.ANONYMITY["reason"]:
        return word.deprel in {"mark", "case", "fixed", "advcl", "obl", "advmod", "acl"}
    if lower in lexicon.ANONYMITY["reason-adjective"]:
        return sentence.words[position - 1].text == "," if position else True
    if lower == "to":
        return word.deprel == "mark" and word.head > position
    if word.deprel == "advcl" and word.xpos == "VBG":
        return word.head == position - 1 and lower not in {"speaking", "adding"}
    if lower in {"so", "in"}:
        after = [w.text.lower() for w in sentence.words[position + 1 : position + 3]]
        so = lower == "so" and after[:1] in (["that"], ["as"], ["he"], ["she"], ["they"])
        in_order = after[:1] in (["order"], ["line"], ["accordance"], ["keeping"])
        return so or (lower == "in" and in_order)
    return False


def _is_clause(sentence: Sentence, case: int) -> bool:
    """Return whether a verb follows the noun of an ``as``: ``as *deliberations are* private``."""
    if sentence.words[case].deprel != "case" or sentence.words[case].head < 0:
        return False
    after = max(subtree(sentence, sentence.words[case].head)) + 1
    words = sentence.words[after : after + 1]
    return any(word.xpos in FINITE_OR_MODAL for word in words)


def reason_of(sentence: Sentence, grant: Grant) -> Span | None:
    """Return the words that say why: right behind a grant, in front of it, or beside it."""
    words = sentence.words
    to = max(grant.whose, default=-1)  # granted anonymity to *the officer* because …
    start = max(subtree(sentence, to) if to > grant.last else [grant.last]) + 1
    while start < len(words) and words[start].text.lower() in lexicon.CALENDAR | {"on"}:
        start += 1  # on condition of anonymity on Tuesday because …
    if start < len(words) and words[start].text == ",":
        start += 1
        if start < len(words) and _opens_another(sentence, start):
            start = len(words)
    used_for = [word.text.lower() for word in words[start : start + 2]] == ["used", "to"]
    start += used_for  # a pseudonym used to protect her
    if start < len(words) and (used_for or _opens_reason(sentence, start, grant.top)):
        return _clause_from(sentence, start)
    subjects = children(sentence, grant.top, "nsubj")
    at_subject = ((s, ("acl", "amod", "appos")) for s in subjects)
    for top, relations in ((grant.top, ("advcl", "obl")), *at_subject):
        for clause in children(sentence, top, *relations):
            first = min(i for i in subtree(sentence, clause) if words[i].upos != "PUNCT")
            if first < grant.first and _opens_reason(sentence, first, grant.top):
                return _clause_from(sentence, first)
    return _not_authorised(sentence, grant)


def _opens_another(sentence: Sentence, position: int) -> bool:
    """Return whether a word behind a comma opens what may be no reason: ``, as troops advanced``.

    One by which somebody is not allowed to speak is a reason.
    """
    word = sentence.words[position]
    lower = word.text.lower()
    if lower == "as" and word.deprel == "mark":
        state = child(sentence, word.head, "cop") is not None
        return not (state or is_negated(sentence, word.head))
    return lower in {"to", "as", "so"}


def _clause_from(sentence: Sentence, first: int) -> Span:
    """Return the clause or phrase that a word opens, up to its end."""
    words = sentence.words
    word = words[first]
    if word.deprel == "case" and word.text.lower() == "as":  # the tree has no such clause
        stop = next((w.index for w in words[first:] if w.upos == "PUNCT"), len(words))
        return span(sentence, (first, stop - 1))
    head = word.head if word.deprel in {"mark", "case", "fixed", "advmod"} else first
    if word.deprel == "case" and words[head].deprel == "fixed":
        head = words[head].head
    inside = {i for i in subtree(sentence, head) if i >= first} | {first}
    last = first
    for after in words[first + 1 :]:
        if after.index not in inside:
            break
        last = after.index
    while last > first and words[last].upos == "PUNCT":
        last -= 1
    return span(sentence, (first, last))


def _not_authorised(sentence: Sentence, grant: Grant) -> Span | None:
    """Return ``was not authorized to speak``, said of the one who is granted anonymity."""
    above = sentence.words[grant.top].head
    for noun in (*grant.whose, above, *children(sentence, grant.top, "nsubj")):
        if noun < 0:
            continue
        joined = [above] if sentence.words[grant.top].deprel == "conj" else []
        for clause in (*joined, *children(sentence, noun, "acl")):
            lemma = sentence.words[clause].lemma.lower()
            if lemma in lexicon.ANONYMITY["not-authorised"] and is_negated(sentence, clause):
                first = with_auxiliaries(sentence, clause)
                tree = subtree(sentence, clause)
                ends = grant.first if first < grant.first else len(sentence.words)
                inside = [i for i in tree if first <= i < ends]
                while len(inside) > 1 and sentence.words[inside[-1]].upos in {"PUNCT", "CCONJ"}:
                    inside.pop()
                return span(sentence, inside)
    return None
