"""From text to quotations over recorded parses: every stage but the parser, no model.

The rows are the kinds of trouble that extractors of others are known to have, numbered as in
the checklist that this project was given (1 to 68, ``error 1`` to ``error 15``), and further ones.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, cast

import pytest

from extractor import marks, rules, selection, speakers
from extractor.domain import Document, Parser, Quotation, Scope, Sentence
from extractor.engine import Extractor
from tests.recorded import TREES, Case, files, params, read

WHOLE = TREES / "whole"
ROWS = frozenset(range(1, 69)) - {60}
"""Row 60, a very long text, is made below: nobody wants to read its trees."""
ERRORS = frozenset(range(1, 16))


def extract(document: Document, scope: Scope = "quotations") -> tuple[Quotation, ...]:
    """Return the quotations of a parsed document as the engine would."""
    chosen = selection.choose(rules.propose(document), document, scope)
    quotes, _ = speakers.label(chosen, document)
    return quotes


def shown(quote: Quotation) -> dict[str, Any]:
    """Return what a case says of a quotation; what it does not have is left out."""
    speaker = quote.speaker
    values = {
        "type": quote.type,
        "segments": [segment.text for segment in quote.segments],
        "cue": quote.cue and quote.cue.text,
        "mention": speaker and speaker.mention.text,
        "speaker": speaker and speaker.label,
        "addressee": quote.addressee and quote.addressee.text,
    }
    return {name: value for name, value in values.items() if value is not None}


def numbers(pattern: str) -> set[int]:
    """Return the numbers of the rows that the recorded cases are named for."""
    names = [case.name for path in files(WHOLE) for case in read(path)]
    return {int(match[1]) for name in names if (match := re.match(pattern, name))}


@pytest.mark.parametrize(("file", "case"), params(WHOLE, lambda case: not case.expect))
def test_nothing(file: str, case: Case) -> None:
    """Nobody is quoted."""
    assert [shown(quote) for quote in extract(case.document, case.scope)] == []


@pytest.mark.parametrize(("file", "case"), params(WHOLE, lambda case: bool(case.expect)))
def test_quotations(file: str, case: Case) -> None:
    """Types, segments, cues, mentions, labels and addressees are the expected ones, and no more."""
    assert [shown(quote) for quote in extract(case.document, case.scope)] == case.expect


def test_all_rows() -> None:
    """Each row of the checklist has a case."""
    assert numbers(r"(\d+) ") == ROWS


def test_all_errors() -> None:
    """Each typical error of others has a case."""
    assert numbers(r"error (\d+): ") == ERRORS


def test_very_long() -> None:
    """Row 60: a text of many paragraphs gives the quotations of each, and the same speakers."""
    (case,) = [case for case in read(WHOLE / "speakers.conllu") if case.name.startswith("31 ")]

    quotes = extract(repeated(case.document, 300))

    assert [shown(quote) for quote in quotes] == case.expect * 300
    assert len({quote.speaker.id for quote in quotes if quote.speaker}) == 1


def repeated(document: Document, times: int) -> Document:
    """Return *document* so many times over, each time in paragraphs of its own."""
    marking = marks.find("\n\n".join([document.text] * times))
    sentences = [
        moved(sentence, number, index, document)
        for number in range(times)
        for index, sentence in enumerate(document.sentences)
    ]
    return Document(marking.text, marking.paragraphs, marking.passages, tuple(sentences))


def moved(sentence: Sentence, number: int, index: int, document: Document) -> Sentence:
    """Return a sentence as it stands in the *number*-th copy of its document."""
    by = number * (len(document.text) + 2)
    words = [replace(word, start=word.start + by, end=word.end + by) for word in sentence.words]
    paragraph = number * len(document.paragraphs) + sentence.paragraph
    return Sentence.of(number * len(document.sentences) + index, paragraph, words)


@pytest.mark.parametrize(
    ("text", "scope", "error", "message"),
    [
        (5, "quotations", TypeError, "text must be a str, not int"),
        (b"It rained.", "quotations", TypeError, "text must be a str, not bytes"),
        ("It rained.", "all", ValueError, "scope must be one of quotations, attributions"),
    ],
)
def test_wrong_arguments(text: Any, scope: Any, error: type[Exception], message: str) -> None:
    """What is no text or no scope is refused before any work, for one text and for many."""
    extractor = Extractor(cast(Parser, None))

    with pytest.raises(error, match=message):
        extractor(text, scope=scope)
    with pytest.raises(error, match=message):
        extractor.extract_all([text], scope)
    with pytest.raises(TypeError, match="an iterable of str, not one str"):
        extractor.extract_all("It rained.")


@pytest.mark.parametrize(
    ("doubtful", "surer"),
    [
        ("goes on against a given name", "speaks against a given name"),
        ("a pronoun of nobody known", "a pronoun of somebody known"),
    ],
)
def test_a_doubtful_speaker_lowers_the_confidence(doubtful: str, surer: str) -> None:
    """The last quotation is less sure where the text hardly says whose it is."""
    cases = {case.name: case for case in read(WHOLE / "speakers.conllu")}
    doubted, sure = (extract(cases[name].document)[-1].confidence for name in (doubtful, surer))
    assert doubted < 0.75 * sure
