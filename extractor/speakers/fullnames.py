"""How the bearer of names is called in full."""

from __future__ import annotations

from collections import Counter

from extractor.english.orthography import in_name_case, is_sure_acronym, repair_encoding
from extractor.speakers.referents import Referent


def full_name(referent: Referent) -> str:
    """Return the longest printed form; among equals one not in capitals, then the commonest.

    A person's name that is printed in capitals only is written as names are.
    """
    forms: Counter[str] = Counter()
    for printed, times in referent.printed.items():
        forms[repair_encoding(printed)] += times
    best = max(forms, key=lambda text: (len(text.split()), not text.isupper(), forms[text]))
    return in_name_case(best, forms) if best.isupper() and _is_shouted(referent, best) else best


def _is_shouted(referent: Referent, printed: str) -> bool:
    """Return whether capitals are a person's name, not the initials of an organization."""
    if " " in printed:
        return is_person(referent)
    return referent.person is True and not is_sure_acronym(printed)


def is_person(referent: Referent) -> bool:
    """Return whether a referent is one, and nothing shows it to be no person."""
    return referent.person is not False and not referent.plural
