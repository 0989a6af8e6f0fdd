"""Verbs whose object or subject speaks in the clause below them.

made      xcomp -> obj             The leak led *her* to say …
issued    acl -> noun -obj-> verb  *He* issued a letter saying …
"""

from __future__ import annotations

from extractor.domain import Sentence
from extractor.english import syntax

CAUSING = frozenset(
    """
    lead prompt cause force allow enable get push drive compel inspire move spur provoke oblige
    permit
    """.split()
)
ISSUING = frozenset(
    """
    issue release send post publish write sign make give put deliver file run air tweet pass
    """.split()
)
ISSUED = frozenset(
    """
    statement letter report memo email message tweet post note ad advertisement video petition
    filing lawsuit complaint resolution editorial column speech
    """.split()
)


def made_to(sentence: Sentence, clause: int) -> int | None:
    """Return who is made to do what the open clause at *clause* says; None if nobody is."""
    word = sentence.words[clause]
    if word.deprel != "xcomp" or sentence.words[word.head].lemma.lower() not in CAUSING:
        return None
    # What the parser takes for a second subject, behind the verb, is its object too.
    objects = syntax.children(sentence, word.head, "obj", "iobj", "nsubj")
    return next((made for made in objects if word.head < made < clause), None)


def issuing(sentence: Sentence, noun: int) -> int | None:
    """Return the verb by which somebody puts out the words at *noun*; None if nobody does."""
    word = sentence.words[noun]
    if word.deprel != "obj" or word.lemma.lower() not in ISSUED:
        return None
    return word.head if sentence.words[word.head].lemma.lower() in ISSUING else None
