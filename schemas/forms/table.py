"""A table of CSV (RFC 4180), one row per quotation, that a spreadsheet may open without harm."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

COLUMNS: Final = tuple(
    """document quote_id type text segments offsets speaker_id speaker kind mention
    mention_start mention_end cue lemma class addressee rule confidence
    channel channel_kind relayed_by pronouns descriptions anonymity anonymity_reason""".split()
)
GAP: Final = " … "
"""Stands between the segments of a quotation, where people read it in one cell."""
FORMULA: Final = re.compile(r"\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
NOT_IN_UTF8: Final = re.compile("[\ud800-\udfff]")
NONE: Final[Mapping[str, Any]] = {}


def to_csv(answer: Mapping[str, Any], text: str) -> bytes:
    """Return a header and a row for each quotation; ``segments`` is written ``10-20 31-40``.

    A cell that a spreadsheet would read as a formula gets a leading apostrophe, and lone surrogates
    become U+FFFD; everything else is verbatim.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for cells in rows(answer):
        writer.writerow([cell((cells | {"document": answer["id"]})[name]) for name in COLUMNS])
    return out.getvalue().encode("utf-8")


def rows(answer: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the columns of each quotation except for the document's id."""
    about = {speaker["id"]: _sourcing(speaker) for speaker in answer["speakers"]}
    nobody = _sourcing(NONE)
    for quote in answer["quotes"]:
        speaker = quote["speaker"] or NONE
        yield _row(quote, answer["offsets"]) | about.get(speaker.get("id"), nobody)


def _row(quote: Mapping[str, Any], offsets: str) -> dict[str, Any]:
    speaker, cue = quote["speaker"] or NONE, quote["cue"] or NONE
    mention = speaker.get("mention", NONE)
    channel, relay = quote["channel"] or NONE, quote["relayed_by"] or NONE
    return {
        "quote_id": quote["id"],
        "type": quote["type"],
        "text": words((s["start"], s["end"], s["text"]) for s in quote["segments"]),
        "segments": " ".join(f"{each['start']}-{each['end']}" for each in quote["segments"]),
        "offsets": offsets,
        "speaker_id": speaker.get("id"),
        "speaker": speaker.get("label"),
        "kind": speaker.get("kind"),
        "mention": mention.get("text"),
        "mention_start": mention.get("start"),
        "mention_end": mention.get("end"),
        "cue": cue.get("text"),
        "lemma": cue.get("lemma"),
        "class": cue.get("class"),
        "addressee": (quote["addressee"] or NONE).get("text"),
        "rule": quote["rule"],
        "confidence": quote["confidence"],
        "channel": channel.get("text"),
        "channel_kind": channel.get("kind"),
        "relayed_by": relay.get("text"),
    }


def words(segments: Iterable[tuple[int, int, str]]) -> str:
    """Return the words of segments as people read them, with a mark where the text goes between."""
    said, last = "", None
    for start, end, text in segments:
        said += text if last is None else (GAP if start - last > 1 else " ") + text
        last = end
    return said


def _sourcing(speaker: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns with the details of a speaker; null if there are none."""
    anonymity = speaker.get("anonymity") or NONE
    descriptions = [each["text"] for each in speaker.get("descriptions", ())]
    return {
        "pronouns": ", ".join(speaker.get("pronouns", ())) or None,
        "descriptions": "; ".join(descriptions) or None,
        "anonymity": anonymity.get("text"),
        "anonymity_reason": (anonymity.get("reason") or NONE).get("text"),
    }


def cell(value: Any) -> Any:
    """Return a value that is safe in a spreadsheet: no formula, no lone surrogate."""
    if not isinstance(value, str):
        return value
    safe = NOT_IN_UTF8.sub("\ufffd", value)
    return f"'{safe}" if FORMULA.match(safe) else safe
