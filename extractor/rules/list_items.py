"""A list, or paragraphs without marks, below a verb of saying and a colon.

The minister also said:
    ^^^^^^^^      ^^^^
    mention       cue
- The port must stay open
  ^^^^^^^^^^^^^^^^^^^^^^^
  content, an item a segment

Where no list follows, the next paragraph is what was said: a block quotation. It goes on over the
lines right below it, and, where it is in the first person, as far as somebody goes on in that.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice, takewhile

from extractor import cue_lexicon
from extractor.domain import NounPhrase, Sentence, Span
from extractor.english import inflection, lexicon, syntax
from extractor.english.orthography import DASHES, is_in_title_case
from extractor.rules.shared import cue_verbs
from extractor.rules.shared.context import MIN_QUOTED, Context, Match, Source, cue_at, match_of

INTRODUCING = frozenset("speech writing demand".split())
ITEM = re.compile(r"[ \t\xa0]*(?:[-*•·–—▪◦‣●]|\(?\d{1,2}[.)])[ \t\xa0]+(?=\S)")
LINE = re.compile(r"[^\n]+")
ENDS = (".", "!", "?", "…", ".)")
MIN_WORDS = 3
POINTERS = frozenset("this following".split())
FIRST_AND_SECOND = frozenset("i we you".split())
STOPS = (".", ":", "!", "?", "”", '"')


def find(context: Context) -> Iterator[Match]:
    """Yield each list whose lead ends in a verb of saying and a colon."""
    paragraphs = context.document.paragraphs
    for number, paragraph in enumerate(paragraphs):
        lead, first = _lead(context, paragraph)
        if lead is None:
            continue
        items = first or tuple(_below(context, paragraphs[number + 1 :]))
        cue, frame = _cue(context, lead), "list-item"
        source = context.source(lead, cue) if cue is not None else _misread_source(lead)
        if cue is None and source is not None:
            cue = source.mention.head + 1
        if cue is not None and not items and _is_right_before_colon(lead, cue):
            items, frame = tuple(_block(context, number)), "block"
        if any(_is_signed(context, item) for item in items):
            continue
        if items and cue is not None and (source is not None or frame == "list-item"):
            match = match_of(lead, cue_at(lead, cue), frame, (), source)
            yield replace(match, content=items, addressee=None)


def _is_signed(context: Context, item: Span) -> bool:
    """Return whether an item has words in marks and its own speaker: ``“No way” – Ana Ruiz``."""
    held = (context.passages[k] for k in context.passages_over(item))
    opens = (passage for passage in held if passage.start == item.start)
    return any(
        context.text[passage.end : item.end].lstrip().startswith(tuple(DASHES)) for passage in opens
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
    """Return the two ends of a range."""
    return span.start, span.end


def _cue(context: Context, sentence: Sentence) -> int | None:
    """Return the last verb of saying of a lead that has no content of its own."""
    for word in reversed(sentence.words):
        own = syntax.child(sentence, word.index, "ccomp") is not None
        cue_class = cue_lexicon.listed_class(cue_at(sentence, word.index).lemma)
        if word.upos == "VERB" and cue_class in INTRODUCING and not own:
            return word.index if context.is_outside(sentence, word.index) else None
    return None


def _misread_source(lead: Sentence) -> Source | None:
    """Return ``*Kestrel News* reports:``, whose verb was read as a noun."""
    words = [word for word in lead.words if word.text != ":"]
    if len(words) < 2 or words[-1].upos != "NOUN" or words[-1].deprel != "root":
        return None
    names = cue_lexicon.OUTLET_NAMES | lexicon.NEWSPAPER_WORDS
    named = any(word.text.lower() in names for word in words[:-1])
    capitals = all(word.text[:1].isupper() for word in words[:-1])
    says = any(cue_lexicon.is_saying(base) for base in inflection.bases(words[-1].text))
    if not (named and capitals and says and words[-1].xpos == "NNS" and words[-1].text.islower()):
        return None
    span = Span(words[0].start, words[-2].end)
    return Source(NounPhrase(span, lead.index, words[-2].index), "named")


# --- block quotations -----------------------------------------------------------------------


def _is_right_before_colon(lead: Sentence, cue: int) -> bool:
    """Return whether a finite cue of saying ends the lead, but for where, when and to whom.

    Not one of asking, nor one that the narrator agrees with: ``*As* the poet *said*:``.
    """
    words = lead.words
    if words[cue].lemma.lower() in cue_lexicon.INTERROGATIVE_VERBS:
        return False
    if syntax.marker(lead, cue) == "as" or words[0].text.lower() == "as":
        return False
    behind = [word for word in words[cue + 1 :] if word.upos in {"VERB", "AUX"}]
    says = cue_lexicon.is_saying(cue_at(lead, cue).lemma)
    finite = words[cue].xpos in syntax.FINITE or words[cue].deprel == "root"
    thing = syntax.child(lead, cue, "obj")  # noted the small crowd: a report of its own
    told = cue_lexicon.takes_addressee(words[cue].lemma.lower())
    told |= thing is None or words[thing].text.lower() in POINTERS
    return says and finite and told and not behind and words[-1].text == ":"


def _block(context: Context, lead: int) -> Iterator[Span]:
    """Yield the paragraphs of a block quotation below the paragraph *lead*.

    The first, those nearer to each other than to the lead, and, where the first is in the first
    person, those up to another in it, if nobody else speaks so.
    """
    paragraphs = context.document.paragraphs
    quoted = list(takewhile(partial(_may_be_quoted, context), paragraphs[lead + 1 :]))
    if not quoted:
        return
    near = 1
    wide = _gap(context, paragraphs[lead], quoted[0])
    while near < len(quoted) and _gap(context, quoted[near - 1], quoted[near]) < wide:
        near += 1
    others = (*paragraphs[: lead + 1], *paragraphs[lead + 1 + len(quoted) :])
    narrated = any(_is_in_first_person(context, span) for span in others)
    own = _is_in_first_person(context, quoted[0])
    going_on = quoted[near:] if own and not narrated else []
    last = max((k for k, s in enumerate(going_on) if _is_in_first_person(context, s)), default=-1)
    yield from (span.stripped(context.text) for span in (*quoted[:near], *going_on[: last + 1]))


def _gap(context: Context, before: Span, after: Span) -> int:
    """Return how many line breaks stand between two ranges."""
    return context.text.count("\n", before.end - 1, after.start)


def _is_in_first_person(context: Context, span: Span) -> bool:
    """Return whether somebody says *I* or *we* in a paragraph, outside marks."""
    found = lexicon.FIRST_PERSON.finditer(context.text, span.start, span.end)
    return any(not context.passages_over(Span(*match.span())) for match in found)


def _may_be_quoted(context: Context, paragraph: Span) -> bool:
    """Return whether a paragraph may be of a block: sentences, without marks or a cue of a name."""
    text = paragraph.of(context.text).strip()
    words = text.split()
    whole = len(words) >= MIN_WORDS and text.endswith(ENDS) and not is_in_title_case(words)
    if not whole or any(
        context.word_counts[k] >= MIN_QUOTED for k in context.passages_over(paragraph)
    ):
        return False
    first = bisect_left(context.sentences, paragraph.start, key=lambda s: s.start)
    rest = islice(context.sentences, first, None)
    inside = list(takewhile(lambda s: s.start < paragraph.end, rest))
    if all(_is_to_readers(sentence) for sentence in inside):
        return False
    told = any(_is_told(context, s, word.index) for s in inside for word in s.words)
    finite = any(word.xpos in syntax.FINITE_OR_MODAL for s in inside for word in s.words)
    return finite and not told


def _is_to_readers(sentence: Sentence) -> bool:
    """Return whether a sentence is about the page or sends its readers elsewhere.

    ``*This is a developing story*. *Check back for updates*.``
    """
    words = sentence.words
    first = words[0]
    if first.xpos == "VB" and first.text.lower() in lexicon.LAYOUT["call"]:
        return True
    about = next((w for w in words if w.lemma.lower() in lexicon.LAYOUT["page"]), first)
    main = about.deprel == "root" or words[about.head].deprel == "root"
    return main and about is not first and first.text.lower() == "this"


def _is_told(context: Context, sentence: Sentence, verb: int) -> bool:
    """Return whether a verb of saying outside marks has a subject of the third person."""
    word = sentence.words[verb]
    finite = word.upos == "VERB" and word.xpos in syntax.FINITE
    subject = syntax.child(sentence, verb, "nsubj") if finite else None
    if subject is None or not cue_verbs.says(sentence, verb):
        return False
    own = sentence.words[subject].text.lower() in FIRST_AND_SECOND
    return not own and context.is_outside(sentence, verb)
