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
from extractor.english import lexicon, syntax
from extractor.english.noun_phrases import mention_of
from extractor.rules.shared import cue_verbs, narration
from extractor.rules.shared.context import Context, Match, cue_at


def find(context: Context) -> Iterator[Match]:
    """Yield each verb with an open clause (xcomp headed by a verb), with its object if any."""
    for sentence, verb in context.tagged("VERB"):
        for clause in () if _tells_of(sentence, verb) else _open_clauses(sentence, verb):
            if sentence.words[clause].upos not in {"VERB", "AUX", "ADJ", "NOUN"}:
                continue
            frame = _frame(sentence, clause)
            if frame is None:
                continue
            yield from _matches_of_clause(context, sentence, verb, clause, frame)
        yield from _called_on(context, sentence, verb)


def _matches_of_clause(
    context: Context, sentence: Sentence, verb: int, clause: int, frame: str
) -> Iterator[Match]:
    """Yield the match of an open clause: with the object of *verb*, unless that is told to act."""
    below = syntax.subtree(sentence, _asked_to_know(sentence, clause))
    keep = {*below} - cue_verbs.trailing_reports(sentence, below)
    keep -= narration.narrators_words(sentence, verb, keep)
    cue, objects = cue_at(sentence, verb), list(syntax.children(sentence, verb, "obj"))
    if objects and frame == "to-infinitive" and cue_lexicon.is_directive(cue.lemma):
        addressee = mention_of(sentence, objects[0], frozenset({clause}))
        for match in context.matches(sentence, cue, frame, sorted(keep)):
            yield replace(match, addressee=addressee)
        return
    if objects:
        frame = "object-" + frame
        keep.update(p for o in objects for p in syntax.subtree(sentence, o))
    yield from context.matches(sentence, cue, frame, sorted(keep))


def _asked_to_know(sentence: Sentence, clause: int) -> int:
    """Return the question in ``demanded to know *why it had shut*``, or else the clause itself."""
    asked = syntax.child(sentence, clause, "ccomp")
    knows = sentence.words[clause].lemma == "know" and sentence.words[clause].xpos == "VB"
    return asked if knows and asked is not None and asked > clause else clause


def _tells_of(sentence: Sentence, verb: int) -> bool:
    """Return whether a passive verb tells something of its subject: ``she *is said* to live``.

    The rule `passive-infinitive` has those. What to do is a report: ``she was urged to go``.
    """
    subject = syntax.child(sentence, verb, "nsubj:pass")
    told = subject is not None and syntax.is_passive(sentence, verb)
    return told and not cue_lexicon.is_directive(cue_at(sentence, verb).lemma)


def _open_clauses(sentence: Sentence, verb: int) -> Iterator[int]:
    """Yield the clauses without a subject, also a gerund that was read as a full clause.

    Or an infinitive right behind who is told, read as one of purpose: ``asked anyone *to call*``.
    """
    yield from syntax.children(sentence, verb, "xcomp")
    if cue_lexicon.is_directive(sentence.words[verb].lemma.lower()):
        yield from _behind_told(sentence, verb)
    for clause in syntax.children(sentence, verb, "ccomp"):
        after = clause > verb and not syntax.follows_comma(sentence, clause)
        if after and syntax.is_participial(sentence, clause):
            yield clause


def _behind_told(sentence: Sentence, verb: int) -> Iterator[int]:
    """Yield the clause right behind who is told: ``asked anyone with a boat *to call*``."""
    told = syntax.child(sentence, verb, "iobj", "obj")
    if told is None:
        return
    behind = max(syntax.subtree(sentence, told)) + 1
    for clause in syntax.children(sentence, verb, "advcl"):
        if min(syntax.subtree(sentence, clause)) == behind > verb:
            yield clause
    if told > verb and syntax.child(sentence, verb, "xcomp", "ccomp", "advcl") is None:
        yield from _below_told(sentence, told)


def _below_told(sentence: Sentence, told: int) -> Iterator[int]:
    """Yield the clause read into one about who is told: ``asked firms that own it *to pay*``.

    Not right behind its verb or that verb's object, where it may well be its purpose: ``asked the
    man who came *to help*``, ``warned drivers who use the bridge *to avoid tolls*``.
    """
    if not _can_act(sentence, told, told):
        return
    for about in syntax.children(sentence, told, "acl:relcl", "acl"):
        for clause in syntax.children(sentence, about, "advcl", "xcomp"):
            infinitive = syntax.marker(sentence, clause) == "to"
            first = min(syntax.subtree(sentence, clause))
            acted = syntax.child(sentence, about, "obj") is not None
            held = any(about < p < first for p in syntax.children(sentence, about, "obl"))
            near = sentence.words[first - 1].text != ","
            last = max(syntax.subtree(sentence, clause)) == max(syntax.subtree(sentence, told))
            if infinitive and held and near and last and not acted:
                yield clause


def _called_on(context: Context, sentence: Sentence, verb: int) -> Iterator[Match]:
    """Yield ``called on donors *to send tents*``: who is asked stands after a preposition.

    After ``for`` nobody is asked: ``called *for the road to be closed*``.
    """
    yield from _called_for(context, sentence, verb)
    for group in syntax.children(sentence, verb, "obl"):
        case = syntax.child(sentence, group, "case")
        if case is None or group < verb or sentence.words[case].text.lower() == "for":
            continue
        cue = cue_at(sentence, verb, case)
        if not cue_lexicon.is_directive(cue.lemma):
            continue
        for holder, relations in ((verb, ("advcl", "xcomp")), (group, ("acl",))):
            for clause in syntax.children(sentence, holder, *relations):
                if clause > group and syntax.marker(sentence, clause) == "to":
                    addressee = mention_of(sentence, group, frozenset({case, clause}))
                    below = set(syntax.subtree(sentence, clause))
                    below -= narration.narrators_words(sentence, verb, below)
                    for match in context.matches(sentence, cue, "to-infinitive", below):
                        yield replace(match, addressee=addressee)


def _called_for(context: Context, sentence: Sentence, verb: int) -> Iterator[Match]:
    """Yield ``called for *the road to be closed*``, an infinitive with its subject."""
    if verb + 1 >= len(sentence.words) or sentence.words[verb + 1].text.lower() != "for":
        return
    cue = cue_at(sentence, verb, verb + 1)
    if not cue_lexicon.is_directive(cue.lemma):
        return
    for top in syntax.children(sentence, verb, "obl", "advcl", "xcomp", "ccomp"):
        inner = top if sentence.words[top].upos in {"VERB", "ADJ"} else None
        clause = syntax.child(sentence, top, "acl") if inner is None else inner
        below = set(syntax.subtree(sentence, top)) - {verb + 1}
        marks = () if clause is None else syntax.children(sentence, clause, "mark")
        to = any(sentence.words[mark].text.lower() == "to" for mark in marks)
        if clause is None or (clause != top and not _can_act(sentence, top, clause)):
            continue
        if to and below and min(below) == verb + 2 < clause:
            below -= narration.narrators_words(sentence, verb, below)
            yield from context.matches(sentence, cue, "to-infinitive", below)


def _can_act(sentence: Sentence, noun: int, clause: int) -> bool:
    """Return whether *noun* can act, or is acted on: ``donors to pay``, ``the road to be shut``."""
    word = sentence.words[noun]
    acts = lexicon.common_noun_class(word.text) in {"person", "crowd", "organization"}
    return acts or word.upos in {"PROPN", "PRON"} or syntax.is_passive(sentence, clause)


def _frame(sentence: Sentence, clause: int) -> str | None:
    """Name the form of an open clause, None if it is neither an infinitive nor a gerund."""
    if syntax.marker(sentence, clause) == "to":
        return "to-infinitive"
    return "gerund" if sentence.words[clause].xpos == "VBG" else None
