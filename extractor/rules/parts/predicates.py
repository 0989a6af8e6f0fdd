"""What a verb says of its object."""

from __future__ import annotations

from extractor.domain import Sentence
from extractor.english import syntax


def predicate(sentence: Sentence, verb: int) -> int | None:
    """Return what *verb* says of its object: ``called it *a disgrace*``."""
    groups = list(syntax.children(sentence, verb, "obl", "advcl", "xcomp"))
    for clause in groups:
        word = sentence.words[clause]
        nominal = word.deprel == "xcomp" and word.upos in {"NOUN", "ADJ", "PROPN"}
        if nominal and syntax.marker(sentence, clause) != "to":
            return clause
    for group in groups:
        own = syntax.child(sentence, group, "ccomp") is not None
        if syntax.marker(sentence, group) == "as" and not own:
            return group
    return None
