r"""Stage 0: the text as sent to the text as read, each character aligned with its source.

    encoding     text decoded wrongly                 â€œ -> “
    escapes      backslashes, JSON                    \"No\" -> "No"
    html         tags and entities                    &ldquo;<b>No</b>&rdquo; -> “No”
    markdown     emphasis, links, notes               **Lena Fox** -> Lena Fox
    pages        what pages and recordings add        compa- ny -> company
    typesetting  single characters, missing spaces    Fox™ -> Fox
    language     is it English?
    alignment    the clean text and where it comes from
    restoration  results in the clean text -> results in the source

The stages after it know nothing of all this. A text without any of it stays the very same string.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from extractor.cleaning import encoding, escapes, html, language, markdown, pages, typesetting
from extractor.cleaning.alignment import AlignedText, Edit
from extractor.cleaning.restoration import restore
from extractor.domain import Warning

__all__ = ["AlignedText", "clean", "restore"]

MARKUP = "markup"
MIS_DECODED = "mis-decoded"
NOT_ENGLISH = "not-english"

Pass = Callable[[str], Iterable[Edit]]

_DECODING: tuple[Pass, ...] = (encoding.mis_decoded, encoding.mis_decoded, encoding.lost_marks)
"""Twice, since a text may have been decoded wrongly twice."""
_LAYOUT: tuple[Pass, ...] = (
    pages.timestamps,
    pages.hyphens,
    pages.page_headers,
    typesetting.odd_characters,
    typesetting.missing_spaces,
)


def clean(text: str) -> tuple[AlignedText, tuple[Warning, ...]]:
    """Return what the other stages are to read of *text*, and what was seen.

    No content makes it fail. The time is linear in the length of the text.
    """
    decoded = _apply(AlignedText.of(text), _DECODING)
    plain = _without_markup(decoded)
    warnings = [
        *_changed(decoded, AlignedText.of(text), MIS_DECODED, "was decoded wrongly"),
        *_changed(plain, decoded, MARKUP, "holds markup"),
    ]
    if not language.is_english(plain.text):
        message = "The text is not in English."
        warnings.append(Warning(NOT_ENGLISH, 0, len(text), message))
    return _apply(plain, _LAYOUT), tuple(warnings)


def _without_markup(aligned: AlignedText) -> AlignedText:
    aligned = aligned.edited(escapes.json_values(aligned.text))
    aligned = aligned.edited(escapes.escapes(aligned.text))
    aligned = _without_tags(aligned)
    unescaped = aligned.edited(html.entities(aligned.text))
    if unescaped is not aligned:
        aligned = _without_tags(unescaped)  # a feed's tags are escaped: &lt;p&gt;
    return aligned.edited(markdown.markdown(aligned.text))


def _without_tags(aligned: AlignedText) -> AlignedText:
    if html.has_blocks(aligned.text):
        aligned = aligned.edited(html.line_breaks(aligned.text))
    return aligned.edited(html.tags(aligned.text))


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
    message = f"The text {what}; it is read without, and offsets are those of the text as sent."
    yield Warning(code, span.start, span.end, message)
