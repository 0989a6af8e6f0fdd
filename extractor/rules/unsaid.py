"""What is told of words that were not said: denied, possible, or asked for.

She did not say whether it will close.     He could say that it was a joke.
The mayor declined to comment.             Nobody has said "sorry".
"""

from __future__ import annotations

from extractor import grammar, lexicon
from extractor.domain import Sentence
from extractor.rules.base import Found
from extractor.rules.scene import Scene

REPORTS = frozenset({"speech", "writing"})
REPORTING_FRAMES = frozenset(
    "quotation that-clause bare-clause wh-clause to-infinitive medial".split()
)
UNREAL = frozenset("can could may might must should would".split())
WITHHELD = frozenset("decline refuse fail".split())
SILENCE = frozenset("comment respond answer reply say discuss elaborate speak talk confirm".split())
NOBODY = frozenset("nobody none no neither".split())


def is_unsaid(scene: Scene, found: Found) -> bool:
    """Tell whether the sentence says that the content was not, or need not have been, said."""
    if found.cue < 0:
        return False
    sentence = scene.sentences[found.sentence]
    if _withheld(sentence, found):
        return True
    if found.frame not in REPORTING_FRAMES:
        return False
    if lexicon.cue_class(found.lemma, found.frame) not in REPORTS:
        return False
    unreal = grammar.is_negated(sentence, found.cue) or grammar.modal(sentence, found.cue) in UNREAL
    return unreal or _governed(sentence, found.cue) or _by_nobody(sentence, found)


def _withheld(sentence: Sentence, found: Found) -> bool:
    """Tell whether it is ``declined to comment``, with or without what on."""
    clause = grammar.child(sentence, found.cue, "xcomp")
    if found.lemma not in WITHHELD or clause is None:
        return False
    return sentence.words[clause].lemma.lower() in SILENCE


def _governed(sentence: Sentence, cue: int) -> bool:
    """Tell whether the cue hangs below ``declined to …`` or a denied verb."""
    word = sentence.words[cue]
    if word.deprel != "xcomp" or word.head < 0:
        return False
    above = sentence.words[word.head]
    return above.lemma.lower() in WITHHELD or grammar.is_negated(sentence, word.head)


def _by_nobody(sentence: Sentence, found: Found) -> bool:
    if found.subject is None or found.subject.phrase.sentence != found.sentence:
        return False
    head = found.subject.phrase.head
    return sentence.words[head].lemma.lower() in NOBODY or grammar.is_negated(sentence, head)
