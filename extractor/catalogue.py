"""The rules for display: description, example and measured precision."""

from __future__ import annotations

from dataclasses import dataclass

from extractor import cue_lexicon
from extractor.rules import RULES

UNATTRIBUTED = "unattributed"
"""The rule name of a quotation whose speaker the text does not give."""


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """A rule: its stable name, a sentence about it, an example and its precision.

    ``precision`` is the share of its ``pairings`` on the development corpus that were right, 0
    to 1; None if there were none.
    """

    name: str
    description: str
    example: str
    precision: float | None
    pairings: int


def rules() -> tuple[RuleInfo, ...]:
    """Return every name that ``Quotation.rule`` may have, in the order of the rules' table."""
    record = cue_lexicon.read_data("confidence.json")["rules"]
    named = [(rule.name, rule.description, rule.example) for rule in RULES]
    alone = (UNATTRIBUTED, "Words in quotation marks with no speaker in the text.", '"We lost."')
    return tuple(_info(*each, record.get(each[0], {})) for each in [*named, alone])


def _info(name: str, description: str, example: str, record: dict[str, float]) -> RuleInfo:
    pairings = int(record.get("pairings", 0))
    precision = record["precision"] if pairings else None
    return RuleInfo(name, description, example, precision, pairings)
