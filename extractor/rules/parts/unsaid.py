"""What is told of words that were not said: denied, possible, or asked for.

She did not say whether it will close.     He could say that it was a joke.
The mayor declined to comment.             Nobody has said "sorry".
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor import lexicon
from extractor.domain import Sentence
from extractor.english import syntax
from extractor.rules.base import Found
from extractor.rules.parts.reporting import REPORTS
from extractor.rules.parts.scene import Scene

REPORTING_FRAMES = frozenset(
    "quotation that-clause bare-clause wh-clause to-infinitive medial".split()
)
UNREAL = frozenset("can could may might must should would".split())
WITHHELD = frozenset("decline refuse fail".split())
SILENCE = frozenset("comment respond answer reply say discuss elaborate speak talk confirm".split())
ASKING = frozenset("ask request insist".split())
IDENTIFY = frozenset("name identify quote".split())
NAMING = frozenset("call name dub term title entitle know label nickname".split())
CONDITIONS = frozenset("if unless".split())
OF_WORKS = frozenset("read write sing play perform publish watch record release".split())
SHORT = 3
NOBODY = frozenset("nobody none no neither".split())


def is_unsaid(scene: Scene, found: Found) -> bool:
    """Return whether the sentence says that the content was not, or need not have been, said."""
    if found.cue < 0:
        return False
    sentence = scene.sentences[found.sentence]
    if _withheld(sentence, found) or _named_only(sentence, found):
        return True
    if lexicon.cue_class(found.lemma, found.frame) not in REPORTS:
        return False
    if syntax.is_negated(sentence, found.cue) or _by_nobody(sentence, found):
        return True
    if syntax.marker(sentence, found.cue) in CONDITIONS or _is_nothing(scene, found):
        return True
    modal = syntax.modal(sentence, found.cue) in UNREAL
    return found.frame in REPORTING_FRAMES and (modal or _governed(sentence, found.cue))


def _is_nothing(scene: Scene, found: Found) -> bool:
    words = [span.of(scene.text).lower() for span in found.content]
    return words[:1] == ["nothing"] or any(w.startswith("nothing about") for w in words)


def is_title(scene: Scene, found: Found, passages: Sequence[int]) -> bool:
    """Return whether the content is but a title in marks: ``She read "The Long Road"``.

    In a headline every word is capitalised, so there nothing is a title.
    """
    if found.cue < 0 or (found.frame in REPORTING_FRAMES and found.lemma not in OF_WORKS):
        return False
    words = [w for k in passages for i in scene.passages[k].inner for w in i.of(scene.text).split()]
    around = [w.text for w in scene.sentences[found.sentence].words if w.upos in {"NOUN", "VERB"}]
    headline = sum(w[0].isupper() for w in around) > len(around) / 2
    long = [w for w in words if len(w) > SHORT]
    return len(words) > 1 and not headline and all(w[0].isupper() for w in long)


def _withheld(sentence: Sentence, found: Found) -> bool:
    """Return whether it is ``declined to comment`` or ``asked not to be named``."""
    if found.lemma not in WITHHELD and found.lemma not in ASKING:
        return False
    clause = syntax.child(sentence, found.cue, "xcomp")
    if clause is None:
        return False
    lemma = sentence.words[clause].lemma.lower()
    return (found.lemma in WITHHELD and lemma in SILENCE) or (
        found.lemma in ASKING and lemma in IDENTIFY and syntax.is_negated(sentence, clause)
    )


def _named_only(sentence: Sentence, found: Found) -> bool:
    """Return whether a passive without agent only gives a thing its name."""
    naming = found.subject is None and found.lemma.partition(" ")[0] in NAMING
    return naming and syntax.is_passive(sentence, found.cue)


def _governed(sentence: Sentence, cue: int) -> bool:
    """Return whether the cue hangs below ``declined to …`` or a denied verb."""
    word = sentence.words[cue]
    if word.deprel != "xcomp" or word.head < 0:
        return False
    above = sentence.words[word.head]
    return above.lemma.lower() in WITHHELD or syntax.is_negated(sentence, word.head)


def _by_nobody(sentence: Sentence, found: Found) -> bool:
    if found.subject is None or found.subject.phrase.sentence != found.sentence:
        return False
    head = found.subject.phrase.head
    return sentence.words[head].lemma.lower() in NOBODY or syntax.is_negated(sentence, head)
