"""An infinitive or gerund that somebody urges, wants, promises, refuses or denies.

The company vowed to rebuild the plant.
            ^^^^^    ^^^^^^^
            cue -xcomp-> content;   cue -nsubj-> company
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractor import cue_lexicon
from extractor.domain import Sentence
from extractor.english import syntax
from extractor.english.noun_phrases import mention_of
from extractor.rules.shared import complements
from extractor.rules.shared.context import Context, Match, cue_at


def find(context: Context) -> Iterator[Match]:
    """Yield each verb with an open clause (xcomp headed by a verb), with its object if any."""
    for sentence, verb in context.tagged("VERB"):
        for clause in _open_clauses(sentence, verb):
            if sentence.words[clause].upos not in {"VERB", "AUX", "ADJ", "NOUN"}:
                continue
            frame = _frame(sentence, clause)
            if frame is None:
                continue
            below = syntax.subtree(sentence, clause)
            below = sorted({*below} - complements.trailing_reports(sentence, below))
            objects = list(syntax.children(sentence, verb, "obj"))
            if objects:
                frame = "object-" + frame
                below = sorted({*below, *(p for o in objects for p in syntax.subtree(sentence, o))})
            yield from context.matches(sentence, cue_at(sentence, verb), frame, below)
        yield from _called_on(context, sentence, verb)


def _open_clauses(sentence: Sentence, verb: int) -> Iterator[int]:
    """Yield the clauses without a subject, also a gerund that was read as a full clause."""
    yield from syntax.children(sentence, verb, "xcomp")
    for clause in syntax.children(sentence, verb, "ccomp"):
        after = clause > verb and not complements.follows_comma(sentence, clause)
        if after and complements.is_participial(sentence, clause):
            yield clause


def _called_on(context: Context, sentence: Sentence, verb: int) -> Iterator[Match]:
    """Yield ``called on donors *to send tents*``: who is asked stands after a preposition."""
    for group in syntax.children(sentence, verb, "obl"):
        case = syntax.child(sentence, group, "case")
        if case is None or group < verb:
            continue
        cue = cue_at(sentence, verb, case)
        if not cue_lexicon.is_directive(cue.lemma):
            continue
        for holder, relations in ((verb, ("advcl", "xcomp")), (group, ("acl",))):
            for clause in syntax.children(sentence, holder, *relations):
                if clause > group and syntax.marker(sentence, clause) == "to":
                    told = mention_of(sentence, group, frozenset({case, clause}))
                    below = syntax.subtree(sentence, clause)
                    for match in context.matches(sentence, cue, "to-infinitive", below):
                        yield replace(match, addressee=told)


def _frame(sentence: Sentence, clause: int) -> str | None:
    if syntax.marker(sentence, clause) == "to":
        return "to-infinitive"
    return "gerund" if sentence.words[clause].xpos == "VBG" else None
