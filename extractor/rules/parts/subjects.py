"""From a cue to the words that name its speaker.

Paths, in the order tried (the cue is underlined by its name):

    quoted      see ``quoting``
    own         nsubj           *She* said …;  said *the mayor*
    agent       obl:agent       was first reported by *the Post*
    relative    nsubj = who     Ann Lee, *who* said …
    conj        conj -> nsubj   *He* nodded and said …
    shared      advcl/ccomp/xcomp/parataxis -> nsubj   *She* spoke, adding …
    noun        acl -> noun     *a letter* saying …
    state       nsubj:pass      *She* is worried about …, a passive in form only
    misparsed   obj after the cue, no nsubj   said *Ellis*
    adjacent    a nominal right before the cue that the parser hung elsewhere
"""

from __future__ import annotations

from collections.abc import Collection

from extractor import grammar
from extractor.domain import Sentence
from extractor.rules.base import Subject
from extractor.rules.parts.phrases import phrase
from extractor.rules.parts.quoting import quoted
from extractor.rules.parts.sharing import inherited

NOT_SUBJECTS = frozenset(
    "nsubj nsubj:pass obj iobj nmod nmod:poss obl obl:agent flat compound nummod".split()
)
SILENT = frozenset(
    """
    there today tonight tomorrow yesterday
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    """.lower().split()
)
"""What never speaks, whatever the parser makes of it: ``Moore said Friday``."""
NOMINATIVES = frozenset("he she they i we".split())
STATES = frozenset(
    """
    worry concern convince assure determine commit dedicate oppose focus divide disappoint
    surprise shock alarm please thrill delight excite honor honour encourage frustrate interest
    prepare poise tempt incline
    """.split()
)


def subject(sentence: Sentence, cue: int, barred: Collection[int] = frozenset()) -> Subject | None:
    """Return who speaks at *cue*, or None where the sentence does not say.

    *barred* are positions inside quotation marks: a cue outside them has its subject outside.
    """
    paths = (
        ("quoted", quoted(sentence, cue)),
        ("own", _own(sentence, cue, barred)),
        ("agent", _agent(sentence, cue)),
    )
    for path, head in paths:
        if head is not None:
            return _made(sentence, head, path, cue)
    if grammar.is_passive(sentence, cue) or _has_expletive(sentence, cue):
        return _state(sentence, cue)
    found = inherited(sentence, cue)
    if found is not None and found.phrase.head not in barred:
        return found
    return _misparsed(sentence, cue) or _adjacent(sentence, cue)


def _state(sentence: Sentence, cue: int) -> Subject | None:
    """Take the subject of a passive that tells a state of mind."""
    head = grammar.child(sentence, cue, "nsubj:pass")
    if head is not None and sentence.words[cue].lemma.lower() in STATES:
        return _made(sentence, head, "state", cue)
    return None


def _adjacent(sentence: Sentence, cue: int) -> Subject | None:
    """Take the nominal right before a finite cue that the parser hung elsewhere."""
    before = cue - 1
    while before > 0 and sentence.words[before].upos in {"ADV", "AUX"}:
        before -= 1
    if before < 0 or sentence.words[cue].xpos not in grammar.FINITE:
        return None
    top = before
    while (
        sentence.words[top].deprel in {"flat", "compound", "nmod:desc"}
        and sentence.words[top].head < cue
    ):
        top = sentence.words[top].head
    word = sentence.words[top]
    if word.text.lower() not in NOMINATIVES and (
        word.upos not in {"PROPN", "NOUN"} or word.head < 0 or word.deprel in NOT_SUBJECTS
    ):
        return None
    return _made(sentence, top, "adjacent", cue)


def _made(sentence: Sentence, head: int, path: str, cue: int) -> Subject:
    word = sentence.words[head]
    if word.lemma.lower() in grammar.RELATIVES and word.upos == "PRON":
        path = "relative"
    return Subject(phrase(sentence, head, frozenset({cue})), path)


def _own(sentence: Sentence, cue: int, barred: Collection[int]) -> int | None:
    """Return the subject nearest to *cue*: the parser may have given it a quoted one too."""
    if grammar.is_passive(sentence, cue):
        return None
    heads = [
        head
        for head in grammar.children(sentence, cue, "nsubj")
        if head not in barred and sentence.words[head].text.lower() not in SILENT
    ]
    return min(heads, key=lambda head: abs(head - cue), default=None)


def _has_expletive(sentence: Sentence, cue: int) -> bool:
    return grammar.child(sentence, cue, "expl") is not None


def _agent(sentence: Sentence, cue: int) -> int | None:
    for head in grammar.children(sentence, cue, "obl"):
        word = sentence.words[head]
        if word.deprel == "obl:agent" or (
            grammar.is_passive(sentence, cue) and grammar.marker(sentence, head) == "by"
        ):
            return head
    return None


def _ends_clause(sentence: Sentence, head: int) -> bool:
    """Tell whether nothing but punctuation follows the noun phrase."""
    last = max(grammar.subtree(sentence, head))
    return last + 1 >= len(sentence.words) or sentence.words[last + 1].upos == "PUNCT"


def _misparsed(sentence: Sentence, cue: int) -> Subject | None:
    """Take ``Ellis`` in ``Said Ellis: …`` where the parser made it an object."""
    after = cue + 1
    for head in grammar.children(sentence, cue, "obj", "iobj", "obl:unmarked", "vocative"):
        word = sentence.words[head]
        first = min(grammar.subtree(sentence, head))
        finite = sentence.words[cue].xpos in {"VBD", "VBZ"}
        speaks = word.text.lower() not in SILENT
        named = word.upos == "PROPN" or _ends_clause(sentence, head)
        if finite and first == after and speaks and named:
            return Subject(phrase(sentence, head), "misparsed")
    return None
