"""The article as a page of HTML, its quotations marked up; no script, everything escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any, Final

STYLE: Final = (
    ":root{color-scheme:light dark}"
    "body{font:1.05em/1.8 serif;max-width:42em;margin:2em auto;padding:0 1em;"
    "background:light-dark(#fffefb,#1c2023);color:light-dark(#1d2327,#e7e5df)}"
    "article{white-space:pre-wrap;overflow-wrap:anywhere}"
    ".direct,.mixed,.indirect{color:inherit;text-underline-offset:.2em;"
    "text-decoration:underline 2px}"
    ".direct{background:light-dark(#fff3b0,#4d430f)}"
    ".mixed{background:light-dark(#d8f0d0,#24452b);text-decoration-style:double}"
    ".indirect{background:light-dark(#dbe9ff,#22395a);text-decoration-style:dashed}"
    "[data-label]::before{content:attr(data-label) ' ';font:.72em sans-serif;"
    "color:light-dark(#4b5258,#b4babe)}"
)
LEGEND: Final = (
    '<p>Before each quotation: its id and speaker. <span class="direct">direct</span>, '
    '<span class="mixed">mixed</span>, <span class="indirect">indirect</span></p>\n'
)
HEAD: Final = (
    '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    f"<title>Quotations</title>\n<style>{STYLE}</style>\n"
)
NOT_IN_HTML: Final = re.compile("[\0\ud800-\udfff]")

Range = tuple[int, int, Mapping[str, Any]]


def to_html(answer: Mapping[str, Any], text: str) -> bytes:
    """Return a page with *text* as it is, a ``mark`` around each segment, and the speakers.

    NUL and lone surrogates, which HTML cannot contain, become U+FFFD.
    """
    article = "".join(_marked(text, answer["quotes"]))
    speakers = "".join(map(_speaker, answer["speakers"]))
    page = (
        f"{HEAD}{LEGEND}<article>{article}</article>\n"
        f"<h2>Speakers</h2>\n<ul>\n{speakers}</ul>\n</html>\n"
    )
    return page.encode("utf-8")


def _marked(text: str, quotes: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield pieces of the article. Where segments cross, the inner one is closed and reopened."""
    coming = _segments(quotes)
    at, opened = 0, list[Range]()
    while coming or opened:
        ends, starts = [each[1] for each in opened], [each[0] for each in coming[-1:]]
        cut = min(ends + starts)
        yield _clean(text[at:cut])
        at = cut
        depth = next((i for i, each in enumerate(opened) if each[1] == cut), len(opened))
        yield "</mark>" * (len(opened) - depth)
        going_on = [each for each in opened[depth:] if each[1] > cut]
        while coming and coming[-1][0] == cut:
            going_on.append(coming.pop())
        yield from (_mark(quote, start == cut) for start, _, quote in going_on)
        opened = opened[:depth] + going_on
    yield _clean(text[at:])


def _segments(quotes: Sequence[Mapping[str, Any]]) -> list[Range]:
    """Return the segments in reverse order; of two with the same start the longer is first."""
    segments = [
        (segment["start"], segment["end"], quote)
        for quote in quotes
        for segment in quote["segments"]
        if segment["start"] < segment["end"]
    ]
    return sorted(segments, key=lambda each: (-each[0], each[1]))


def _mark(quote: Mapping[str, Any], begins: bool) -> str:
    """Return the tag of a mark; where its segment *begins* it shows the id and the speaker."""
    speaker, channel, relay = (quote.get(name) for name in ("speaker", "channel", "relayed_by"))
    title = [each for each in (speaker and speaker["label"], channel, relay) if each]
    words = ", ".join(each if isinstance(each, str) else each["text"] for each in title)
    attributes = {
        "class": quote["type"],
        "data-quote": quote["id"],
        "data-speaker": speaker and speaker["id"],
        "data-channel": channel and channel["kind"],
        "title": words,
        "data-label": begins and f"{quote['id']} {speaker['label'] if speaker else 'no speaker'}",
    }
    written = (f'{name}="{_clean(value)}"' for name, value in attributes.items() if value)
    return f"<mark {' '.join(written)}>"


def _speaker(speaker: Mapping[str, Any]) -> str:
    quotes = " ".join(speaker["quotes"])
    about = "".join(f"<br><small>{_clean(each)}</small>" for each in _sourcing(speaker))
    label = _clean(speaker["label"])
    return f'<li data-speaker="{speaker["id"]}">{label} ({quotes}){about}</li>\n'


def _sourcing(speaker: Mapping[str, Any]) -> Iterator[str]:
    """Yield lines with the details of a speaker."""
    if speaker["pronouns"]:
        yield f"Pronouns: {', '.join(speaker['pronouns'])}"
    if speaker["descriptions"]:
        yield f"Described as: {'; '.join(each['text'] for each in speaker['descriptions'])}"
    if anonymity := speaker["anonymity"]:
        reason = anonymity["reason"]
        yield f"Anonymity: {anonymity['text']}" + (f" ({reason['text']})" if reason else "")


def _clean(text: str) -> str:
    return escape(NOT_IN_HTML.sub("\ufffd", text))
