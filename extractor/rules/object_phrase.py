"""A noun phrase that somebody claims, criticises or supports.

Party leaders criticised the plan.
              ^^^^^^^^^^     ^^^^
              cue -obj-> content;   cue -nsubj-> leaders

What the thing is blamed for or likened to may belong to the content: obl or advcl of the cue.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor import cue_lexicon
from extractor.domain import Sentence
from extractor.english import lexicon, syntax
from extractor.rules.shared import clause_extent, cue_verbs, narration
from extractor.rules.shared.context import Context, CuePhrase, Match, cue_at

CLAUSES = ("ccomp", "xcomp")
BESIDE = frozenset("of for about on over from against".split())
TO = frozenset(("to", "with"))
LIKENING = frozenset("liken compare equate".split())


def find(context: Context) -> Iterator[Match]:
    """Yield each verb whose only complement is an object, active or passive with an agent."""
    for sentence, verb in context.tagged("VERB"):
        if syntax.child(sentence, verb, "obj", "nsubj:pass") is None:
            continue
        if syntax.child(sentence, verb, *CLAUSES) is not None or cue_verbs.predicate_of_object(
            sentence, verb
        ):
            continue
        passive, lemma = syntax.is_passive(sentence, verb), sentence.words[verb].lemma.lower()
        thing = syntax.child(sentence, verb, "nsubj:pass" if passive else "obj")
        if thing is None or _is_light(sentence, verb, thing):
            continue
        cue, frame = cue_at(sentence, verb), "passive-object" if passive else "object"
        yield from _with(context, sentence, cue, frame, thing)
        for group in syntax.children(sentence, verb, "obl", "advcl"):
            mark = syntax.marker(sentence, group)
            if sentence.words[group].lemma.lower() in lexicon.TIME_WORDS:
                continue
            if not passive and (mark in BESIDE or (mark in TO and lemma in LIKENING)):
                yield from _with(context, sentence, cue, "object-" + mark, thing, group)


def _with(
    context: Context, sentence: Sentence, cue: CuePhrase, frame: str, thing: int, *groups: int
) -> Iterator[Match]:
    """Yield the match of a cue with its object, the *thing*, and the phrases at *groups*."""
    if not context.is_cue(cue.lemma, frame):
        return
    whole = syntax.subtree(sentence, thing, {cue.head})
    below = set(whole) - cue_verbs.reporting_participles(sentence, whole)
    if not all(context.is_outside(sentence, p) for p in whole):
        below -= cue_verbs.reporting_relatives(sentence, whole)
        below -= _quoting_relatives(context, sentence, whole)
    below.update(p for group in groups for p in syntax.subtree(sentence, group))
    below -= narration.comment_behind_marks(sentence, below)
    below -= clause_extent.clauses_behind_semicolon(sentence, thing)
    below -= cue_verbs.trailing_reports(sentence, sorted(below))
    below = _shouted(context, sentence, cue, below) or below
    yield from context.matches(sentence, cue, frame, below)


def _shouted(context: Context, sentence: Sentence, cue: CuePhrase, below: set[int]) -> set[int]:
    """Return the words in marks of ``shouted *“traitor”* at him``: a verb for how words sound."""
    row, behind = context.passage_of_word[sentence.index], cue.head + 1
    opens = behind < len(row) and row[behind] >= 0 and cue_lexicon.is_voiced(cue.lemma)
    inside = {p for p in below if opens and row[p] == row[behind]}
    rest = [sentence.words[p].text.lower() for p in sorted(below - inside)]
    return inside if rest[:1] in (["at"], ["to"]) else set()


def _quoting_relatives(context: Context, sentence: Sentence, whole: list[int]) -> set[int]:
    """Return relative clauses in which others have words in marks: ``*who called it “a joke”*``."""
    found: set[int] = set()
    for clause in whole:
        outside = context.is_outside(sentence, clause)
        if sentence.words[clause].deprel == "acl:relcl" and outside:
            below = syntax.subtree(sentence, clause)
            marked = any(p > clause and not context.is_outside(sentence, p) for p in below)
            lemma = cue_at(sentence, clause).lemma
            said = cue_lexicon.listed_class(lemma) in cue_lexicon.QUOTING_CLASSES
            found.update(below if marked and said else ())
    return found


def _is_light(sentence: Sentence, verb: int, thing: int) -> bool:
    """Return whether the object does the reporting: ``made the argument that …``."""
    clauses = syntax.children(sentence, thing, "acl", "ccomp")
    is_cue = any(syntax.marker(sentence, clause) == "that" for clause in clauses)
    return is_cue and sentence.words[verb].lemma.lower() in cue_verbs.UTTERING_VERBS
