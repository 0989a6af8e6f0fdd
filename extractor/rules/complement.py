"""Somebody or something that is called, described as or seen as something.

The senator called the deal a disgrace.
            ^^^^^^     ^^^^   ^^^^^^^^
            cue -obj-> content <-xcomp- cue;   cue -nsubj-> senator

What it is called so for (``for its price``) may belong to the content: obl or advcl with *for*.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractor import cue_lexicon
from extractor.domain import Sentence
from extractor.english import lexicon, syntax
from extractor.rules.shared import clause_extent, cue_verbs
from extractor.rules.shared.context import Context, Match, cue_at

BETWEEN = frozenset("ADP CCONJ PUNCT SCONJ".split())
"""What stands between the items of a list and before it."""


def find(context: Context) -> Iterator[Match]:
    """Yield each verb with a predicate about its object (or, passive, its subject)."""
    for sentence, verb in context.tagged("VERB"):
        about = syntax.child(sentence, verb, "obj", "nsubj:pass")
        predicate = cue_verbs.predicate_of_object(sentence, verb)
        if predicate is None:
            continue
        below = set(syntax.subtree(sentence, predicate))
        relative = lexicon.RELATIVE_PRONOUNS  # which *she called a disgrace*
        if about is not None and sentence.words[about].lemma.lower() not in relative:
            below |= set(syntax.subtree(sentence, about))
        elif about is not None or sentence.words[verb].deprel == "acl:relcl":
            # whom he described as *the best*
            below -= set(syntax.children(sentence, predicate, "case", "mark"))
        below -= clause_extent.comment_behind_marks(sentence, below)
        frame = "passive-complement" if syntax.is_passive(sentence, verb) else "complement"
        cue = cue_at(sentence, verb)
        listed = _listed_in_marks(context, sentence, predicate)
        if len(listed) > 1 and cue_lexicon.is_listed(cue.lemma):
            items = tuple(outer for k in listed for outer in context.passages[k].outer)
            for match in context.matches(sentence, cue, frame, below):
                yield replace(match, content=items, exact=True)
            continue
        yield from context.matches(sentence, cue, frame, below)
        for group in syntax.children(sentence, verb, "obl", "advcl"):
            if syntax.marker(sentence, group) == "for" and group > predicate:
                more = below | set(syntax.subtree(sentence, group))
                yield from context.matches(sentence, cue, frame + "-for", more)


def _listed_in_marks(context: Context, sentence: Sentence, predicate: int) -> tuple[int, ...]:
    """Return the passages that a predicate lists, each in its own marks: ``as “quiet” and “shy”``.

    Empty where any other word belongs to the list, and where a passage begins with a capital, as a
    name does.
    """
    row = context.passage_of_word[sentence.index]
    below = syntax.subtree(sentence, predicate)
    others = [p for p in below if row[p] < 0 and sentence.words[p].upos not in BETWEEN]
    listed = tuple(sorted({row[p] for p in below if row[p] >= 0}))
    opened = [context.passages[k].inner[0].of(context.text).lstrip()[:1] for k in listed]
    return listed if not others and all(map(str.islower, opened)) else ()
