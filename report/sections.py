"""What a report is made of: sections with plots, a table below each, a word on what is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from markupsafe import Markup

from report import plots
from report.plots import Row
from report.sourcing import CHANNELS

NAMES: Final = {
    "person": "named person",
    "organization": "organization",
    "document": "document",
    "group": "group",
    "anonymous": "unnamed person",
    "unknown": "kind unknown",
    "": "no speaker",
}
"""What kinds are called in words."""
NOT_FOUND: Final = "none found"
NO_QUOTATIONS: Final = "No quotations were found."
LONGEST_QUOTATION: Final = 240
LISTED: Final = 20
"""Rows of a list of single cases; the CSV holds all."""

Cells = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its caption, the names of its columns, its rows, and how many are left out."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[Cells, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot as SVG; a small one of several has a heading of its own and words at its ends."""

    drawing: Markup
    heading: str = ""
    ends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a report. Where the table has no rows, ``nothing`` is said instead.

    ``is_narrow`` tells that on a wide page another section has room beside it.
    """

    title: str
    about: str
    plots: tuple[Plot, ...] = ()
    table: Table = Table("", (), ())
    nothing: str = ""
    is_narrow: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report: what it is about, its main figures with their words, sections and notes."""

    title: str
    of: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = field(default=())


def percent(share: float) -> str:
    """Return a share from 0 to 1 in words."""
    return f"{100 * share:.0f}%"


def plural(count: int, word: str) -> str:
    """Return a number with its noun."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def fact(count: int, word: str, more: str = "") -> tuple[str, str]:
    """Return a main figure: a number, and the words that follow it."""
    number, _, noun = plural(count, word).partition(" ")
    return number, noun + more


def reasons(sources: int, without: int) -> str:
    """Return in words how many anonymous sources have no reason."""
    return f", {f'{without:,}' if without else 'none'} without a reason" if sources else ""


def by_kind(counted: Sequence[tuple[str, int, int, int, float]], about: str) -> Section:
    """Return the section on kinds of source: kind, sources, quotations, words, share of each."""
    drawn = [
        Row(NAMES[kind], percent(share), f"k-{kind or 'nobody'}", ((0, share),))
        for kind, _, _, _, share in counted
    ]
    says = ", ".join(f"{row.label} {row.value}" for row in drawn)
    picture = plots.rows("Share of quoted words by kind of source", says, drawn)
    rows = tuple(
        (NAMES[kind], sources if kind else "", quotations, words, percent(share))
        for kind, sources, quotations, words, share in counted
    )
    head = ("Kind of source", "Sources", "Quotations", "Words", "Share")
    return Section(
        "Kinds of source",
        f"The share of the quoted words for each kind. {about}",
        (Plot(picture),) if drawn else (),
        Table("Sources, quotations and words by kind", head, rows),
        NO_QUOTATIONS,
        is_narrow=True,
    )


def by_channel(counted: Sequence[tuple[str | None, int]]) -> Section:
    """Return the section on channels, from the number of quotations of each or of none."""
    order = {kind: n for n, kind in enumerate(CHANNELS)}
    said = sorted(
        (each for each in counted if each[0]), key=lambda e: (-e[1], order.get(str(e[0]), 99))
    )
    every = [*said, *(each for each in counted if not each[0])]
    total = sum(count for _, count in every) or 1
    drawn = [
        Row(kind or NOT_FOUND, f"{count:,}", "s2" if kind else "none", ((0, count / total),))
        for kind, count in every
    ]
    says = ", ".join(f"{row.label} {row.value}" for row in drawn)
    rows = tuple((kind or NOT_FOUND, count, percent(count / total)) for kind, count in every)
    return Section(
        "Channels",
        "How the words came, where the text says so: in a statement, in an interview, in a post.",
        (Plot(plots.rows("Quotations by channel", says, drawn)),) if said else (),
        Table("Quotations by channel", ("Channel", "Quotations", "Share"), rows if said else ()),
        "No channel was found." if every else NO_QUOTATIONS,
        is_narrow=True,
    )
