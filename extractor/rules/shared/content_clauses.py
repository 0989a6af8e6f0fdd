"""The content clauses of a verb: which clauses it reports, wherever the parser attached them.

    said *that it leaked*                        an object clause
    said in a statement *that it leaked*         attached to the statement
    told the court *that it leaked*              attached to the court
    it is said *that it leaked*                  a clause as subject
    wondered *if it leaked*                      read as a condition

Object clauses that it does not report are in `misread_clauses`. What of such a clause is the
content is decided by the rule `reported_clause`.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor import cue_lexicon
from extractor.domain import Sentence
from extractor.english import inflection, lexicon, syntax
from extractor.english.lexicon import WH_WORDS
from extractor.rules.shared import clause_extent, cue_verbs
from extractor.rules.shared.cue_adjuncts import ADDRESSEE_RELATIONS, described_addressee, is_time
from extractor.rules.shared.misread_clauses import (
    NOUNS_OF_CONTENT,
    first_reporter,
    follows_another,
    is_no_content,
    is_participle_of_noun,
    is_plural_noun,
    led_to,
)

SUBJUNCTIVE_VERBS = frozenset("ask demand insist propose recommend request suggest".split())
FILLED = ("cop", "obj", "iobj", "ccomp", "aux:pass")
"""What shows that a clause lacks no part, so that it is no relative one."""


def content_clauses(sentence: Sentence, verb: int) -> Iterator[int]:
    """Yield the clauses that *verb* reports: objects, ``asked if``, ``it is said that``."""
    lemma = sentence.words[verb].lemma.lower()
    described = described_addressee(sentence, verb)
    behind = described[1] if described else _behind_clause_of_time(sentence, verb)
    if behind is not None:
        yield behind
        return
    for clause in syntax.children(sentence, verb, "ccomp"):
        if not (syntax.is_participial(sentence, clause) or is_no_content(sentence, verb, clause)):
            yield clause
    for clause in syntax.children(sentence, verb, "reparandum"):
        if (
            clause < verb
            and cue_verbs.says(sentence, verb)
            and not cue_verbs.says(sentence, clause)
        ):
            yield clause
    if cue_lexicon.takes_addressee(lemma):
        agents = ("obl",) if syntax.is_passive(sentence, verb) else ()
        for told in syntax.children(sentence, verb, *ADDRESSEE_RELATIONS, *agents):
            own = syntax.child(sentence, verb, "ccomp")
            timed = is_time(sentence.words[told]) and own is not None and own > told
            if not timed and not _is_topic(sentence, told):  # told on *the day that it fell* that …
                yield from _that_clause_of_addressee(sentence, told)
                yield from _bare_clause_of_addressee(sentence, told)
    expletive = syntax.child(sentence, verb, "expl") is not None
    for clause in syntax.children(sentence, verb, "csubj"):
        told_that = clause > verb and syntax.marker(sentence, clause) == "that"
        told = cue_lexicon.takes_addressee(lemma) or _is_it(sentence, verb)
        if expletive or (told_that and told):
            yield clause
    if syntax.is_passive(sentence, verb) and cue_verbs.reports(sentence, verb):
        yield from _fronted(sentence, verb)
    yield from _questions(sentence, verb, lemma)
    objects = syntax.children(sentence, verb, "ccomp")
    bare = all(is_participle_of_noun(sentence, verb, c) for c in objects)
    if cue_verbs.reports(sentence, verb) and bare:
        yield from _attached_elsewhere(sentence, verb)


# --- read as something else ---------------------------------------------------------------


def _fronted(sentence: Sentence, verb: int) -> Iterator[int]:
    """Yield the subject of a passive in front: ``*That it leaked* was first reported by Ek``.

    The parser also reads it as a circumstance, or its verb as a participle below its subject, or
    its object as the subject of the passive.
    """
    above = sentence.words[verb].head < 0 and syntax.marker(sentence, verb) == "that"
    clauses = [c for c in syntax.children(sentence, verb, "csubj", "advcl") if c < verb]
    opening = [c for c in clauses if syntax.marker(sentence, c) == "that"]
    yield from opening
    for subject in syntax.children(sentence, verb, "nsubj:pass") if opening or above else ():
        if subject < verb:
            yield subject


def _questions(sentence: Sentence, verb: int, lemma: str) -> Iterator[int]:
    """Yield questions read as something else: ``wondered *if* it fell``, ``explained *why*``.

    As a condition, or as a question word with a relative clause. Not ``*Asked* what he meant, she
    smiled``, where nobody is said to ask.
    """
    if verb == 0 and syntax.child(sentence, verb, *syntax.SUBJECTS, "obl:agent") is None:
        return
    asks = lemma in cue_lexicon.INTERROGATIVE_VERBS
    for clause in syntax.children(sentence, verb, "advcl") if asks else ():
        if clause > verb and syntax.marker(sentence, clause) in {"if", "whether"}:
            yield clause
    tags = {"WRB", "WP"} if asks else {"WRB"}  # but told *what he knew*
    for clause in syntax.children(sentence, verb, "obj"):
        said = asks or cue_verbs.says(sentence, verb)
        if said and clause > verb and sentence.words[clause].xpos in tags:
            yield clause


def _is_it(sentence: Sentence, verb: int) -> bool:
    """Return whether the subject is ``it``, read as a word like others: ``*It* was announced``."""
    subject = syntax.child(sentence, verb, "nsubj:pass")
    return subject is not None and sentence.words[subject].text.lower() == "it"


# --- attached to another word -------------------------------------------------------------


def _that_clause_of_addressee(
    sentence: Sentence, told: int, relative: bool = False
) -> Iterator[int]:
    """Yield ``told the court *that he had lied*`` where the parser attaches it to the addressee.

    With *relative* also where it took ``that`` for the clause's object.
    """
    for clause in syntax.children(sentence, told, "acl"):
        own = syntax.child(sentence, clause, "nsubj", "expl")
        that = sentence.words[min(syntax.subtree(sentence, clause))]
        subject = own is not None and own != that.index
        if (
            subject
            and (syntax.marker(sentence, clause) == "that" or relative)
            and (that.text.lower() == "that")
        ):
            yield clause


def behind_person(sentence: Sentence, person: int) -> Iterator[int]:
    """Yield what was said to or by *person*: ``complaints from fans *that seats are dear*``.

    The parser attaches it to them, as a relative clause too, whose ``that`` then is no part of it.
    """
    words = sentence.words
    for clause in syntax.children(sentence, person, "acl", "acl:relcl"):
        that = min(syntax.subtree(sentence, clause))
        own = syntax.child(sentence, clause, "nsubj", "expl", "nsubj:pass")
        if words[that].text.lower() != "that" or own in {None, that} or clause < person:
            continue
        parts = [p for part in FILLED for p in syntax.children(sentence, clause, part)]
        marks = words[that].deprel == "mark" and words[clause].deprel == "acl"
        if marks or any(part != that for part in parts):
            yield clause


def _bare_clause_of_addressee(sentence: Sentence, told: int) -> Iterator[int]:
    """Yield ``told a hearing *the dam was full*``: right after the addressee, and lacking no part.

    Not ``told a story *they loved*``, whose object is the story. A name takes no such clause that
    says which it is: ``told The Arden Courier *he sells to bakeries*``.
    """
    name = sentence.words[told].text[:1].isupper()
    for clause in syntax.children(sentence, told, "acl", "ccomp"):
        subject = syntax.child(sentence, clause, "nsubj")
        first = min(syntax.subtree(sentence, clause))
        if subject is None or first != told + 1:
            continue
        opens = min(syntax.subtree(sentence, subject)) == first
        relative = sentence.words[subject].lemma.lower() in {*WH_WORDS, "that"}
        verbs = (clause, *syntax.children(sentence, clause, "xcomp"))  # he wanted *to scare her*
        whole = any(syntax.child(sentence, v, *FILLED) is not None for v in verbs)
        if opens and (whole or name) and not relative:
            yield clause


def document_before(sentence: Sentence, noun: int) -> int | None:
    """Return the document whose participle was read as a noun: ``with *a petition* warning that``.

    None where there is none, or no clause follows.
    """
    words, word = sentence.words, sentence.words[noun]
    before = words[noun - 1]
    compound = noun > 0 and (before.deprel, before.head) == ("compound", noun)
    if not (compound and word.text.endswith("ing") and word.text.islower()):
        return None
    if not any(cue_lexicon.is_saying(b) for b in inflection.bases(word.text)):
        return None
    clauses = list(syntax.children(sentence, noun, "acl", "ccomp"))
    told = any(syntax.marker(sentence, c) == "that" and c > noun for c in clauses)
    return before.index if told and lexicon.noun_class(before.text) == "document" else None


def _is_topic(sentence: Sentence, noun: int) -> bool:
    """Return whether a noun with a content of its own is only spoken of: ``about *fears* that``."""
    about = syntax.marker(sentence, noun) == "about"
    return about and cue_lexicon.is_listed(sentence.words[noun].lemma.lower())


def _that_clause_behind_aside(sentence: Sentence, verb: int) -> Iterator[int]:
    """Yield ``said, citing a source, *that he was armed*``, attached to the source in commas."""
    words = sentence.words
    for aside in syntax.children(sentence, verb, "advcl"):
        if words[aside].xpos != "VBG" or aside < verb or not syntax.follows_comma(sentence, aside):
            continue
        behind = (w for w in words[aside + 2 :] if words[w.index - 1].text == ",")
        that = next((word for word in behind if word.text == "that"), None)
        own = that is not None and syntax.child(sentence, that.head, *syntax.SUBJECTS) is not None
        if that is not None and own and that.deprel == "mark" and cue_verbs.says(sentence, verb):
            yield that.head


def _that_clauses(sentence: Sentence, participle: int) -> Iterator[int]:
    """Yield the first clause with ``that`` and a subject below a participle."""
    words = sentence.words
    for that in syntax.subtree(sentence, participle):
        clause = words[that].head
        own = words[that].text == "that" and words[that].deprel in {"mark", "obl:unmarked"}
        own |= words[that].text == "that" and _is_about_same_time(sentence, clause)
        if own and syntax.child(sentence, clause, *syntax.SUBJECTS) is not None:
            yield clause
            return


def _is_about_same_time(sentence: Sentence, clause: int) -> bool:
    """Return whether content was read as about a time: ``a note out *the same day* that it fell``.

    A clause about another time says which: ``out on *the day that he left*``.
    """
    time = sentence.words[clause].head
    if sentence.words[clause].deprel != "acl:relcl" or not is_time(sentence.words[time]):
        return False
    same = any(sentence.words[p].lemma == "same" for p in syntax.children(sentence, time, "amod"))
    return same and syntax.child(sentence, time, "case") is None


def _behind_clause_of_time(sentence: Sentence, verb: int) -> int | None:
    """Return the content behind what says which time: ``said on the day *that* it fell *that …*``.

    The parser reads it as a part of that clause, whose verb reports nothing itself.
    """
    words = sentence.words
    for that in (word.index for word in words[verb + 2 :] if word.text == "that"):
        clause = words[that].head
        between = words[verb + 1 : that]
        clear = all(w.upos not in {"VERB", "AUX", "SCONJ", "PUNCT"} for w in between)
        time = words[that - 1]
        definite = any(
            words[p].lemma == "the" for p in syntax.children(sentence, time.index, "det")
        )
        if not clear or not is_time(time) or not definite or words[clause].upos != "VERB":
            return None
        if cue_lexicon.is_listed(words[clause].lemma.lower()) or clause < that:
            return None
        for content in syntax.children(sentence, clause, "ccomp", "acl:relcl", "advcl:relcl"):
            first = min(syntax.subtree(sentence, content))
            own = syntax.child(sentence, content, *syntax.SUBJECTS, "expl") not in {None, first}
            if first > clause and words[first].text == "that" and own:
                return content
        return None
    return None


def _attached_elsewhere(sentence: Sentence, verb: int) -> Iterator[int]:
    """Yield the clauses that belong to a cue but depend on another word, or by another relation."""
    yield from _attached_to_channel(sentence, verb)
    above = sentence.words[verb].head
    for clause in syntax.children(sentence, above, "ccomp") if above >= 0 else ():
        if verb in {follows_another(sentence, above, clause), led_to(sentence, above, clause)}:
            yield clause
    for noun in syntax.children(sentence, verb, "advcl"):
        if noun > verb and is_plural_noun(sentence, noun):
            yield from syntax.children(sentence, noun, "ccomp")
    for aside in syntax.children(sentence, verb, "conj", "parataxis"):
        for clause in syntax.children(sentence, aside, "ccomp"):
            if first_reporter(sentence, aside, clause) == verb:
                yield clause
    yield from _that_clause_behind_aside(sentence, verb)
    for participle in syntax.children(sentence, verb, "ccomp"):
        if is_participle_of_noun(sentence, verb, participle):
            yield from _that_clauses(sentence, participle)
    yield from _read_as_object(sentence, verb)
    yield from _conditions(sentence, verb)
    yield from _beside_relative(sentence, verb)
    yield from _subjunctives(sentence, verb)


def _read_as_object(sentence: Sentence, verb: int) -> Iterator[int]:
    """Yield contents whose verb was read as a participle of their object or subject.

    ``said *it had lost money*``; ``said *the other questions concerned money*``, which as a
    participle could have no object.
    """
    has_subject = any(subject < verb for subject in syntax.children(sentence, verb, "nsubj"))
    for noun in syntax.children(sentence, verb, "obj", "nsubj") if has_subject else ():
        if noun > verb and any(_past_tenses(sentence, noun)):
            yield noun
    for noun in syntax.children(sentence, verb, "obj"):
        parts = [syntax.child(sentence, noun, part) for part in ("nsubj", "aux", "amod")]
        subject, helper, part = (-1 if p is None else p for p in parts)
        if verb < subject < helper < part < noun and sentence.words[part].xpos == "VBN":
            yield noun


def _past_tenses(sentence: Sentence, noun: int) -> Iterator[int]:
    """Yield what was read as a participle behind *noun* or its complement, but has an object."""
    for head in (noun, *syntax.children(sentence, noun, "nmod")):
        for verb in syntax.children(sentence, head, "acl", "amod"):
            objects = syntax.children(sentence, verb, "obj")
            other = syntax.child(sentence, verb, "obl:agent", "nsubj", "mark", "aux")
            past = sentence.words[verb].xpos in {"VBN", "VBD"} and other is None
            if past and noun <= head < verb and any(verb < each for each in objects):
                yield verb


def _attached_to_channel(sentence: Sentence, verb: int) -> Iterator[int]:
    """Yield ``said in a statement *that the fund closed*``, which was attached to the statement.

    So also after any other phrase whose noun has no content of its own: ``said before the vote
    *that it was off*``, but not ``said in the belief that it was off``.
    """
    for group in syntax.children(sentence, verb, "obl"):
        lemma, marker = sentence.words[group].lemma.lower(), syntax.marker(sentence, group)
        if group > verb and (lemma, marker) == ("time", "for"):  # said for the first time he would
            for clause in syntax.children(sentence, group, "acl"):
                if syntax.child(sentence, clause, "nsubj") is not None:
                    yield clause
        channel = cue_lexicon.is_channel(lemma, marker)
        if group > verb and channel:
            yield from _that_clause_behind_participle(sentence, group)
        if sentence.words[verb].lemma.lower() in cue_verbs.GESTURES:
            continue  # pointed to marks that pupils gave
        if group > verb and (channel or cue_verbs.says(sentence, verb)):
            for holder in syntax.subtree(sentence, group):
                spoken = document_before(sentence, holder) is not None
                spoken = spoken or _is_topic(sentence, holder)
                word, case = sentence.words[holder], syntax.marker(sentence, holder)
                noun = word.lemma.lower() if word.upos == "NOUN" else ""
                places = channel or cue_lexicon.is_channel(noun, case) or case == "in"
                spoken = spoken or (not places and cue_lexicon.is_listed(noun))
                if not spoken and noun not in NOUNS_OF_CONTENT:
                    yield from _that_clause_of_addressee(sentence, holder, relative=channel)


def _that_clause_behind_participle(sentence: Sentence, channel: int) -> Iterator[int]:
    """Yield ``wrote in a letter read at Mass *that it must end*``, attached to the participle."""
    for participle in syntax.children(sentence, channel, "acl"):
        for clause in syntax.children(sentence, participle, "ccomp"):
            past = sentence.words[participle].xpos == "VBN"
            if past and participle < clause and syntax.marker(sentence, clause) == "that":
                yield clause


def _conditions(sentence: Sentence, verb: int) -> Iterator[int]:
    """Yield ``said *if she lost*, she would go`` where the main clause is attached elsewhere.

    It may be joined to the cue, without a conjunction.
    """
    says = cue_verbs.says(sentence, verb)
    for clause in syntax.children(sentence, verb, "advcl", "conj") if says else ():
        own = syntax.child(sentence, clause, "nsubj", "expl") is not None
        if sentence.words[clause].deprel == "conj":
            first = syntax.subtree(sentence, clause)[0]
            opens = first == verb + 1 and sentence.words[first].upos == "SCONJ"
            found = opens and syntax.child(sentence, clause, "cc") is None
        else:
            found = bool(clause_extent.main_clause_of_condition(sentence, verb, clause))
        if own and found:
            yield clause


def _beside_relative(sentence: Sentence, verb: int) -> Iterator[int]:
    """Yield contents that the parser read as another kind of clause.

    ``steps that he said *helped the poor*`` as a second relative clause, and
    ``said *that as a mayor he would know*`` as a circumstance.
    """
    word = sentence.words[verb]
    says = cue_verbs.says(sentence, verb)
    beside = says and word.deprel == "acl:relcl"
    relative = cue_verbs.second_relative(sentence, verb) if beside else None
    if relative is not None:
        yield relative
    for clause in syntax.children(sentence, verb, "advcl") if says else ():
        first = min(syntax.subtree(sentence, clause))
        own = syntax.child(sentence, clause, "nsubj", "expl") is not None
        if clause > verb and own and sentence.words[first].text.lower() == "that":
            yield clause


def _subjunctives(sentence: Sentence, verb: int) -> Iterator[int]:
    """Yield subjunctives, their subject read as an object or not: ``ask *the chair resign*``."""
    wants = sentence.words[verb].lemma.lower() in SUBJUNCTIVE_VERBS
    for clause in syntax.children(sentence, verb, "xcomp") if wants else ():
        helped = syntax.children(sentence, clause, "aux:pass", "cop")  # suggested he *be* freed
        finite = next((p for p in helped if p > verb), clause)
        bare = sentence.words[finite].xpos in {"VB", "VBP"} and clause > verb
        own = syntax.child(sentence, clause, "nsubj") is not None
        if (
            bare
            and not syntax.is_infinitive(sentence, clause)
            and (own or object_as_subject(sentence, verb, clause))
        ):
            yield clause


def object_as_subject(sentence: Sentence, verb: int, clause: int) -> set[int]:
    """Return the subject of a clause that was read as the object of a verb before it."""
    if sentence.words[clause].deprel != "xcomp":
        return set()
    objects = syntax.children(sentence, verb, *ADDRESSEE_RELATIONS)
    return {p for o in objects if verb < o < clause for p in syntax.subtree(sentence, o)}
