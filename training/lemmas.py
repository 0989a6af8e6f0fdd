"""How words that the dictionary lacks are taken back to their base forms.

Stanza's dictionary of lemmas knows the words of the treebank; for the rest, endings decide. The
table has, for a tag and an ending, how many letters go and what comes instead: the longest known
ending of a word counts. It is learned from the treebank's different words, each once.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from training.sentences import Sentence, Word

LONGEST, SEEN, SHARE = 6, 2, 0.75
"""Letters of an ending; how many words it must have had; how many of them must agree."""

Edit = tuple[int, str]
Table = dict[str, dict[str, Edit]]


def learn(sentences: Iterable[Sentence]) -> Table:
    """Return the edits by the treebank's tag and ending; "" is the tag's most frequent edit."""
    words = {(w.xpos, w.form.lower(), _edit(w)) for s in sentences for w in s.words if _is_fit(w)}
    counts: dict[tuple[str, str], Counter[Edit]] = defaultdict(Counter)
    for xpos, form, edit in words:
        for length in range(min(LONGEST, len(form) - 1) + 1):
            counts[xpos, form[len(form) - length :]][edit] += 1
    table: Table = defaultdict(dict)
    for (xpos, ending), seen in sorted(counts.items(), key=lambda item: len(item[0][1])):
        (edit, count), total = seen.most_common(1)[0], seen.total()
        clear = total >= SEEN and count >= SHARE * total
        if not ending or (clear and edit != _known(table[xpos], ending)):
            table[xpos][ending] = edit
    return dict(table)


def lemma(form: str, xpos: str, table: Mapping[str, Mapping[str, Edit]]) -> str:
    """Return the base form of a word that no dictionary has, in lower case where it is no name."""
    edits = table.get(xpos)
    if edits is None:
        return form
    word = form.lower()
    gone, come = _known(edits, word[1:])
    return word[: len(word) - gone] + come if gone < len(word) else word


def write(table: Table, path: Path) -> None:
    """Write the table as JSON."""
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    path.write_text(text + "\n", "utf-8")


def _known(edits: Mapping[str, Edit], word: str) -> Edit:
    for start in range(max(0, len(word) - LONGEST), len(word) + 1):
        if found := edits.get(word[start:]):
            return found
    return (0, "")


def _is_fit(word: Word) -> bool:
    return word.form.isalpha() and word.upos != "PROPN" and word.lemma not in ("_", "")


def _edit(word: Word) -> Edit:
    form, base = word.form.lower(), word.lemma
    same = 0
    while same < min(len(form), len(base)) and form[same] == base[same]:
        same += 1
    return len(form) - same, base[same:]
