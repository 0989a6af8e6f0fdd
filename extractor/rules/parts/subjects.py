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

from collections.abc import Collection, Iterator

from extractor.domain import Sentence
from extractor.english import syntax
from extractor.rules.base import Subject
from extractor.rules.parts import elsewhere
from extractor.rules.parts.addressees import TELLING
from extractor.rules.parts.phrases import phrase
from extractor.rules.parts.quoting import quoted
from extractor.rules.parts.sharing import inherited

ACCUSATIVES = frozenset("him her them me us".split())
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
    for path, head in _tied(sentence, cue, barred):
        if head is not None:
            return _made(sentence, head, path, cue)
    if syntax.is_passive(sentence, cue) or _has_expletive(sentence, cue):
        return _state(sentence, cue)
    found = inherited(sentence, cue)
    if found is not None and found.phrase.head not in barred:
        return found
    return _hung_elsewhere(sentence, cue)


def _tied(
    sentence: Sentence, cue: int, barred: Collection[int]
) -> Iterator[tuple[str, int | None]]:
    yield "quoted", quoted(sentence, cue)
    yield "own", _own(sentence, cue, barred)
    yield "agent", _agent(sentence, cue)


def _hung_elsewhere(sentence: Sentence, cue: int) -> Subject | None:
    for path, head in (
        ("misparsed", elsewhere.behind(sentence, cue)),
        ("adjacent", elsewhere.before(sentence, cue)),
    ):
        if head is not None:
            return _made(sentence, head, path, cue)
    return None


def _state(sentence: Sentence, cue: int) -> Subject | None:
    """Take the subject of a passive that tells a state of mind."""
    head = syntax.child(sentence, cue, "nsubj:pass")
    if head is not None and sentence.words[cue].lemma.lower() in STATES:
        return _made(sentence, head, "state", cue)
    return None


def _made(sentence: Sentence, head: int, path: str, cue: int) -> Subject:
    word = sentence.words[head]
    if word.lemma.lower() in syntax.RELATIVES and word.upos == "PRON":
        path = "relative"
    return Subject(phrase(sentence, head, frozenset({cue})), path)


def _own(sentence: Sentence, cue: int, barred: Collection[int]) -> int | None:
    """Return the subject nearest to *cue*: the parser may have given it a quoted one too.

    Of two, the one before it: what follows is whom *she, 49, told*, unless the cue is turned
    round: ``…, said *Lee*``.
    """
    if syntax.is_passive(sentence, cue):
        return None
    heads = [
        head
        for head in syntax.children(sentence, cue, "nsubj")
        if head not in barred and sentence.words[head].text.lower() not in elsewhere.SILENT
    ]
    ahead = [head for head in heads if head < cue]
    wrong = {h for h in heads if ahead and h > cue and not _is_turned(sentence, cue, h)}
    return min(heads, key=lambda head: (head in wrong, abs(head - cue)), default=None)


def _is_turned(sentence: Sentence, cue: int, head: int) -> bool:
    """Return whether a name behind the cue is its subject; who is told something is not."""
    if sentence.words[cue].lemma.lower() in TELLING or sentence.words[head].text in ACCUSATIVES:
        return False
    after_mark = cue > 0 and sentence.words[cue - 1].upos == "PUNCT"
    named = sentence.words[head].upos == "PROPN" or syntax.child(sentence, head, "det") is None
    return after_mark and named


def _has_expletive(sentence: Sentence, cue: int) -> bool:
    return syntax.child(sentence, cue, "expl") is not None


def _agent(sentence: Sentence, cue: int) -> int | None:
    for head in syntax.children(sentence, cue, "obl"):
        word = sentence.words[head]
        if word.deprel == "obl:agent" or (
            syntax.is_passive(sentence, cue) and syntax.marker(sentence, head) == "by"
        ):
            return head
    return None
