"""Each rule on recorded trees: where it must fire with which result, and where it must not.

The rules are asked without the lexicon's floor, so that the data may be learned again without a
change here: what a tree shows is the construction. That the words in it are no cue is what the
lexicon and the selection know, see ``trees/whole/lexicon.conllu``.
"""

from __future__ import annotations

from typing import Any

import pytest

from extractor import rules
from extractor.domain import Candidate
from extractor.rules import RULES
from extractor.rules.shared.context import Rule
from tests.recorded import TREES, Case, files, params, read

BY_NAME = {rule.name: rule for rule in RULES}
FEWEST = 3
MANY = {
    "cue-subject": 8,
    "reported-clause": 8,
    "according-to": 5,
    "medial-cue": 5,
    "infinitive": 5,
    "complement": 5,
    "noun-cue": 5,
    "continuation": 4,
    "colon": 4,
    "dash-line": 5,
    "script-line": 5,
}
"""The least number of trees where the rule must fire, if more than the fewest."""


def found(name: str, case: Case) -> list[dict[str, Any]]:
    """Return what one rule finds in a case."""
    candidates = rules.propose(case.document, floor=0, rules=(BY_NAME[name],))
    return [shown(candidate, case.text) for candidate in candidates]


def shown(candidate: Candidate, text: str) -> dict[str, Any]:
    """Return what a case says of a candidate; what it does not have is left out."""
    values = {
        "type": candidate.type,
        "segments": [span.of(text) for span in candidate.segments],
        "cue": candidate.cue and candidate.cue.span.of(text),
        "mention": candidate.mention and candidate.mention.span.of(text),
    }
    return {name: value for name, value in values.items() if value is not None}


@pytest.mark.parametrize(("rule", "case"), params(TREES, lambda case: not case.expect))
def test_must_not_fire(rule: str, case: Case) -> None:
    """The rule finds nothing."""
    assert found(rule, case) == []


@pytest.mark.parametrize(("rule", "case"), params(TREES, lambda case: bool(case.expect)))
def test_must_fire(rule: str, case: Case) -> None:
    """The rule finds the expected type, segments, cue and mention, and nothing more."""
    assert found(rule, case) == case.expect


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_example(rule: Rule) -> None:
    """The example of the table is the first tree of the rule's file, and is to make it fire."""
    first = next(read(TREES / f"{rule.name}.conllu"))

    assert first.text == rule.example
    assert first.expect != []


def test_names() -> None:
    """Each rule has its own name and a file of trees by that name; no file is left over."""
    names = [rule.name for rule in RULES]

    assert sorted(set(names)) == sorted(names)
    assert [path.stem for path in files(TREES)] == sorted(names)


@pytest.mark.parametrize("name", BY_NAME)
def test_both_kinds(name: str) -> None:
    """Each rule has trees enough where it must fire and where it must not, each named once."""
    cases = list(read(TREES / f"{name}.conllu"))
    fires = sum(bool(case.expect) for case in cases)

    assert min(fires, len(cases) - fires) >= FEWEST
    assert fires >= MANY.get(name, FEWEST)
    assert len({case.name for case in cases}) == len(cases)


def test_a_cue_that_opens_a_passage() -> None:
    """A comma between a verb of saying and a capitalized quotation makes it a report."""
    told = {
        case.name: "cue-subject:opens=True" in candidate.notes
        for case in read(TREES / "cue-subject.conllu")
        for candidate in rules.propose(case.document, floor=0, rules=(BY_NAME["cue-subject"],))
    }

    assert told["the cue first, with a comma"]
    assert not told["the subject before the cue"]


def test_who_is_told_behind_a_second_subject() -> None:
    """A second subject of ``told`` in the parse is the addressee."""
    cases = {case.name: case for case in read(TREES / "cue-subject.conllu")}
    case = cases["two subjects: who was told stands behind"]
    (candidate,) = rules.propose(case.document, floor=0, rules=(BY_NAME["cue-subject"],))

    assert candidate.addressee is not None
    assert candidate.addressee.span.of(case.text) == "AFP"
