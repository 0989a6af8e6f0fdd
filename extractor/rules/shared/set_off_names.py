"""Names set off beside a cue, which the parser made part of something else.

It's “a start,” *Lewis Hart*, the former chair, argued   read with the words in marks
It isn't “a plan,” *Hart* added                          one subject more of the verb before
As *Ida Moe*, the deputy leader, put it: …               an oblique, after ``as``
In the July 9, 2012, cable, *Moe* reported …             joined to the noun before
The trouble with it, says *Moe*, a historian, is …       the subject of the verb behind
"""

from __future__ import annotations

from collections.abc import Collection

from extractor.domain import Sentence
from extractor.english import lexicon, syntax

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
