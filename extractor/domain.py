"""The extractor's data types: frozen values that are passed from stage to stage.

Every ``start``/``end`` is a half-open range of Unicode code points in the text exactly as
the caller sent it. Stages exchange only these values:

    text -> Marking -> Document -> Candidate, ... -> Attribution, ... -> Extraction
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from functools import update_wrapper
from typing import (
    Any,
    Concatenate,
    Literal,
    ParamSpec,
    Protocol,
    TypeVar,
    cast,
    dataclass_transform,
)

T = TypeVar("T")
P = ParamSpec("P")
QuotationType = Literal["direct", "mixed", "indirect"]
Kind = Literal["person", "anonymous", "group", "organization", "document", "unknown"]
CueClass = Literal[
    "speech", "writing", "thought", "demand", "denial", "stance", "evidence", "layout"
]
ChannelKind = Literal[
    "statement",
    "interview",
    "speech",
    "post",
    "letter",
    "document",
    "testimony",
    "call",
    "broadcast",
    "outlet",
    "other",
]

Scope = Literal["quotations", "attributions"]
"""What counts as a quotation: what somebody said or wrote, or also what they thought, wanted,
felt, denied or did (PolNeAR's wide notion)."""


@dataclass_transform(frozen_default=True)
def value(*, order: bool = False) -> Callable[[type[T]], type[T]]:
    """Return a decorator for values inside a stage, made by the thousand for every text.

    They are dataclasses with slots, which the type checker keeps from being changed. One that the
    interpreter keeps from it, as it does the values below, takes twice as long to make.
    """
    return dataclass(slots=True, order=order)


class ExtractorError(Exception):
    """Base class of the library's own errors."""


class ModelError(ExtractorError):
    """A model file is missing, damaged, or of the wrong kind; the message names it."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, ``0 <= start <= end``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: Span) -> bool:
        """Return whether *other* lies entirely inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Return whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """Return the slice of *text* under this span."""
        return text[self.start : self.end]

    def stripped(self, text: str) -> Span:
        """Return this span without the blanks at its edges in *text*."""
        piece = self.of(text)
        start = self.start + len(piece) - len(piece.lstrip())
        return Span(start, max(start, self.start + len(piece.rstrip())))


@dataclass(frozen=True, slots=True)
class Warning:
    """A problem found in the text. ``message`` never contains words of the text."""

    code: str
    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch in quotation marks, outermost marks only.

    ``inner`` is what stands between the marks, one span a paragraph (a quotation that is
    reopened at each paragraph is one passage of several spans); ``outer`` is the same
    with the marks. ``closed`` is False if the closing mark is missing and the passage
    was ended at the end of its paragraph.
    """

    inner: tuple[Span, ...]
    outer: tuple[Span, ...]
    closed: bool = True

    @property
    def start(self) -> int:
        """First code point, opening mark included."""
        return self.outer[0].start

    @property
    def end(self) -> int:
        """One past the last code point, closing mark included."""
        return self.outer[-1].end


@dataclass(frozen=True, slots=True)
class Marking:
    """The output of the stage *marks*: paragraphs, passages and warnings, in text order."""

    text: str
    paragraphs: tuple[Span, ...]
    passages: tuple[Passage, ...]
    warnings: tuple[Warning, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A syntactic word in Universal Dependencies' sense.

    ``index`` is its position in ``Sentence.words`` (from 0); ``head`` is the position of
    its head, -1 for the root. The parts of a contraction share no code points where the
    parts spell it (``do`` + ``n't``), else they share the whole token's span.
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str

    @property
    def span(self) -> Span:
        """The word's range in the text."""
        return Span(self.start, self.end)


class _Remembering:
    """A frozen value with room for the answers of `remembered`; they are no part of the value."""

    __slots__ = ("_answers",)
    _answers: dict[tuple[Hashable, tuple[Hashable, ...]], Any]


@dataclass(frozen=True, slots=True)
class Sentence(_Remembering):
    """A parsed sentence. ``children[i]`` are the positions that depend on word *i*."""

    index: int
    paragraph: int
    words: tuple[Word, ...]
    children: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, index: int, paragraph: int, words: Sequence[Word]) -> Sentence:
        """Build a sentence and the table of its children.

        Raises ValueError if a head is out of range or a position is not its index.
        """
        below: list[list[int]] = [[] for _ in words]
        for position, word in enumerate(words):
            if word.index != position or not -1 <= word.head < len(words):
                raise ValueError(f"word {position}: index {word.index}, head {word.head}")
            if word.head >= 0:
                below[word.head].append(position)
        return cls(index, paragraph, tuple(words), tuple(map(tuple, below)))

    @property
    def start(self) -> int:
        """First code point of the first word."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """One past the last word."""
        return self.words[-1].end

    @property
    def span(self) -> Span:
        """The sentence's range in the text."""
        return Span(self.start, self.end)


def remembered(
    question: Callable[Concatenate[Sentence, P], T],
) -> Callable[Concatenate[Sentence, P], T]:
    """Have a question about a sentence answered once: the sentence keeps the answer, for its life.

    For questions that rules and speakers ask again and again. The answer must follow from the
    sentence and the other arguments, which are hashable and never named, and be a value that
    nobody changes.
    """

    def ask(sentence: Sentence, /, *args: Hashable) -> T:
        try:
            answers = sentence._answers
        except AttributeError:  # nothing has been asked so far
            answers = {}
            object.__setattr__(sentence, "_answers", answers)
        key = (question, args)
        found = answers.get(key, answers)
        if found is answers:
            found = answers[key] = asked(sentence, *args)
        answer: T = found
        return answer

    asked = cast("Callable[..., T]", question)
    return cast("Callable[Concatenate[Sentence, P], T]", update_wrapper(ask, asked))


@dataclass(frozen=True, slots=True)
class Document:
    """The output of the stage *parsing*: the marking, the sentences and further warnings."""

    text: str
    paragraphs: tuple[Span, ...]
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]
    warnings: tuple[Warning, ...] = ()

    def passages_over(self, span: Span) -> list[int]:
        """Return the positions of the passages with words inside *span*, in order."""
        passages, found = self.passages, []
        at = max(bisect_right(passages, span.start, key=_start_of) - 1, 0)
        while at < len(passages) and passages[at].outer[0].start < span.end:
            inner = passages[at].inner
            first = bisect_right(inner, span.start, key=_end_of)
            if first < len(inner) and inner[first].start < span.end:
                found.append(at)
            at += 1
        return found


def _start_of(passage: Passage) -> int:
    return passage.outer[0].start  # without a call more, as it is asked often


def _end_of(span: Span) -> int:
    return span.end


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A noun phrase of one sentence: a mention or an addressee.

    ``span`` is what is shown; ``head`` is the position of its head word in
    ``Document.sentences[sentence].words``.
    """

    span: Span
    sentence: int
    head: int


@dataclass(frozen=True, slots=True)
class CueWords:
    """The words that introduce a quotation.

    ``lemma`` is the key in the cue lexicon (``say``, ``according to``).
    """

    span: Span
    lemma: str
    cue_class: CueClass = "speech"


@dataclass(frozen=True, slots=True)
class ChannelWords:
    """The words that say how a quotation was delivered, and the kind of channel."""

    span: Span
    kind: ChannelKind


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an explanation: two spans and the name of their relation."""

    relation: str
    source: Span
    target: Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pairing that one rule proposes: content, cue, mention.

    ``segments`` are the reported words; ``frame`` is how the cue takes its content
    (``that-clause``, ``quotation``, ...); ``passages`` are the positions in
    ``Document.passages`` that the content takes whole; ``continues`` is True if the nearest
    speaker before continues, without a cue; ``reports_speech`` is True if the content was said
    or written, in the sense of the scope ``quotations``; ``features`` are what is known of the
    pairing, named, for the scorer, and ``notes`` what its rule alone sees; ``explain`` works out
    the rule's path, for the few that are chosen.
    """

    rule: str
    type: QuotationType
    segments: tuple[Span, ...]
    cue: CueWords | None
    mention: NounPhrase | None
    addressee: NounPhrase | None = None
    frame: str = ""
    passages: tuple[int, ...] = ()
    continues: bool = False
    reports_speech: bool = True
    features: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    explain: Callable[[], tuple[Step, ...]] = field(default=tuple, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Attribution:
    """A quotation as the stage *selection* chose it: one candidate, or none that speaks.

    ``channel`` is how it was delivered; ``relayed_by`` is a second source that passes it on.
    """

    type: QuotationType
    segments: tuple[Span, ...]
    cue: CueWords | None
    mention: NounPhrase | None
    addressee: NounPhrase | None
    rule: str
    confidence: float
    steps: tuple[Step, ...] = ()
    channel: ChannelWords | None = None
    relayed_by: Span | None = None


# --- the caller's values ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Segment:
    """One contiguous piece of a quotation: ``text == whole_text[start:end]``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """The words that name a speaker or an addressee at one place."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that introduce a quotation, with the lemma and the class of the cue."""

    start: int
    end: int
    text: str
    lemma: str
    cue_class: CueClass


@dataclass(frozen=True, slots=True)
class Channel:
    """The words that say how a quotation was delivered (``in a statement``), and the kind."""

    start: int
    end: int
    text: str
    kind: ChannelKind


@dataclass(frozen=True, slots=True)
class Anonymity:
    """The words that grant a speaker anonymity, and the reason given, or None."""

    start: int
    end: int
    text: str
    reason: Mention | None


@dataclass(frozen=True, slots=True)
class QuotedSpeaker:
    """The speaker of one quotation: who it is, and the mention at this cue."""

    id: str
    label: str
    kind: Kind
    mention: Mention


@dataclass(frozen=True, slots=True)
class Speaker:
    """One speaker of the text. ``quotes`` are ids of quotations.

    ``pronouns`` are those by which the text refers to the speaker, nominative, in order of first
    use; ``descriptions`` the words that say who it is and how they know; ``anonymity`` those that
    keep the name from the text, None if nothing does.
    """

    id: str
    label: str
    kind: Kind
    name: str | None
    role: str | None
    mentions: tuple[Mention, ...]
    quotes: tuple[str, ...]
    pronouns: tuple[str, ...] = ()
    descriptions: tuple[Mention, ...] = ()
    anonymity: Anonymity | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: what somebody said or wrote, verbatim or reported.

    ``text`` is the segments joined by one space. ``speaker`` is None if the text does
    not say who speaks. ``channel`` is how the words came, ``relayed_by`` who passes them
    on beside the speaker; both are None if the text names none.
    """

    id: str
    type: QuotationType
    text: str
    segments: tuple[Segment, ...]
    speaker: QuotedSpeaker | None
    cue: Cue | None
    addressee: Mention | None
    rule: str
    confidence: float
    explanation: tuple[Step, ...] = ()
    channel: Channel | None = None
    relayed_by: Mention | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in one text: quotations in text order, speakers, warnings."""

    quotes: tuple[Quotation, ...]
    speakers: tuple[Speaker, ...]
    warnings: tuple[Warning, ...] = ()


class Parser(Protocol):
    """The interface of a dependency parser."""

    @property
    def name(self) -> str:
        """A stable name of the model, for the response's ``software`` block."""

    def __call__(self, marking: Marking) -> Document:
        """Parse one text."""

    def parse_all(self, markings: Sequence[Marking]) -> tuple[Document, ...]:
        """Parse many texts at once; the same result as one by one."""
