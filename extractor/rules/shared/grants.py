"""Grants of anonymity between a cue and what it reports.

said, asking not to be named, that the bank will merge
      grant ...............   content
told Reuters on condition he not be named that it will
             grant ......................      content
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.domain import Sentence
from extractor.english import anonymity, syntax
from extractor.rules.shared import complements

MAX_BETWEEN = 8
"""Words from a cue to the grant behind it: whom it was told."""
BETWEEN = frozenset("NOUN PROPN PRON DET ADJ NUM ADP PART PUNCT ADV CCONJ".split())


def words_of_grants(sentence: Sentence, passages: Sequence[int]) -> frozenset[int]:
    """Return the positions of phrases that grant anonymity, and of the reasons for it.

    Phrases begin with a preposition or a participle; ``he cannot be named`` may be content.
    *passages* are for each word the passage in marks that it stands in, or -1.
    """
    found: set[int] = set()
    for grant in anonymity.grants_in(sentence):
        opening = sentence.words[grant.first]
        later = opening.upos == "PART" and sentence.words[grant.first + 1].xpos == "VBG"
        if opening.upos != "ADP" and opening.xpos not in {"VBG", "VBN"} and not later:
            continue
        found.update(range(grant.first, grant.last + 1))
        reason = anonymity.reason_of(sentence, grant)
        if reason is not None:
            words = (word for word in sentence.words if reason.start <= word.start < reason.end)
            found.update(word.index for word in words)
    return frozenset(p for p in found if passages[p] < 0)


def content_behind(sentence: Sentence, verb: int, grants: frozenset[int]) -> range:
    """Return the ``that`` clause behind a grant that stands behind a cue, whatever the tree."""
    words, none = sentence.words, range(0)
    first = next((p for p in sorted(grants) if p > verb), -1)
    if first < 0 or first - verb > MAX_BETWEEN or not complements.says(sentence, verb):
        return none
    if any(word.upos not in BETWEEN for word in words[verb + 1 : first]):
        return none
    that = first
    while that in grants:
        that += 1
    that += that < len(words) and words[that].text == ","
    end = len(words)
    while end > that and words[end - 1].upos == "PUNCT":
        end -= 1
    clause = any(word.xpos in {*syntax.FINITE, "MD"} for word in words[that + 1 : end])
    opens = that < end and words[that].text.lower() == "that"
    return range(that, end) if opens and clause else none
