"""Who speaks: recorded trees with mentions in them, each with its label, kind and role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from extractor.domain import Attribution, Document, NounPhrase, Sentence, Span
from extractor.speakers import label
from tests.recorded import TREES, Case, params, read

NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")


def found(document: Document, mentions: Sequence[tuple[int, str]]) -> list[dict[str, Any]]:
    """Label the mentions that stand at these places, in text order, as their cases say it."""
    quotes, speakers = label([said_by(document, *mention) for mention in mentions], document)
    by_id = {speaker.id: speaker for speaker in speakers}
    return [
        {
            "at": at,
            "mention": words,
            "speaker": quote.speaker and quote.speaker.id,
            "label": quote.speaker and quote.speaker.label,
            "kind": quote.speaker and quote.speaker.kind,
            "role": quote.speaker and by_id[quote.speaker.id].role,
        }
        for (at, words), quote in zip(mentions, quotes, strict=True)
    ]


def said_by(document: Document, start: int, words: str) -> Attribution:
    """Return an attribution to the mention at *start*; what it says is of no account here."""
    span = Span(start, start + len(words))
    sentence = next(s for s in document.sentences if s.start <= start < s.end)
    mention = NounPhrase(span, sentence.index, head_of(sentence, span))
    return Attribution("indirect", (span,), None, mention, None, "test", 1.0)


def head_of(sentence: Sentence, span: Span) -> int:
    """Return the topmost word of a span, a nominal one if there is one."""
    inside = [word for word in sentence.words if span.start <= word.start < span.end]
    within = {word.index for word in inside}
    tops = [word for word in inside if word.head not in within]
    return next((word for word in tops if word.upos in NOMINAL), tops[0]).index


@pytest.mark.parametrize(("_file", "case"), params(TREES / "speakers"))
def test_mentions_are_labelled(_file: str, case: Case) -> None:
    """Each mention has the label, kind, role and number of its entity."""
    mentions = [(expected["at"], expected["mention"]) for expected in case.expect]

    assert found(case.document, mentions) == case.expect


@pytest.mark.parametrize(
    ("name", "confidence"),
    [
        ("a demonym is nobody named inside the quotation", 0.85),
        ("a birthplace tells of nobody who is named", 0.75),
        ("a general noun for the only unnamed speaker", 1.0),
        ("a related noun, with another house near", 0.75),
    ],
)
def test_confidence_counts_how_sure_a_description_is(name: str, confidence: float) -> None:
    """A description that the text says of nobody is a guess, or of somebody who is not named."""
    cases = {case.name: case for case in read(TREES / "speakers" / "descriptions.conllu")}
    document, last = cases[name].document, cases[name].expect[-1]

    quotes, _ = label([said_by(document, last["at"], last["mention"])], document)

    assert [quote.confidence for quote in quotes] == [confidence]
