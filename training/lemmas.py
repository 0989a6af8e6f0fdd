"""Learns the lemmas of words that are not in the dictionary.

Stanza's dictionary of lemmas knows the words of the treebank; for the rest endings decide
(`extractor.parsing.inference.tagger`). They are learned from the treebank's different words,
each once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from extractor.parsing.inference.tagger import MAX_ENDING, Edit, longest_ending
from training.sentences import Sentence, Word

SEEN, SHARE = 2, 0.75
"""How many words an ending must have had, and how many of them must agree."""


def learn(sentences: Iterable[Sentence]) -> dict[str, dict[str, Edit]]:
    """Return the edits by the treebank's tag and ending; "" is the tag's most frequent edit."""
    words = {(w.xpos, w.form.lower(), _edit(w)) for s in sentences for w in s.words if _is_fit(w)}
    counts: dict[tuple[str, str], Counter[Edit]] = defaultdict(Counter)
    for xpos, form, edit in sorted(words):
        for length in range(min(MAX_ENDING, len(form) - 1) + 1):
            counts[xpos, form[len(form) - length :]][edit] += 1
    table: dict[str, dict[str, Edit]] = defaultdict(dict)
    for (xpos, ending), seen in sorted(counts.items(), key=lambda item: len(item[0][1])):
        (edit, count), total = seen.most_common(1)[0], seen.total()
        clear = total >= SEEN and count >= SHARE * total
        if not ending or (clear and edit != longest_ending(table[xpos], ending)):
            table[xpos][ending] = edit
    return dict(table)


def _is_fit(word: Word) -> bool:
    return word.form.isalpha() and word.upos != "PROPN" and word.lemma not in ("_", "")


def _edit(word: Word) -> Edit:
    form, base = word.form.lower(), word.lemma
    same = 0
    while same < min(len(form), len(base)) and form[same] == base[same]:
        same += 1
    return len(form) - same, base[same:]
