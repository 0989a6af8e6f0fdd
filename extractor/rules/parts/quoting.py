"""Who is quoted speaks, not who quotes.

The Post quoted *the mayor* as saying …      obj
*The mayor* was quoted as saying …           nsubj:pass
"""

from __future__ import annotations

from extractor.domain import Sentence
from extractor.english import syntax


def quoted(sentence: Sentence, cue: int) -> int | None:
    """Return who is quoted, at ``quote`` and at the ``saying`` below it; None at other cues."""
    words = sentence.words
    verb = cue if words[cue].lemma.lower() == "quote" else words[cue].head
    if verb < 0 or words[verb].lemma.lower() != "quote":
        return None
    says = any(syntax.marker(sentence, c) == "as" for c in sentence.children[verb])
    if verb != cue and syntax.marker(sentence, cue) != "as":
        return None
    if syntax.is_passive(sentence, verb):
        return syntax.child(sentence, verb, "nsubj:pass")
    return syntax.child(sentence, verb, "obj") if says else None
