"""The way a rule went through the tree, for explanations: from the cue to mention and content."""

from __future__ import annotations

from extractor.domain import Sentence, Span, Step
from extractor.english import syntax
from extractor.rules.base import Found
from extractor.rules.parts.scene import Scene


def steps(scene: Scene, found: Found) -> tuple[Step, ...]:
    """Return the edges from the cue to the mention's head and to the content's head.

    A layout mark has one step, named ``layout``, to the mention it stands beside.
    """
    mention = found.subject.phrase if found.subject else None
    if found.cue < 0:
        if mention is None or found.cue_span is None:
            return ()
        return (Step("layout", found.cue_span, mention.span),)
    sentence = scene.sentences[found.sentence]
    ends = [mention.head] if mention and mention.sentence == found.sentence else []
    ends += _content_head(scene, sentence, found)
    edges = (edge for end in ends for edge in _path(sentence, found.cue, end))
    return tuple(dict.fromkeys(edges))


def _content_head(scene: Scene, sentence: Sentence, found: Found) -> list[int]:
    """Return the first of the highest words of the content in the sentence."""
    ranges: list[Span] = [*found.content]
    for k in found.passages:
        ranges.extend(scene.passages[k].inner)
    inside = {p for piece in ranges for p in range(*scene.positions(sentence, piece))}
    tops = (p for p in sorted(inside) if sentence.words[p].head not in inside)
    return [p for p in tops if sentence.words[p].upos != "PUNCT"][:1]


def _path(sentence: Sentence, start: int, end: int) -> list[Step]:
    """Return the edges from *start* up to the word above both, and down to *end*."""
    up = [start, *syntax.ancestors(sentence, start)]
    down = [end, *syntax.ancestors(sentence, end)]
    common = next(p for p in up if p in down)
    way = [*up[: up.index(common)], *reversed(down[: down.index(common)])]
    words = sentence.words
    return [Step(words[p].deprel, words[words[p].head].span, words[p].span) for p in way]
