"""Words in marks that go on from a reported clause, though the parser hung them elsewhere.

``It notes that the firms owe more, "as much as the state," if all is counted.``
"""

from __future__ import annotations

from collections.abc import Collection

from extractor.domain import Sentence
from extractor.rules.parts.scene import Scene

NEXT = frozenset({"ADP", "CCONJ", "PUNCT", "SCONJ"})
"""What may follow them: anything else could be a cue of their own, or its subject."""


def adjoining(scene: Scene, sentence: Sentence, content: Collection[int]) -> range:
    """Return the positions from the end of *content* to that of a passage that goes on from it.

    It begins behind a comma with a small letter, and no cue can stand behind it.
    """
    words, end = sentence.words, max(content) + 1
    start = end + (end < len(words) and words[end].text == ",")
    passage = scene.inside[sentence.index][start] if start < len(words) else -1
    if start == end or passage < 0 or scene.inside[sentence.index][end - 1] >= 0:
        return range(0)
    while start < len(words) and scene.inside[sentence.index][start] == passage:
        start += 1
    spoken = [word for word in words[end:start] if word.upos != "PUNCT"]
    goes_on = bool(spoken) and spoken[0].text[:1].islower()
    closed = scene.passages[passage].end <= words[start - 1].end
    follows = start == len(words) or words[start].upos in NEXT
    return range(end, start) if goes_on and closed and follows else range(0)
