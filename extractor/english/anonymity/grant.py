"""A grant of anonymity, and what its kinds share: its verb, who asks for it, what denies it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from extractor.domain import Sentence, Word, value
from extractor.english import inflection, lexicon
from extractor.english.syntax import (
    FINITE,
    ancestors,
    child,
    children,
    is_negated,
    marker,
)

CLAUSES: Final = frozenset({"acl", "acl:relcl"})
RELATIVES: Final = frozenset("who which that whom whose".split())
OTHERS: Final = frozenset("he she they who which that".split())
"""Who does not print the text: ``He would not name the buyer``."""
ONLY: Final = frozenset("only just simply solely merely".split())
KEPT: Final = ONLY | {"never"}
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


def is_form_of(word: Word, verbs: Collection[str]) -> bool:
    """Return whether a word is one of *verbs*, whatever its lemma: ``begged``, read as *begg*."""
    bases = inflection.bases(word.text) if word.upos == "VERB" else ()
    return word.lemma.lower() in verbs or any(base in verbs for base in bases)


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


def first_case(sentence: Sentence, noun: int) -> int | None:
    """Return the preposition in front of a noun, or None."""
    case = child(sentence, noun, "case")
    return case if case is not None and case < noun else None


def wanting(sentence: Sentence, verb: int) -> int | None:
    """Return the verb that asks for what *verb* says, the outermost, or None."""
    found = None
    for above in (verb, *ancestors(sentence, verb)):
        word = sentence.words[above]
        if above != verb and is_form_of(word, lexicon.ANONYMITY["wanting"]):
            found = above
        inside = word.deprel == "advcl" and marker(sentence, above) in INTRODUCING
        # asked not to be photographed or named; but not: feared him and would not be named
        joined = word.deprel == "conj" and not _is_finite(sentence, above)
        if not (inside or joined or word.deprel in {"xcomp", "ccomp"}) or found is not None:
            break
    return found


def _is_finite(sentence: Sentence, verb: int) -> bool:
    auxiliary = child(sentence, verb, "aux")
    finite = auxiliary is not None and sentence.words[auxiliary].xpos in {"MD", *FINITE}
    return finite or sentence.words[verb].xpos in FINITE


def _between(sentence: Sentence, verb: int, top: int) -> Iterator[int]:
    """Yield the heads from *verb* up to *top*."""
    for above in ancestors(sentence, verb) if verb != top else ():
        yield above
        if above == top:
            return


def relative_noun(sentence: Sentence, verb: int) -> int | None:
    """Return the noun on which the relative clause of a verb hangs, or None."""
    for position in (verb, *ancestors(sentence, verb)):
        word = sentence.words[position]
        if word.deprel in CLAUSES:
            return word.head
        if word.deprel not in {"xcomp", "ccomp", "conj", "advcl"}:
            return None
    return None


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
        named = lexicon.plain_singular(word.text) in lexicon.ANONYMITY["condition"]
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
        return lexicon.plain_singular(word.text) in lexicon.OUTLET_NOUNS
    return word.text.lower() not in OTHERS


def is_denied(sentence: Sentence, verb: int, top: int) -> bool:
    """Return whether a verb is negated, or what is asked for declined."""
    chain = {verb, *_between(sentence, verb, top)}
    declined = sentence.words[top].lemma.lower() in lexicon.ANONYMITY["declining"]
    declined = declined or _begs_off(sentence, top)
    without = any(marker(sentence, v) == "without" for v in chain)
    none = any(_is_none(sentence, s) for v in chain for s in children(sentence, v, "nsubj", "obj"))
    declined = declined or (top != verb and sentence.words[top].lemma.lower() == "fear")
    above = sentence.words[sentence.words[top].head].text.lower()  # none willing to be named
    none = none or (above in {"none", "neither"} and sentence.words[top].upos == "ADJ")
    return declined or without or none or any(is_negated(sentence, v) for v in chain)


def _begs_off(sentence: Sentence, verb: int) -> bool:
    below = sentence.children[verb]
    off = any(sentence.words[i].text.lower() == "off" for i in below)
    return off and is_form_of(sentence.words[verb], {"beg"})


def _is_none(sentence: Sentence, noun: int) -> bool:
    """Return whether a noun is denied: ``neither he nor she``, ``no name``, ``none of them``."""
    words = (noun, *children(sentence, noun, "det", "cc", "advmod"))
    return any(sentence.words[i].text.lower() in {"neither", "none", "no"} for i in words)


def says_only(sentence: Sentence, verb: int, top: int, last: int) -> bool:
    """Return whether ``only`` or the like stands in a grant or right before it."""
    first = max(min(verb, top) - 2, 0)
    return any(w.text.lower() in ONLY for w in sentence.words[first : last + 1])
