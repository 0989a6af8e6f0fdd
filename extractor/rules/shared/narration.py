"""The narrator's words in a reported clause, which the parser attached to it.

noted that it leaks *and warned …*           a second cue begins another report
said it leaks, *pointing to a puddle*        what the speaker does meanwhile
said it leaks – *something the city denies*  a comment
said it leaks, *according to the Post*       what others say (`other_reports`)
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache

from extractor import cue_lexicon
from extractor.domain import Sentence
from extractor.english import lexicon, syntax
from extractor.english.orthography import DASHES
from extractor.english.syntax import SUBJECTS, follows_comma, is_behind_marks
from extractor.rules.shared import cue_adjuncts, cue_verbs, other_reports
from extractor.rules.shared.cue_verbs import (
    COMMENTS,
    GESTURES,
    is_of_thing,
    is_second_cue,
    says,
)
from extractor.rules.shared.other_reports import CONTRASTS, PERIODS, Tail

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


def narrators_words(sentence: Sentence, verb: int, keep: Collection[int]) -> set[int]:
    """Return the positions in *keep* after the cue that are the narrator's words."""
    found: set[int] = set()
    for p in keep:
        if p <= verb or p in found:
            continue
        relation, _, _ = sentence.words[p].deprel.partition(":")
        for tail in _tails_of(relation, bool(sentence.children[p])):
            top = tail(sentence, verb, p)
            if top is not None:
                found.update(syntax.subtree(sentence, top))
    return found


@cache
def _tails_of(relation: str, has_words_below: bool) -> Sequence[Tail]:
    """Return the tails that a word may be the top of, as far as its relation shows."""
    loose = TAILS["has-words-below"] if has_words_below else ()
    return (*TAILS[""], *loose, *TAILS.get(relation, ()))


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


def _second_cue(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return a verb of saying that is joined to the content but shares the cue's subject."""
    return position if is_second_cue(sentence, verb, position) else None


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


def _insertion(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return the top of ``– which, to be clear, is no lake``: the narrator turns to the reader."""
    word = sentence.words[position]
    if word.text.lower() != "which":
        return None
    comma, *behind = [w.text.lower() for w in sentence.words[position + 1 : position + 5]] or [""]
    return word.head if comma == "," and "-".join(behind).startswith(INSERTIONS) else None


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
    thing = is_of_thing(sentence, word.head, before=mark == "before")
    others = thing or syntax.is_passive(sentence, word.head)
    return position if tells and (others if apart else thing) else None


def _question_put(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return the top of ``said it was shut *when asked about the lake*``: a thing is asked nothing.

    Also of ``, *after being asked about it*``.
    """
    word, mark = sentence.words[position], syntax.marker(sentence, position)
    asked = word.deprel == "advcl" and word.lemma.lower() in cue_lexicon.QUESTIONING_VERBS
    passive = word.xpos == "VBN" and syntax.child(sentence, position, *SUBJECTS) is None
    first = sentence.words[min(syntax.subtree(sentence, position))].text.lower()
    put = asked and passive and (mark == "after" or first == "when")
    return position if put and is_of_thing(sentence, word.head) else None


def _tells(sentence: Sentence, position: int) -> bool:
    """Return whether a participle gives words to others: ``adding that``, ``giving names``.

    Whom nobody told is what was said: ``said it was shut *without warning staff*``.
    """
    lemma = sentence.words[position].lemma.lower()
    addressed = syntax.child(sentence, position, "obj", "iobj") is not None
    bare = syntax.child(sentence, position, "ccomp", "xcomp") is None
    silent = syntax.marker(sentence, position) == "without"
    if cue_lexicon.takes_addressee(lemma) and addressed and (bare or silent):
        return False
    denies = cue_lexicon.listed_class(lemma) == "denial"
    below = syntax.child(sentence, position, "xcomp") if denies else position
    gives = syntax.child(sentence, position, "obj") is not None and lemma in GIVING
    gives |= not silent and cue_verbs.asks_to(sentence, position)
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


def _comment(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return the top of ``– something the city has disputed``."""
    word, lemma = sentence.words[position], sentence.words[position].lemma.lower()
    judges = cue_lexicon.listed_class(lemma) in {"demand", "denial", "stance"}
    comments = lemma in COMMENTS or (judges and word.upos == "NOUN")
    if lemma in COMMENTS and _is_misread_noun(sentence, position):
        return position
    if not comments or syntax.child(sentence, position, "acl", "nmod") is None:
        return None
    determiner = syntax.child(sentence, position, "det")
    indefinite = determiner is None or sentence.words[determiner].text.lower() in {"a", "an"}
    below = syntax.subtree(sentence, position)
    before = below[0] - 1 if sentence.words[below[0]].upos != "PUNCT" else below[0]
    apart = before > verb and sentence.words[before].text in {*DASHES, ","}
    apart &= sentence.words[before - 1].upos != "NUM"  # the May 5, 2012, *attacks*
    loose = ("appos", "parataxis", "dep", "obl", "obj", "nmod", "conj")
    second = word.deprel == "nsubj" and word.head < position  # read as a subject behind its verb
    loosely = second or syntax.is_relation(word.deprel, loose)
    return position if apart and loosely and indefinite else None


def _is_misread_noun(sentence: Sentence, position: int) -> bool:
    """Return whether a plural was read as a verb: ``she complied, *claims* that they dispute``."""
    word = sentence.words[position]
    loose = word.xpos == "VBZ" and word.deprel == "parataxis"
    clause = syntax.child(sentence, position, "ccomp") is not None
    own = syntax.child(sentence, position, *SUBJECTS) is not None
    return loose and clause and not own and sentence.words[position - 1].text == ","


def is_narrators_own(sentence: Sentence, clause: int) -> bool:
    """Return whether the narrator refers back to what was told: ``*As I wrote above*, it fell``."""
    subject = syntax.child(sentence, clause, "nsubj")
    pronoun = lexicon.PRONOUN_SET_OF.get(
        "" if subject is None else sentence.words[subject].text.lower()
    )
    refers = syntax.marker(sentence, clause) == "as" and says(sentence, clause)
    bare = syntax.child(sentence, clause, "ccomp") is None
    return refers and bare and pronoun is not None and pronoun.person == 1


def comment_behind_marks(sentence: Sentence, content: Collection[int]) -> set[int]:
    """Return the narrator's comment in a phrase: ``called it “a fraud,” *one of many attacks*``.

    It is an apposition, a participle or a clause with *though* behind a comma inside the closing
    mark, and holds no mark.
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
        loose = loose or first.text.lower() in lexicon.CONCESSIVES
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


def _time_of_cue(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return the top of a time right after the cue: ``It snows, said Lee *on Friday*``.

    Behind a quotation also past a comma: ``“It snows,” wrote Lee, a nurse, *in a letter*``.
    """
    word = sentence.words[position]
    if not 0 <= word.head < verb < position or not cue_adjuncts.is_circumstance(sentence, position):
        return None
    first = min(syntax.subtree(sentence, position))
    between = {word.upos for word in sentence.words[verb + 1 : first]}
    start = min([verb, *(c for c in syntax.children(sentence, verb, "nsubj") if c < verb)])
    barred = {"VERB", "AUX"} | ({"PUNCT"} if not is_behind_marks(sentence, start) else set())
    return position if between.isdisjoint(barred) else None


def _time_of_order(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return the top of ``told them to stay calm *after stones were thrown*``: when they were told.

    What is to be done lies ahead, so a clause in the past, with a subject of its own, is no part
    of it.
    """
    word = sentence.words[position]
    if word.deprel != "advcl" or syntax.marker(sentence, position) not in {"after", "as"}:
        return None
    if syntax.child(sentence, position, *syntax.SUBJECTS) is None:
        return None
    order = sentence.words[word.head]
    ahead = order.head == verb and syntax.marker(sentence, word.head) == "to"
    helped = syntax.auxiliaries(sentence, position)
    first = helped[0] if helped else position
    finite = (first, *syntax.children(sentence, position, "cop", "aux:pass"))
    past = any(sentence.words[p].xpos == "VBD" for p in finite)
    return position if ahead and past else None


OWN_TAILS: Mapping[str, Sequence[Tail]] = {
    "": (_time_of_cue, _insertion),
    "has-words-below": (_comparison, _simultaneous_act, _comment),
    "obl": (_time_behind_relative,),
    "xcomp": (_gesture,),
    "parataxis": (_gesture, _reaction),
    "acl": (_gesture, _reaction),
    "advcl": (
        _time_of_order,
        _gesture,
        _reaction,
        _next_act,
        _question_put,
        _silence,
        _period_before_event,
    ),
    "conj": (
        _finite_behind_infinitive,
        _second_infinitive,
        _clause_behind_quotation,
        _clause_behind_marks,
        _act_on_subject,
        _speech_act_behind_thing,
        cue_verbs.second_predicate,
        _silence,
        _second_cue,
    ),
}
TAILS: Mapping[str, Sequence[Tail]] = {
    relation: (*other_reports.TAILS.get(relation, ()), *OWN_TAILS.get(relation, ()))
    for relation in {**other_reports.TAILS, **OWN_TAILS}
}
