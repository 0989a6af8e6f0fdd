"""Object clauses that are not what their verb reports, though the tree has them so.

A survey *carried out in May* found …             a participle of the subject
said on condition *that he not be named*          the clause of a noun
confirmed *whomever the chief picks*              somebody or something, no report
While Ek admitted *that it fell*, Lund said …     the clause of another verb

Positions of words go in and come out.
"""

from __future__ import annotations

from extractor import cue_lexicon
from extractor.domain import Sentence
from extractor.english import lexicon, syntax
from extractor.rules.shared import cue_verbs
from extractor.rules.shared.cue_adjuncts import ADDRESSEE_RELATIONS, NEEDING_ADDRESSEE, is_time
from extractor.rules.shared.misattached_subjects import before_participle, described_speaker
from extractor.rules.shared.other_reports import is_contrasting_report

FREE_RELATIVES = frozenset("whoever whomever whatever whichever".split())
CIRCUMSTANCES = frozenset("after before since until because although".split())
"""Conjunctions right behind a verb that open no report: ``Sauce recalled *after* …``."""
NOUNS_OF_CONTENT = frozenset(
    """assumption basis belief chance condition evidence fact ground hope idea knowledge likelihood
    news possibility premise prospect proviso risk sense sign speculation theory word""".split()
)
"""Nouns whose ``that`` clause is not what was said: ``said on condition that he not be named``."""
PAST = frozenset({"VBD", "VBN"})
PARTS_OF_CLAUSE = ("aux", "aux:pass", "cop", "mark", "xcomp", "expl")


def is_no_content(sentence: Sentence, verb: int, clause: int) -> bool:
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
        or is_absolute(sentence, clause)
        or _is_glued(sentence, clause)
        or is_plural_noun(sentence, verb)
        or _is_closing_cue(sentence, clause)
        or _holds_speaker(sentence, verb, clause)
        or _is_about_subject(sentence, verb, clause)
        or _is_about_addressee(sentence, verb, clause)
        or is_contrasting_report(sentence, verb, clause)
        or first_reporter(sentence, verb, clause) is not None
        or remark_behind(sentence, verb) == clause
    )


# --- something else than a report ---------------------------------------------------------


def _says_when_or_why(sentence: Sentence, verb: int, clause: int) -> bool:
    """Return whether another conjunction opens an object clause: ``recalled *after it fell*``."""
    mark = syntax.child(sentence, clause, "mark")
    return mark == verb + 1 and sentence.words[mark].text.lower() in CIRCUMSTANCES


def _holds_speaker(sentence: Sentence, verb: int, clause: int) -> bool:
    """Return whether who speaks was read into a command: ``Friend, said *the old man*, go home``.

    Commas stand before the verb and behind the noun right behind it.
    """
    words, noun = sentence.words, syntax.child(sentence, clause, "vocative", "nsubj")
    bare = words[clause].xpos == "VB" and syntax.child(sentence, clause, "aux", "mark") is None
    if noun is None or noun > clause or not bare:
        return False
    phrase = [p for p in syntax.subtree(sentence, noun) if words[p].text != ","]
    commas = [words[phrase[0] - 2].text, words[phrase[-1] + 1].text]
    return phrase[0] == verb + 1 and commas == [",", ","]


def _modifies(sentence: Sentence, verb: int, clause: int) -> bool:
    """Return whether it is a participle of the subject: ``A survey *carried out in May* found …``.

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


def _is_about_addressee(sentence: Sentence, verb: int, clause: int) -> bool:
    """Return whether a participle was read as content: ``told *families gathered outside*``.

    Who is told must be named, and nothing else is.
    """
    words = sentence.words
    if words[verb].lemma.lower() not in NEEDING_ADDRESSEE or words[clause].xpos not in PAST:
        return False
    bare = syntax.child(sentence, clause, *PARTS_OF_CLAUSE, "ccomp", "obj", "conj") is None
    people = lexicon.common_noun_class(words[clause - 1].text) in lexicon.PEOPLE
    near = verb + 1 < clause <= verb + 3 and words[verb + 1].upos in {"DET", "NOUN"}
    return bare and people and near and not syntax.is_passive(sentence, verb)


def remark_behind(sentence: Sentence, verb: int) -> int | None:
    """Return what stands behind a cue in commas: ``It is a bet, he says, *that may fail*``.

    A relative clause, or a noun phrase: ``Sales fell, he said, *a claim others doubt*``. The parser
    takes it for what is said, so that what stands before would be lost.
    """
    words, word = sentence.words, sentence.words[verb]
    for top in syntax.children(sentence, verb, "ccomp", "obj"):
        below = [p for p in syntax.subtree(sentence, top) if words[p].upos != "PUNCT"]
        first = words[below[0] if below else top]  # nothing but marks
        pronoun = first.text.lower() in lexicon.RELATIVE_PRONOUNS and first.upos == "PRON"
        part = syntax.is_relation(first.deprel, ("nsubj", "obj")) and first.head in below
        relative = pronoun and part and words[top].deprel == "ccomp"
        noun = words[top].upos == "NOUN" and syntax.child(sentence, top, *syntax.SUBJECTS) is None
        behind = 0 <= word.head < verb < first.index and words[first.index - 1].text == ","
        if (relative or noun) and behind and word.deprel == "parataxis":
            return top
    return None


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


def is_plural_noun(sentence: Sentence, verb: int) -> bool:
    """Return whether a plural was read as a verb: ``in a letter to member *states* that …``."""
    word, before = sentence.words[verb], sentence.words[verb - 1]
    lone = syntax.child(sentence, verb, *syntax.SUBJECTS, "mark", "aux", "cc") is None
    beside = verb > 0 and before.upos == "NOUN" and syntax.marker(sentence, before.index) != ""
    return word.xpos == "VBZ" and word.deprel == "advcl" and lone and beside


def _is_glued(sentence: Sentence, clause: int) -> bool:
    """Return whether a word that was read as a clause is part of one: ``*81*-year-old Al Moss``."""
    word, after = sentence.words[clause], sentence.words[clause + 1 : clause + 2]
    hyphen = bool(after) and after[0].text == "-" and after[0].start == word.end
    return word.upos == "NUM" and hyphen


def is_absolute(sentence: Sentence, clause: int) -> bool:
    """Return whether a participle with a subject of its own is apart: ``said, *each blaming*``."""
    bare = syntax.child(sentence, clause, "aux", "cop", "mark", "expl") is None
    own = syntax.child(sentence, clause, "nsubj")
    inside = syntax.subtree(sentence, clause)
    first = next((p for p in inside if sentence.words[p].upos != "PUNCT"), inside[0])
    apart = first > 0 and sentence.words[first - 1].text == ","
    return sentence.words[clause].xpos == "VBG" and bare and own is not None and apart


def is_participle_of_noun(sentence: Sentence, verb: int, clause: int) -> bool:
    """Return whether a noun's participle was read as content: ``said in a note *sent at six*``.

    Also of who is told, where what was said stands in front: ``It fell, he told *nurses gathered
    outside*``.
    """
    words, word = sentence.words, sentence.words[verb]
    bare = syntax.child(sentence, clause, *PARTS_OF_CLAUSE) is None
    thing = syntax.child(sentence, clause, "obj")
    bare &= thing is None or is_time(words[thing])  # released *the same day*
    content = syntax.child(sentence, clause, "ccomp")
    if content is not None:
        own = syntax.child(sentence, clause, *syntax.SUBJECTS) is not None
        bare &= syntax.marker(sentence, content) == "that"
        bare &= not (own and cue_verbs.reports(sentence, clause))
    if not bare or words[clause].xpos not in {"VBN", "VBD"} or clause < verb:
        return False
    beside = (p for v in (verb, clause) for p in syntax.children(sentence, v, "obl"))
    for group in beside:
        channel = cue_lexicon.is_channel(words[group].lemma.lower(), syntax.marker(sentence, group))
        if channel and verb < syntax.subtree(sentence, group)[-1] == clause - 1:
            return syntax.child(sentence, clause, *syntax.SUBJECTS) is None
    front = any(c < verb for c in syntax.children(sentence, verb, "ccomp"))
    front |= word.deprel == "parataxis" and 0 <= word.head < verb
    below = syntax.subtree(sentence, clause)  # told *nurses gathered there* that it fell
    front |= any((words[p].text, words[p].deprel) == ("that", "mark") for p in below)
    between = words[verb + 1 : clause]
    near = bool(between) and between[-1].upos == "NOUN"
    plain = all(w.upos in {"NOUN", "PROPN", "ADJ", "NUM", "DET"} for w in between)
    return front and near and plain and cue_lexicon.takes_addressee(word.lemma.lower())


def is_of_opening_adjunct(sentence: Sentence, verb: int, clause: int) -> bool:
    """Return whether a participle was read as content: ``In a note *read* to them, Ek said …``."""
    words = sentence.words
    letter = words[clause - 1] if 0 < clause < verb else None
    if letter is None or letter.head != clause or letter.deprel != "obl":
        return False
    opens = syntax.subtree(sentence, clause)[0] == syntax.subtree(sentence, letter.index)[0] == 0
    bare = syntax.child(sentence, clause, *syntax.SUBJECTS, "aux", "mark") is None
    return opens and bare and any(c > verb for c in syntax.children(sentence, verb, "ccomp"))


# --- the content of another verb ----------------------------------------------------------


def _is_of_another(sentence: Sentence, verb: int, clause: int) -> bool:
    """Return whether a clause before a cue belongs to another verb or is set apart from the cue."""
    follows = follows_another(sentence, verb, clause), led_to(sentence, verb, clause)
    return follows != (None, None) or _is_before_semicolon(sentence, verb, clause)


def follows_another(sentence: Sentence, verb: int, clause: int) -> int | None:
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


def led_to(sentence: Sentence, verb: int, clause: int) -> int | None:
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


def first_reporter(sentence: Sentence, verb: int, clause: int) -> int | None:
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
