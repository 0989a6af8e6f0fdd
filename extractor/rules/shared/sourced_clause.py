"""The clause that a phrase gives a source to: ``according to Lee``, ``in her words``.

Two died and a third was hurt, *according to Lee*         both clauses are Lee's
saw a man who fell, *according to Lee*                    the whole sentence is
It fell, *according to Lee*, although sales held up       only what stands before
According to Lee, *speaking on air*, it fell              not how Lee spoke

The phrase is given as the position of its head, the *group*; positions of words come out.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.domain import Sentence
from extractor.english import lexicon, syntax
from extractor.rules.shared import cue_verbs, narration

BELOW_CLAUSE = frozenset(
    "nmod obl obj nsubj appos amod compound conj advcl xcomp acl vocative".split()
)
"""Relations by which a word is a part of the clause above it."""
DEGREES = frozenset("so such enough".split())


def clause_above(sentence: Sentence, group: int) -> int:
    """Return the head of the clause that *group*, which depends on another word, gives a source."""
    top = sentence.words[group].head
    while (
        (
            _is_part_of_clause_above(sentence, top)
            or _is_second_predicate(sentence, top, group)
            or _is_second_clause(sentence, top, group)
            or _is_remark_behind(sentence, top, group)
        )
        and not _is_clause_by_itself(sentence, top)
    ) or _is_close_relative(sentence, top, group):
        top = sentence.words[top].head
    return top


def not_of_source(sentence: Sentence, top: int, group: int) -> set[int]:
    """Return the heads of what depends on the clause at *top* but is not the source's."""
    found = {
        *_narrators_clauses_behind(sentence, top, group),
        *_phrase_of_relative_pronoun(sentence, top),
    }
    found.update(_other_reports(sentence, top, group))
    found.update(
        (*_way_of_speaking(sentence, top, group), *_description_of_source(sentence, top, group))
    )
    clauses = syntax.children(sentence, top, "advcl")
    found.update(c for c in clauses if narration.is_narrators_own(sentence, c))
    return found


# --- up to the whole clause ---------------------------------------------------------------


def _is_part_of_clause_above(sentence: Sentence, top: int) -> bool:
    """Return whether *top* is no clause but a part of one, or its consequence."""
    word = sentence.words[top]
    if _is_consequence(sentence, top):
        return True
    is_argument = syntax.is_relation(word.deprel, BELOW_CLAUSE)
    return word.head >= 0 and is_argument and (word.deprel != "conj" or word.upos in syntax.NOMINAL)


def _is_second_predicate(sentence: Sentence, top: int, group: int) -> bool:
    """Return whether a verb is a second predicate: ``fell and *may fall again*, according to``."""
    word = sentence.words[top]
    own = syntax.child(sentence, top, "nsubj", "expl") is not None
    return word.deprel == "conj" and word.upos == "VERB" and top < group and not own


def _is_second_clause(sentence: Sentence, top: int, group: int) -> bool:
    """Return whether two clauses are one: ``Two died *and a third was hurt*, according to Lee``.

    No comma parts them, one stands in front of the source, and the first reports nothing itself.
    """
    word, words = sentence.words[top], sentence.words
    conjunction = syntax.child(sentence, top, "cc")
    if word.deprel != "conj" or conjunction is None or top > group:
        return False
    first = syntax.subtree(sentence, group)[0]
    apart = "," in {words[first].text, words[first - 1].text}
    joined = words[conjunction - 1].upos != "PUNCT"
    return apart and joined and not cue_verbs.reports(sentence, word.head)


def _is_remark_behind(sentence: Sentence, top: int, group: int) -> bool:
    """Return whether words without a verb follow the source: ``according to Lee, *two of them*``.

    The parser attached the source to them.
    """
    words = sentence.words
    below = [p for p in syntax.subtree(sentence, top, {group}) if words[p].upos != "PUNCT"]
    finite = any(words[p].xpos in syntax.FINITE_OR_MODAL for p in below)
    behind = bool(below) and below[0] > group > words[top].head
    return words[top].deprel == "parataxis" and behind and not finite


def _is_clause_by_itself(sentence: Sentence, top: int) -> bool:
    """Return whether a clause is a relative one with a subject: ``in which, it says, *X won*``.

    Or one without a conjunction behind a semicolon: ``…; *to Ek, it fell*``.
    """
    own = syntax.child(sentence, top, "nsubj") is not None
    consequence = _is_consequence(sentence, top)
    if own and syntax.is_behind_semicolon(sentence, top) and not syntax.marker(sentence, top):
        return True
    return sentence.words[top].deprel == "acl:relcl" and own and not consequence


def _is_consequence(sentence: Sentence, top: int) -> bool:
    """Return whether a clause is a consequence: ``so high *that it leaks*``."""
    words, head = sentence.words, sentence.words[top].head
    if syntax.marker(sentence, top) != "that" or head < 0:
        return False
    about = (head, *syntax.children(sentence, head, "amod", "det", "advmod"))
    degrees = (p for a in about for p in (a, *syntax.children(sentence, a, "advmod", "det")))
    return any(words[p].text.lower() in DEGREES for p in degrees if p < top)


def _is_close_relative(sentence: Sentence, top: int, group: int) -> bool:
    """Return whether a clause says who is meant: ``saw a man *who fell*, according to Lee``.

    No comma stands before it, and one before the source, which the whole sentence has.
    """
    words, first = sentence.words, syntax.subtree(sentence, top)[0]
    start = syntax.subtree(sentence, group)[0]
    apart = "," in {words[start].text, words[start - 1].text}
    close = words[first].upos != "PUNCT" and words[first - 1].upos != "PUNCT"
    return words[top].deprel == "acl:relcl" and top < start and apart and close


# --- what is not the source's ------------------------------------------------------------


def _narrators_clauses_behind(sentence: Sentence, top: int, group: int) -> Iterator[int]:
    """Yield the clauses by which the narrator goes on behind the source.

    ``…, *and it rained*``, ``…, *although sales held up*``.
    """
    words = sentence.words
    for joined in syntax.children(sentence, top, "conj", "parataxis"):
        own = syntax.child(sentence, joined, "nsubj", "expl") is not None
        apart = syntax.is_behind_semicolon(sentence, joined)
        if own and (apart or (top < group < joined and words[joined].deprel == "conj")):
            yield joined
    for contrast in syntax.children(sentence, top, "advcl"):
        own = syntax.child(sentence, contrast, "nsubj", "expl") is not None
        behind = top < group < min(syntax.subtree(sentence, contrast))
        if own and behind and syntax.marker(sentence, contrast) in lexicon.CONCESSIVES:
            yield contrast


def _phrase_of_relative_pronoun(sentence: Sentence, top: int) -> Iterator[int]:
    """Yield the phrase of a relative clause's pronoun, where it opens the clause."""
    if sentence.words[top].deprel == "acl:relcl":
        for child in sentence.children[top]:
            phrase = syntax.subtree(sentence, child)
            if any(sentence.words[p].xpos in {"WDT", "WP", "WP$"} for p in phrase):
                yield child
                return


def _other_reports(sentence: Sentence, top: int, group: int) -> Iterator[int]:
    """Yield clauses that another source has: ``…, *but police say it fell*``.

    Also ``…; *according to police, it fell*``.
    """
    for clause in syntax.children(sentence, top, "conj", "parataxis", "advcl"):
        own = syntax.child(sentence, clause, *syntax.SUBJECTS) is not None
        reported = syntax.child(sentence, clause, "ccomp") is not None
        reported = reported and cue_verbs.says(sentence, clause)
        sourced = any(
            syntax.marker(sentence, source) == "according"
            for source in syntax.children(sentence, clause, "obl")
        )
        if clause > max(top, group) and own and (reported or sourced):
            yield clause


def _way_of_speaking(sentence: Sentence, top: int, group: int) -> Iterator[int]:
    """Yield the participle that says how the source spoke: ``to Kos, *speaking on air*, …``."""
    behind = syntax.subtree(sentence, group)[-1]
    behind += sentence.words[behind].text != ","
    for clause in syntax.children(sentence, top, "advcl"):
        first = syntax.subtree(sentence, clause)[0]
        own = syntax.is_participial(sentence, clause) and cue_verbs.says(sentence, clause)
        if own and first == behind + 1:
            yield clause


def _description_of_source(sentence: Sentence, top: int, group: int) -> Iterator[int]:
    """Yield what says who the source is, read as one addressed: ``of her sister, *Tove*, …``.

    Or as said of a word in front: ``saw 30 of them, according to Kos, *a group based there*``. Or
    as a first subject: ``According to Ola, *a baker who fled*, the siren failed``.
    """
    words, whole = sentence.words, syntax.subtree(sentence, group)
    end = max(p for p in whole if words[p].text != ",")
    across = (w.index for w in words[end + 2 :] if w.deprel == "appos" and w.head < whole[0])
    across = (p for p in across if syntax.child(sentence, p, "nummod") is None)
    subjects = [p for p in syntax.children(sentence, top, *syntax.SUBJECTS) if p > group]
    for noun in (*syntax.children(sentence, top, "vocative"), *across, *subjects[:-1]):
        if group < noun and syntax.subtree(sentence, noun)[0] <= end + 2:
            yield noun
