"""An extractor without a model: “…” said Name, and Name said that …, are its quotations.

Name believes that … is one in the wide scope.
"""

from __future__ import annotations

import re
from typing import Any

from extractor import Extraction, Mention, Quotation, QuotedSpeaker, Segment, Speaker, Warning
from extractor.domain import Cue, Span, Step

NAME = r"(?P<name><?[A-Z][\w<>=()/]* [A-Z][\w<>=()/]*)"
DIRECT = re.compile(rf"“(?P<content>[^”]+)”(?: (?P<cue>said|asked) {NAME})?")
INDIRECT = re.compile(rf"{NAME} (?P<cue>said|wrote) that (?P<content>[^.”]+)")
THOUGHT = re.compile(rf"{NAME} (?P<cue>believes) that (?P<content>[^.”]+)")


class StubExtractor:
    """Finds quotations by two patterns; the nth is sure to n tenths, over and over."""

    model = "stub-1"

    def __call__(self, text: str, observe: Any = None, scope: str = "") -> Extraction:
        """Find the quotations of one text, a warning at each stray mark, and a speaker a name."""
        patterns = [DIRECT, INDIRECT, *([THOUGHT] if scope == "attributions" else [])]
        found = [match for pattern in patterns for match in pattern.finditer(text)]
        found.sort(key=lambda match: match.start("content"))
        names = dict.fromkeys(name for match in found if (name := match["name"]))
        ids = {name: f"s{n}" for n, name in enumerate(names, 1)}
        quotes = tuple(_quotation(n, match, ids) for n, match in enumerate(found, 1))
        speakers = tuple(_speaker(name, ids[name], quotes) for name in names)
        stray = [m.start() for m in re.finditer("§", text)]
        warnings = tuple(Warning("stray-mark", at, at + 1, "A stray mark.") for at in stray)
        return Extraction(quotes, speakers, warnings)


def _quotation(n: int, match: re.Match[str], ids: dict[str, str]) -> Quotation:
    content = Segment(match.start("content"), match.end("content"), match["content"])
    kind = "indirect" if "that " in match[0] else "mixed" if n % 5 == 0 else "direct"
    sure = (n % 10) / 10
    if match["name"] is None:
        return Quotation(
            f"q{n}", "direct", content.text, (content,), None, None, None, "adjacency", sure
        )
    mention = Mention(match.start("name"), match.end("name"), match["name"])
    cue = Cue(match.start("cue"), match.end("cue"), match["cue"], "say", "speech")
    here, there = Span(cue.start, cue.end), Span(mention.start, mention.end)
    steps = (
        Step("nsubj", here, there),
        Step("ccomp", here, Span(content.start, content.start + 2)),
    )
    speaker = QuotedSpeaker(ids[mention.text], mention.text, "person", mention)
    return Quotation(
        f"q{n}", kind, content.text, (content,), speaker, cue, None, "cue-subject", sure, steps
    )


def _speaker(name: str, id: str, quotes: tuple[Quotation, ...]) -> Speaker:
    own = [quote for quote in quotes if quote.speaker and quote.speaker.id == id]
    mentions = tuple(quote.speaker.mention for quote in own if quote.speaker)
    return Speaker(id, name, "person", name, None, mentions, tuple(quote.id for quote in own))
