"""What keeps a speaker's name from the text, and why.

    an aide who   asked not to be named   because the talks are private
                  ^^^ <-xcomp-    ^^^^^   ^^^^^^^
                  grant ...............   reason

The grant runs from the verb, with its auxiliaries and without the relative pronoun, to the end of
its complement. Each module finds one kind:

terms        the word itself: ``on condition of anonymity``, ``speaking on background``
naming       somebody is not named: ``asked not to be identified``
names        a name is not given: ``declined to give his name``, ``name has been withheld``
other_names  another name instead: ``not her real name``, ``a pseudonym``
reasons      why: ``for fear of reprisals``
grant        the value, and what the kinds share
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractor.domain import Sentence
from extractor.english import lexicon
from extractor.english.anonymity import names, naming, other_names, terms
from extractor.english.anonymity.grant import Grant
from extractor.english.anonymity.reasons import reason_of

__all__ = ["Grant", "grants_in", "reason_of"]

TRIGGERS: Final = lexicon.ANONYMITY["trigger"]
KINDS: Final = (terms, other_names, naming, names)


def grants_in(sentence: Sentence) -> Iterator[Grant]:
    """Yield the grants of a sentence, whoever they are for."""
    if any(word.text.lower() in TRIGGERS for word in sentence.words):
        for word in sentence.words:
            for kind in KINDS:
                yield from kind.grants_at(sentence, word)
