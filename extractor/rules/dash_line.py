"""A name after a dash behind a quotation, or behind a headline, which may have a colon.

"To be great is to be misunderstood." — Ralph Waldo Emerson
                                      ^ ^^^^^^^^^^^^^^^^^^^
                                    cue mention
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import dropwhile, takewhile

from extractor.domain import Passage, Span
from extractor.english import lexicon, syntax
from extractor.english.orthography import CLOSING, is_in_title_case
from extractor.rules.shared.context import Context, Match, Source
from extractor.rules.shared.names import PREPOSITIONS, REPORTS, SMALL_WORDS, is_office, kind_of_name

MOST_WORDS = 6
FULL_NAME = 3
FEWEST_WORDS = 2
DASH = re.compile(r"[ \t\xa0]*(?:\n[ \t\xa0]*){0,8}(―|—|–|--|-|~)[ \t\xa0]*([^\W\d_][^\n]{1,100})")
CUE = re.compile(
    rf"(?:{'|'.join(sorted(lexicon.ATTRIBUTION_VERBS))}|[a-z]+ed (?:an?|the|his|her|their))\b"
)
"""A cue behind the dash, but not a participle: ``retired miner``."""
NEGATIVES = lexicon.NEGATIVE_PRONOUNS | lexicon.NEGATIONS
FELT = re.compile(
    rf"""([^\W\d_][\w.'’-]*?(?:[ \xa0][\w.'’-]+?){{0,4}}?)['’]s?[ \xa0]
    (?:{"|".join(sorted(lexicon.LAYOUT["felt"]))})\b""",
    re.VERBOSE,
)
"""Whose feeling a headline names behind the dash: ``Gran's fury at runaway llama``."""
ACRONYM = re.compile(r"[A-Z]{2,5}|(?:[A-Z]\.){2,5}")
BRACKETS = re.compile(r"[ \xa0](\()([^\W\d_][^()\n\d]{2,80})\)(?=[.,;!?]?(?:\s|$))")
HEADLINE = re.compile(r"([^\n]{3,120}?)[ \xa0](―|—|–|--|-)[ \xa0]([^\W\d_][^\n]{1,60})")
HEADLINE_WITH_COLON = re.compile(r"([^\n:]{3,120})(:)[ \xa0]([^\W\d_][^\n]{1,60})")


def find(context: Context) -> Iterator[Match]:
    """Yield each passage or headline that is followed by a dash and a name up to the line's end."""
    for k, passage in enumerate(context.passages):
        match = DASH.match(context.text, passage.end)
        signed = BRACKETS.match(context.text, passage.end)
        if match is not None and _stands_free(context, passage):
            yield from _matches(context, match, 1, passages=(k,))
        elif signed is not None and _is_signed(context, passage, signed[2]):
            yield from _matches(context, signed, 1, passages=(k,))
    for paragraph in context.document.paragraphs[:1]:
        match = HEADLINE.fullmatch(context.text, paragraph.start, paragraph.end)
        if match is None:
            match = HEADLINE_WITH_COLON.fullmatch(context.text, paragraph.start, paragraph.end)
            match = match if match and _is_headline_of_office(context, match) else None
        if match is not None and _is_claim(context, Span(*match.span(1)), match[3]):
            yield from _matches(context, match, 2, content=(Span(*match.span(1)),))


def _matches(
    context: Context,
    match: re.Match[str],
    dash: int,
    content: tuple[Span, ...] = (),
    passages: tuple[int, ...] = (),
) -> Iterator[Match]:
    """Yield the words before the dash, *dash* being its group, as those of who stands behind it."""
    whole = match.group(dash + 1)
    name = re.split(r"[,(]| - ", whole)[0].rstrip(" \xa0.")
    felt = FELT.match(name)
    name = felt.group(1) if felt else name
    if len(name.split()) > MOST_WORDS or any(map(_ends_sentence, whole.split()[:-1])):
        return
    small = not name[:1].isupper()
    apart = "\n\n" in match.group(0)
    report = match.group(dash) == ":" and name.split()[-1] in REPORTS
    report |= match.group(dash) == ":" and _is_known_name(context, name)
    if (small or content or apart) and not (report or _names_speaker(name)):
        return
    span = Span(match.start(dash + 1), match.start(dash + 1) + len(name))
    source = context.source_in(span)
    if source is not None and not _clause_goes_on(context, span) and _is_noun(context, source):
        yield Match(
            sentence=source.mention.sentence,
            cue=-1,
            cue_span=Span(*match.span(dash)),
            lemma="—",
            frame="layout",
            source=source,
            content=content,
            passages=passages,
        )


def _ends_sentence(word: str) -> bool:
    """Return whether a sentence ends with a word: not with an initial or ``Dr.``."""
    bare = word.rstrip(".")
    short = len(bare) == 1 or bare.lower() in lexicon.HONORIFICS
    return word.endswith((".", "!", "?")) and not short


def _stands_free(context: Context, passage: Passage) -> bool:
    """Return whether no clause leads up to a passage: not ``called it “a ruin” -- fans of …``."""
    lead = context.text[context.paragraph_of(passage.start).start : passage.start].rstrip()
    return not lead or not (lead[-1].isalnum() or lead[-1] == ",")


def _is_signed(context: Context, passage: Passage, who: str) -> bool:
    """Return whether brackets hold who said a whole sentence: ``“It is a tax” (Ann Roe, baker)``.

    Not whose work it is: ``“Blue Door” (Ann Roe)``. Nothing but marks stands in front.
    """
    lead = context.text[context.paragraph_of(passage.start).start : passage.start].rstrip()
    spoken = passage.inner[0].of(context.text)
    words, (name, _, office) = spoken.split(), who.partition(", ")
    whole = not lead or lead.endswith((".", "!", "?", ":", *CLOSING))
    fewest = 1 if office else FULL_NAME
    whole = whole and len(words) > fewest and not is_in_title_case(words)
    known = kind_of_name(name) == "speaker" and name[:1].isupper()
    return whole and known and (not office or is_office(office.split()[-1:]) or "for " in office)


def _is_noun(context: Context, source: Source) -> bool:
    """Return whether the head of a mention is a noun: nobody is called *all* or *some*."""
    words = context.sentences[source.mention.sentence].words
    return words[source.mention.head].upos not in {"DET", "PRON", "ADV", "ADP"}


def _clause_goes_on(context: Context, span: Span) -> bool:
    """Return whether the clause goes on behind the dash: ``… – *but has praise for a rival*``."""
    sentence = context.sentence_at(span.start)
    if sentence is None:
        return False
    words = sentence.words[slice(*context.positions_in(sentence, span))]
    finite = any(word.xpos in syntax.FINITE_OR_MODAL for word in words)
    return finite or words[0].upos == "CCONJ"


def _names_speaker(name: str) -> bool:
    """Return whether words are a name or an office, or both: ``union boss Kath Rudd``."""
    words = name.split()
    if CUE.match(name):  # "Hello"--said Old Tim
        return False
    if kind_of_name(name) == "speaker" and (name[:1].isupper() or is_office(words)):
        return True
    if kind_of_name(name) == "label":
        return False
    full = 1 < len(words) <= FULL_NAME and all(word[:1].isupper() for word in words)
    head = list(takewhile(lambda word: word not in PREPOSITIONS, words))  # *tributes* to Ek
    if full or any(is_office([word]) for word in head if word[:1].islower()):
        return True
    whole = head == words and words[-1].islower()
    return whole and lexicon.common_noun_class(words[-1]) == "person"


def _is_headline_of_office(context: Context, match: re.Match[str]) -> bool:
    """Return whether a headline has a source behind a colon: ``Thief wanted a bus: *police*``.

    Topics stand there too: ``How the dam failed: engineers``, ``The dam: Ana Ruiz``.
    """
    words, first = match[3].split(), match[1].split()[0].lower()
    source = words[-1].islower() and (is_office(words) or words[-1] in REPORTS)
    source = source or _is_known_name(context, match[3])
    source = source and "," not in match[3]
    return source and first not in lexicon.WH_WORDS and len(context.document.paragraphs) > 1


def _is_known_name(context: Context, name: str) -> bool:
    """Return whether a name behind a headline is an acronym, or speaks in the text below."""
    words = name.split()
    small = (w for w in words if not w[:1].isupper() and w not in SMALL_WORDS)
    named = all(is_office([word]) for word in small) and words[-1][:1].isupper()
    if kind_of_name(name) == "label" or not named:
        return False
    ends = {words[0].lower(), words[-1].lower()}
    return bool(ACRONYM.fullmatch(name)) or not context.speaking.isdisjoint(ends)


def _is_claim(context: Context, span: Span, name: str) -> bool:
    """Return whether the words of a headline, outside quotation marks, say something of *name*.

    They are a clause, or begin with a negative: ``No deal before Easter``. Before an office, a
    participle or an infinitive behind a noun is enough: ``Two hurt in blast – police``.
    """
    sentence = context.sentence_at(span.start)
    if sentence is None or context.passages_over(span):
        return False
    words = sentence.words[slice(*context.positions_in(sentence, span))]
    if len(words) < FEWEST_WORDS:
        return False  # Wanted: teachers
    finite = [word.index for word in words if word.xpos in syntax.FINITE_OR_MODAL]
    if any(syntax.enclosing(sentence, p, "acl:relcl") is None for p in finite):
        return True  # but The people who keep us safe: officers
    texts = [word.text for word in words]
    if ":" in texts or is_in_title_case(texts):
        return False
    behind_noun = dropwhile(lambda word: word.upos not in {*syntax.NOUNS, "NUM"}, words)
    verb = any(word.xpos in {"VBN", "VB"} for word in behind_noun)
    if name[:1].islower():
        return is_office(name.split()) and (verb or texts[0].lower() in NEGATIVES)
    return texts[0].lower() in NEGATIVES
