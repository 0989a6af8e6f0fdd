"""The narrator's words in a reported clause, which the parser attached to it.

said it leaks, *according to the Post*       somebody else is the source
noted that it leaks *and warned …*           a second cue begins another report
said it leaks, *pointing to a puddle*        what the speaker does meanwhile
said it leaks – *something the city denies*  a comment
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from extractor import cue_lexicon
from extractor.domain import Sentence
from extractor.english import lexicon, syntax
from extractor.english.orthography import DASHES
from extractor.english.syntax import SUBJECTS, follows_comma, is_behind_marks
from extractor.rules.shared import cue_adjuncts, cue_verbs
from extractor.rules.shared.cue_verbs import (
    GESTURES,
    comment,
    is_of_thing,
    is_second_cue,
    predicate_of_object,
    reports,
    says,
)

ADVERBIAL_MARKERS = frozenset("as after before while though although when whereas because".split())
PERIODS = lexicon.NARRATION["period"]
"""What stands before ``after``: ``, *a day* after Leo Tan said he would vote for it``."""
CLAUSE_OPENERS = syntax.NOUN_PHRASE_TAGS | {"SCONJ"}
SHARES = lexicon.NARRATION["share"]
"""Nouns for a part of those who were asked."""
OTHERS = frozenset("others some many another".split())
CONTRASTS = lexicon.CONCESSIVES | {"as"}
ELICITING_VERBS = lexicon.NARRATION["eliciting"]
INSERTIONS = tuple(lexicon.NARRATION["insertion"])
"""How the narrator turns to the reader: ``, which, *to be clear*, is no lake``."""
WITHHELD = lexicon.NARRATION["withheld"]
"""What somebody who says no more does not give: ``but would not share *details*``."""
GIVING = lexicon.NARRATION["giving"]
"""What somebody does with what they tell: ``, without *giving* names``."""
AHEAD = frozenset("will would must shall".split())
"""Modals of what lies ahead of who says so."""
ACCOMPANYING = frozenset("after before while without".split())
REACTIONS = lexicon.NARRATION["reaction"]
"""How others take what somebody says: ``, *drawing jeers* from the gallery``."""


Tail = Callable[[Sentence, int, int], int | None]
"""Returns the top of the narrator's words at a position behind a cue, or None if it has none."""


def narrators_words(sentence: Sentence, verb: int, keep: Collection[int]) -> set[int]:
    """Return the positions in *keep* after the cue that are the narrator's words."""
    found: set[int] = set()
    for p in keep:
        for tail in TAILS if p > verb and p not in found else ():
            top = tail(sentence, verb, p)
            if top is not None:
                found.update(syntax.subtree(sentence, top))
    return found


def _finite_behind_infinitive(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return a verb in the cue's form joined to an infinitive: ``asked him to go *and left*``."""
    word = sentence.words[position]
    if word.deprel != "conj" or word.xpos != sentence.words[verb].xpos:
        return None
    first = sentence.words[word.head]
    directs = cue_lexicon.is_directive(sentence.words[verb].lemma.lower())
    directs = directs or cue_verbs.asks_by_preposition(sentence, verb)
    asked = directs and first.xpos == "VB" and first.head == verb
    open_clause = asked and syntax.marker(sentence, word.head) == "to"
    bare = syntax.child(sentence, position, *SUBJECTS, "aux", "mark") is None
    return position if open_clause and bare and word.xpos in syntax.FINITE else None


def _second_infinitive(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return the top of ``to say that it was over *and to thank them*``: the speaker's next aim."""
    word = sentence.words[position]
    if word.deprel != "conj" or word.head < 0 or not syntax.is_finite(sentence, word.head):
        return None
    aims = "to" == syntax.marker(sentence, verb) == syntax.marker(sentence, position)
    return position if aims else None


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


def _second_source(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return the top of ``, according to the Post``."""
    word = sentence.words[position]
    if word.text.lower() != "according":
        return None
    top = word.head if word.deprel == "case" else position
    return top if top > verb and follows_comma(sentence, top) else None


def _silence(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return the top of ``, though did not say who``: it has the cue's subject, or a pronoun.

    Also of ``but would not give details``, whose noun shows who keeps silent, and of ``without
    giving details`` and ``, declining to give details``.
    """
    word = sentence.words[position]
    if not syntax.is_relation(word.deprel, ("advcl", "conj")):
        return None
    told = next(syntax.children(sentence, position, "xcomp"), position)
    withheld = any(
        sentence.words[c].lemma.lower() in WITHHELD for c in syntax.children(sentence, told, "obj")
    )
    withheld |= sentence.words[told].lemma.lower() in WITHHELD
    if withheld and word.xpos == "VBG" and syntax.child(sentence, position, *SUBJECTS) is None:
        refuses = cue_lexicon.listed_class(word.lemma.lower()) == "denial"
        return position if refuses or syntax.marker(sentence, position) == "without" else None
    subject = syntax.child(sentence, position, *SUBJECTS)
    silent = subject is None or sentence.words[subject].upos == "PRON"
    helped = bool(syntax.auxiliaries(sentence, position))  # but: should pay, *not say no*
    denied = silent and helped and syntax.is_negated(sentence, position)
    denied |= silent and any(  # though gave *no details*
        sentence.words[c].lemma.lower() in WITHHELD and syntax.is_negated(sentence, c)
        for c in syntax.children(sentence, position, "obj")
    )
    apart = withheld or (follows_comma(sentence, position) and says(sentence, position))
    return position if denied and apart else None


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


def _period_before_report(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return ``a day`` of ``, *a day* after Leo Tan said …`` alone, which the parser took apart."""
    words, word = sentence.words, sentence.words[position]
    behind = words[position + 1].text.lower() if position + 1 < len(words) else ""
    period = word.lemma.lower() in PERIODS and word.deprel == "obl:unmarked"
    cut_off = period and behind == "after" and words[position + 1].head not in {position}
    return position if cut_off and follows_comma(sentence, position) else None


def _period_before_event(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return the top of ``said it would shut, *hours before the strike began*``: when it was said.

    What lies ahead of the speaker is not told by what has happened since.
    """
    words, word = sentence.words, sentence.words[position]
    ahead = word.deprel == "advcl" and syntax.modal(sentence, word.head) in AHEAD
    mark = syntax.child(sentence, position, "mark")
    own = syntax.child(sentence, position, *SUBJECTS) is not None
    if not ahead or not own or mark is None or words[mark].text.lower() not in {"after", "before"}:
        return None
    period = words[mark - 1].lemma.lower() in PERIODS and word.xpos == "VBD"
    return position if period and follows_comma(sentence, position) else None


def _begins_with_period(sentence: Sentence, clause: int) -> bool:
    """Return whether a second clause of a cue begins with ``, *a day after* Leo Tan said …``."""
    words = sentence.words
    first = [words[p] for p in syntax.subtree(sentence, clause) if words[p].upos != "PUNCT"][:3]
    period = [p for p, word in enumerate(first[:2]) if word.lemma.lower() in PERIODS]
    behind = first[period[0] + 1].text.lower() if period and len(first) > period[0] + 1 else ""
    return behind == "after" and says(sentence, clause) and words[first[0].index - 1].text == ","


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


def _second_cue(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return a verb of saying that is joined to the content but shares the cue's subject."""
    return position if is_second_cue(sentence, verb, position) else None


def _judgement(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return the top of ``, a claim Ek calls “a lie”``, read as a clause of its own."""
    return position if cue_verbs.commented_by(sentence, position) is not None else None


def _speech_act_behind_thing(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return a speech act joined to what is said of a thing: ``said it was late *and apologised*``.

    It has the cue's form, and no thing apologises, warns or thanks.
    """
    word = sentence.words[position]
    bare = syntax.child(sentence, position, *SUBJECTS, "aux", "mark") is None
    forms = (word.xpos, sentence.words[verb].xpos)
    misread = forms == ("VBN", "VBD") and sentence.words[word.head].xpos == "VB"
    alike = forms[0] == forms[1] and word.xpos in syntax.FINITE
    if word.deprel != "conj" or not bare or not (alike or misread):
        return None
    subject = syntax.child(sentence, word.head, "nsubj")
    copula = syntax.child(sentence, word.head, "cop") is not None
    pointed_at = subject is not None and sentence.words[subject].text.lower() in {"this", "that"}
    pointed_at |= subject is not None and copula and sentence.words[subject].text.lower() == "it"
    speaks = cue_lexicon.listed_class(word.lemma.lower()) in cue_lexicon.SPEECH_ACT_CLASSES
    return position if speaks and (pointed_at or is_of_thing(sentence, word.head)) else None


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


def _gesture(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return the top of ``, pointing to her record``: what the speaker does meanwhile."""
    word = sentence.words[position]
    loose = syntax.is_relation(word.deprel, ("advcl", "acl", "xcomp", "parataxis"))
    gesture = loose and word.xpos == "VBG" and word.lemma.lower() in GESTURES
    own = syntax.child(sentence, position, *SUBJECTS) is not None
    return position if gesture and not own and follows_comma(sentence, position) else None


def _reaction(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return the top of ``, drawing jeers from the gallery``: how others took it."""
    word = sentence.words[position]
    loose = syntax.is_relation(word.deprel, ("advcl", "acl", "parataxis"))
    causes = loose and word.xpos == "VBG" and word.lemma.lower() in ELICITING_VERBS
    taken = causes and any(
        sentence.words[c].lemma.lower() in REACTIONS
        for c in syntax.children(sentence, position, "obj")
    )
    return position if taken and follows_comma(sentence, position) else None


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


def _insertion(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return the top of ``– which, to be clear, is no lake``: the narrator turns to the reader."""
    word = sentence.words[position]
    behind = [w.text.lower() for w in sentence.words[position + 1 : position + 5]]
    opens = word.text.lower() == "which" and behind[:1] == [","]
    return word.head if opens and "-".join(behind[1:]).startswith(INSERTIONS) else None


def _comparison(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return the top of ``, as have other lawmakers``: the narrator compares."""
    words = sentence.words
    mark = syntax.child(sentence, position, "mark", "advmod", "case")
    if mark is None or words[mark].text.lower() != "as" or mark + 1 >= len(words):
        return None
    helper = words[mark + 1].lemma.lower() in {"be", "do", "have"}
    inverted = helper and words[mark + 1].xpos in syntax.FINITE
    return position if inverted and mark > 0 and words[mark - 1].text == "," else None


def _next_act(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return the top of ``, before reversing himself``: what the speaker did then.

    Also of telling, which no thing does: ``said it was shut *before adding that …*``, ``said it was
    shut, *without naming the owner*``.
    """
    word, mark = sentence.words[position], syntax.marker(sentence, position)
    loose = syntax.is_relation(word.deprel, ("advcl",)) and word.xpos == "VBG"
    if not loose or syntax.child(sentence, position, *SUBJECTS) is not None:
        return None
    apart = follows_comma(sentence, position)
    if mark == "before" and apart:
        return position
    tells = mark in ACCOMPANYING and _tells(sentence, position)
    subject = syntax.child(sentence, word.head, *SUBJECTS)
    it = mark == "before" and subject is not None and sentence.words[subject].text.lower() == "it"
    thing = it or is_of_thing(sentence, word.head)
    others = thing or syntax.is_passive(sentence, word.head)
    return position if tells and (others if apart else thing) else None


def _tells(sentence: Sentence, position: int) -> bool:
    """Return whether a participle gives words to others: ``adding that``, ``giving names``."""
    lemma = sentence.words[position].lemma.lower()
    denies = cue_lexicon.listed_class(lemma) == "denial"
    below = syntax.child(sentence, position, "xcomp") if denies else position
    gives = syntax.child(sentence, position, "obj") is not None and lemma in GIVING
    return gives or (below is not None and says(sentence, below))


def _act_on_subject(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return the top of ``told Ek he was late *and fined him*``: Ek, who is told, fines nobody.

    The clause's subject is who is told, since no other is named, and does not act on himself.
    """
    word = sentence.words[position]
    if word.deprel != "conj" or syntax.child(sentence, position, *SUBJECTS) is not None:
        return None
    told = syntax.child(sentence, verb, "iobj", "obj")
    addresses = cue_lexicon.takes_addressee(sentence.words[verb].lemma.lower())
    if (told is None or told > position) and not addresses:
        return None
    subject = syntax.child(sentence, word.head, "nsubj")
    acted_on = syntax.child(sentence, position, "obj")
    if subject is None or acted_on is None:
        return None
    pair = (sentence.words[subject].text.lower(), sentence.words[acted_on].text.lower())
    return position if pair in {("he", "him"), ("she", "her"), ("they", "them")} else None


def _simultaneous_act(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return the top of ``— while still backing him``: a dash parts it from what was said."""
    word = sentence.words[position]
    contrast = word.xpos == "VBG" and syntax.marker(sentence, position) in CONTRASTS
    if not contrast or syntax.child(sentence, position, *SUBJECTS) is not None:
        return None
    first = min(syntax.subtree(sentence, position))
    around = {sentence.words[p].text for p in (first, first - 1)}
    return position if around.intersection(DASHES) else None


def _clause_behind_marks(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return a clause joined to words in marks over their cue: ``is “dull,” said Lee, *but …*``."""
    word = sentence.words[position]
    if word.deprel != "conj" or not 0 <= word.head < verb < position:
        return None
    start = min([verb, *(c for c in syntax.children(sentence, verb, "nsubj") if c < verb)])
    closed = is_behind_marks(sentence, start)
    own = syntax.child(sentence, position, *SUBJECTS) is not None
    return position if closed and own else None


def _clause_behind_quotation(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return a clause behind a whole quotation and its cue: ``said, “We act”, *and left*``."""
    words, word = sentence.words, sentence.words[position]
    opening = words[verb + 1 : verb + 3]
    if word.deprel != "conj" or not any(w.text in syntax.QUOTE_MARKS for w in opening):
        return None
    first = min(syntax.subtree(sentence, position))
    before = [w.text for w in words[verb:first] if w.text in syntax.QUOTE_MARKS]
    behind = any(w.text in syntax.QUOTE_MARKS for w in words[first:])
    paired = len(before) > 0 and len(before) % 2 == 0
    closed = paired and words[first - 1].text in {",", before[-1]}
    joined = syntax.child(sentence, position, "cc") is not None
    return position if closed and joined and not behind else None


def comment_behind_marks(sentence: Sentence, content: Collection[int]) -> set[int]:
    """Return the narrator's comment in a phrase: ``called it “a fraud,” *one of many attacks*``.

    It is an apposition or a participle behind a comma inside the closing mark, and holds no mark.
    """
    words = sentence.words
    for p in sorted(content):
        mark = words[p + 1 : p + 2]
        if words[p].text != "," or not mark or mark[0].xpos != "''":
            continue
        rest = {q for q in content if q > p + 1}
        texts = {words[q].text for q in rest}
        first = words[min(rest)] if rest else words[p]
        loose = first.upos in {"DET", "NUM"} or first.xpos == "VBG"
        if rest and loose and texts.isdisjoint(syntax.QUOTE_MARKS):
            return rest
    return set()


def _time_behind_relative(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return the top of ``to meet Ek, who has said it is “dead”, *on Monday*``: when they meet."""
    top = syntax.enclosing(sentence, verb, "acl:relcl")
    word = sentence.words[position]
    if top is None or word.deprel != "obl" or not cue_adjuncts.is_circumstance(sentence, position):
        return None
    last = sentence.words[max(syntax.subtree(sentence, position)) + 1 :]
    ends = all(behind.upos == "PUNCT" for behind in last)
    loose = follows_comma(sentence, top) and follows_comma(sentence, position)
    return position if loose and ends else None


TAILS: Sequence[Tail] = (
    _finite_behind_infinitive,
    cue_adjuncts.time_of_order,
    _second_infinitive,
    _other_share,
    _share_in_marks,
    _clause_behind_quotation,
    cue_adjuncts.time_of_cue,
    _clause_behind_marks,
    _gesture,
    _reaction,
    _contradiction,
    _insertion,
    _report_about_named,
    _comparison,
    _next_act,
    _act_on_subject,
    _simultaneous_act,
    _speech_act_behind_thing,
    cue_verbs.second_predicate,
    _second_source,
    _silence,
    _other_report,
    _period_before_report,
    _period_before_event,
    _other_report_apart,
    _joined_report,
    _second_cue,
    comment,
    _judgement,
    _time_behind_relative,
)
