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
from extractor.domain import NounPhrase, Sentence, Span, Word
from extractor.english import lexicon, syntax
from extractor.rules.shared import clause_extent, cue_verbs, narration
from extractor.rules.shared.context import Context, Match, Source, cue_at, match_of

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
        below -= narration.comment_behind_marks(sentence, below)
        below -= clause_extent.clauses_behind_semicolon(sentence, predicate)
        gapped = _second_speaker(context, sentence, verb)
        if gapped is not None:
            below = {p for p in below if sentence.words[p].start < gapped[0].mention.span.start}
        frame = "passive-complement" if syntax.is_passive(sentence, verb) else "complement"
        cue = cue_at(sentence, verb)
        listed = _listed_in_marks(context, sentence, predicate)
        if len(listed) > 1 and gapped is None and cue_lexicon.is_listed(cue.lemma):
            items = tuple(outer for k in listed for outer in context.passages[k].outer)
            for match in context.matches(sentence, cue, frame, below):
                yield replace(match, content=items, exact=True)
            continue
        yield from context.matches(sentence, cue, frame, below)
        if gapped is not None and context.is_cue(cue.lemma, frame):
            match = match_of(sentence, cue, frame, (), gapped[0])
            yield replace(match, cue_span=None, passages=gapped[1:])
        for group in syntax.children(sentence, verb, "obl", "advcl"):
            if syntax.marker(sentence, group) == "for" and group > predicate:
                more = below | set(syntax.subtree(sentence, group))
                yield from context.matches(sentence, cue, frame + "-for", more)


def _second_speaker(context: Context, sentence: Sentence, verb: int) -> tuple[Source, int] | None:
    """Return who says the last words in marks without a verb: ``called it “art,” *Moe* “trash”``.

    A noun phrase for somebody who can speak stands alone between the last two passages.
    """
    row, words = context.passage_of_word[sentence.index], sentence.words
    held = sorted({row[p] for p in range(verb, len(words)) if row[p] >= 0})
    if len(held) != 2 or words[verb].xpos not in syntax.FINITE:
        return None
    first, last = context.passages[held[0]], context.passages[held[1]]
    inside = [w for w in words if first.end <= w.start and w.end <= last.start]
    name = [w for w in inside if w.upos != "PUNCT"]
    signs = {w.text for w in inside if w.upos == "PUNCT"} - syntax.QUOTE_MARKS
    phrase = name and all(w.upos in syntax.NOUN_PHRASE_TAGS or w.xpos == "POS" for w in name)
    ends = all(w.upos == "PUNCT" for w in words if w.start >= last.end)
    if not phrase or not ends or not signs <= {",", ";"}:
        return None
    person = lexicon.noun_class(name[-1].text) in lexicon.PEOPLE
    person &= ";" in signs or name[0].xpos == "PRP$"  # not: the cook “lazy,” *the waiter “rude”*
    person |= name[-1].text[:1].isupper()
    person &= ";" in signs or not _is_second_object(sentence, verb, name[0])
    span = Span(name[0].start, name[-1].end)
    mention = NounPhrase(span, sentence.index, name[-1].index)
    return (Source(mention, "own"), held[1]) if person else None


def _is_second_object(sentence: Sentence, verb: int, first: Word) -> bool:
    """Return whether a noun phrase may be called something too: ``Ek “a liar,” *Moe “a thief”*``.

    It may where somebody is called something before, or a thing, and both have an article.
    """
    called = syntax.child(sentence, verb, "obj")
    if called is None:
        return False
    word = sentence.words[called]
    somebody = word.upos == "PROPN" or lexicon.noun_class(word.text) in lexicon.PEOPLE
    return somebody or (word.upos == "NOUN" and first.upos == "DET")


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
