"""The content clauses of a verb: which clauses it reports, wherever the parser attached them.

    said *that it leaked*                        an object clause
    said in a statement *that it leaked*         attached to the statement
    told the court *that it leaked*              attached to the court
    it is said *that it leaked*                  a clause as subject
    wondered *if it leaked*                      read as a condition

What of such a clause is the content is decided by the rule `reported_clause`.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor import cue_lexicon
from extractor.domain import Sentence
from extractor.english import syntax
from extractor.english.lexicon import WH_WORDS
from extractor.rules.shared import clause_extent, cue_verbs
from extractor.rules.shared.cue_adjuncts import is_of_opening_adjunct, is_participle_of_noun
from extractor.rules.shared.misattached_subjects import before_participle, described_speaker
from extractor.rules.shared.other_reports import is_contrasting_report
from extractor.rules.shared.subjects import ADDRESSEE_RELATIONS

SUBJUNCTIVE_VERBS = frozenset("ask demand insist propose recommend request suggest".split())
FREE_RELATIVES = frozenset("whoever whomever whatever whichever".split())
CIRCUMSTANCES = frozenset("after before since until because although".split())
"""Conjunctions right behind a verb that open no report: ``Sauce recalled *after* …``."""
NOUNS_OF_CONTENT = frozenset(
    """assumption basis belief chance condition evidence fact ground hope idea knowledge likelihood
    news possibility premise prospect proviso risk sense sign speculation theory word""".split()
)
"""Nouns whose ``that`` clause is not what was said: ``said on condition that he not be named``."""
FILLED = ("cop", "obj", "iobj", "ccomp", "aux:pass")
"""What shows that a clause lacks no part, so that it is no relative one."""


def content_clauses(sentence: Sentence, verb: int) -> Iterator[int]:
    """Yield the clauses that *verb* reports: objects, ``asked if``, ``it is said that``."""
    lemma = sentence.words[verb].lemma.lower()
    for clause in syntax.children(sentence, verb, "ccomp"):
        if not (syntax.is_participial(sentence, clause) or _is_no_content(sentence, verb, clause)):
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
            if not _is_topic(sentence, told):
                yield from _told(sentence, told)
                yield from _told_bare(sentence, told)
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


def _first_reporter(sentence: Sentence, verb: int, clause: int) -> int | None:
    """Return the verb that an aside follows: ``Ek *said*, and others confirmed, that it fell``.

    Marks set the aside off, whose *verb* the parser has for the only one with a clause.
    """
    words, above = sentence.words, sentence.words[verb].head
    joined = words[verb].deprel in {"conj", "parataxis"} and 0 <= above < verb < clause
    own = syntax.child(sentence, verb, "nsubj") is not None
    if not joined or not own or not cue_verbs.says(sentence, above):
        return None
    below = [p for p in syntax.subtree(sentence, clause) if words[p].upos != "PUNCT"]
    set_off = all(words[p].upos == "PUNCT" for p in (above + 1, below[0] - 1))
    bare = syntax.child(sentence, above, "ccomp", "xcomp", "obj") is None
    that = words[below[0]].text.lower() == "that" and below[0] == verb + 2
    return above if set_off and bare and that else None


def _is_about_subject(sentence: Sentence, verb: int, clause: int) -> bool:
    """Return whether a relative clause was read as content: ``Moe, *whose* …``, ``told Ek, *who*``.

    It is about the subject, or about who is told, in front of the verb or behind it.
    """
    words = sentence.words
    below = [p for p in syntax.subtree(sentence, clause) if words[p].upos != "PUNCT"]
    relative = bool(below) and words[below[0]].text.lower() in {"who", "whose", "whom", "which"}
    about = ("nsubj",) if clause < verb else ADDRESSEE_RELATIONS
    for noun in syntax.children(sentence, verb, *about) if relative else ():
        between = words[noun + 1 : below[0]]
        beside = bool(between) and between[-1].text == ","
        if beside and all(word.deprel in {"flat", "punct"} for word in between):
            return True
    return False


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


def _told(sentence: Sentence, told: int, relative: bool = False) -> Iterator[int]:
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


def _told_bare(sentence: Sentence, told: int) -> Iterator[int]:
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


def _is_topic(sentence: Sentence, noun: int) -> bool:
    """Return whether a noun with a content of its own is only spoken of: ``about *fears* that``."""
    about = syntax.marker(sentence, noun) == "about"
    return about and cue_lexicon.is_listed(sentence.words[noun].lemma.lower())


def _behind_aside(sentence: Sentence, verb: int) -> Iterator[int]:
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
        if own and syntax.child(sentence, clause, *syntax.SUBJECTS) is not None:
            yield clause
            return


def _attached_elsewhere(sentence: Sentence, verb: int) -> Iterator[int]:
    """Yield the clauses that belong to a cue but depend on another word, or by another relation."""
    yield from _through_channel(sentence, verb)
    above = sentence.words[verb].head
    for clause in syntax.children(sentence, above, "ccomp") if above >= 0 else ():
        if verb in {_follows_another(sentence, above, clause), _led_to(sentence, above, clause)}:
            yield clause
    for noun in syntax.children(sentence, verb, "advcl"):
        if noun > verb and _is_plural(sentence, noun):
            yield from syntax.children(sentence, noun, "ccomp")
    for aside in syntax.children(sentence, verb, "conj", "parataxis"):
        for clause in syntax.children(sentence, aside, "ccomp"):
            if _first_reporter(sentence, aside, clause) == verb:
                yield clause
    yield from _behind_aside(sentence, verb)
    for participle in syntax.children(sentence, verb, "ccomp"):
        if is_participle_of_noun(sentence, verb, participle):
            yield from _that_clauses(sentence, participle)
    yield from _read_as_object(sentence, verb)
    yield from _conditions(sentence, verb)
    yield from _beside_relative(sentence, verb)
    yield from _subjunctives(sentence, verb)


def _read_as_object(sentence: Sentence, verb: int) -> Iterator[int]:
    """Yield ``said *it had lost money*``, its verb read as a participle of its object."""
    for noun in syntax.children(sentence, verb, "obj"):
        parts = [syntax.child(sentence, noun, part) for part in ("nsubj", "aux", "amod")]
        subject, helper, part = (-1 if p is None else p for p in parts)
        if verb < subject < helper < part < noun and sentence.words[part].xpos == "VBN":
            yield noun


def _through_channel(sentence: Sentence, verb: int) -> Iterator[int]:
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
            yield from _behind_participle(sentence, group)
        if sentence.words[verb].lemma.lower() in cue_verbs.GESTURES:
            continue  # pointed to marks that pupils gave
        if group > verb and (channel or cue_verbs.says(sentence, verb)):
            for holder in syntax.subtree(sentence, group):
                spoken = cue_verbs.document_before(sentence, holder) is not None
                spoken = spoken or _is_topic(sentence, holder)
                word, case = sentence.words[holder], syntax.marker(sentence, holder)
                noun = word.lemma.lower() if word.upos == "NOUN" else ""
                places = channel or cue_lexicon.is_channel(noun, case) or case == "in"
                spoken = spoken or (not places and cue_lexicon.is_listed(noun))
                if not spoken and noun not in NOUNS_OF_CONTENT:
                    yield from _told(sentence, holder, relative=channel)


def _behind_participle(sentence: Sentence, channel: int) -> Iterator[int]:
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


def _is_plural(sentence: Sentence, verb: int) -> bool:
    """Return whether a plural was read as a verb: ``in a letter to member *states* that …``."""
    word, before = sentence.words[verb], sentence.words[verb - 1]
    lone = syntax.child(sentence, verb, *syntax.SUBJECTS, "mark", "aux", "cc") is None
    beside = verb > 0 and before.upos == "NOUN" and syntax.marker(sentence, before.index) != ""
    return word.xpos == "VBZ" and word.deprel == "advcl" and lone and beside


# --- object clauses that are no content ---------------------------------------------------


def _is_no_content(sentence: Sentence, verb: int, clause: int) -> bool:
    """Return whether an object clause is something else than what *verb* reports."""
    asks = sentence.words[verb].lemma.lower() in cue_lexicon.INTERROGATIVE_VERBS
    return (
        _modifies(sentence, verb, clause)
        or _is_condition(sentence, verb, clause)
        or _says_when_or_why(sentence, verb, clause)
        or _is_before_infinitive(sentence, verb, clause)
        or (not asks and _is_free_relative(sentence, clause))
        or _is_of_another(sentence, verb, clause)
        or is_of_opening_adjunct(sentence, verb, clause)
        or is_participle_of_noun(sentence, verb, clause)
        or _is_glued(sentence, clause)
        or _is_plural(sentence, verb)
        or _is_closing_cue(sentence, clause)
        or _is_about_subject(sentence, verb, clause)
        or is_contrasting_report(sentence, verb, clause)
        or _first_reporter(sentence, verb, clause) is not None
        or cue_verbs.remark_behind(sentence, verb) == clause
    )


def _says_when_or_why(sentence: Sentence, verb: int, clause: int) -> bool:
    """Return whether another conjunction opens an object clause: ``recalled *after it fell*``."""
    mark = syntax.child(sentence, clause, "mark")
    return mark == verb + 1 and sentence.words[mark].text.lower() in CIRCUMSTANCES


def _modifies(sentence: Sentence, verb: int, clause: int) -> bool:
    """Return whether it is the subject's participle: ``A survey *carried out in May* found …``.

    Also in front: ``*Asked about it*, she said …``.
    """
    subject = syntax.child(sentence, verb, "nsubj")
    bare = syntax.child(sentence, clause, "nsubj", "aux", "mark") is None
    before = subject is not None and clause < verb
    opens = before and clause == min(syntax.subtree(sentence, clause))
    between = before and subject is not None and subject < clause
    participle = sentence.words[clause].xpos in {"VBN", "VBD"}
    if subject is None and clause < verb and before_participle(sentence, verb) is not None:
        return True
    return ((between or opens) and bare and participle) or (
        subject is None and described_speaker(sentence, verb, clause) is not None
    )


def _is_condition(sentence: Sentence, verb: int, clause: int) -> bool:
    """Return whether a noun takes the clause: ``said on condition *that he not be named*``."""
    words, first = sentence.words, min(syntax.subtree(sentence, clause))
    before = words[first - 1]
    noun = before.lemma.lower() if before.upos == "NOUN" else ""  # not: told ABC News
    takes = first - 1 > verb and noun in NOUNS_OF_CONTENT
    return takes and words[first].text.lower() == "that" and before.deprel == "obl"


def _is_free_relative(sentence: Sentence, clause: int) -> bool:
    """Return whether a clause names somebody or something: ``confirm *whomever the chief picks*``.

    Not ``said *whatever was lost will be paid for*``, where a clause of its own modifies the word.
    """
    first = min(syntax.subtree(sentence, clause))
    word = sentence.words[first]
    modified = syntax.child(sentence, first, "acl:relcl", "acl") is not None
    return word.lemma.lower() in FREE_RELATIVES and word.head == clause and not modified


def _is_closing_cue(sentence: Sentence, clause: int) -> bool:
    """Return whether the last verb of saying was read as content: ``people told of it *said*``."""
    last = max(word.index for word in sentence.words if word.upos != "PUNCT")
    own = syntax.child(sentence, clause, "nsubj", "nsubj:pass", "ccomp", "obj", "mark") is not None
    return clause == last and not own and cue_verbs.says(sentence, clause)


def _is_before_infinitive(sentence: Sentence, verb: int, clause: int) -> bool:
    """Return whether a verb governs another: ``After Ek left, Lund *continued to write*``."""
    below = syntax.child(sentence, verb, "xcomp")
    if clause > verb or below is None or syntax.marker(sentence, below) != "to":
        return False
    own = syntax.child(sentence, below, "obj", "ccomp", "xcomp") is not None
    return own or not cue_verbs.says(sentence, below)  # but ``…, he went on *to say*``


def _is_of_another(sentence: Sentence, verb: int, clause: int) -> bool:
    """Return whether a clause before a cue belongs to another verb or is set apart from the cue."""
    follows = _follows_another(sentence, verb, clause), _led_to(sentence, verb, clause)
    return follows != (None, None) or _is_before_semicolon(sentence, verb, clause)


def _follows_another(sentence: Sentence, verb: int, clause: int) -> int | None:
    """Return the verb in front whose clause it is: ``While Ek *admitted* that …, Lund said …``.

    The parser attached it to *verb*. Only what belongs to the other verb stands between.
    """
    first = min(syntax.subtree(sentence, clause))
    if first == 0 or clause > verb or syntax.marker(sentence, clause) != "that":
        return None
    for other in (first - 1, *syntax.ancestors(sentence, first - 1)):
        own = syntax.child(sentence, other, "nsubj") is not None
        if other < first and own and cue_verbs.says(sentence, other):
            return other
    return None


def _led_to(sentence: Sentence, verb: int, clause: int) -> int | None:
    """Return the infinitive of saying between a verb that says nothing and a clause behind it.

    ``The noise led Ms. Park *to complain*: “I cannot sleep”``: the parser attached it to *led*.
    """
    first = min(syntax.subtree(sentence, clause))
    if cue_verbs.says(sentence, verb) or clause < verb:
        return None
    for below in range(first - 1, verb, -1):
        if cue_verbs.says(sentence, below) and syntax.marker(sentence, below) == "to":
            last = max(syntax.subtree(sentence, below, {clause}))
            near = all(word.upos == "PUNCT" for word in sentence.words[last + 1 : first])
            return below if near else None
    return None


def _is_before_semicolon(sentence: Sentence, verb: int, clause: int) -> bool:
    """Return whether a semicolon stands between a clause and its cue: ``It rained; Ek agreed``."""
    after = max(syntax.subtree(sentence, clause)) if clause < verb else verb
    return any(word.text == ";" for word in sentence.words[after:verb])


def _is_glued(sentence: Sentence, clause: int) -> bool:
    """Return whether a word that was read as a clause is part of one: ``*81*-year-old Al Moss``."""
    word, after = sentence.words[clause], sentence.words[clause + 1 : clause + 2]
    hyphen = bool(after) and after[0].text == "-" and after[0].start == word.end
    return word.upos == "NUM" and hyphen
