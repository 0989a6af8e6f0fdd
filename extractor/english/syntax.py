"""Queries over Universal Dependencies trees.

All functions take a `Sentence` and positions in its ``words`` and return positions; nothing here
depends on quotations. A name without a subtype matches all subtypes: ``nsubj`` matches
``nsubj:pass``, but ``nsubj:pass`` does not match ``nsubj``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from extractor.domain import Sentence, Span, remembered
from extractor.english.lexicon import (
    NEGATIONS,
    NEGATIVE_CONJUNCTIONS,
    TIME_WORDS,
    WHAT_IS_ASKED,
    noun_class,
)

FINITE = frozenset({"VBD", "VBZ", "VBP"})
"""Tags of verbs in the past or present: ``wept``, ``weeps``."""
FINITE_OR_MODAL = FINITE | {"MD"}
NOUNS = frozenset({"NOUN", "PROPN"})
NOMINAL = NOUNS | {"PRON"}
NEGATING = NEGATIONS | NEGATIVE_CONJUNCTIONS
MARKERS = frozenset({"mark", "case"})
SUBJECTS = ("nsubj", "csubj", "expl")
NOMINAL_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
NOUN_PHRASE_TAGS = NOMINAL | {"DET", "ADJ", "NUM"}
DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
"""An abbreviation of letters without its last full stop: ``a.m``."""
QUOTE_MARKS = frozenset("\" “ ” „ « » '' `` ' ‘ ’".split())


def is_relation(deprel: str, names: Collection[str]) -> bool:
    """Return whether a relation is one of *names*, subtypes included."""
    return deprel in names or (":" in deprel and deprel.partition(":")[0] in names)


def children(sentence: Sentence, head: int, *names: str) -> Iterator[int]:
    """Yield the dependents of *head* under the relations *names*, left to right."""
    words = sentence.words
    for child in sentence.children[head]:
        # `is_relation` inlined: this is the most frequently executed line.
        deprel = words[child].deprel
        if deprel in names or (":" in deprel and deprel.partition(":")[0] in names):
            yield child


def child(sentence: Sentence, head: int, *names: str) -> int | None:
    """Return the first dependent of *head* under one of *names*, or None."""
    words = sentence.words
    for child in sentence.children[head]:
        # As in `children`, without the cost of a generator.
        deprel = words[child].deprel
        if deprel in names or (":" in deprel and deprel.partition(":")[0] in names):
            return child
    return None


def subtree(sentence: Sentence, top: int, skip: Collection[int] = ()) -> list[int]:
    """Return the positions below and including *top*, sorted, leaving out the trees in *skip*."""
    if not skip:
        return [*_whole_tree(sentence, top)]
    children = sentence.children
    found = [] if top in skip else [top]
    for position in found:  # grows while iterating
        found.extend([c for c in children[position] if c not in skip])
    found.sort()
    return found


@remembered
def _whole_tree(sentence: Sentence, top: int) -> tuple[int, ...]:
    """Return the positions below and including *top*, sorted."""
    children, found = sentence.children, [top]
    for position in found:  # grows while iterating
        found.extend(children[position])
    found.sort()
    return tuple(found)


def ancestors(sentence: Sentence, position: int) -> Iterator[int]:
    """Yield the heads above *position*, nearest first."""
    head = sentence.words[position].head
    while head >= 0:
        yield head
        head = sentence.words[head].head


def enclosing(sentence: Sentence, position: int, *names: str) -> int | None:
    """Return the nearest of *position* and its heads whose relation is one of *names*, or None."""
    chain = (position, *ancestors(sentence, position))
    return next((p for p in chain if is_relation(sentence.words[p].deprel, names)), None)


def joined_clauses(sentence: Sentence, verb: int) -> Iterator[tuple[int, int]]:
    """Yield the clauses joined behind a verb that have a subject of their own, and the subject.

    They may be attached to what the verb reports, if that stands in front.
    """
    for clause in sentence.words[verb + 1 :]:
        joined = clause.deprel == "conj" and clause.head <= verb
        own = child(sentence, clause.index, "nsubj") if joined else None
        if own is not None and own > verb:
            yield clause.index, own


def joined_person(sentence: Sentence, verb: int) -> int | None:
    """Return who acts in a clause joined to a verb: ``“Go,” Lee said, and *her son* cut in``."""
    for clause, own in joined_clauses(sentence, verb):
        if sentence.words[clause].xpos in FINITE:
            noun = noun_class(sentence.words[own].text) == "person"
            return own if noun or sentence.words[own].upos == "PROPN" else None
    return None


def breaks_in(sentence: Sentence, verb: int) -> bool:
    """Return whether a clause ends the sentence: ``Ek was explaining when *Moe cut in*. “No.”``."""
    words, word = sentence.words, sentence.words[verb]
    subject = child(sentence, verb, "nsubj")
    if subject is None or word.deprel != "advcl" or not 0 <= word.head < verb:
        return False
    below = [p for p in subtree(sentence, verb) if words[p].upos != "PUNCT"]
    ends = all(each.upos == "PUNCT" for each in words[below[-1] + 1 :])
    return words[below[0]].text.lower() == "when" and ends


def marker(sentence: Sentence, head: int) -> str:
    """Return the lower-case word that marks a clause or cases a noun (``that``, ``for``), or ''."""
    words = sentence.words
    for child in sentence.children[head]:
        deprel = words[child].deprel  # as in `children`
        if deprel in MARKERS or (":" in deprel and deprel.partition(":")[0] in MARKERS):
            return words[child].text.lower()
    return ""


def auxiliaries(sentence: Sentence, verb: int) -> list[int]:
    """Return the auxiliaries of *verb*, without those separated from it by a quotation mark."""
    return [
        aux for aux in children(sentence, verb, "aux") if not _is_past_mark(sentence, aux, verb)
    ]


def _is_past_mark(sentence: Sentence, position: int, verb: int) -> bool:
    """Return whether a quotation mark stands between two positions."""
    between = sentence.words[min(position, verb) : max(position, verb)]
    return any(word.text in QUOTE_MARKS for word in between)


@remembered
def is_passive(sentence: Sentence, verb: int) -> bool:
    """Return whether *verb* is passive: by auxiliary, by subject, or as in ``asked if …, he``."""
    words = sentence.words
    relations = [words[c].deprel for c in sentence.children[verb]]
    word = words[verb]
    # A finite form without auxiliary is active, whatever relation its subject has.
    if word.xpos not in FINITE and ("nsubj:pass" in relations or "csubj:pass" in relations):
        return True
    beside = auxiliaries(sentence, verb) if "aux" in relations or "aux:pass" in relations else ()
    if not beside:
        # A verb with subject and object is active: ``which the mayor called a disgrace``.
        whole = "nsubj" in relations and "obj" in relations
        return word.xpos == "VBN" and word.deprel in {"acl", "advcl"} and not whole
    return any(words[aux].deprel == "aux:pass" for aux in beside)


def is_finite(sentence: Sentence, clause: int) -> bool:
    """Return whether a clause has a finite verb: ``she weeps``, ``is ill``, not ``him weep``."""
    helpers = (*auxiliaries(sentence, clause), *children(sentence, clause, "cop"))
    return any(sentence.words[p].xpos in FINITE_OR_MODAL for p in (*helpers, clause))


def is_participial(sentence: Sentence, clause: int) -> bool:
    """Return whether a clause is a participle that borrows its subject: ``adding that …``."""
    word = sentence.words[clause]
    return word.xpos == "VBG" and child(sentence, clause, "nsubj", "aux") is None


def is_infinitive(sentence: Sentence, clause: int) -> bool:
    """Return whether ``to`` marks a clause: ``*to* leave``, ``for it *to* be mended``."""
    marks = children(sentence, clause, "mark")
    return any(sentence.words[p].text.lower() == "to" for p in marks)


@remembered
def is_negated(sentence: Sentence, verb: int) -> bool:
    """Return whether *verb* is negated by ``not``, ``n't`` or ``never``, or joined by ``nor``.

    Not by one past a quotation mark: ``“Never on Sundays,” put in Rosa Diaz``.
    """
    return any(
        sentence.words[c].lemma.lower() in NEGATING and not _is_past_mark(sentence, c, verb)
        for c in children(sentence, verb, "advmod", "aux", "det", "cc", "cc:preconj")
    )


@remembered
def modal(sentence: Sentence, verb: int) -> str:
    """Return the lemma of the modal auxiliary of *verb* (``will``, ``might``), or ''.

    A comma behind it parts it from the verb: ``which *would*, Ek says, “change it all”``.
    """
    for word in (sentence.words[aux] for aux in auxiliaries(sentence, verb)):
        behind = sentence.words[word.index + 1 : word.index + 2]
        if word.xpos == "MD" and not any(mark.text == "," for mark in behind):
            return word.lemma.lower()
    return ""


def asks_about(sentence: Sentence, verb: int) -> bool:
    """Return whether a verb of asking has a question or a topic: ``asked whether``, ``about``."""
    behind = (p for p in children(sentence, verb, "ccomp", "advcl", "obl", "obj") if p > verb)
    for below in behind:
        around = (below, *sentence.children[below])
        if not WHAT_IS_ASKED.isdisjoint({marker(sentence, below), *lower_texts(sentence, around)}):
            return True
        timed = sentence.words[below].lemma.lower() in TIME_WORDS  # asked *on Monday*
        if marker(sentence, below) == "on" and not timed:
            return True
    return False


def preposition(sentence: Sentence, noun: int) -> int | None:
    """Return the preposition in front of a noun, or None."""
    case = child(sentence, noun, "case")
    return case if case is not None and case < noun else None


def follows_comma(sentence: Sentence, top: int) -> bool:
    """Return whether a comma stands before or at the start of a tree."""
    words, first = sentence.words, min(subtree(sentence, top))
    before = first - 1
    while before > 0 and words[before].text in QUOTE_MARKS:  # is a “crime,” though …
        before -= 1
    return "," in {words[first].text, words[max(before, 0)].text}


def modifiers(sentence: Sentence, noun: int, *prepositions: str) -> Iterator[int]:
    """Yield the nouns that one of *prepositions* links to a noun: ``a letter *from Ek*``."""
    for part in children(sentence, noun, "nmod"):
        if marker(sentence, part) in prepositions:
            yield part


def is_behind_semicolon(sentence: Sentence, top: int) -> bool:
    """Return whether a semicolon stands before or at the start of a tree."""
    first = min(subtree(sentence, top))
    return any(word.text == ";" for word in sentence.words[max(first - 1, 0) : first + 1])


def precedes_comma(sentence: Sentence, top: int) -> bool:
    """Return whether a comma stands at the end of a tree or right behind it."""
    after = max(subtree(sentence, top)) + 1
    last = after - 1
    return (
        sentence.words[last].text == ","
        or sentence.words[min(after, len(sentence.words) - 1)].text == ","
    )


def is_behind_marks(sentence: Sentence, start: int) -> bool:
    """Return whether a closing mark stands before a position, or before the dash or comma there."""
    before = start - 1
    while before > 0 and sentence.words[before].text in {"-", "–", "—", "--", ","}:
        before -= 1
    return before >= 0 and sentence.words[before].text in QUOTE_MARKS


def noun_of_relative(sentence: Sentence, verb: int) -> int | None:
    """Return the noun that the relative clause of a verb modifies, or None."""
    for position in (verb, *ancestors(sentence, verb)):
        word = sentence.words[position]
        if is_relation(word.deprel, ("acl",)):
            return word.head
        if word.deprel not in {"xcomp", "ccomp", "conj", "advcl"}:
            return None
    return None


def is_of_who(sentence: Sentence, clause: int) -> bool:
    """Return whether a word heads a relative clause with the subject *who*, behind its noun."""
    subject = child(sentence, clause, "nsubj", "nsubj:pass")
    relative = sentence.words[clause].deprel == "acl:relcl" and sentence.words[clause].head < clause
    return relative and subject is not None and sentence.words[subject].text.lower() == "who"


@remembered
def vocabulary(sentence: Sentence) -> frozenset[str]:
    """Return all words of a sentence in lower case, by which to tell what it cannot hold."""
    return frozenset([word.text.lower() for word in sentence.words])


def lower_texts(sentence: Sentence, positions: Collection[int]) -> set[str]:
    """Return the words at *positions* in lower case."""
    return {sentence.words[p].text.lower() for p in positions}


def runs(positions: Collection[int]) -> Iterator[list[int]]:
    """Yield maximal runs of consecutive positions."""
    run: list[int] = []
    for position in sorted(positions):
        if run and position != run[-1] + 1:
            yield run
            run = []
        run.append(position)
    if run:
        yield run


def span(sentence: Sentence, positions: Collection[int]) -> Span:
    """Return the range from the first to the last of *positions*.

    The full stop of an abbreviation that ends the sentence belongs to it: ``at 7 a.m.``
    """
    words, last = sentence.words, max(positions)
    end = words[last].end
    for stop in words[last + 1 : last + 2]:
        if stop.text == "." and stop.start == end and DOTTED.fullmatch(words[last].text):
            end = stop.end
    return Span(words[min(positions)].start, end)


def run_around(positions: Collection[int], head: int) -> list[int]:
    """Return the run of consecutive *positions* that holds *head*."""
    held = set(positions)
    first = last = head
    while first - 1 in held:
        first -= 1
    while last + 1 in held:
        last += 1
    return list(range(first, last + 1))


def relative_antecedents(sentence: Sentence, position: int) -> Iterator[int]:
    """Yield the nouns that the relative pronoun at *position* may refer to, likeliest first.

    The tree's answer may be too low or too high (``the book by Johnston, which``), so the noun
    directly before the pronoun and those above are offered too.
    """
    governor = _relative_governor(sentence, position)
    if governor is not None:
        yield governor
    before = position - 1
    while before > 0 and sentence.words[before].upos in {"PUNCT", "ADP"}:
        before -= 1
    if before >= 0 and sentence.words[before].upos in NOUNS:
        yield before
    above = governor
    while above is not None and above >= 0:
        above = sentence.words[above].head
        if above >= 0 and sentence.words[above].upos in NOUNS:
            yield above


def _relative_governor(sentence: Sentence, position: int) -> int | None:
    while position >= 0:
        word = sentence.words[position]
        if word.deprel in {"acl:relcl", "acl"} and word.head >= 0:
            return word.head
        position = word.head
    return None


def is_behind_comma(sentence: Sentence, clause: int) -> bool:
    """Return whether a comma parts a clause from what is before it, wherever the tree has it."""
    words = sentence.words
    first = next(p for p in subtree(sentence, clause) if words[p].upos != "PUNCT")
    return words[first - 1].text == ","


def has_plural_verb(sentence: Sentence, verb: int) -> bool:
    """Return whether a verb or its auxiliary agrees with several: ``have said``, ``were``."""
    forms = [verb, *children(sentence, verb, "aux", "cop")]
    return any(
        sentence.words[form].text.lower() in {"have", "are", "were", "do"}
        or sentence.words[form].xpos == "VBP"
        for form in forms
    )


def conjunct_positions(sentence: Sentence, head: int) -> Iterator[int]:
    """Yield what is coordinated with a phrase: ``Sen. Lee, *Tom Fox* and *his aides*``.

    Nothing that a preposition opens, of which no other conjunct has one: the head *for studies*.
    """
    linked = child(sentence, head, "case") is not None
    for word in (head, *children(sentence, head, "flat")):  # Sens. Ida Moe and Tom Fox
        for other in children(sentence, word, "conj"):
            inside = (i for i in subtree(sentence, other) if sentence.words[i].upos != "PUNCT")
            if linked or sentence.words[next(inside, other)].upos != "ADP":
                yield other
