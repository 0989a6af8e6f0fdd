"""What rules are made of, over recorded trees: subjects, noun phrases, the unsaid, the steps."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.domain import Document, Sentence
from extractor.rules import RULES
from extractor.rules.base import Found
from extractor.rules.parts import subjects, walk
from extractor.rules.parts.phrases import phrase
from extractor.rules.parts.scene import Scene
from extractor.rules.parts.unsaid import is_unsaid
from tests.recorded import TREES, Case, read

PARTS = TREES / "parts"
BY_NAME = {rule.name: rule for rule in RULES}


def cases(name: str) -> list[Any]:
    """Return the cases of a file for `pytest.mark.parametrize`."""
    return [pytest.param(case, id=case.name) for case in read(PARTS / f"{name}.conllu")]


def word(document: Document, text: str) -> tuple[Sentence, int]:
    """Return the sentence and the position of the first word that reads *text*."""
    return next((s, w.index) for s in document.sentences for w in s.words if w.text == text)


def cue_text(found: Found, document: Document) -> str | None:
    """Return the cue as it stands in the text."""
    return found.cue_span and found.cue_span.of(document.text)


@pytest.mark.parametrize("case", cases("subjects"))
def test_subject(case: Case) -> None:
    """A cue leads to its speaker by the expected path, or to nobody."""
    (expected,) = case.expect
    document = case.document
    sentence, cue = word(document, expected["cue"])

    found = subjects.subject(sentence, cue, Scene(document).quoted(sentence))

    got = found and {"path": found.path, "mention": found.phrase.span.of(document.text)}
    assert {"cue": expected["cue"]} | (got or {}) == expected


def test_every_path() -> None:
    """Every path that the module lists is walked in some tree."""
    listed = [
        line.split()[0] for line in (subjects.__doc__ or "").splitlines() if line[:4] == " " * 4
    ]
    walked = {case.expect[0].get("path") for case in read(PARTS / "subjects.conllu")}

    assert len(listed) > 1
    assert set(listed) <= walked


@pytest.mark.parametrize("case", cases("unsaid"))
def test_unsaid(case: Case) -> None:
    """What was not said, or need not have been, is told from what was."""
    (expected,) = case.expect
    document = case.document
    scene = Scene(document)
    found = [
        found
        for rule in RULES
        for found in rule.find(scene)
        if (cue_text(found, document), found.frame) == (expected["cue"], expected["frame"])
    ]

    assert {is_unsaid(scene, each) for each in found} == {expected["unsaid"]}


@pytest.mark.parametrize("case", cases("steps"))
def test_steps(case: Case) -> None:
    """An explanation names the edges from the cue to the mention, then to the content."""
    (expected,) = case.expect
    document = case.document
    scene = Scene(document)
    (found,) = BY_NAME[expected["rule"]].find(scene)

    way = [
        [step.relation, step.source.of(document.text), step.target.of(document.text)]
        for step in walk.steps(scene, found)
    ]

    assert way == expected["steps"]


@pytest.mark.parametrize("case", cases("phrases"))
def test_phrase(case: Case) -> None:
    """A mention is the noun phrase without what trails behind a comma or a relative pronoun."""
    (expected,) = case.expect
    sentence, head = word(case.document, expected["head"])

    assert phrase(sentence, head).span.of(case.text) == expected["phrase"]
