"""From words of a tree to ranges of the text, and from ranges to a quotation's type."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from extractor import grammar
from extractor.domain import QuotationType, Sentence, Span
from extractor.rules.scene import QUOTE_END, Scene

LEADING = frozenset("that".split())
LOOSE = frozenset({"PUNCT"})
MIN_CLAUSE_WORDS = 3
FEW_WORDS = re.compile(r"^\W*(?:(?:that|and|but|or|the|a|an)\W*)*$", re.IGNORECASE)


def content(sentence: Sentence, positions: Collection[int]) -> tuple[Span, ...]:
    """Return the ranges of *positions*: pieces parted only by punctuation joined, edges trimmed.

    A leading ``that`` and punctuation at the edges are left out.
    """
    words = sentence.words
    kept = sorted(positions)
    while kept and (
        words[kept[0]].upos in LOOSE
        or (words[kept[0]].text.lower() in LEADING and _is_mark(sentence, kept[0]))
    ):
        kept.pop(0)
    pieces: list[list[int]] = []
    for run in grammar.runs(kept):
        if pieces and _only_punctuation(sentence, pieces[-1][-1] + 1, run[0]):
            pieces[-1].extend(run)
        else:
            pieces.append(run)
    trimmed = (_trim(sentence, piece) for piece in pieces)
    return tuple(grammar.span(sentence, piece) for piece in trimmed if piece)


def _is_mark(sentence: Sentence, position: int) -> bool:
    return sentence.words[position].deprel == "mark"


def _only_punctuation(sentence: Sentence, start: int, end: int) -> bool:
    return all(sentence.words[p].upos in LOOSE for p in range(start, end))


def _trim(sentence: Sentence, piece: list[int]) -> list[int]:
    words = sentence.words
    while piece and words[piece[0]].upos in LOOSE:
        piece = piece[1:]
    while piece and (words[piece[-1]].upos in LOOSE or words[piece[-1]].upos == "CCONJ"):
        piece = piece[:-1]
    return piece


def settle(
    scene: Scene, pieces: Iterable[Span], taken: Collection[int]
) -> tuple[QuotationType, tuple[Span, ...], tuple[int, ...]]:
    """Return type, segments and passages of a content.

    *taken* are passages that are the content whole; *pieces* are ranges from a tree, which
    may touch passages or not. Words only in marks: direct; none in marks: indirect.
    """
    pieces = tuple(pieces)
    touched = sorted(
        {
            k
            for k, p in enumerate(scene.passages)
            if any(p_.overlaps(o) for p_ in pieces for o in p.inner)
        }
        | set(taken)
    )
    if not touched:
        return "indirect", pieces, ()
    whole = [k for k in touched if _opens(scene, k, pieces, taken)]
    if whole:
        inner = (i for k in whole for i in scene.passages[k].inner)
        return (
            "direct",
            tuple(s for s in (strip(scene.text, i) for i in inner) if len(s)),
            tuple(whole),
        )
    outer = [o for k in touched for o in scene.passages[k].outer]
    return "mixed", merge([*pieces, *outer], scene.text), tuple(touched)


def _opens(scene: Scene, k: int, pieces: tuple[Span, ...], taken: Collection[int]) -> bool:
    """Tell whether passage *k* is a quotation of its own rather than a part of a clause."""
    if k in taken:
        return True
    passage = scene.passages[k]
    left = "".join(scene.text[p.start : p.end] for p in pieces if p.end <= passage.start) + "".join(
        scene.text[p.start : passage.start] for p in pieces if p.start < passage.start < p.end
    )
    right = "".join(
        scene.text[max(p.start, passage.end) : p.end] for p in pieces if p.end > passage.end
    )
    if FEW_WORDS.match(left) and FEW_WORDS.match(right):
        return True
    ends = bool(QUOTE_END.search(passage.inner[-1].of(scene.text)))
    return bool(FEW_WORDS.match(left)) and ends and scene.words_in(passage) > MIN_CLAUSE_WORDS


def merge(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Join ranges that overlap or are parted only by spaces and punctuation; sorted."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and not re.search(r"\w", text[merged[-1].end : span.start]):
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def strip(text: str, span: Span) -> Span:
    """Return *span* without the blanks at its edges."""
    piece = span.of(text)
    left = len(piece) - len(piece.lstrip())
    return Span(span.start + left, max(span.start + left, span.start + len(piece.rstrip())))
