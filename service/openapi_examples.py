"""Examples for the document: one text of our own, and what it comes to."""

from __future__ import annotations

from typing import Any, Final

from extractor import (
    Cue,
    Extraction,
    Mention,
    Quotation,
    QuotedSpeaker,
    Segment,
    Speaker,
    __version__,
)
from schemas import Software, dump, problem

TEXT: Final = "“The bridge is safe,” said Ruth Okafor, the city’s chief engineer."
SOFTWARE: Final = Software(__version__, "embedded")
MENTION: Final = Mention(27, 38, "Ruth Okafor")
FOUND: Final = Extraction(
    quotes=(
        Quotation(
            id="q1",
            type="direct",
            text="The bridge is safe,",
            segments=(Segment(1, 20, "The bridge is safe,"),),
            speaker=QuotedSpeaker("s1", "Ruth Okafor", "person", MENTION),
            cue=Cue(22, 26, "said", "say", "speech"),
            addressee=None,
            rule="cue-subject",
            confidence=0.97,
        ),
    ),
    speakers=(
        Speaker(
            id="s1",
            label="Ruth Okafor",
            kind="person",
            name="Ruth Okafor",
            role="city’s chief engineer",
            mentions=(MENTION,),
            quotes=("q1",),
        ),
    ),
)
REQUEST: Final[dict[str, Any]] = {"text": TEXT, "id": "a-1"}
ANSWER: Final = dump(FOUND, TEXT, SOFTWARE, "a-1")
BATCH: Final[dict[str, Any]] = {"documents": [REQUEST, {"id": "a-2"}], "types": ["direct"]}
FAILURE: Final[dict[str, Any]] = {
    "id": "a-2",
    "error": problem(
        422,
        "The request is not valid.",
        [{"detail": "Missing data for required field.", "pointer": "#/text"}],
    ),
}
RESULTS: Final[dict[str, Any]] = {"results": [ANSWER, FAILURE]}
