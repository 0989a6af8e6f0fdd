"""A cue's subject that the parser made part of something else.

Because a relative clause follows it:

*The donor*, who was not named, said the aide wept    one subject more of *wept*
*A clerk* who gave no name said it is shut            *said* is one clause more about it
*A nurse* who, it seems, is afraid says it is shut    *says* belongs to that clause
It will shut, *a clerk* who gave no name told Sky     one subject more of *shut*, or loose

Because it is a name set off beside the cue:

It's “a start,” *Lewis Hart*, the former chair, argued   read with the words in marks
It isn't “a plan,” *Hart* added                          one subject more of the verb before
As *Ida Moe*, the deputy leader, put it: …               an oblique, after ``as``
In the July 9, 2012, cable, *Moe* reported …             joined to the noun before
The trouble with it, says *Moe*, a historian, is …       the subject of the verb behind
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from extractor.domain import Sentence
from extractor.english import lexicon, syntax

PRONOUNS = frozenset({"who", "whose", "whom"})
INSIDE = frozenset({"xcomp", "ccomp", "advcl"})
LOOSE = frozenset({"parataxis", "dep", "list"})


def before_relative(sentence: Sentence, cue: int) -> int | None:
    """Return the noun whose relative clause ends right before a finite *cue*, if it has no other.

    Only where the tree is plainly wrong: it shows one of the pictures above.
    """
    word = sentence.words[cue]
    finite = word.xpos in {*syntax.FINITE, "VBN"}  # told, misread as a participle
    if not finite or syntax.child(sentence, cue, "nsubj", "mark", "aux") is not None:
        return None
    for noun, clause in _relatives_before(sentence, cue):
        if _is_second_subject(sentence, noun, cue) or _is_loose(sentence, noun):
            return noun
        if syntax.child(sentence, cue, "ccomp") is None:
            continue
        second_clause = word.deprel == "acl:relcl" and word.head == noun
        inside = word.deprel in INSIDE and word.head in syntax.subtree(sentence, clause, {cue})
        if second_clause or inside:
            return noun
    return None


def _relatives_before(sentence: Sentence, cue: int) -> Iterator[tuple[int, int]]:
    """Yield each relative clause about a person that ends right before *cue*, and its noun."""
    words = sentence.words
    for clause in reversed(words[:cue]):
        if clause.deprel != "acl:relcl" or clause.head > clause.index:
            continue
        below = [p for p in syntax.subtree(sentence, clause.index, {cue}) if p < cue]
        person = any(words[p].text.lower() in PRONOUNS for p in below)
        if person and all(word.upos == "PUNCT" for word in words[below[-1] + 1 : cue]):
            yield clause.head, clause.index


def _is_second_subject(sentence: Sentence, noun: int, cue: int) -> bool:
    """Return whether a noun is a subject of a verb that has another on its other side."""
    word = sentence.words[noun]
    if not syntax.is_relation(word.deprel, ("nsubj",)) or word.head == cue:
        return False
    others = [s for s in syntax.children(sentence, word.head, "nsubj") if s != noun]
    content = word.head > cue and any(s > cue for s in others)
    return content or (word.head < noun and any(s < word.head for s in others))


def _is_loose(sentence: Sentence, noun: int) -> bool:
    """Return whether a noun for people hangs loosely on a verb before it, behind a comma."""
    words, word = sentence.words, sentence.words[noun]
    first = next(p for p in syntax.subtree(sentence, noun) if words[p].upos != "PUNCT")
    behind = 0 <= word.head < noun and first > 0 and words[first - 1].text == ","
    person = word.upos == "NOUN" and lexicon.noun_class(word.text) in {"person", "crowd"}
    return behind and person and word.deprel in LOOSE


# --- names set off beside a cue ------------------------------------------------------------

JOINED = frozenset({"flat", "appos"})
OWNED = frozenset({"nmod:poss", "compound", "flat", "case"})


def name_before(sentence: Sentence, cue: int, barred: Collection[int] = frozenset()) -> int | None:
    """Return the name between a closing mark, or ``as``, and a finite *cue* without a subject.

    What is said of it in commas may stand between: ``…,” *Hart*, the former chair, argued``.
    *barred* are positions inside quotation marks.
    """
    words = sentence.words
    if words[cue].xpos not in syntax.FINITE or syntax.child(sentence, cue, "nsubj") is not None:
        return None
    for word in reversed(words[:cue]):
        if word.upos != "PROPN" or word.deprel in OWNED or word.index in barred:
            continue
        below = [p for p in syntax.subtree(sentence, word.index) if p not in barred]
        while words[below[0]].upos == "PUNCT":
            del below[0]
        first = below[0]
        gap = words[below[-1] + 1 : cue]
        if below[-1] > cue or any(w.upos not in {"PUNCT", "ADV"} for w in gap):
            continue
        closed = first > 0 and words[first - 1].text in syntax.QUOTE_MARKS
        as_put = words[first].text.lower() == "as" and word.head == cue
        if closed or as_put:
            return word.index
    return None


def name_instead(sentence: Sentence, cue: int, subject: int) -> int:
    """Return the name that speaks at *cue* rather than its *subject* in the tree, or that.

    A common noun is not the subject where a comma parts it from a name right beside the cue.
    """
    words = sentence.words
    noun = words[subject]
    if noun.upos == "PRON" or not noun.text[:1].islower() or subject > cue:
        return subject
    joined = (c for c in sentence.children[subject] if words[c].deprel in JOINED)
    for name in joined:
        below = [p for p in syntax.subtree(sentence, name) if words[p].text != ","]
        apart = words[below[0] - 1].text == "," and below[-1] == cue - 1
        apart = apart and words[below[-1]].text not in {")", "]"}
        if apart and words[name].upos == "PROPN" and words[cue].xpos in syntax.FINITE:
            return name
    behind = _behind_comma(sentence, cue)
    if behind is None or lexicon.noun_class(noun.text) is not None:
        return subject
    return behind


def _behind_comma(sentence: Sentence, cue: int) -> int | None:
    """Return the name behind a cue in commas, read as a later verb's subject: ``, says Moe,``."""
    words = sentence.words
    if words[cue].xpos not in syntax.FINITE or words[cue - 1].text != ",":
        return None
    for word in words[cue + 1 : cue + 2]:
        end = syntax.subtree(sentence, word.index)[-1] + 1
        named = word.upos == "PROPN" and word.head > end
        if named and syntax.is_relation(word.deprel, ("nsubj",)) and words[end - 1].text == ",":
            return word.index
        if named and end < len(words) and words[end].text == ",":
            return word.index
    return None
