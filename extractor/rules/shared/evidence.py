"""What speaks for a match: named features for the scorer, and its path for explanations.

A feature is a string that is present or absent. They say what an editor would look at: the
form of the cue, who its subject is, how the content is framed. None names a person or a topic.
The path leads through the tree from the cue to the mention and to the content.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor import cue_lexicon
from extractor.domain import Sentence, Span, Step
from extractor.english import syntax
from extractor.rules.shared.context import Context, Match
from extractor.rules.shared.cue_verbs import says

SIZES = (1, 2, 3, 5, 8, 13, 21, 34, 10**9)


class FeatureExtractor:
    """Computes the features of matches of one document, with shared values cached."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._of_cues: dict[tuple[int, int], tuple[str, ...]] = {}
        self._of_passages: dict[int, tuple[str, ...]] = {}

    def __call__(self, match: Match) -> tuple[str, ...]:
        """Return the features of *match*, each once, in a fixed order.

        The scorer weighs each by itself and together with the frame.
        """
        names = [f"class={cue_lexicon.cue_class(match.lemma, match.frame)}"]
        if match.cue >= 0:
            names += self._of_cue(match)
        names += _of_source(self._context, match)
        if match.passages:
            names += self._of_passage(match.passages[0])
        else:
            names += _of_content(self._context, match)
        return tuple(dict.fromkeys(names))

    def _of_cue(self, match: Match) -> tuple[str, ...]:
        place = match.sentence, match.cue
        if place not in self._of_cues:
            sentence = self._context.sentences[match.sentence]
            self._of_cues[place] = tuple(_cue(sentence, match.cue))
        return self._of_cues[place]

    def _of_passage(self, k: int) -> tuple[str, ...]:
        if k not in self._of_passages:
            context = self._context
            first = context.passages[k].inner[0].of(context.text)
            self._of_passages[k] = (
                f"size={_bucket(context.word_counts[k])}",
                f"stop={context.is_punctuated(k)}",
                f"upper={first.lstrip()[:1].isupper()}",
            )
        return self._of_passages[k]


def _cue(sentence: Sentence, cue: int) -> Iterator[str]:
    """Yield the features of a verb as a cue: its form, its place in the tree, its modal."""
    word, relayed = sentence.words[cue], _is_relayed(sentence, cue)
    yield f"xpos={word.xpos}"
    yield f"deprel={'root' if relayed else word.deprel}"
    modal = syntax.modal(sentence, cue)
    if modal:
        yield f"modal={modal}"
    if syntax.is_negated(sentence, cue):
        yield "negated"
    marker = syntax.marker(sentence, cue)
    if marker:
        yield f"marked={marker}"
    if syntax.is_passive(sentence, cue):
        yield "passive"
    if word.text[:1].isupper() and cue > 0:
        yield "capital"
    depth = 0 if relayed else sum(1 for _ in syntax.ancestors(sentence, cue))
    yield f"depth={min(depth, 4)}"


def _is_relayed(sentence: Sentence, cue: int) -> bool:
    """Return whether a cue behind marks is below what relays it: ``“No,” *said* Ek, AP wrote``.

    It stands above all but that, which the parser read as the main clause.
    """
    words, word = sentence.words, sentence.words[cue]
    before = next((w for w in words[cue - 1 :: -1] if w.upos not in syntax.NOUN_PHRASE_TAGS), word)
    behind = word.deprel == "ccomp" and cue < word.head and before.text in syntax.QUOTE_MARKS
    return behind and words[word.head].head < 0 and says(sentence, word.head)


def _of_source(context: Context, match: Match) -> Iterator[str]:
    """Yield the features of who speaks."""
    if match.source is None:
        yield "subject=none"
        return
    mention = match.source.mention
    word = context.sentences[mention.sentence].words[mention.head]
    yield f"path={match.source.path}"
    yield f"subject={word.upos}"
    if word.upos == "PRON":
        yield f"pronoun={word.text.lower()}"
    if word.upos == "NOUN":
        yield f"number={word.xpos}"
        yield f"noun={word.lemma.lower()}"
    if context.passage_of_word[mention.sentence][mention.head] >= 0:
        yield "subject-quoted"


def _of_content(context: Context, match: Match) -> Iterator[str]:
    """Yield the features of the words that are reported."""
    if match.content and match.cue >= 0:
        yield from _head(context.sentences[match.sentence], match)
    words = sum(len(s.of(context.text).split()) for s in match.content)
    yield f"size={_bucket(words)}"
    yield f"pieces={min(len(match.content), 3)}"


def _bucket(words: int) -> int:
    """Return the class of sizes that a number of words falls in."""
    return next(size for size in SIZES if words <= size)


def _head(sentence: Sentence, match: Match) -> Iterator[str]:
    """Yield the kind of head word of the content, and whether it precedes the cue."""
    start, end = match.content[-1].start, match.content[-1].end
    inside = [w for w in sentence.words if start <= w.start < end]
    held = {w.index for w in inside}
    top = next((w for w in inside if w.head not in held and w.upos != "PUNCT"), None)
    if top is not None:
        yield f"content={top.upos}"
        yield f"content-tag={top.xpos}"
        yield f"before={top.index < match.cue}"
        if top.upos == "NOUN":
            yield f"thing={top.lemma.lower()}"


# --- the path through the tree --------------------------------------------------------------


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
