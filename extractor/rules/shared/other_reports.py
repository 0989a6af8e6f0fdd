"""What others say in the same sentence as a cue.

said it leaks, *according to the Post*             somebody else is the source
said it leaks, *hours after Joe Stone said …*      a report of its own
of whom half said yes, *and a third said no*       the others of those who were asked
said it leaks, *a claim Ek calls “a lie”*          what somebody else says about it
*Sales fell*, the firm said, but *orders rose*, the bank said    each has its share

Positions of words go in and come out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from extractor import cue_lexicon
from extractor.domain import Sentence, Word, remembered
from extractor.english import lexicon, syntax
from extractor.english.syntax import SUBJECTS, follows_comma, is_behind_marks
from extractor.rules.shared import cue_verbs
from extractor.rules.shared.cue_verbs import predicate_of_object, reports, says

ADVERBIAL_MARKERS = frozenset("as after before while though although when whereas because".split())
PERIODS = lexicon.NARRATION["period"]
"""What stands before ``after``: ``, *a day* after Leo Tan said he would vote for it``."""
SHARES = lexicon.NARRATION["share"]
"""Nouns for a part of those who were asked."""
OTHERS = frozenset("others some many another".split())
CONTRASTS = lexicon.CONCESSIVES | {"as"}
ASIDE_TAGS = syntax.NOUN_PHRASE_TAGS | {"ADP", "PUNCT"}
JOINTS = frozenset("and but or yet while whereas".split())
OWN_WORDS = re.compile(r"\b(?:I|[Mm]y|me)\b")

Tail = Callable[[Sentence, int, int], int | None]
"""Takes a cue and a position behind it; returns the top of words there that are no content."""


# --- another source and its report --------------------------------------------------------


def _second_source(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return the top of ``, according to the Post``."""
    word = sentence.words[position]
    if word.text.lower() != "according":
        return None
    top = word.head if word.deprel == "case" else position
    return top if top > verb and follows_comma(sentence, top) else None


def _other_report(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return a clause that tells what somebody else said: ``, hours after Joe Stone said …``."""
    word = sentence.words[position]
    subject = syntax.child(sentence, position, "nsubj")
    named = subject is not None and sentence.words[subject].upos in syntax.NOUNS
    if named and word.deprel == "ccomp" and _begins_with_period(sentence, position):
        return position
    if named and says(sentence, position) and _replies(sentence, position):
        return position
    mark = syntax.marker(sentence, position)
    if subject is None or mark not in ADVERBIAL_MARKERS:
        return None
    if any(w.text in syntax.QUOTE_MARKS for w in sentence.words[subject:position]):
        return None  # while others *“wanted more”*
    behind = word.head < position and follows_comma(sentence, position)
    alone = behind and syntax.child(sentence, subject, "nmod", "obl") is None
    if alone and sentence.words[subject].text.lower() in OTHERS and mark in CONTRASTS:
        return position if reports(sentence, position) else None  # though *others urged* caution
    if not says(sentence, position):
        return None
    if not syntax.is_relation(word.deprel, ("advcl",)):
        return None
    has_content = syntax.child(sentence, position, "ccomp") is not None
    contrasts = mark in CONTRASTS and predicate_of_object(sentence, position) is not None
    has_content |= contrasts  # insisted it was safe, *though Lee called it a ruin*
    apart = follows_comma(sentence, position)
    if word.xpos == "VBG" and not has_content:
        return None  # said one offered ten, *while the other was asking for twenty*
    if named:
        return position if has_content or apart else None
    return position if has_content and apart and mark in CONTRASTS else None


def _replies(sentence: Sentence, position: int) -> bool:
    """Return whether a clause tells what was replied: ``, *to which* Moe answered that …``."""
    return any(
        sentence.words[p].text.lower() == "which" and syntax.marker(sentence, p) == "to"
        for p in syntax.children(sentence, position, "obl")
    )


def _other_report_apart(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return a second report: ``Police say he drove; *his lawyers say he did not*``.

    It may stand in brackets, too.
    """
    words, word = sentence.words, sentence.words[position]
    own = syntax.child(sentence, position, "nsubj") is not None
    about = (syntax.child(sentence, position, "ccomp"), predicate_of_object(sentence, position))
    if word.deprel not in {"parataxis", "conj"} or not own or about == (None, None):
        return None
    first = min(syntax.subtree(sentence, position))
    apart = syntax.is_behind_semicolon(sentence, position)
    apart |= any(w.text == "(" for w in words[max(first - 1, 0) : first + 1])
    apart |= word.deprel == "conj" and word.xpos == words[verb].xpos == "VBG"  # *and others saying*
    return position if apart and says(sentence, position) else None


def _joined_report(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return a clause behind a mark that calls it otherwise: ``…,” *but Lee calls it …*``."""
    words, word = sentence.words, sentence.words[position]
    if word.deprel != "conj":
        return None
    subject = syntax.child(sentence, position, "nsubj")
    named = subject is not None and words[subject].upos in syntax.NOUNS
    conjunction = syntax.child(sentence, position, "cc")
    if not named or conjunction is None:
        return None
    behind = is_behind_marks(sentence, conjunction) and words[conjunction].text.lower() == "but"
    verbs = (position, *syntax.children(sentence, position, "xcomp", "advcl"))
    judges = (v for v in verbs if reports(sentence, v))
    calls = any(predicate_of_object(sentence, v) is not None for v in judges)
    return position if behind and calls else None


def _period_before_report(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return ``a day`` of ``, *a day* after Leo Tan said …`` alone, which the parser took apart.

    Or all of ``, *a day after crowds blocked his door*``; not what happened to *him*.
    """
    words, word = sentence.words, sentence.words[position]
    behind = words[position + 1].text.lower() if position + 1 < len(words) else ""
    period = word.lemma.lower() in PERIODS and word.deprel == "obl:unmarked"
    cut_off = period and behind == "after" and words[position + 1].head not in {position}
    if not cut_off or not follows_comma(sentence, position):
        return None
    whose = syntax.child(sentence, word.head, *SUBJECTS)
    if whose is None or words[word.head].deprel != "advcl" or says(sentence, word.head):
        return position
    return None if words[whose].upos == "PRON" else word.head


def _begins_with_period(sentence: Sentence, clause: int) -> bool:
    """Return whether a second clause of a cue begins with ``, *a day after* Leo Tan said …``."""
    words = sentence.words
    first = [words[p] for p in syntax.subtree(sentence, clause) if words[p].upos != "PUNCT"][:3]
    period = [p for p, word in enumerate(first[:2]) if word.lemma.lower() in PERIODS]
    behind = first[period[0] + 1].text.lower() if period and len(first) > period[0] + 1 else ""
    return behind == "after" and says(sentence, clause) and words[first[0].index - 1].text == ","


def is_contrasting_report(sentence: Sentence, verb: int, clause: int) -> bool:
    """Return whether a clause tells what another says: ``It fell, Ek said, *while Moe warned …*``.

    It stands behind the cue, which has what it reports in front.
    """
    contrasts = syntax.marker(sentence, clause) in lexicon.CONCESSIVES
    whose = syntax.child(sentence, clause, "nsubj")
    named = whose is not None and sentence.words[whose].upos in syntax.NOUNS
    front = any(c < verb for c in syntax.children(sentence, verb, "ccomp"))
    behind = clause > verb and syntax.follows_comma(sentence, clause)
    return contrasts and named and front and behind and cue_verbs.says(sentence, clause)


# --- the others of a poll -----------------------------------------------------------------


def _other_share(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return the top of ``, *compared with one in five who said no*``: a poll's other answers.

    The speakers at the cue and those who answer otherwise are both numbers of people.
    """
    words, word = sentence.words, sentence.words[position]
    if word.deprel != "acl:relcl" or not says(sentence, position):
        return None
    speaker = syntax.child(sentence, verb, "nsubj")
    noun, who = words[word.head], syntax.child(sentence, position, "nsubj")
    if who is None or speaker is None or words[who].text.lower() not in {"who", "that"}:
        return None
    if not (_is_share(sentence, speaker) and _is_share(sentence, noun.index)):
        return None
    for top in (noun.index, *syntax.ancestors(sentence, noun.index)):
        if top > verb and follows_comma(sentence, top):
            return top
    return None


def _share_in_marks(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return the top of ``…, *and 22 percent say it is “dull”*`` in what a poll finds.

    They say what stands in marks, not the poll.
    """
    who = syntax.child(sentence, position, "nsubj")
    if sentence.words[position].deprel != "conj" or who is None:
        return None
    found = cue_lexicon.listed_class(sentence.words[verb].lemma.lower()) == "evidence"
    if not found or not says(sentence, position):
        return None
    below = syntax.subtree(sentence, position)
    marked = any(sentence.words[p].text in syntax.QUOTE_MARKS for p in below)
    return position if marked and _is_share(sentence, who) else None


def _is_share(sentence: Sentence, head: int) -> bool:
    """Return whether a noun phrase is a number of people: ``40 percent``, ``one in five``."""
    word = sentence.words[head]
    many = syntax.child(sentence, head, "nummod") is not None
    return word.upos == "NUM" or word.lemma.lower() in SHARES or many


# --- what others say about it -------------------------------------------------------------


def _report_about_named(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return the top of ``, whom he called a bully``: a report of its own about who was named."""
    if sentence.words[position].deprel != "acl:relcl":
        return None
    subject = syntax.child(sentence, position, "nsubj")
    if subject is None or not reports(sentence, position):
        return None
    pronoun = sentence.words[subject].xpos == "PRP"
    about = syntax.child(sentence, position, "obj")
    relative = about is not None and sentence.words[about].xpos in {"WP", "WDT"}
    described = predicate_of_object(sentence, position) is not None
    about_named = pronoun and relative and described
    return position if about_named and follows_comma(sentence, position) else None


def _contradiction(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return the top of ``, which regulators dispute``: others deny what was said."""
    word, words = sentence.words[position], sentence.words
    if word.deprel != "acl:relcl" or cue_lexicon.listed_class(word.lemma.lower()) != "denial":
        return None
    if not follows_comma(sentence, position):
        return None
    first = min(p for p in syntax.subtree(sentence, position) if words[p].upos != "PUNCT")
    whose = syntax.children(sentence, position, "nsubj")
    named = any(words[c].upos in syntax.NOUNS for c in whose)
    return position if named and words[first].text.lower() == "which" else None


def _judgement(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return the top of ``, a claim Ek calls “a lie”``, read as a clause of its own."""
    return position if cue_verbs.commented_by(sentence, position) is not None else None


def asks_another(sentence: Sentence, verb: int, said: str) -> bool:
    """Return whether somebody asks who may answer with what is *said*: ``asked what *she* saw``.

    Who asks how it should work, or asks the mayor why it does not, may go on.
    """
    words, asker = sentence.words, syntax.child(sentence, verb, "nsubj")
    own = "" if asker is None else words[asker].text.lower()
    behind = [word for word in words[verb + 1 :] if word.text.lower() not in {own, "it"}]
    subjects = (word for word in behind if word.deprel.startswith(syntax.SUBJECTS))
    told = (words[p] for p in syntax.children(sentence, verb, "iobj", "obj"))
    put = any(word.upos in syntax.NOMINAL and not word.xpos.startswith("W") for word in told)
    reproach = any(word.text.lower() == "why" for word in behind) and not OWN_WORDS.search(said)
    return any(word.xpos == "PRP" for word in subjects) or (put and not reproach)


TAILS: Mapping[str, Sequence[Tail]] = {
    "": (_second_source,),
    "has-words-below": (_other_report, _judgement),
    "obl": (_period_before_report,),
    "parataxis": (_other_report_apart,),
    "conj": (_other_report_apart, _joined_report, _share_in_marks),
    "acl": (_other_share, _report_about_named, _contradiction),
}
"""The words of others behind a cue that are no part of what it reports, by the relation of a word.

Those of ``""`` are tried at every word, those of ``"has-words-below"`` where it has dependents.
"""


# --- several reports, each in front of its cue --------------------------------------------


def share_of(sentence: Sentence, verb: int) -> range:
    """Return what *verb* reports of a sentence with several reports, each in front of its cue.

    ``*Sales fell*, the firm said, but *orders rose*, the bank said.`` Nothing if it is another
    sentence: the last cue ends it, and a conjunction or a semicolon follows each of the others.
    """
    words, asides = sentence.words, _cues_in_commas(sentence)
    own = next((k for k, aside in enumerate(asides) if verb in aside), None)
    if own is None or len(asides) < 2:
        return range(0)
    begins = [0, *(_behind_joint(sentence, aside.stop) for aside in asides[:-1])]
    shares = [range(b, aside.start - 1) for b, aside in zip(begins, asides, strict=True)]
    whole = all(
        any(_is_core(words[p]) for p in share) or (share and words[share.start - 1].text == ";")
        for share in shares
    )
    ends = all(word.upos == "PUNCT" for word in words[asides[-1].stop :])
    return shares[own] if whole and ends else range(0)


@remembered
def _cues_in_commas(sentence: Sentence) -> tuple[range, ...]:
    """Return the cues of a sentence that stand in commas or at its end, with their subjects."""
    finite = [word.index for word in sentence.words if word.xpos in syntax.FINITE]
    return tuple(aside for cue in finite if (aside := _aside_of(sentence, cue)))


def _is_core(word: Word) -> bool:
    """Return whether a word shows a report to be whole: a finite verb, or a quotation mark."""
    return word.xpos in syntax.FINITE_OR_MODAL or word.text in syntax.QUOTE_MARKS


def _behind_joint(sentence: Sentence, mark: int) -> int:
    """Return where the next report begins behind a comma and a conjunction, or a semicolon.

    The length, if neither stands at *mark*.
    """
    words = sentence.words
    joined = words[mark + 1].text.lower() in JOINTS if mark + 1 < len(words) else False
    return mark + 1 + joined if joined or words[mark].text == ";" else len(words)


def _aside_of(sentence: Sentence, verb: int) -> range | None:
    """Return a cue with its subject in commas, or at the end: ``…, *the firm said*, …``.

    The subject may have a name or a noun in commas of its own, or be read as an object.
    """
    words = sentence.words
    subject = syntax.child(sentence, verb, "nsubj")
    if subject is None and verb > 0 and words[verb - 1].text == ",":
        subject = syntax.child(sentence, verb, "obj", "iobj")  # …, said *the firm*
    if subject is None or not says(sentence, verb):
        return None
    named = syntax.subtree(sentence, subject)
    named = named[words[named[0]].text == "," :]
    start, stop = min(named[0], verb), max(named[-1], verb) + 1
    inside = [words[p] for p in range(start, stop) if p != verb]
    for group in syntax.children(sentence, verb, "obl"):  # said *of the plan*
        below = syntax.subtree(sentence, group)
        about = below[0] == stop and words[stop].text == "of"
        stop = below[-1] + 1 if about else stop
    called = syntax.child(sentence, subject, "appos") is not None
    plain = all(word.upos in ASIDE_TAGS and (called or word.text != ",") for word in inside)
    marks = [word.text for word in words[max(start - 2, 0) : start]]
    opened = start > 1 and (marks[-1] == "," or _closes(marks))
    closed = stop < len(words) and words[stop].upos == "PUNCT"
    return range(start, stop) if plain and opened and closed else None


def _closes(marks: Sequence[str]) -> bool:
    """Return whether a comma and a closing mark stand side by side, in either order."""
    return "," in marks and not syntax.QUOTE_MARKS.isdisjoint(marks)
