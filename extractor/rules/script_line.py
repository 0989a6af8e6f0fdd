"""A name and a colon at the start of a line, as in a transcript or above a quotation.

OKAFOR: We never saw the memo.
^^^^^^^ ^^^^^^^^^^^^^^^^^^^^^
mention and cue    content

Not every word before a colon speaks: ``NEW DELHI: A bus fell …`` is a dateline, ``Photo:`` a label.
A name speaks where it takes turns with others, is known for a person's or an office, or where its
words are in marks or in the first person. A row of names and figures, as in the box score of a
match, is a listing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, takewhile

from extractor.domain import Span
from extractor.english import lexicon, syntax
from extractor.rules.shared import cue_verbs
from extractor.rules.shared.context import Context, Match
from extractor.rules.shared.names import (
    PREPOSITIONS,
    REPORTS,
    SMALL_WORDS,
    Kind,
    is_office,
    kind_of_name,
)

MAX_NAME = 7
MOST_INITIALS = 4
LINE = re.compile(
    r"""(?:[\[(]?\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?[\])]?\s+)?   # the time
    (?:\*\*|__|<b>|<strong>)?[“"]?(?:And\ from\ |From\ )?      # markup
    ([^\W\d_][\w.'’-]*(?:[ \xa0](?:[^\W\d_][\w.'’-]*|&))*       # a name
       (?:[ \xa0]\d{1,2})?)                                       # Speaker 1
    (?:[ \xa0](?:\([^()\n]{1,40}\)|\[[^\[\]\n]{1,40}\])){0,3}     # a seat, a party, initials
    (?:,[ \xa0][^\n:.!?“”"]{1,60})?                            # what somebody is
    (?:\*\*|__|</b>|</strong>)?[ \xa0]?
    (:)(?!(?<=\d:)\d)(?:\*\*|__|</b>|</strong>)?\s*         # no 14:31, no Psalm 23:4
    """,
    re.VERBOSE,
)
VERB = re.compile(r"\b(?:\w+ed|says?|said|wrote|writes|told|tells|adds|is|was|has|had)\s*$")
"""A verb before the colon: what stands there is a clause, not what somebody is."""
RECORD = re.compile(
    r"""((?:Mr|Mrs|Ms|Miss|Dr|Senator|Sen|Rep)\.?[ \xa0][A-Z][A-Z'’-]+   # Ms. DUFF
       |The(?:[ \xa0][A-Z]{4,})+(?:[ \xa0]pro[ \xa0]tempore)?)             # The CHAIR
    (?:[ \xa0]of[ \xa0][A-Z]\w+(?:[ \xa0][A-Z]\w+)?)?                     # of Puerto Rico
    (\.)[ \xa0](?=[A-Z])""",
    re.VERBOSE,
)
GAP = re.compile(r"[.;,]?[ \xa0\n]+")
"""What stands between the words of one speaker in marks and the name of the next."""
QUESTIONS = re.compile(r"([QA])(\.)[ \xa0]+(?=[A-Z“\"])")
"""The question or the answer in an interview: ``Q. Where were you?``"""
LABELLED = re.compile(r"[^\n:.!?]{2,40}:[ \xa0]+(?=\S)")
"""What stands before an entry of a listing: ``Player of the match: ``."""
ENTRY_TAGS = frozenset({"PROPN", "NUM", "PUNCT", "SYM"})
LINKS = frozenset({"ADP", "CCONJ", "DET"})
FEW = 0.5
"""The least share of paragraphs that open with a name, for the others to go on with its words."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line with a head: where the name, the colon and the words stand, and what the name is."""

    name: Span
    colon: Span
    words: Span
    title: str
    kind: Kind
    apart: bool = False
    """Whether the words are the next paragraph: the name has a line of its own."""


def find(context: Context) -> Iterator[Match]:
    """Yield what follows each name and colon at the head of a line, where the name speaks."""
    lines = [line for line in _without_listings(context) if _may_speak(context, line)]
    if not {"Q", "A"} <= {line.title for line in lines}:  # a list: ``A. …``, ``B. …``
        lines = [line for line in lines if line.colon.of(context.text) == ":" or line.title[1:]]
    apart = [line for line in lines if line.apart]
    if not any(line.kind == "speaker" or line.title.isupper() for line in apart):
        lines = [line for line in lines if not line.apart]  # Pros: … Cons: …
        apart = []
    turns = Counter(line.title for line in lines)
    taking_turns = _take_turns(lines, turns) or _is_interview(context, lines)
    heads = frozenset(line.name.start for line in lines)
    for number, line in enumerate(lines):
        spoken = _in_marks(context, line, heads)
        if taking_turns or spoken or (not line.apart and _speaks(context, line)):
            after = lines[number + 1] if taking_turns and number + 1 < len(lines) else None
            content = spoken or _words(context, line, after, len(lines) + len(apart))
            yield from _matches(context, line, content, bool(spoken), turns, taking_turns)


def _without_listings(context: Context) -> list[Line]:
    """Return the lines that are no listing; all of them where one in it says more elsewhere."""
    lines = list(_lines(context))
    listed = {line.name.start: line.title for line in lines if _is_listed(context, line)}
    rest = [line for line in lines if line.name.start not in listed]
    return rest if {line.title for line in rest}.isdisjoint(listed.values()) else lines


def _is_listed(context: Context, line: Line) -> bool:
    """Return whether a line and one beside it are names and figures: ``Referee: Tom Ashe``."""
    if not _is_entry(context, line.words):
        return False
    paragraphs, at = context.document.paragraphs, context.paragraph_index(line.name.start)
    for beside in (*paragraphs[max(at - 1, 0) : at], *paragraphs[at + 1 : at + 2]):
        label = LABELLED.match(context.text, beside.start, beside.end)
        if label is not None and _is_entry(context, Span(label.end(), beside.end)):
            return True
    return False


def _is_entry(context: Context, span: Span) -> bool:
    """Return whether words are names and figures: no answer, and nothing that is asked."""
    sentence = context.sentence_at(span.start)
    if sentence is None or sentence.end < span.end or context.passages_over(span):
        return False
    words = sentence.words[slice(*context.positions_in(sentence, span))]
    named = any(word.upos in {"PROPN", "NUM"} for word in words)
    return (
        named
        and words[-1].text not in {"!", "?"}
        and all(
            word.upos in ENTRY_TAGS | LINKS or words[max(at - 1, 0)].upos == "NUM"
            for at, word in enumerate(words)
        )
    )


def _may_speak(context: Context, line: Line) -> bool:
    """Return whether the head of a line may name a speaker: it is no label, no cue and no clause.

    ``Said Ellis:`` has the cue first, ``Lee told fans:`` and ``Hey, he is right:`` have a verb;
    that of a relative clause, ``Lee, who is 40:``, makes none of its head.
    """
    sentence = context.sentence_at(line.name.start)
    stands_in = line.title.lower() in lexicon.STAND_INS  # Another, simpler, reason to go:
    if line.kind == "label" or (stands_in and context.text.startswith(",", line.name.end)):
        return False
    if sentence is None:
        return True
    named = sentence.words[slice(*context.positions_in(sentence, line.name))]
    if named and all(word.upos == "ADV" for word in named):
        return False  # Then, on the stairs:
    first = sentence.words[0]
    if first.start == line.name.start and first.upos == "VERB" and cue_verbs.says(sentence, 0):
        return False
    bracket = context.text.find("(", line.name.end, line.colon.start)  # Holt (laughs):
    head = Span(line.name.start, line.colon.start if bracket < 0 else bracket)
    words = sentence.words[slice(*context.positions_in(sentence, head))]
    relatives = sum(word.text.lower() in lexicon.RELATIVE_PRONOUNS for word in words)
    verbs = [w for w in words if w.xpos in syntax.FINITE_OR_MODAL and w.text.islower()]
    own = (w for w in verbs if syntax.enclosing(sentence, w.index, "acl:relcl") is None)
    return not verbs or (relatives > 0 and not any(own))


def _lines(context: Context) -> Iterator[Line]:
    """Yield the lines that open with a name and a colon, or as the record of a parliament."""
    for paragraph in context.document.paragraphs:
        text = paragraph.of(context.text)
        starts = [0, *(match.end() for match in re.finditer(r"\n", text))]
        heads = [_head(context.text, paragraph.start + start, paragraph.end) for start in starts]
        heads += _heads_behind_marks(context, paragraph)
        found = sorted((head for head in heads if head is not None), key=re.Match.start)
        ends = [head.start() for head in found[1:]] + [paragraph.end]
        for head, end in zip(found, ends[: len(found)], strict=True):
            words = Span(head.end(), max(head.end(), end)).stripped(context.text)
            apart = not len(words)
            if apart and head.start() == paragraph.start:
                words = _next_paragraph(context, paragraph)
            if len(words):
                name, colon = Span(*head.span(1)), Span(*head.span(2))
                title = head.group(1)
                kind = "speaker" if _is_introduced(context, title) else kind_of_name(title)
                yield Line(name, colon, words, title, kind, apart)


def _next_paragraph(context: Context, paragraph: Span) -> Span:
    """Return the paragraph after a name and a colon alone; empty if it is one of these too."""
    at = context.paragraph_index(paragraph.start) + 1
    if at == len(context.document.paragraphs):
        return Span(paragraph.end, paragraph.end)
    following = context.document.paragraphs[at]
    headed = _head(context.text, following.start, following.end) is not None
    return Span(following.start, following.start if headed else following.end)


def _heads_behind_marks(context: Context, paragraph: Span) -> Iterator[re.Match[str] | None]:
    """Yield the heads that stand between passages: ``“Why?” Ray: “Because.”``."""
    held = [context.passages[k] for k in context.passages_over(paragraph)]
    for before, passage in pairwise(held):
        gap = GAP.match(context.text, before.end, passage.start) if before.closed else None
        head = _head(context.text, gap.end(), paragraph.end) if gap is not None else None
        yield head if head is not None and head.end() == passage.start else None


def _is_introduced(context: Context, title: str) -> bool:
    """Return whether initials stand behind a name: ``Julia Stone (JS) talks to …``."""
    initials = title.isupper() and title.isalpha() and 1 < len(title) <= MOST_INITIALS
    return initials and (f" ({title})" in context.text or f" [{title}]" in context.text)


def _head(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the match of a name and a colon at the head of a line, None if it is no name."""
    match = LINE.match(text, start, end) if text.find(":", start, end) >= 0 else None
    if match is None:
        return RECORD.match(text, start, end) or QUESTIONS.match(text, start, end)
    words = [word for word in match.group(1).split() if not word.isdecimal()]
    large = [word for word in words if word.lower() not in SMALL_WORDS]
    office = words[0][0].isupper() and is_office(words)
    named = bool(large) and all(word[0].isupper() for word in large)
    office = office or (words[0][0].isupper() and _names_office(words))
    if words[0].lower() in PREPOSITIONS or VERB.search(text, match.end(1), match.start(2)):
        return None
    return match if (named or office) and len(words) <= MAX_NAME else None


def _names_office(words: list[str]) -> bool:
    """Return whether a name stands behind an office in small letters: ``Union boss Kath Rudd``."""
    name = list(takewhile(lambda word: word[0].isupper(), reversed(words)))
    before = words[: len(words) - len(name)]
    return bool(name) and len(before) > 1 and before[-1].islower() and is_office(before[-1:])


def _take_turns(lines: list[Line], turns: Counter[str]) -> bool:
    """Return whether the names take turns: one comes again, or two are known to speak."""
    speakers = {line.title for line in lines if line.kind == "speaker"}
    again = turns.most_common(1)[:1]
    return len(lines) > 1 and (len(speakers) > 1 or bool(again and again[0][1] > 1))


def _is_interview(context: Context, lines: list[Line]) -> bool:
    """Return whether one name asks and the next answers right below, over all lines of the text."""
    whole = sum(1 for line in lines if not line.apart) >= FEW * len(context.document.paragraphs)
    answered = any(
        line.words.of(context.text).endswith("?")
        and after.title != line.title
        and not context.text[line.words.end : after.name.start].strip()
        for line, after in pairwise(lines)
    )
    return whole and answered


def _speaks(context: Context, line: Line) -> bool:
    """Return whether a name that takes no turns speaks."""
    words = line.words.of(context.text)
    opens = any(
        context.passages[k].start == line.words.start for k in context.passages_over(line.words)
    )
    if " " not in words and words[-1:] not in ".!?" and not opens:
        return False  # Storm Hettie: live
    if line.title.lower() in REPORTS and words.endswith("?"):
        return False  # Poll: Do you trust her?
    if line.kind == "speaker":
        return opens or not _is_title(context, line)
    if opens or lexicon.FIRST_OR_SECOND_PERSON.search(words):
        return opens or not _has_cue(context, line.words)
    if line.title.lower() in REPORTS:
        return not words.endswith(".") or line.name.start == 0
    return line.title.split()[-1].lower() in context.speaking


def _is_title(context: Context, line: Line) -> bool:
    """Return whether a name heads the text as its author's, not as a speaker's.

    So in ``Nora Falk: And then there were none``, above a column. A name with an office is a
    speaker's: headlines quote officials so.
    """
    words = [word.strip(".").lower() for word in line.title.split()]
    titles = lexicon.TITLE_WORDS | lexicon.HONORIFICS.keys() | lexicon.ABBREVIATED_TITLES
    titled = is_office(line.title.split()) or not titles.isdisjoint(words)
    first, *rest = context.document.paragraphs
    if titled or not rest or line.name.start > first.start or line.title.isupper():
        return False
    if lexicon.FIRST_OR_SECOND_PERSON.search(line.words.of(context.text)):
        return False
    return words[-1] not in context.speaking


def _has_cue(context: Context, span: Span) -> bool:
    """Return whether a verb of saying in a range has a subject: then those words are its own."""
    sentence = context.sentence_at(span.start)
    return sentence is not None and any(
        word.upos == "VERB"
        and cue_verbs.says(sentence, word.index)
        and syntax.child(sentence, word.index, "nsubj") is not None
        for word in sentence.words
    )


def _words(context: Context, line: Line, after: Line | None, count: int) -> tuple[Span, ...]:
    """Return what is said: the line, in a transcript also paragraphs up to the next name."""
    paragraphs = context.document.paragraphs
    first = context.paragraph_index(line.words.start) + 1
    last = context.paragraph_index(after.name.start) if after else first
    if count < FEW * len(paragraphs):
        return (line.words,)
    more = (p.stripped(context.text) for p in paragraphs[first:last])
    return (line.words, *(p for p in more if not _is_direction(p.of(context.text))))


def _is_direction(words: str) -> bool:
    """Return whether a paragraph of a transcript is not spoken: ``(CROSSTALK)``, ``BY MR. LO:``."""
    return words.startswith(("(", "[")) or (words.isupper() and words.endswith(":"))


def _in_marks(context: Context, line: Line, heads: frozenset[int]) -> tuple[Span, ...]:
    """Return the words after the name where the marks hold the name too: ``"OKAFOR: We …"``.

    The turn continues, paragraph by paragraph, to the next name; what is in brackets nobody says.
    """
    for k in context.passages_over(line.name):
        inner = context.passages[k].inner
        for at, first in enumerate(inner):
            if first.start <= line.name.start and line.words.start < first.end:
                more = takewhile(lambda piece: piece.start not in heads, inner[at + 1 :])
                spoken = (p for p in more if not context.text.startswith("(", p.start))
                return Span(line.words.start, first.end), *spoken
    return ()


def _matches(
    context: Context,
    line: Line,
    content: tuple[Span, ...],
    exact: bool,
    turns: Counter[str],
    taking_turns: bool,
) -> Iterator[Match]:
    """Yield the match of a line whose name is known to speak."""
    source = context.source_in(line.name)
    if source is None:
        return
    rest, speakers = content[0], min(len(turns), 4)
    held = [k for k in context.passages_over(rest) if context.passages[k].start == rest.start]
    caps, again = line.title.isupper(), min(turns[line.title], 3)
    alone = "script-quotation" if held or exact else "script"
    yield Match(
        sentence=source.mention.sentence,
        cue=-1,
        cue_span=line.colon,
        lemma=":",
        frame="transcript" if taking_turns else alone,
        source=source,
        content=() if held else content,
        passages=tuple(held),
        exact=exact,
        notes=(f"caps={caps}", f"turns={again}", f"voices={speakers}"),
    )
