"""Plots as inline SVG that fits any width: positions in percent, letters in pixels.

Each plot is one picture for a screen reader, with a title and a sentence that says what it shows;
the numbers are in the table that stands below it. What words hold is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

SHORT, LONG = 32, 52
"""Characters of a label that fit beside a number, on the narrowest screens and on others."""
ROW: Final = 40
LEAST: Final = 0.5
"""Percent of the width that the smallest mark takes, so that it can be seen."""
HEIGHT: Final = 64
"""Of a plot with a column for each period, in pixels."""
EMPTY: Final = Markup("")

Place = tuple[float, float]
"""Where something begins and ends, each from 0 to 1 of the width."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a plot: its label, what is written at its end, its colour, and its marks.

    ``behind`` are marks that lie under the others, pale. ``is_share`` draws the whole that a mark
    is a part of.
    """

    label: str
    value: str
    css: str
    marks: tuple[Place, ...]
    behind: tuple[Place, ...] = ()
    is_share: bool = True


def rows(title: str, about: str, drawn: Sequence[Row], ends: Sequence[str] = ()) -> Markup:
    """Return a plot with its rows one below the other, and words below its two ends."""
    height = ROW * len(drawn) + (18 if ends else 0)
    below = EMPTY.join(
        Markup('<text class="soft" x="{}%" y="{}" text-anchor="{}">{}</text>').format(
            x, height - 3, anchor, words
        )
        for words, x, anchor in zip(ends, (0, 100), ("start", "end"), strict=False)
    )
    content = EMPTY.join(_row(row, ROW * n) for n, row in enumerate(drawn))
    return _picture(title, about, height, content + below)


def columns(title: str, about: str, values: Sequence[float], most: float, css: str) -> Markup:
    """Return a plot with a column for each period, as high as its part of *most*."""
    step = 100 / max(1, len(values))
    gap = min(step / 4, 0.8)
    rects = EMPTY.join(
        _rect(n * step + gap / 2, HEIGHT - tall, step - gap, tall, css)
        for n, value in enumerate(values)
        if (tall := HEIGHT * value / most if most else 0)
    )
    ground = Markup('<rect class="ground" x="0" y="{}" width="100%" height="1"/>').format(HEIGHT)
    return _picture(title, about, HEIGHT + 1, rects + ground)


def shortened(text: str, most: int) -> str:
    """Return the beginning of a text as one line of at most so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _row(row: Row, top: int) -> Markup:
    label = EMPTY.join(
        Markup('<text class="{}" x="0" y="{}">{}</text>').format(css, top + 13, words)
        for css, words in _labels(row.label)
    )
    value = '<text class="soft" x="100%" y="{}" text-anchor="end">{}</text>'
    words = label + Markup(value).format(top + 13, row.value)
    track = _rect(0, top + 20, 100, 12, "track") if row.is_share else EMPTY
    behind = _marks(row.behind, top + 20, f"{row.css} behind")
    return words + track + behind + _marks(row.marks, top + 20, row.css)


def _labels(label: str) -> list[tuple[str, str]]:
    """Return a label as it is drawn; a long one twice, with the class of the screens for each."""
    short, long = shortened(label, SHORT), shortened(label, LONG)
    return [("", long)] if short == long else [("short", short), ("long", long)]


def _marks(marks: Iterable[Place], top: int, css: str) -> Markup:
    return EMPTY.join(
        _rect(100 * min(start, 1 - LEAST / 100), top, max(LEAST, 100 * (end - start)), 12, css)
        for start, end in marks
        if end > start
    )


def _rect(x: float, y: float, width: float, height: float, css: str) -> Markup:
    form = '<rect class="{}" x="{:.4g}%" y="{:.4g}" width="{:.4g}%" height="{:.4g}"/>'
    return Markup(form).format(css, x, y, width, height)


def _picture(title: str, about: str, height: float, content: Markup) -> Markup:
    form = '<svg class="plot" role="img" aria-label="{}. {}" width="100%" height="{}">{}</svg>'
    return Markup(form).format(title, about, height, content)
