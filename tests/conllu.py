r"""Documents as CoNLL-U, so that tests of the rules can store parses and need no model.

    # document = "She said \"no\"."
    # paragraph = 0
    # text = She said "no".
    1   She   she   PRON   PRP   Case=Nom   2   nsubj   _   start_char=0|end_char=3

Contractions are split into words; their ranges are in MISC, in code points of the document.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from extractor.domain import Document, Marking, Sentence, Word

_HEADER = "# document = "
_PARAGRAPH = "# paragraph = "
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_PLAIN = {escape: char for char, escape in _ESCAPES.items()}


def dump(document: Document) -> str:
    """Write *document* as CoNLL-U, without its paragraphs and passages."""
    blocks = [_HEADER + json.dumps(document.text)]
    blocks += ["\n".join(_lines(sentence, document.text)) for sentence in document.sentences]
    return "\n\n".join(blocks) + "\n"


def text_of(block: str) -> str:
    """Return the whole text of the document that *block* holds.

    Raises ValueError if *block* was not made by `dump`.
    """
    first, _, _ = block.partition("\n")
    if not first.startswith(_HEADER):
        raise ValueError(f"the first line is not {_HEADER!r}")
    return str(json.loads(first.removeprefix(_HEADER)))


def load(block: str, marking: Marking) -> Document:
    """Read what `dump` wrote; paragraphs and passages are those of *marking*.

    Raises ValueError if *marking* belongs to another text.
    """
    text = text_of(block)
    if text != marking.text:
        raise ValueError("the marking belongs to another text")
    body = block.split("\n")[1:]
    groups = [list(lines) for filled, lines in groupby(body, key=bool) if filled]
    sentences = tuple(_sentence(index, lines, text) for index, lines in enumerate(groups))
    return Document(text, marking.paragraphs, marking.passages, sentences)


def _lines(sentence: Sentence, text: str) -> Iterator[str]:
    yield f"{_PARAGRAPH}{sentence.paragraph}"
    yield f"# text = {_escape(sentence.span.of(text))}"
    for word in sentence.words:
        columns = (word.text, word.lemma, word.upos, word.xpos, word.feats)
        place = f"start_char={word.start}|end_char={word.end}"
        row = (word.index + 1, *map(_escape, columns), word.head + 1, word.deprel, "_", place)
        yield "\t".join(map(str, row))


def _sentence(index: int, lines: Iterable[str], text: str) -> Sentence:
    rows, paragraph = [], 0
    for line in lines:
        if line.startswith(_PARAGRAPH):
            paragraph = int(line.removeprefix(_PARAGRAPH))
        elif not line.startswith("# "):
            rows.append(_word(line.split("\t"), text))
    return Sentence.of(index, paragraph, rows)


def _word(columns: list[str], text: str) -> Word:
    number, _, lemma, upos, xpos, feats, head, deprel, _, misc = columns
    place = dict(item.split("=") for item in misc.split("|"))
    start, end = int(place["start_char"]), int(place["end_char"])
    return Word(
        index=int(number) - 1,
        start=start,
        end=end,
        text=text[start:end],
        lemma=_unescape(lemma),
        upos=_unescape(upos),
        xpos=_unescape(xpos),
        feats=_unescape(feats),
        head=int(head) - 1,
        deprel=deprel,
    )


def _escape(value: str) -> str:
    safe = "".join(_ESCAPES.get(char, char) for char in value)
    return safe.encode("utf-8", "replace").decode("utf-8")


def _unescape(value: str) -> str:
    return re.sub(r"\\[\\tnr]", lambda match: _PLAIN[match[0]], value)
