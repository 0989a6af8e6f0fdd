"""The path of a match through the tree, for explanations: from the cue to mention and content."""

from __future__ import annotations

from extractor.domain import Sentence, Span, Step
from extractor.english import syntax
from extractor.rules.shared.context import Context, Match


def steps(context: Context, match: Match) -> tuple[Step, ...]:
    """Return the edges from the cue to the mention's head and to the content's head.

    A layout mark has one step, named ``layout``, to the mention it stands next to.
    """
    mention = match.source.mention if match.source else None
    if match.cue < 0:
        if mention is None or match.cue_span is None:
            return ()
        return (Step("layout", match.cue_span, mention.span),)
    sentence = context.sentences[match.sentence]
    ends = [mention.head] if mention and mention.sentence == match.sentence else []
    ends += _content_head(context, sentence, match)
    edges = (edge for end in ends for edge in _path(sentence, match.cue, end))
    return tuple(dict.fromkeys(edges))


def _content_head(context: Context, sentence: Sentence, match: Match) -> list[int]:
    """Return the first of the highest words of the content in the sentence."""
    ranges: list[Span] = [*match.content]
    for k in match.passages:
        ranges.extend(context.passages[k].inner)
    inside = {p for piece in ranges for p in range(*context.positions_in(sentence, piece))}
    tops = (p for p in sorted(inside) if sentence.words[p].head not in inside)
    return [p for p in tops if sentence.words[p].upos != "PUNCT"][:1]


def _path(sentence: Sentence, start: int, end: int) -> list[Step]:
    """Return the edges from *start* up to the word above both, and down to *end*."""
    up = [start, *syntax.ancestors(sentence, start)]
    down = [end, *syntax.ancestors(sentence, end)]
    common = next(p for p in up if p in down)
    path = [*up[: up.index(common)], *reversed(down[: down.index(common)])]
    words = sentence.words
    return [Step(words[p].deprel, words[words[p].head].span, words[p].span) for p in path]
