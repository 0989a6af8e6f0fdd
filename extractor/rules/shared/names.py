"""Names that layout, quotation marks or commas set apart: who speaks, and what is no speaker.

OKAFOR:      — Ralph Waldo Emerson      – union boss      speak; ``Photo:`` does not
In “Blue Door,” a singer goes home.     Rui “Tito” Lopes     the term “radical art”

In commas, where the parser attached the name of who speaks to another word:

It's “a start,” *Lewis Hart*, the former chair, argued   read with the words in marks
It isn't “a plan,” *Hart* added                          one subject more of the verb before
As *Ida Moe*, the deputy leader, put it: …               an oblique, after ``as``
In the July 9, 2012, cable, *Moe* reported …             joined to the noun before
The trouble with it, says *Moe*, a historian, is …       the subject of the verb behind
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import zip_longest
from typing import Literal

from extractor import cue_lexicon
from extractor.domain import NounPhrase, Passage, Sentence, Span, Word
from extractor.english import inflection, lexicon, syntax
from extractor.english.noun_phrases import is_titled_beside_name, mention_of
from extractor.english.orthography import is_in_title_case

# --- next to words by layout alone --------------------------------------------------------

OFFICE_WORDS = 3
PREPOSITIONS = frozenset("for with over on in by to against from at about".split())
REPORTS = frozenset("poll study survey report audit".split())
"""Documents that a headline cites: ``Poll: Most voters undecided``."""
SMALL_WORDS = frozenset("of the for and & de la van der von bin al".split())
LABELS = lexicon.LAYOUT["label"]
"""Words before a colon that name what follows, not who speaks."""
CALLS_TO_READERS = lexicon.LAYOUT["call"]
"""Words by which a line sends readers elsewhere: ``READ MORE: …``, ``MUST SEE: …``."""
TURN_WORDS = frozenset("q a question answer".split())

Kind = Literal["speaker", "label", "unknown"]


def is_about_title(sentence: Sentence, verb: int, end: int) -> bool:
    """Return whether a participle in commas tells of a title: ``“Rain,” *announced* in May, is …``.

    What stands in marks before *end*, an offset, is the subject of the verb behind the comma.
    """
    words, word = sentence.words, sentence.words[verb]
    stop = next((w.index for w in words[verb:] if w.upos == "PUNCT"), 0)
    if word.xpos != "VBN" or words[verb - 1].end != end or words[stop].text != ",":
        return False
    subjects = (w for w in words[:verb] if w.deprel.startswith("nsubj"))
    heads = (word.head if subject.head == verb else subject.head for subject in subjects)
    return any(
        head > stop and all(w.text not in syntax.QUOTE_MARKS for w in words[stop:head])
        for head in heads
    )


def is_office(words: list[str]) -> bool:
    """Return whether words are an office or a crowd: ``Opposition senators``."""
    few = len(words) <= OFFICE_WORDS and PREPOSITIONS.isdisjoint(words)
    return few and lexicon.noun_class(words[-1]) in lexicon.PEOPLE


def _calls_readers(title: str, words: list[str]) -> bool:
    """Return whether a heading in capitals, or of one word, asks readers to do something."""
    single = len(words) == 1 and title.lower() not in REPORTS
    return words[0] in CALLS_TO_READERS and (single or title.isupper())


def kind_of_name(title: str) -> Kind:
    """Return whether a name is a person's or an office, a label, or neither as far as is known."""
    words = [word.strip(".,'’").lower() for word in title.split()]
    titles = lexicon.HONORIFICS.keys() | lexicon.ABBREVIATED_TITLES
    in_capitals = title.split()[-1].isupper() and not title.isupper()  # Senator PRICE
    if len(words) > 1 and words[-1] in LABELS and (words[0] in titles or in_capitals):
        return "speaker"
    if (
        lexicon.WEEKDAYS.issuperset(words)
        or title.lower() in lexicon.PLACE_NAMES
        or words[-1] in LABELS
        or words[0] in LABELS
        or _calls_readers(title, words)
    ):
        return "label"
    titled = any(w in titles for w in words)
    noun = lexicon.noun_class(words[-1])
    if titled or is_office(title.split()) or (title.isupper() and words[-1] in TURN_WORDS):
        return "speaker"
    if len(words) == 1 and words[0] in REPORTS:
        return "unknown"
    if noun == "document":
        return "label"
    first = next((word for word in words if len(word) > 1), words[0])
    given = lexicon.is_given_name(first) and words[0] not in lexicon.PLACE_PREFIXES
    institution = noun == "organization" or any(w in lexicon.TITLE_WORDS for w in words)
    return "speaker" if given or institution else "unknown"


def mention_in(sentence: Sentence, span: Span) -> NounPhrase | None:
    """Return the mention that fills *span* of the text: the highest noun in it, or None."""
    inside = [w for w in sentence.words if span.start <= w.start < span.end]
    held = {w.index for w in inside}
    tops = [w for w in inside if w.upos != "PUNCT" and w.head not in held]
    if not tops:
        return None
    top = next((w for w in tops if w.upos in syntax.NOMINAL), tops[0])
    avoid = frozenset(
        c for c in sentence.children[top.index] if sentence.words[c].start >= span.end
    )
    whole = mention_of(sentence, top.index, avoid)
    start, end = max(whole.span.start, span.start), min(whole.span.end, span.end)
    if start >= end:
        return None
    return NounPhrase(Span(start, end), sentence.index, top.index)


def tells_of_nobody(words: Sequence[Word]) -> bool:
    """Return whether words have no verb, and nobody and nothing that stands by itself.

    ``Then, *to the captain*``, ``*Moments* later``; who comes ``from`` somewhere may speak.
    """
    inside = False
    for word, behind in zip_longest(words, words[1:]):
        if word.upos == "ADP":
            inside = word.text.lower() not in {"from", "by"}
        elif word.upos in {"ADV", "PUNCT"}:
            inside = False
        elif word.upos in {"VERB", "AUX"}:
            return False
        elif word.upos in {"NOUN", "PROPN", "PRON"}:
            if inside or (behind is not None and behind.upos == "ADV"):
                continue
            return False
    return True


# --- in quotation marks: titles of works, nicknames and terms ------------------------------

MOST_WORDS = 8
SHORT_WORD = 3
MOST_IN_NICKNAME = 3
WORD = re.compile(r"[^\W_][\w'’.-]*")
LAST = re.compile(r"([^\W\d_][\w.’']*|['’]s)(,?)[ \xa0]*$")
BEFORE_WORKS = frozenset(
    """
    of in on to from by for with about as and or via against
    """.split()
)
TITLED_WORKS = lexicon.LAYOUT["work"]
"""Nouns for what a title names: ``In his memoir, “A Life at Sea,” …``."""
BEFORE_TERMS = frozenset("term terms so-called titled entitled nicknamed codenamed named".split())
STOP = re.compile(r"[.!?][”\"’')]*\s*$")
CAPITALS = 0.5
"""The share of capitalized words around a passage from which capitals tell nothing."""


def names_in_marks(text: str, passages: Sequence[Passage]) -> frozenset[int]:
    """Return the positions of the passages that are a title, a nickname or a term."""
    return frozenset(k for k, passage in enumerate(passages) if _is_name(text, passage))


def _is_name(text: str, passage: Passage) -> bool:
    """Return whether the words in marks are a title, a nickname or a term."""
    if len(passage.inner) > 1:
        return False
    inner = passage.inner[0].of(text).strip()
    words = WORD.findall(inner)
    if not words or len(words) > MOST_WORDS:
        return False
    line = text.rfind("\n", 0, passage.start) + 1
    match = LAST.search(text, max(line, passage.start - 40), passage.start)
    before, comma = match.groups() if match else ("", "")
    after = text[passage.end : passage.end + 2]
    if _is_nickname(words, inner, before, after) and not _is_in_headline(text, passage):
        return True
    if before.lower() in BEFORE_TERMS and len(words) <= MOST_IN_NICKNAME:
        return True
    if before.lower() == "of" and _is_cry(text[line : passage.start].split()[-2:-1]):
        return False
    titled = before.lower() in TITLED_WORKS
    if not comma:
        titled |= before.lower() in BEFORE_WORKS or before.endswith(("'s", "’s"))
    goes_on = not inner.endswith((",", ".", "!", "?")) and after[:1] == " " and after[1:].islower()
    works = (titled or (goes_on and not before)) and not _is_in_headline(text, passage)
    return works and words[0][0].isupper() and is_in_title_case(words)


def _is_cry(words: Sequence[str]) -> bool:
    """Return whether the word before ``of`` says how words sounded: ``*cries* of “Thief!”``."""
    nouns = map(inflection.plain_singular, words)
    return any(cue_lexicon.is_voiced(noun) for noun in nouns)


def _is_nickname(words: Sequence[str], inner: str, before: str, after: str) -> bool:
    """Return whether a passage stands between the parts of a name: ``Rui “Tito” Lopes``."""
    between = before[:1].isupper() and after[:1] == " " and after[1:].isupper()
    return between and len(words) <= MOST_IN_NICKNAME and inner[-1:] not in ",.!?"


def _is_in_headline(text: str, passage: Passage) -> bool:
    """Return whether the line has no stop at its end, and more capitals than a sentence."""
    start = text.rfind("\n", 0, passage.start) + 1
    end = text.find("\n", passage.end)
    end = end if end >= 0 else len(text)
    if STOP.search(text, passage.end - 2, end):
        return False
    line = text[start : passage.start] + text[passage.end : end]
    long = [word for word in WORD.findall(line) if len(word) > SHORT_WORD]
    return bool(long) and sum(word[0].isupper() for word in long) > CAPITALS * len(long)


# --- in commas beside a cue, where the tree has another subject ---------------------------

JOINED = frozenset({"flat", "appos"})
OWNED = frozenset({"nmod:poss", "compound", "flat", "case"})


def name_before(sentence: Sentence, cue: int, barred: Collection[int] = frozenset()) -> int | None:
    """Return the name that a finite *cue* without a subject must have, though the tree has it not.

    It stands behind a closing mark, behind ``as``, or behind a clause that opens the sentence,
    where the tree makes it an apposition: ``Asked about the fee, *Hart*, …``. What is said of it in
    commas may stand between: ``…,” *Hart*, the former chair, argued``. *barred* are positions
    inside quotation marks.
    """
    words = sentence.words
    if words[cue].xpos not in syntax.FINITE or syntax.child(sentence, cue, "nsubj") is not None:
        return None
    for word in reversed(words[:cue]):
        if word.upos != "PROPN" or word.deprel in OWNED or word.index in barred:
            continue
        below = [p for p in syntax.subtree(sentence, word.index) if p not in barred]
        while words[below[0]].upos == "PUNCT":
            del below[0]
        first = below[0]
        gap = words[below[-1] + 1 : cue]
        if below[-1] > cue or any(w.upos not in {"PUNCT", "ADV"} for w in gap):
            continue
        mark = words[first - 1] if first > 0 else word
        closed = mark.text in syntax.QUOTE_MARKS and mark.xpos != "``"
        as_put = words[first].text.lower() == "as" and word.head == cue
        if closed or as_put or _is_behind_opening_participle(mark, cue):
            return word.index
    return _apposed_to_opening_clause(sentence, cue)


def _is_asked_first(sentence: Sentence, clause: int) -> bool:
    """Return whether a clause is ``*Questioned about it*, Hart, …, replied``, not what was said."""
    own = syntax.child(sentence, clause, "nsubj", "aux")
    return sentence.words[clause].xpos == "VBN" and own is None


def _is_behind_opening_participle(mark: Word, cue: int) -> bool:
    """Return whether a sentence opens with a participle about its subject: ``*Losing* captain``."""
    return mark.index == 0 and mark.xpos == "VBG" and mark.deprel == "csubj" and mark.head == cue


def _apposed_to_opening_clause(sentence: Sentence, cue: int) -> int | None:
    """Return the name apposed to the end of a clause that opens the sentence of *cue*, or None."""
    words = sentence.words
    if words[cue - 1].text != "," or words[cue].head >= 0:
        return None
    for opener in syntax.children(sentence, cue, "advcl", "obl", "ccomp"):
        if words[opener].deprel == "ccomp" and not _is_asked_first(sentence, opener):
            continue
        below = [p for p in syntax.subtree(sentence, opener) if words[p].upos != "PUNCT"]
        if below[0] > 1 or below[-1] != cue - 2:
            continue
        for position in below:
            word, first = words[position], syntax.subtree(sentence, position)[0]
            first += words[first].text == ","
            apposed = word.deprel in {"appos", "obj"} and words[first - 1].text == ","
            if apposed and (word.upos == "PROPN" or lexicon.noun_class(word.text) == "person"):
                return position
    return None


def name_instead(sentence: Sentence, cue: int, subject: int) -> int:
    """Return the name that speaks at *cue* rather than its *subject* in the tree, or that.

    A common noun is not the subject where a comma parts it from a name right beside the cue; nor
    is a name in commas: ``After meeting the envoy, Ravi Sen, *President Ada Cole* said``.
    """
    words = sentence.words
    noun = words[subject]
    set_off = noun.text[:1].isupper() and subject > 0 and words[subject - 1].text == ","
    if noun.upos == "PRON" or not (noun.text[:1].islower() or set_off) or subject > cue:
        return subject
    joined = (c for c in sentence.children[subject] if words[c].deprel in JOINED)
    for name in joined:
        if set_off and not is_titled_beside_name(sentence, name):
            continue
        below = [p for p in syntax.subtree(sentence, name) if words[p].text != ","]
        apart = words[below[0] - 1].text == "," and below[-1] == cue - 1
        apart = apart and words[below[-1]].text not in {")", "]"}
        if apart and words[name].upos == "PROPN" and words[cue].xpos in syntax.FINITE:
            return name
    inner = None if set_off else _apposed_behind_participle(sentence, subject, cue)
    if inner is not None:
        return inner
    behind = None if set_off else _subject_of_later_verb(sentence, cue)
    if behind is None or lexicon.noun_class(noun.text) is not None:
        return subject
    return behind


def _apposed_behind_participle(sentence: Sentence, subject: int, cue: int) -> int | None:
    """Return the name in ``One pastor backing Mr. Cruz, *Dan Whiting of Lyme*, said``.

    The parser apposed it to the other name.
    """
    words = sentence.words
    if words[cue - 1].text != "," or words[cue].xpos not in syntax.FINITE:
        return None
    for clause in syntax.children(sentence, subject, "acl"):
        for name in syntax.subtree(sentence, clause):
            word = words[name]
            other = words[word.head]
            apposed = word.deprel == "appos" and word.upos == other.upos == "PROPN"
            first = syntax.subtree(sentence, name)[1:2]
            between = any(w.text == "," for w in words[name : cue - 1])
            if apposed and not between and lexicon.is_given_name(word.text) and first:
                return name if words[name - 1].text == "," else None
    return None


def speaker_in_commas(sentence: Sentence, cue: int) -> range:
    """Return who speaks in an aside behind a noun: ``Madam Chair, said *Mr Tan*, it is late``.

    A comma alone parts no subject from its verb, so the noun in front is none.
    """
    words, end = sentence.words, cue + 1
    finite = words[cue].xpos in {"VBD", "VBZ"} and cue_lexicon.is_saying(words[cue].lemma.lower())
    if not finite or cue < 2 or words[cue - 1].text != ",":
        return range(0)
    nominal = syntax.NOUN_PHRASE_TAGS | {"CCONJ"}
    named = all(word.upos in nominal for word in words[: cue - 1])
    told = cue_lexicon.takes_addressee(words[cue].lemma.lower())
    while end < len(words) and words[end].upos in syntax.NOUN_PHRASE_TAGS:
        end += 1
    closed = end < len(words) and words[end].text == ","
    whole = any(word.xpos in syntax.FINITE_OR_MODAL for word in words[end:])
    return range(cue + 1, end) if named and closed and whole and not told else range(0)


def _subject_of_later_verb(sentence: Sentence, cue: int) -> int | None:
    """Return the name behind a cue in commas, read as a later verb's subject: ``, says Moe,``."""
    words = sentence.words
    if words[cue].xpos not in syntax.FINITE or words[cue - 1].text != ",":
        return None
    for word in words[cue + 1 : cue + 2]:
        end = syntax.subtree(sentence, word.index)[-1] + 1
        named = word.upos == "PROPN" and word.head > end
        if named and syntax.is_relation(word.deprel, ("nsubj",)) and words[end - 1].text == ",":
            return word.index
        if named and end < len(words) and words[end].text == ",":
            return word.index
    return None
