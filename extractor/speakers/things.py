"""Names of what is nobody's: organizations, places, groups, by long and short forms."""

from __future__ import annotations

from extractor.english import lexicon
from extractor.speakers.cast import Cast
from extractor.speakers.classify import NameClass
from extractor.speakers.matching import acronym
from extractor.speakers.names import Name
from extractor.speakers.referents import Referent


def known(cast: Cast, name: Name, kind: NameClass | None) -> Referent | None:
    """Find the organization, place, group or unknown that bears this name or a longer one."""
    keys = (name.parts[0], acronym(name.parts))
    found = [r for r in cast.index.sharing(keys) if _matches(r, name, kind)]
    return max(found, key=lambda r: r.seen[-1].sentence if r.seen else -1, default=None)


def _matches(referent: Referent, name: Name, kind: NameClass | None) -> bool:
    if referent.person is True or referent.plural != (kind == "group"):
        return False
    parts = name.parts
    for other in referent.forms:
        if parts == other or _is_acronym(parts, other) or _is_acronym(other, parts):
            return True
        if kind == "organization" and len(other) > len(parts) and _is_part(parts, other):
            return True
    return False


def _is_acronym(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    return len(short) == 1 and len(full) > 1 and short[0] == acronym(full)


def _is_part(parts: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether an organization's name may be shortened so: its end, or all but the kind."""
    if other[-len(parts) :] == parts:
        return True
    known = lexicon.ORGANIZATION_WORDS
    return other[: len(parts)] == parts and all(part in known for part in other[len(parts) :])
