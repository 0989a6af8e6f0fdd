r"""Stage 0: cleaning of the text; each character stays aligned with its source.

    damage     wrong decoding; pages, notes, missing spaces   â€œ -> “,  compa- ny -> company
    markup     HTML, Markdown, JSON, escapes                  &ldquo;**No**&rdquo; -> “No”
    alignment  the clean text and its source; maps results back to the source

The later stages see only the clean text. A text that needs no cleaning stays the same string.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from extractor.cleaning import damage, markup
from extractor.cleaning.alignment import AlignedText, Edit, restore
from extractor.domain import Warning
from extractor.english import is_english

__all__ = ["AlignedText", "clean", "restore"]

MARKUP = "markup"
MIS_DECODED = "mis-decoded"
NOT_ENGLISH = "not-english"

Pass = Callable[[str], Iterable[Edit]]

_DECODING: tuple[Pass, ...] = (damage.mis_decoded, damage.mis_decoded, damage.lost_marks)
"""Twice, since a text may have been decoded wrongly twice."""
_LAYOUT: tuple[Pass, ...] = (
    damage.timestamps,
    damage.hyphens,
    damage.page_headers,
    damage.odd_characters,
    damage.missing_spaces,
)


def clean(text: str) -> tuple[AlignedText, tuple[Warning, ...]]:
    """Return the clean text for the other stages, and warnings.

    No content makes it fail. The time is linear in the length of the text.
    """
    decoded = _apply(AlignedText.of(text), _DECODING)
    plain = _without_markup(decoded)
    warnings = [
        *_changed(
            decoded, AlignedText.of(text), MIS_DECODED, "was decoded wrongly, which was repaired"
        ),
        *_changed(
            plain,
            decoded,
            MARKUP,
            "contains markup (tags, Markdown or escapes), which was left out or decoded",
        ),
    ]
    if not is_english(plain.text):
        message = "The text is not in English."
        warnings.append(Warning(NOT_ENGLISH, 0, len(text), message))
    return _apply(plain, _LAYOUT), tuple(warnings)


def _without_markup(aligned: AlignedText) -> AlignedText:
    aligned = aligned.edited(markup.json_values(aligned.text))
    aligned = aligned.edited(markup.escapes(aligned.text))
    aligned = _without_tags(aligned)
    unescaped = aligned.edited(markup.entities(aligned.text))
    if unescaped is not aligned:
        aligned = _without_tags(unescaped)  # a feed's tags are escaped: &lt;p&gt;
    return aligned.edited(markup.markdown(aligned.text))


def _without_tags(aligned: AlignedText) -> AlignedText:
    if markup.has_blocks(aligned.text):
        aligned = aligned.edited(markup.line_breaks(aligned.text))
    return aligned.edited(markup.tags(aligned.text))


def _apply(aligned: AlignedText, passes: Iterable[Pass]) -> AlignedText:
    for each in passes:
        aligned = aligned.edited(each(aligned.text))
    return aligned


def _changed(after: AlignedText, before: AlignedText, code: str, what: str) -> Iterator[Warning]:
    """Yield a warning at the first place where a pass changed the text."""
    if after is before or after.text == before.text:
        return
    same = zip(after.text, before.text, strict=False)
    at = next((at for at, (one, other) in enumerate(same) if one != other), None)
    at = min(len(after.text), len(before.text)) if at is None else at
    span = before.source_span(at, min(at + 1, len(before.text)))
    message = f"The text {what} for the analysis; offsets refer to the text as sent."
    yield Warning(code, span.start, span.end, message)
