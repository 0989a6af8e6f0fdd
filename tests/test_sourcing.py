"""By what way words came, who passes them on, and what the text tells of who said them."""

from __future__ import annotations

from typing import Any

import pytest

from extractor import rules, selection, speakers
from extractor.domain import Document, Quotation, Speaker
from tests.recorded import TREES, Case, params


def extract(document: Document) -> tuple[tuple[Quotation, ...], tuple[Speaker, ...]]:
    """Return the quotations and speakers of a parsed document."""
    return speakers.label(selection.choose(rules.propose(document), document), document)


def channels(document: Document) -> list[dict[str, Any]]:
    """Return the channels of a document, with their quotations."""
    return [
        {"quote": quote.text, "channel": quote.channel.text, "kind": quote.channel.kind}
        for quote in extract(document)[0]
        if quote.channel
    ]


def relays(document: Document) -> list[dict[str, Any]]:
    """Return who relays the quotations of a document, and who says them."""
    return [
        {
            "quote": quote.text,
            "speaker": quote.speaker and quote.speaker.label,
            "relayed_by": quote.relayed_by.text,
        }
        for quote in extract(document)[0]
        if quote.relayed_by
    ]


def pronouns(document: Document) -> list[dict[str, Any]]:
    """Return the pronouns of the speakers who have some."""
    return [
        {"speaker": speaker.label, "pronouns": list(speaker.pronouns)}
        for speaker in extract(document)[1]
        if speaker.pronouns
    ]


def descriptions(document: Document) -> list[dict[str, Any]]:
    """Return the descriptions of the speakers who have some."""
    return [
        {"speaker": speaker.label, "descriptions": [each.text for each in speaker.descriptions]}
        for speaker in extract(document)[1]
        if speaker.descriptions
    ]


def anonymity(document: Document) -> list[dict[str, Any]]:
    """Return the speakers who are granted anonymity."""
    return [
        {
            "speaker": speaker.label,
            "anonymity": speaker.anonymity.text,
            "reason": speaker.anonymity.reason and speaker.anonymity.reason.text,
        }
        for speaker in extract(document)[1]
        if speaker.anonymity
    ]


FIELDS = {each.__name__: each for each in (channels, relays, pronouns, descriptions, anonymity)}


@pytest.mark.parametrize(("file", "case"), params(TREES / "sourcing"))
def test_field(file: str, case: Case) -> None:
    """The field that the file is named for is as expected, empty where nothing is."""
    assert FIELDS[file](case.document) == case.expect


@pytest.mark.parametrize(("_file", "case"), params(TREES / "sourcing"))
def test_verbatim(_file: str, case: Case) -> None:
    """Every span is the text at its place."""
    quotes, found = extract(case.document)
    spans = [span for quote in quotes for span in (quote.channel, quote.relayed_by) if span]
    for speaker in found:
        grant = speaker.anonymity
        spans += [*speaker.descriptions, *([grant] if grant else [])]
        spans += [grant.reason] if grant and grant.reason else []

    assert [case.text[span.start : span.end] for span in spans] == [span.text for span in spans]
