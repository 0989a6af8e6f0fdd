"""The parser: a marking in, a document of dependency trees out.

marking -> plain text as the models read it        plaintext
        -> tokens in draft sentences               `Models.tokenize`
        -> sentences with corrected boundaries     sentence_boundaries
        -> those that may hold a cue               `may_hold_cue`, `affordable`
        -> trees                                   `Models.analyse`, `misread_words`
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

from extractor.domain import Document, Marking, Sentence, Span, Warning, Word
from extractor.english import inflection
from extractor.parsing import DraftSentence, Models, ParsedWord, Token
from extractor.parsing.plaintext import (
    PLAIN_LEMMA,
    PLAIN_NOUNS,
    PLAIN_WORDS,
    Layout,
    disguise,
    misread_words,
)
from extractor.parsing.sentence_boundaries import correct, split_long

_LONGEST_WORD = 60
"""Characters. Longer runs are no words, and their beginning is enough for the models."""

_CHARACTERS_PER_UNIT = 3
"""Characters of long prose for one unit of cost, spaces included: news has 4.4, short words 3.2."""

_FREE_COST = 1000
"""What may be spent on any text, however dense: about 800 words."""


class TextParser:
    """Models as the port `extractor.domain.Parser` wants them; threads may share it."""

    def __init__(self, name: str, models: Models) -> None:
        self.name = name
        self.models = models

    def __call__(self, marking: Marking) -> Document:
        """Parse one text. Time and memory are linear in its length, whatever it holds.

        Sentences are numbered in text order; those without a cue are left out.
        """
        text = marking.text
        drafts = may_hold_cue(self._drafts(marking), marking)
        kept, warnings = affordable(drafts, text, self.models.cost)
        sentences = tuple(self._parse(kept, text))
        return Document(text, marking.paragraphs, marking.passages, sentences, warnings)

    def parse_all(self, markings: Sequence[Marking]) -> tuple[Document, ...]:
        """Parse many texts, each by itself.

        Sentences of different texts in one batch would save a tenth of the time at best, and
        an answer must not depend on its neighbours, not even by the noise of padding.
        """
        return tuple(map(self, markings))

    def sentences(self, marking: Marking) -> tuple[Sentence, ...]:
        """Parse all sentences of one text, to measure how well they are parsed."""
        return tuple(self._parse(list(self._drafts(marking)), marking.text))

    def _drafts(self, marking: Marking) -> Iterator[DraftSentence]:
        return split_long(correct(self._tokenize(marking), marking), marking)

    def _tokenize(self, marking: Marking) -> Iterator[DraftSentence]:
        layout = Layout.of(marking)
        if layout.text.strip():
            for tokens in self.models.tokenize(layout.text):
                yield draft_sentence(tokens, layout)

    def _parse(self, drafts: Sequence[DraftSentence], text: str) -> list[Sentence]:
        """Parse *drafts*, and once more those in which words were read as what they are not."""
        sentences = self._analyse(range(len(drafts)), drafts, text, {})
        misread = misread_words(sentences)
        for sentence in self._analyse(sorted(misread), drafts, text, misread):
            sentences[sentence.index] = sentence
        return sentences

    def _analyse(
        self,
        chosen: Sequence[int],
        drafts: Sequence[DraftSentence],
        text: str,
        disguised: Mapping[int, Mapping[int, str]],
    ) -> list[Sentence]:
        """Parse the *chosen* drafts with plain words in place of their *disguised* ones."""
        if not chosen:
            return []
        read = [disguise(drafts[index].words, disguised.get(index, {})) for index in chosen]
        parsed = zip(chosen, self.models.analyse(read), strict=True)
        return [
            Sentence.of(i, drafts[i].paragraph, list(words(drafts[i], found, text)))
            for i, found in parsed
        ]


def draft_sentence(tokens: Sequence[Token], layout: Layout) -> DraftSentence:
    """Return a sentence of *layout*'s text as a draft with the caller's offsets."""
    paragraph, start = layout.place(tokens[0].start)
    shift = start - tokens[0].start
    return DraftSentence(paragraph, tuple(_shifted(each, shift, layout.text) for each in tokens))


def words(draft: DraftSentence, parsed: Sequence[ParsedWord], text: str) -> Iterator[Word]:
    """Yield the words of a parsed sentence of *text*, the caller's."""
    ranges = [each for token in draft.tokens for each in _word_ranges(token)]
    for index, ((start, end), word) in enumerate(zip(ranges, parsed, strict=True)):
        lemma, upos, xpos, feats, head, deprel = word
        printed = text[start:end]
        instead = lemma.lower() in PLAIN_NOUNS and lemma.lower() not in printed.lower()
        lemma = printed.lower() if instead else printed if lemma in PLAIN_WORDS else lemma
        if lemma == PLAIN_LEMMA and not printed.lower().startswith("sa"):
            lemma = inflection.base(printed, printed, xpos)
        yield Word(index, start, end, printed, lemma or "_", upos, xpos, feats, head - 1, deprel)


def _shifted(token: Token, shift: int, text: str) -> Token:
    """Return a token with its offsets shifted by *shift*.

    A single word is read from *text*, since Stanza writes ``<UNK>`` for some.
    """
    start, end, parts = token
    if len(parts) == 1:
        read: tuple[str, ...] = (text[start : min(end, start + _LONGEST_WORD)],)
    else:
        read = tuple(part[:_LONGEST_WORD] for part in parts)
    return Token(start + shift, end + shift, read)


def _word_ranges(token: Token) -> list[tuple[int, int]]:
    """Return the range of each word; the whole token's where the words do not spell it."""
    start, end, parts = token
    if len(parts) == 1 or sum(map(len, parts)) != end - start:
        return [(start, end)] * len(parts)
    ends = accumulate(map(len, parts), initial=start)
    return list(pairwise(ends))


# --- which sentences are parsed -----------------------------------------------------------


def may_hold_cue(drafts: Iterable[DraftSentence], marking: Marking) -> list[DraftSentence]:
    """Return the sentences that may hold a cue.

    A sentence without a letter may not, nor one that stands wholly between the marks of a
    passage. A sentence with one of the marks is kept, whatever it holds.
    """
    inner = inner_spans(marking)
    return [each for each in drafts if _has_letters(each) and not _is_quoted(each, inner)]


def affordable(
    drafts: Sequence[DraftSentence], text: str, cost: Callable[[Sequence[str]], int]
) -> tuple[list[DraftSentence], tuple[Warning, ...]]:
    """Return the first sentences that together cost at most what prose as long as *text* costs.

    Prose loses none, dialogue of the shortest words aside; a text of marks, of words of one letter
    or of no words would cost several times as much. A warning says where the rest begins.
    """
    left = _FREE_COST + len(text) // _CHARACTERS_PER_UNIT
    for number, draft in enumerate(drafts):
        left -= cost(draft.words)
        if left < 0:
            message = (
                "The text has too many words and marks for its length, and the rest was not "
                "analysed; split it into shorter texts."
            )
            warning = Warning("too-many-words", draft.start, len(text), message)
            return list(drafts[:number]), (warning,)
    return list(drafts), ()


def inner_spans(marking: Marking) -> tuple[Span, ...]:
    """Return what stands between quotation marks, in text order."""
    return tuple(sorted(span for passage in marking.passages for span in passage.inner))


def _has_letters(draft: DraftSentence) -> bool:
    return any(char.isalpha() for token in draft.tokens for word in token.words for char in word)


def _is_quoted(draft: DraftSentence, inner: Sequence[Span]) -> bool:
    before = bisect_right(inner, draft.start, key=lambda span: span.start) - 1
    return before >= 0 and inner[before].covers(Span(draft.start, draft.end))
