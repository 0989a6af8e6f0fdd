"""What keeps a speaker's name from the text, and why.

    an aide who   asked not to be named   because the talks are private
                  ^^^ <-xcomp-    ^^^^^   ^^^^^^^
                  grant ...............   reason

The grant runs from the verb, with its auxiliaries and without the relative pronoun, to the end of
its complement. Each module finds two kinds:

unnamed_people  the word itself: ``on condition of anonymity``, ``speaking on background``;
                somebody is not named: ``asked not to be identified``
withheld_names  a name is not given: ``declined to give his name``, ``name has been withheld``;
                another name instead: ``not her real name``, ``a pseudonym``
grant           the value, what the kinds share, and the reason: ``for fear of reprisals``
"""

from __future__ import annotations

from typing import Final

from extractor.domain import Sentence, remembered
from extractor.english import lexicon
from extractor.english.anonymity import unnamed_people, withheld_names
from extractor.english.anonymity.grant import Grant, reason_of
from extractor.english.syntax import vocabulary

__all__ = ["Grant", "grants_in", "reason_of"]

TRIGGERS: Final = lexicon.ANONYMITY["trigger"]
KINDS: Final = (
    unnamed_people.grants_by_term,
    withheld_names.grants_by_other_name,
    unnamed_people.grants_at,
    withheld_names.grants_at,
)


@remembered
def grants_in(sentence: Sentence) -> tuple[Grant, ...]:
    """Return the grants of a sentence, whoever they are for."""
    if TRIGGERS.isdisjoint(vocabulary(sentence)):
        return ()
    return tuple(
        grant for word in sentence.words for kind in KINDS for grant in kind(sentence, word)
    )
