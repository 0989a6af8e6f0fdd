"""What the rules share, over recorded trees: sources, mentions, filters, explanations."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.domain import Document, Sentence
from extractor.english.noun_phrases import mention_of
from extractor.rules import RULES, propose
from extractor.rules.shared import evidence, subjects
from extractor.rules.shared.context import Context, Match
from extractor.rules.shared.filters import is_unsaid
from tests.recorded import TREES, Case, read

SHARED = TREES / "shared"
BY_NAME = {rule.name: rule for rule in RULES}


def cases(name: str) -> list[Any]:
    """Return the cases of a file for `pytest.mark.parametrize`."""
    return [pytest.param(case, id=case.name) for case in read(SHARED / f"{name}.conllu")]


def word(document: Document, text: str) -> tuple[Sentence, int]:
    """Return the sentence and the position of the first word that reads *text*."""
    return next((s, w.index) for s in document.sentences for w in s.words if w.text == text)


def cue_text(match: Match, document: Document) -> str | None:
    """Return the cue as it stands in the text."""
    return match.cue_span and match.cue_span.of(document.text)


@pytest.mark.parametrize("case", cases("subjects"))
def test_subject(case: Case) -> None:
    """A cue leads to its speaker by the expected path, or to nobody."""
    (expected,) = case.expect
    document = case.document
    sentence, cue = word(document, expected["cue"])

    found = Context(document).source(sentence, cue)

    got = found and {"path": found.path, "mention": found.mention.span.of(document.text)}
    assert {"cue": expected["cue"]} | (got or {}) == expected


def test_every_path() -> None:
    """Every path that the module lists is walked in some tree."""
    listed = [
        line.split()[0] for line in (subjects.__doc__ or "").splitlines() if line[:4] == " " * 4
    ]
    walked = {case.expect[0].get("path") for case in read(SHARED / "subjects.conllu")}

    assert len(listed) > 1
    assert set(listed) <= walked


@pytest.mark.parametrize("case", cases("filters"))
def test_unsaid(case: Case) -> None:
    """Denied and hypothetical speech is distinguished from reports."""
    (expected,) = case.expect
    document = case.document
    context = Context(document)
    found = [
        match
        for rule in RULES
        for match in rule.find(context)
        if (cue_text(match, document), match.frame) == (expected["cue"], expected["frame"])
    ]

    assert {is_unsaid(context, each) for each in found} == {expected["unsaid"]}


@pytest.mark.parametrize("case", cases("explanation"))
def test_steps(case: Case) -> None:
    """An explanation names the edges from the cue to the mention, then to the content."""
    (expected,) = case.expect
    document = case.document
    context = Context(document)
    (match,) = BY_NAME[expected["rule"]].find(context)

    path = [
        [step.relation, step.source.of(document.text), step.target.of(document.text)]
        for step in evidence.steps(context, match)
    ]

    assert path == expected["steps"]


@pytest.mark.parametrize("case", cases("mentions"))
def test_mention(case: Case) -> None:
    """A mention is the noun phrase without what trails behind a comma or a relative pronoun."""
    (expected,) = case.expect
    sentence, head = word(case.document, expected["head"])

    assert mention_of(sentence, head).span.of(case.text) == expected["phrase"]


@pytest.mark.parametrize("case", cases("reporting"))
def test_reports_speech(case: Case) -> None:
    """Speech and writing are distinguished from thoughts, deeds and attitudes."""
    (expected,) = case.expect
    found = {
        (candidate.frame, candidate.reports_speech)
        for candidate in propose(case.document, floor=0)
        if candidate.cue and candidate.cue.span.of(case.text) == expected["cue"]
    }

    assert (expected["frame"], expected["said"]) in found
    assert (expected["frame"], not expected["said"]) not in found
