"""Makes labels with places of what a reader wrote down: whom each pronoun of an article means.

Written is a line for each pronoun: the article, the pronoun's number in it, and words of the
article: a name as it is printed before the pronoun, or with a mark before it

    >   a name that is printed only after it
    =   a description of somebody who is never named
    +   several, together or by a description
    ?   unclear; no label is made
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from extractor.domain import Span
from training.coreference.corpora import CorpusError
from training.coreference.news import Kind, Label

MARKS: Final[dict[str, Kind]] = {">": "ahead", "=": "description", "+": "group"}
UNCLEAR: Final = "?"


def labels(
    answers: Iterable[Path], spans: Path, texts: Mapping[str, str]
) -> tuple[dict[str, list[Label]], list[str]]:
    """Return the labels that readers' files make, and the lines whose words are not in the article.

    *spans* is JSON: pairs of an article's name and the ranges of its pronouns. Where a pronoun has
    several lines the last one counts. Raises CorpusError at a line of no known pronoun.
    """
    pronouns = dict(json.loads(spans.read_text("utf-8")))
    written: dict[tuple[str, int], str] = {}
    for path in answers:
        for line in path.read_text("utf-8").splitlines():
            name, digits, rest = (*line.split("\t"), "", "")[:3]
            count = len(pronouns.get(name, ()))
            if not digits.isdecimal() or not 1 <= int(digits) <= count:
                raise CorpusError(f"{path}: no pronoun {digits} in {name}")
            written[name, int(digits)] = rest.strip()
    found: dict[str, list[Label]] = {}
    lost = []
    for (name, number), marked in written.items():
        if marked.startswith(UNCLEAR):
            continue
        kind, words = MARKS.get(marked[:1], "name"), marked.lstrip("".join(MARKS)).strip()
        pronoun = Span(*pronouns[name][number - 1]).stripped(texts[name])
        antecedent = _place(texts[name], words, pronoun, kind)
        if antecedent is not None:
            found.setdefault(name, []).append(Label(pronoun, kind, antecedent))
        else:
            lost.append(f"{name}\t{number}\t{words}")
    return found, lost


def _place(text: str, words: str, pronoun: Span, kind: Kind) -> Span | None:
    """Return where words stand nearest to a pronoun, by themselves if they do anywhere.

    A surname that stands beside other names may be somebody else's.
    """
    pattern = r"\s+".join(map(re.escape, words.split()))
    places = [Span(*m.span()) for m in re.finditer(rf"(?<!\w){pattern}(?!\w)", text)]
    if kind == "ahead":
        places = [place for place in places if place.start >= pronoun.end]
    else:
        places = [place for place in reversed(places) if place.end <= pronoun.start]
    return next((place for place in places if _is_alone(text, place)), next(iter(places), None))


def _is_alone(text: str, place: Span) -> bool:
    before = re.search(r"(\S+) $", text[: place.start])
    beside = before is not None and before[1][0].isupper() and before[1][-1].isalnum()
    return not beside and not re.match(r" [A-Z]", text[place.end :])
