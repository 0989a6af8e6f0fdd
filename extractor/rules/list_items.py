"""A list introduced by a verb of saying and a colon.

The minister also said:
    ^^^^^^^^      ^^^^
    mention       cue
- The port must stay open
  ^^^^^^^^^^^^^^^^^^^^^^^
  content, an item a segment
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor import cue_lexicon
from extractor.domain import Sentence, Span
from extractor.english import syntax
from extractor.rules.shared.context import Context, Match, cue_at, match_of

INTRODUCING = frozenset("speech writing demand".split())
ITEM = re.compile(r"[ \t\xa0]*(?:[-*•·–—▪◦‣●]|\(?\d{1,2}[.)])[ \t\xa0]+(?=\S)")
LINE = re.compile(r"[^\n]+")
STOPS = (".", ":", "!", "?", "”", '"')


def find(context: Context) -> Iterator[Match]:
    """Yield each list whose lead ends in a verb of saying and a colon."""
    paragraphs = context.document.paragraphs
    for number, paragraph in enumerate(paragraphs):
        lead, first = _lead(context, paragraph)
        if lead is None:
            continue
        items = first or tuple(_below(context, paragraphs[number + 1 :]))
        cue = _cue(context, lead)
        if items and cue is not None:
            source = context.source(lead, cue)
            match = match_of(lead, cue_at(lead, cue), "list-item", (), source)
            yield Match(
                sentence=match.sentence,
                cue=cue,
                cue_span=match.cue_span,
                lemma=match.lemma,
                frame=match.frame,
                source=source,
                content=items,
            )


def _lead(context: Context, paragraph: Span) -> tuple[Sentence | None, tuple[Span, ...]]:
    """Return the sentence that ends in a colon at a line's end, and items in its paragraph."""
    text = paragraph.of(context.text)
    end = text.find(":\n")
    at = paragraph.start + end if end >= 0 else paragraph.end - 1
    if not context.text.startswith(":", at):
        return None, ()
    items = tuple(_items(context, Span(at + 1, paragraph.end))) if end >= 0 else ()
    return context.sentence_at(at), items


def _below(context: Context, paragraphs: tuple[Span, ...]) -> Iterator[Span]:
    """Yield the items of the paragraphs that begin a list: marked ones, or lines without stops."""
    plain = _plain_lines(context, paragraphs)
    if len(plain) > 1:
        yield from plain
        return
    for paragraph in paragraphs:
        items = list(_items(context, paragraph))
        if not items:
            return
        yield from items


def _plain_lines(context: Context, paragraphs: tuple[Span, ...]) -> list[Span]:
    """Return the lines without marks and stops that stand right below each other."""
    lines: list[Span] = []
    for paragraph in paragraphs:
        near = not lines or context.text.count("\n", lines[-1].end, paragraph.start) == 1
        text = paragraph.of(context.text).rstrip()
        if not near or text.endswith(STOPS) or ITEM.match(text):
            break
        lines += [Span(*line.span()) for line in LINE.finditer(context.text, *_range(paragraph))]
    return [line.stripped(context.text) for line in lines]


def _items(context: Context, span: Span) -> Iterator[Span]:
    """Yield what stands after each mark of a list; nothing where the first line has none."""
    for line in LINE.finditer(context.text, *_range(span)):
        mark = ITEM.match(context.text, line.start(), line.end())
        if mark is None:
            return
        yield Span(mark.end(), line.end()).stripped(context.text)


def _range(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _cue(context: Context, sentence: Sentence) -> int | None:
    """Return the last verb of saying of a lead that has no content of its own."""
    for word in reversed(sentence.words):
        own = syntax.child(sentence, word.index, "ccomp") is not None
        cue_class = cue_lexicon.listed_class(cue_at(sentence, word.index).lemma)
        if word.upos == "VERB" and cue_class in INTRODUCING and not own:
            return word.index if context.is_outside(sentence, word.index) else None
    return None
