"""The words by which a text says who a speaker is and how they know.

    former minister   Jane Odu   , a lawyer in Leeds ,   who fled in May ,
    title             name         apposition             relative clause

Also what stands before the name (``The boy's uncle, Hector Lara``), phrases at it (``Salonga of
Cavite``), predicates (``He is a retired lock keeper``) and later phrases that say something new.
All of it outside quotations; the words of the label are none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from extractor.domain import Mention, Sentence, Span, Word
from extractor.english import lexicon
from extractor.english.syntax import (
    NOUNS,
    child,
    children,
    is_negated,
    marker,
    run_around,
    span,
    subtree,
)
from extractor.speakers.entities import Entity, EntityIndex
from extractor.speakers.mentions import NamedMention, is_plural
from extractor.speakers.titles import is_given, says_something, without_courtesy, without_stop

TITLE_TAGS: Final = frozenset("NOUN PROPN ADJ NUM X".split())
HONOURS: Final = frozenset("obe mbe cbe kbe dbe jr sr ii iii iv".split())
JOINTS: Final = frozenset("- ‐ ‑ & /".split())
AGE: Final = re.compile(r"(?:aged?\s+)?\d+(?:[- ]years?[- ]olds?)?|year-old|old", re.IGNORECASE)
ARTICLE: Final = re.compile(r"^(?:the|an?)\s+")
ASIDE: Final = frozenset(
    """acl:relcl parataxis advcl discourse dep nmod:unmarked list vocative appos punct cc
    conj""".split()
)
SPEAKING: Final = frozenset("speak talk say tell testify add".split())
SILENT: Final = frozenset("elaborate interview say speak answer respond discuss".split())
"""What somebody declines who tells nothing."""
AT_NAME: Final = frozenset("of from with at".split())
OPENING: Final = frozenset({",", "(", "–", "—", "-", "--", "["})
BESIDE_PREDICATE: Final = frozenset(
    "nsubj cop aux punct advmod mark conj cc parataxis advcl ccomp obl".split()
)
SURE: Final = 0.95
"""The least probability of a mention whose predicate describes the speaker."""


class Stretches:
    """Ranges of a text, joined where they meet, so that one is found among many at once."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for each in sorted(spans):
            if self._ends and each.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], each.end)
            else:
                self._starts.append(each.start)
                self._ends.append(each.end)

    def meet(self, words: Span) -> bool:
        """Return whether one of the ranges shares a code point with *words*."""
        at = bisect_right(self._ends, words.start)
        return at < len(self._starts) and self._starts[at] < words.end


def descriptions_of(index: EntityIndex, entity: Entity, told: Stretches) -> tuple[Mention, ...]:
    """Return the descriptions of a speaker, in text order; none meets what is *told* elsewhere."""
    if entity.members:
        return ()
    document = index.discourse.document
    spans = [
        words
        for words in _spans(index, entity)
        if not document.passages_over(words)
        and not told.meet(words)
        and not AGE.fullmatch(words.of(document.text))
        and words.of(document.text).count("(") == words.of(document.text).count(")")
    ]
    return tuple(Mention(s.start, s.end, s.of(document.text)) for s in _once(spans, document.text))


def _once(spans: Iterable[Span], text: str) -> Iterator[Span]:
    """Yield ranges in text order: none inside another, and no words twice."""
    end, known = -1, set[str]()
    for words in sorted(spans, key=lambda s: (s.start, -s.end)):
        wording = ARTICLE.sub("", words.of(text).lower())
        if words.end > end and wording not in known:
            yield words
        end = max(end, words.end)
        known.add(wording)


def _spans(index: EntityIndex, entity: Entity) -> Iterator[Span]:
    sentences = index.discourse.document.sentences
    seen: set[tuple[int, int]] = set()
    for name in entity.names:
        sentence = sentences[name.sentence]
        if (name.sentence, name.head) in index.discourse.quoted:
            continue
        tops = _tops(index, entity, sentence, name)
        seen.update((name.sentence, top) for top in tops)
        yield from _before_name(sentence, name, tops)
        yield from _behind(index, sentence, name, tops, entity)
    for mention in entity.mentions:
        place = (mention.sentence, mention.word)
        sentence = sentences[mention.sentence]
        doubted = index.probabilities.get(place, 1.0) < SURE and not _introduces(entity, place)
        if mention.quoted or place in seen or doubted:
            continue  # what only seems to mean the speaker is no description
        seen.add(place)
        word = sentence.words[mention.word]
        yield from _predicate(sentence, word)
        if word.upos == "PRON" or word.deprel in {"appos", "flat", "compound"}:
            continue
        yield from _clauses(index, entity, sentence, (word.index,))
        yield from _appositions(sentence, (word.index,), word.index)
        if entity.names and word.upos == "NOUN" and not entity.is_impersonal:
            yield from _later(index, sentence, entity, word)
    for name in entity.names:
        yield from _predicate(sentences[name.sentence], sentences[name.sentence].words[name.head])


def _introduces(entity: Entity, place: tuple[int, int]) -> bool:
    """Return whether it is only doubted that a description is of somebody who has no name."""
    first = entity.nominals[:1]
    return not entity.names and any((n.sentence, n.head) == place for n in first)


# --- at a name ----------------------------------------------------------------------------


def _tops(
    index: EntityIndex, entity: Entity, sentence: Sentence, name: NamedMention
) -> tuple[int, ...]:
    """Return the heads on which what is said of a name may hang: its own, and nouns above it."""
    tops = [name.head]
    word = sentence.words[name.head]
    while word.deprel in {"flat", "appos", "nmod:desc", "compound"} and 0 <= word.head < name.end:
        above = sentence.words[word.head]
        known = index.at((sentence.index, above.index))
        inside = name.start <= above.index < name.end
        if not inside and known not in (None, entity) and known is not None and known.names:
            break
        if word.deprel == "compound" and not inside:
            break
        tops.append(above.index)
        word = above
        whole = sentence.words[above.head] if above.head >= 0 else above
        if whole.text.lower() == "one" and above.deprel == "nmod":
            tops.append(whole.index)  # one of the doctors, Kim Stone
    tops += [i for i in range(name.start, name.end) if sentence.words[i].upos != "PUNCT"]
    return tuple(dict.fromkeys(tops))


def _before_name(sentence: Sentence, name: NamedMention, tops: Sequence[int]) -> Iterator[Span]:
    """Yield the titles right before a name, and the phrase that it is in apposition to."""
    first = _title_start(sentence, name)
    ends = name.name_start
    if name.name_end - name.name_start < 2 and first < name.head < name.name_start:
        ends = name.head  # Governor Peris Nyaboke, of which only the last word was taken for a name
    yield from _titles(sentence, range(first, ends), len(name.titles) > 0)
    for top in tops:
        if top < first and sentence.words[top].upos in {"NOUN", "PROPN", "NUM"}:
            phrase = _phrase(sentence, top)
            owner = sentence.words[top].deprel == "nmod:poss"
            if phrase[-1] < first and not owner and not is_plural(sentence, top):
                yield span(sentence, phrase)


def _title_start(sentence: Sentence, name: NamedMention) -> int:
    """Return the first word of the titles and nouns right before a name, without an article."""
    first, words = name.name_start, sentence.words
    while first > 0:
        word = words[first - 1]
        joint = word.text in JOINTS or (words[first].text in JOINTS and _touch(word, words[first]))
        possessive = word.deprel == "nmod:poss" and word.upos == "PRON"
        titled = word.upos in TITLE_TAGS or word.deprel == "amod" or possessive
        inside = first - 1 < word.head < name.name_end or word.index in {
            words[name.head].head,
            words[first].head,
        }
        tied = inside or _is_twin(word, words[name.head])
        if not (joint or word.index >= name.start or (titled and tied)):
            break
        first -= 1
        if possessive:
            break
    return first


def _touch(word: Word, after: Word) -> bool:
    return word.end == after.start and word.text[0].isalnum()


def _is_twin(word: Word, name: Word) -> bool:
    """Return whether the parser took title and name for two subjects: ``neighbor Pat Doyle``."""
    alike = word.head == name.head and word.deprel == name.deprel
    return alike and word.upos in NOUNS and word.head >= 0


def _titles(sentence: Sentence, positions: range, titled: bool) -> Iterator[Span]:
    """Yield what stands before a name: the noun phrase, and a shortened title behind it.

    *titled* says whether the words right before the name were taken for its title.
    """
    words = [sentence.words[i] for i in positions]
    while words and not words[0].text[0].isalnum():
        words = words[1:]
    pieces: list[list[Word]] = [[]]
    for word in words:
        short = (
            without_stop(word) in lexicon.ABBREVIATED_TITLES
            or without_stop(word) in lexicon.HONORIFICS
        )
        before = pieces[-1][-1:]
        if short and before and lexicon.noun_class(before[0].text) == "person":
            pieces.append([])
        pieces[-1].append(word)
    for piece in pieces:
        piece = without_courtesy(piece)
        if piece and (says_something(piece) or (titled and not is_given(piece[-1]))):
            yield Span(piece[0].start, piece[-1].end)


def _behind(
    index: EntityIndex, sentence: Sentence, name: NamedMention, tops: Sequence[int], entity: Entity
) -> Iterator[Span]:
    """Yield what is said of a name behind it."""
    if name.end > name.name_end:
        words = [w for w in sentence.words[name.name_end : name.end] if w.text[0].isalnum()]
        if words and not any(without_stop(w) in HONOURS for w in words):
            yield Span(words[0].start, words[-1].end)
    yield from _appositions(sentence, tops, name.end - 1)
    yield from _clauses(index, entity, sentence, tops, name.end - 1)
    yield from _right_behind(sentence, name.end)
    if entity.is_impersonal:
        return
    for top in tops:
        for noun in children(sentence, top, "nmod"):
            case = child(sentence, noun, "case")
            if case is not None and sentence.words[case].text.lower() in AT_NAME:
                first = case if case < noun else noun
                between = sentence.words[name.end : first]
                if first >= name.end and all(w.upos in {"PUNCT", "NUM"} for w in between):
                    yield _trimmed(sentence, [i for i in subtree(sentence, noun) if i >= first])


def _right_behind(sentence: Sentence, comma: int) -> Iterator[Span]:
    """Yield what stands behind the comma after a name, hung on the cue by the parser."""
    words = sentence.words
    first = comma + 1
    if first >= len(words) or words[comma].text != ",":
        return
    top = first
    while words[top].head > top or (words[top].head >= first and words[top].deprel != "root"):
        top = words[top].head
    if words[top].deprel not in {"parataxis", "ccomp", "advcl"} or words[top].head >= comma:
        return
    tree = run_around(subtree(sentence, top), top)
    relative = words[first].text.lower() in {"who", "whose", "whom"}
    person = words[top].upos == "NOUN" and lexicon.noun_class(words[top].text) == "person"
    noun = person and child(sentence, top, "cop") is None
    if tree[0] == first and (relative or noun) and not _is_silence(sentence, top):
        yield _trimmed(sentence, tree)


# --- phrases and clauses ------------------------------------------------------------------


def _phrase(sentence: Sentence, head: int) -> list[int]:
    """Return a noun phrase without clauses, appositions and conjuncts behind it."""
    skip = {
        c
        for c in sentence.children[head]
        if sentence.words[c].deprel in ASIDE and (c > head or sentence.words[c].deprel == "punct")
    }
    return run_around(subtree(sentence, head, skip), head)


def _appositions(sentence: Sentence, tops: Collection[int], behind: int) -> Iterator[Span]:
    """Yield the appositions behind a noun or name, whole: ``a glaciologist who lives there``."""
    for top in tops:
        for noun in children(sentence, top, "appos", "parataxis", "conj"):
            run = run_around(_apposed(sentence, noun, behind), noun)
            while sentence.words[run[0]].upos == "PUNCT" and len(run) > 1:
                run = run[1:]
            cut = sentence.words[run[-1]].text.lower() in lexicon.RELATIVE_PRONOUNS  # all of whom
            cut = cut or sentence.words[run[0]].text.lower() == "no"  # no stranger to storms
            if noun in tops or run[0] <= behind or cut:
                continue
            apart = sentence.words[run[0] - 1].text in OPENING and not _is_part(sentence, run, noun)
            named = sentence.words[noun].upos == "PROPN" and not _is_office(sentence, noun)
            if apart and not (named and not _is_short(sentence, run)):
                run = _with_place(sentence, run)
                near = _before_aside(sentence, run, noun)
                yield _trimmed(sentence, near)
                if len(near) < len(run):
                    yield _trimmed(sentence, [i for i in run if i > near[-1]])
                short = _phrase(sentence, noun)
                if run[0] <= short[0] and short[-1] < run[-1]:
                    yield _trimmed(sentence, short)  # where the rest is something else


def _is_part(sentence: Sentence, run: Sequence[int], noun: int) -> bool:
    """Return whether something of a person is meant, nobody: ``a tear on her cheek``."""
    own = any(sentence.words[i].deprel == "nmod:poss" and i > noun for i in run)
    return own and lexicon.noun_class(sentence.words[noun].text) is None


def _with_place(sentence: Sentence, run: list[int]) -> list[int]:
    """Return the words of ``R-Texas``, also where the parser hung the place on something else."""
    words = sentence.words
    party = words[run[-1]].text in {"R", "D", "I"}
    after = [word.text for word in words[run[-1] + 1 : run[-1] + 2]]
    return [*run, run[-1] + 1, run[-1] + 2] if party and after == ["-"] else run


def _apposed(sentence: Sentence, noun: int, behind: int) -> list[int]:
    """Return the words of an apposition, also where the parser took it for something else.

    ``Paul Dunn, president and chief executive of Dunn Foods``; ``Yusuf, one of the survivors``.
    """
    word, tree = sentence.words[noun], subtree(sentence, noun)
    if word.deprel == "appos":
        return tree
    if word.deprel == "parataxis":
        return tree if word.text.lower() == "one" else [behind]
    office = word.upos == "NOUN" and lexicon.noun_class(word.text) == "person"
    if not office or tree[0] != behind + 2 or sentence.words[behind + 1].text != ",":
        return [behind]
    others = (c for c in children(sentence, word.head, "conj") if c > noun)
    return sorted({*tree, *(i for other in others for i in subtree(sentence, other))})


def _is_office(sentence: Sentence, noun: int) -> bool:
    word = sentence.words[noun]
    return (
        lexicon.noun_class(word.text) is not None
        or without_stop(word) in lexicon.TITLE_WORDS
        or word.text.rstrip(".") in lexicon.POST_NOMINALS
    )


def _is_short(sentence: Sentence, run: Sequence[int]) -> bool:
    """Return whether it is a party and a place, or initials: ``R-Ohio``, ``MP``."""
    words = [sentence.words[i].text for i in run if sentence.words[i].upos != "PUNCT"]
    return bool(words) and (words[0] in {"R", "D", "I"} or (len(words) == 1 and words[0].isupper()))


def _before_aside(sentence: Sentence, run: list[int], noun: int) -> list[int]:
    """Return an apposition up to a relative clause behind a comma: that one stands by itself."""
    for position in run:
        word = sentence.words[position]
        after = sentence.words[position + 1 : position + 2]
        relative = bool(after) and after[0].text.lower() in lexicon.RELATIVE_PRONOUNS
        if position > noun and word.text == "," and relative:
            return [i for i in run if i < position]
    return run


def _clauses(
    index: EntityIndex, entity: Entity, sentence: Sentence, tops: Collection[int], behind: int = -1
) -> Iterator[Span]:
    """Yield the relative clauses of a noun or name, pronoun included."""
    for top in (*tops, *_things_inside(index, sentence, tops)):
        for clause in children(sentence, top, "acl"):
            run = run_around(subtree(sentence, clause), clause)
            while run[0] < clause and sentence.words[run[0]].upos == "PUNCT":
                run = run[1:]
            words = [sentence.words[i].text.lower() for i in run[:2]]
            relative = lexicon.RELATIVE_PRONOUNS if top in tops else {"who", "whose"}
            if run[0] <= max(top, behind) or not relative.intersection(words):
                continue
            if not (_is_silence(sentence, clause) or _is_of_other(index, entity, sentence, run[0])):
                yield _trimmed(sentence, run)


def _things_inside(index: EntityIndex, sentence: Sentence, tops: Collection[int]) -> Iterator[int]:
    """Yield what is no person inside a phrase: *who* behind it means somebody else.

    ``An analyst at a foreign brokerage, who did not wish to speak``
    """
    for top in tops:
        for noun in children(sentence, top, "nmod"):
            found = index.at((sentence.index, noun))
            if noun > top and found is not None and found.is_impersonal:
                yield noun


def _is_of_other(index: EntityIndex, entity: Entity, sentence: Sentence, first: int) -> bool:
    """Return whether a clause may be said of another person: ``the lawyer for Price, who was``."""
    if entity.is_person and sentence.words[first].text.lower() == "which":
        return True
    before = first - 2 if first and sentence.words[first - 1].upos == "PUNCT" else first - 1
    if before < 0 or sentence.words[before].upos not in NOUNS:
        return False
    found, word = index.at((sentence.index, before)), sentence.words[before]
    if found is entity or (found is not None and found.is_impersonal):
        return False
    person = found is not None and found.is_person
    if word.upos == "NOUN":
        return person and marker(sentence, before) in {"for", "of"}
    return person or marker(sentence, before) in {"for", "of"}


def _is_silence(sentence: Sentence, verb: int) -> bool:
    """Return whether a clause only says that somebody spoke, or would not."""
    word = sentence.words[verb]
    lemma, below = word.lemma.lower(), subtree(sentence, verb)
    if word.xpos == "VBD" and lemma in SPEAKING:
        return True
    if any(sentence.words[i].text.lower() == "comment" for i in below):
        return True
    refuses = lemma in {"decline", "refuse"}
    silent = lemma in {"respond", "reply", "elaborate", "return"} and is_negated(sentence, verb)
    return silent or (refuses and any(sentence.words[i].lemma in SILENT for i in below))


def _trimmed(sentence: Sentence, run: Sequence[int]) -> Span:
    """Return the range of words without punctuation at the ends; a point of a short form stays."""
    words = list(run)
    while len(words) > 1 and sentence.words[words[-1]].upos == "PUNCT":
        words.pop()
    while len(words) > 1 and sentence.words[words[0]].upos in {"PUNCT", "CCONJ"}:
        words.pop(0)
    return span(sentence, words)


# --- predicates and later mentions --------------------------------------------------------


def _predicate(sentence: Sentence, subject: Word) -> Iterator[Span]:
    """Yield ``a retired lock keeper`` of ``He is a retired lock keeper``."""
    if not subject.deprel.startswith("nsubj") or subject.head < 0:
        return
    noun = sentence.words[subject.head]
    clause = noun.deprel in {"ccomp", "acl:relcl", "advcl", "acl"}
    if noun.upos != "NOUN" or child(sentence, noun.index, "cop") is None or clause:
        return
    does = noun.text.endswith(lexicon.ENDINGS_OF_AGENTS)
    known = does or lexicon.noun_class(noun.text) is not None
    if is_negated(sentence, noun.index) or not known:
        return
    below = sentence.children[noun.index]
    skip = {c for c in below if sentence.words[c].deprel in BESIDE_PREDICATE}
    run = run_around(subtree(sentence, noun.index, skip), noun.index)
    yield _trimmed(sentence, run)


def _later(index: EntityIndex, sentence: Sentence, entity: Entity, word: Word) -> Iterator[Span]:
    """Yield a later phrase for a named speaker that says something new: ``the defender``."""
    phrase = _phrase(sentence, word.index)
    if word.deprel == "nmod:poss":
        return
    if sentence.words[phrase[0]].text.lower() not in {"the", "this", "that"}:
        return
    known = {part for title in entity.titles for part in title.lower().split()} | {
        d.noun for d in entity.descriptions if d.head != word.index
    }
    new = {
        lexicon.singular(w.text)
        for w in (sentence.words[i] for i in phrase)
        if w.upos in {"NOUN", "ADJ", "PROPN"}
    }
    if new - known:
        yield _trimmed(sentence, phrase)
