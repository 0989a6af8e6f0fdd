"""A noun that reports: somebody's claim, call or support.

Critics rejected her claim that the vote was rigged.
                     ^^^^^                   ^^^^^^
                     cue  -acl->  content;   cue -nmod:poss-> her
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor import cue_lexicon
from extractor.domain import Sentence
from extractor.english import lexicon, syntax
from extractor.english.noun_phrases import mention_of
from extractor.rules.shared import clause_extent, complements, narration
from extractor.rules.shared.complements import REPORTING_CLASSES
from extractor.rules.shared.context import Context, CuePhrase, Match, Source, match_of
from extractor.rules.shared.subjects import source_of

UTTERING_VERBS = frozenset(
    """
    make give have issue offer release express voice hold raise deliver send put take
    repeat reiterate restate renew
    """.split()
)


def find(context: Context) -> Iterator[Match]:
    """Yield each noun outside marks with a clause or a prepositional phrase as its content."""
    for sentence, noun in context.tagged("NOUN"):
        if sentence.children[noun]:
            yield from _of(context, sentence, noun)


def _of(context: Context, sentence: Sentence, noun: int) -> Iterator[Match]:
    for clause in (
        *syntax.children(sentence, noun, "acl", "ccomp", "nmod", "csubj"),
        *_displaced(sentence, noun),
    ):
        word = sentence.words[clause]
        if clause < noun or word.deprel in {"nmod:poss", "nmod:desc", "nmod:unmarked"}:
            continue
        if word.deprel == "acl:relcl" and not _is_bare_content(sentence, noun, clause):
            continue
        mark = syntax.marker(sentence, clause) or _misread_that(sentence, noun, clause)
        content = word.deprel == "ccomp" or _is_bare_content(sentence, noun, clause)
        if (not mark and not content) or _is_relative(sentence, noun, clause):
            continue
        bare = "that" if word.deprel != "ccomp" else "clause"  # her claim *the vote was rigged*
        frame, lemma = "noun-" + (mark or bare), sentence.words[noun].lemma.lower()
        if context.is_cue(lemma, frame):
            cue, below = CuePhrase(noun, lemma, (noun,)), syntax.subtree(sentence, clause)
            if sentence.words[below[0]].text.lower() == "that":
                below = below[1:]
            stop = next((p for p in below if sentence.words[p].text == ";"), len(sentence.words))
            told = narration.narrators_words(sentence, noun, below)
            told |= complements.reporting_relatives(sentence, below)
            if word.head != noun:
                told |= narration.narrators_words(sentence, word.head, below)
            below = [p for p in below if p not in told and p < stop]
            yield match_of(sentence, cue, frame, below, _owner(sentence, noun))


def _displaced(sentence: Sentence, noun: int) -> Iterator[int]:
    """Yield the clauses of a noun of saying that the parser hung on a verb that is none.

    ``backed down on her claim *that it rained*``: at most a time stands between noun and clause.
    """
    words, verb = sentence.words, sentence.words[noun].head
    listed = cue_lexicon.listed_class(words[noun].lemma.lower()) in REPORTING_CLASSES
    if not listed or verb < 0 or words[verb].upos != "VERB" or complements.says(sentence, verb):
        return
    for clause in syntax.children(sentence, verb, "ccomp", "advcl"):
        first = min(syntax.subtree(sentence, clause))
        between = words[noun + 1 : first]
        near = all(clause_extent.is_time(word) or word.upos in {"DET", "NUM"} for word in between)
        if first > noun > verb and near and words[first].text.lower() == "that":
            yield clause


def _is_bare_content(sentence: Sentence, noun: int, clause: int) -> bool:
    """Return whether it is ``her claim *the vote was rigged*``: whole, right after the noun.

    In ``the claim he made`` the verb lacks its object, which the noun stands for.
    """
    word = sentence.words[clause]
    subject = syntax.child(sentence, clause, "nsubj", "nsubj:pass", "expl")
    first = min(syntax.subtree(sentence, clause))
    if subject is None or first != noun + 1 or word.deprel not in {"acl", "acl:relcl"}:
        return False
    relative = sentence.words[subject].text.lower() in lexicon.RELATIVE_PRONOUNS
    if min(syntax.subtree(sentence, subject)) != first or relative:
        return False
    whole = syntax.child(sentence, clause, "obj", "cop", "ccomp", "xcomp", "expl") is not None
    says = cue_lexicon.listed_class(sentence.words[noun].lemma.lower()) in REPORTING_CLASSES
    return says and (whole or syntax.is_passive(sentence, clause))


def _misread_that(sentence: Sentence, noun: int, clause: int) -> str:
    """Return "that" in ``made the point *that* the roof leaks``, read as a relative pronoun."""
    word, first = sentence.words[noun], min(syntax.subtree(sentence, clause))
    subject = syntax.child(sentence, clause, "nsubj", "nsubj:pass")
    made = word.deprel == "obj" and sentence.words[word.head].lemma.lower() in UTTERING_VERBS
    that = sentence.words[first].text.lower() == "that" and subject not in {None, first}
    return "that" if made and that else ""


def _is_relative(sentence: Sentence, noun: int, clause: int) -> bool:
    """Return whether ``that`` stands for the noun: ``the claim that he made``, ``the reason …``."""
    word = sentence.words[clause]
    uttered = word.upos == "VERB" and word.lemma.lower() in UTTERING_VERBS
    inner = syntax.child(sentence, clause, "obj", "ccomp", "xcomp")
    lacks = inner is None and not syntax.is_passive(sentence, clause)
    reason = sentence.words[noun].lemma.lower() == "reason"
    return syntax.marker(sentence, clause) == "that" and (reason or (uttered and lacks))


def _owner(sentence: Sentence, noun: int) -> Source | None:
    """Return whose noun it is: the possessor, or the subject of the light verb above."""
    owner = syntax.child(sentence, noun, "nmod:poss")
    if owner is not None:
        return Source(mention_of(sentence, owner), "possessor")
    word = sentence.words[noun]
    if word.deprel == "obj" and sentence.words[word.head].lemma.lower() in UTTERING_VERBS:
        inner = source_of(sentence, word.head)
        return Source(inner.mention, "light-verb") if inner else None
    return None
