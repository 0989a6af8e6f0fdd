"""What the text says of its speakers besides their names: pronouns, descriptions, anonymity.

All of it stands outside quotations: a quotation tells what somebody says, not who says it.
Nothing is inferred from a name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.domain import Anonymity, Attribution, Mention
from extractor.speakers.entities import Entity, EntityIndex
from extractor.speakers.speaker_pronouns import pronouns_of
from extractor.values import value


@value()
class Sourcing:
    """What a text says of one speaker."""

    pronouns: tuple[str, ...] = ()
    descriptions: tuple[Mention, ...] = ()
    anonymity: Anonymity | None = None


def sourcing_of(
    index: EntityIndex, spoken: Sequence[tuple[Attribution, Entity | None]]
) -> Mapping[int, Sourcing]:
    """Return what the text says of each speaker, by the number of the entity."""
    pronouns = pronouns_of(index, spoken)
    speakers = dict.fromkeys(entity.number for _, entity in spoken if entity is not None)
    return {number: Sourcing(pronouns=pronouns.get(number, ())) for number in speakers}
