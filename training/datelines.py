"""Datelines and bylines, which treebanks lack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from training.edits import punctuation, shouted
from training.sentences import Sentence, Word

_PLACES = tuple(
    """
    WASHINGTON LONDON BEIJING MOSCOW PARIS BERLIN CHICAGO TOKYO JERUSALEM KABUL NAIROBI CLEVELAND
    PHILADELPHIA BOSTON MIAMI DENVER OTTAWA SYDNEY CAIRO ANKARA MADRID ROME GENEVA ALBANY
    """.split()
)
_AGENCIES = ("AP", "Reuters", "AFP", "UPI", "Xinhua")


def dateline(random: Random) -> Sentence:
    """Return `WASHINGTON (AP) —`, a fragment by itself, as sentence splitting leaves it."""
    place = _name(random.choice(_PLACES), 0, "root")
    dash = punctuation(random.choice("—–-"), 1, xpos=":")
    if random.random() < 0.3:
        return Sentence((place, dash))
    agency = replace(_name(random.choice(_AGENCIES), 1, "dep"), misc="SpaceAfter=No")
    opened = punctuation("(", 3, glued=True, xpos="-LRB-")
    return Sentence((place, opened, agency, punctuation(")", 3, xpos="-RRB-"), dash))


def byline(known: Sequence[tuple[str, str]], random: Random) -> Sentence:
    """Return `By Ada Lund`, now and then in capitals."""
    first, last = random.choice(known) if known else ("Ada", "Lund")
    by = Word("By", "by", "ADP", "IN", "_", 2, "case")
    line = Sentence((by, _name(first, 0, "root"), _name(last, 2, "flat")))
    return shouted(line, random) if random.random() < 0.3 else line


def _name(form: str, head: int, deprel: str) -> Word:
    return Word(form, form, "PROPN", "NNP", "Number=Sing", head, deprel)
