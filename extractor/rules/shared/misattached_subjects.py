"""The subject of a cue where the parser attached it to another word.

A relative clause follows it, and the parser made it part of something else:

*The donor*, who was not named, said the aide wept    one subject more of *wept*
*A clerk* who gave no name said it is shut            *said* is one clause more about it
*A nurse* who, it seems, is afraid says it is shut    *says* belongs to that clause
It will shut, *a clerk* who gave no name told Sky     one subject more of *shut*, or loose

A participle or a conjunction stands between, or it is simply the nominal beside the cue:

*Amy Tan*, asked about the threat, said …        the subject of *asked*
*A post* shared 40 times claims …                the subject of *shared*
The suit came after *Ghent and Bruges* asked …   an oblique, after ``after``
Said *Ellis*: …                                  the object

Names that commas set apart are in `names`. Positions of words go in and come out.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor import cue_lexicon
from extractor.domain import Sentence
from extractor.english import lexicon, syntax
from extractor.english.lexicon import WEEKDAYS
from extractor.english.noun_phrases import is_titled_beside_name

NEVER_SPEAK = frozenset("there today tonight tomorrow yesterday".split()) | WEEKDAYS
"""What never speaks, whatever the parser makes of it: ``Moore said Friday``."""
ROLES_ELSEWHERE = frozenset(
    "nsubj nsubj:pass obj iobj nmod nmod:poss obl obl:agent flat compound nummod".split()
)
"""Relations of nouns that have a role at another word than the cue."""
NOMINATIVES = frozenset("he she they i we".split())


def misattached_subject(sentence: Sentence, cue: int) -> tuple[str, int] | None:
    """Return the path to the subject of a *cue* that has none of its own, and its head, or None."""
    for path, head in (
        ("inserted", _before_insertion(sentence, cue)),
        ("adjacent", before_participle(sentence, cue)),
        ("misparsed", _object_behind(sentence, cue)),
        ("adjacent", _behind_report(sentence, cue)),
        ("adjacent", _nominal_before(sentence, cue)),
    ):
        if head is not None:
            return path, head
    return None


def _behind_report(sentence: Sentence, cue: int) -> int | None:
    """Return who was read as a second subject of the report: ``It “saved us,” *Al Munt* said``."""
    for clause in syntax.children(sentence, cue, "ccomp"):
        subjects = list(syntax.children(sentence, clause, "nsubj"))
        if len(subjects) == 2 and subjects[0] < clause < subjects[1] < cue:
            below = syntax.subtree(sentence, subjects[1])
            gap = sentence.words[below[-1] + 1 : cue]
            if below[-1] < cue and all(word.upos == "PUNCT" for word in gap):
                return subjects[1]
    return None


def _object_behind(sentence: Sentence, cue: int) -> int | None:
    """Return ``Ellis`` in ``Said Ellis: …`` where the parser made it an object."""
    after = cue + 1
    if cue_lexicon.takes_addressee(sentence.words[cue].lemma.lower()):
        return None
    for head in syntax.children(sentence, cue, "obj", "iobj", "obl:unmarked", "vocative"):
        word = sentence.words[head]
        first = min(syntax.subtree(sentence, head))
        finite = sentence.words[cue].xpos in {"VBD", "VBZ"} or _people_say(sentence, cue, head)
        speaks = word.text.lower() not in NEVER_SPEAK
        named = word.upos == "PROPN" or _ends_clause(sentence, head)
        if finite and first == after and speaks and named:
            return head
    return None


def _people_say(sentence: Sentence, cue: int, head: int) -> bool:
    """Return whether a cue in the present stands before several people: ``It fell, *say fans*``."""
    words, noun = sentence.words, sentence.words[head]
    people = noun.xpos == "NNS" and lexicon.noun_class(noun.text) in lexicon.PEOPLE
    comma = cue > 0 and words[cue - 1].text == ","
    return people and comma and words[cue].xpos in {"VB", "VBP"}


def inverted_aside(sentence: Sentence, cue: int) -> int | None:
    """Return who speaks behind a cue joined to the report: ``It fell, *said* one man who saw it``.

    No ``and`` joins it, and a noun for a person, read as its object, stands right behind it.
    """
    word = sentence.words[cue]
    joined = word.deprel == "conj" and syntax.child(sentence, cue, "nsubj") is None
    before = sentence.words[cue - 1].text.lower() if cue > 0 else ""
    if word.deprel == "parataxis" and cue_lexicon.is_saying(word.lemma.lower()):
        head = _object_behind(sentence, cue)
        return head if head is not None and _people_say(sentence, cue, head) else None
    if joined and before == "so" and cue_lexicon.is_saying(word.lemma.lower()):
        return _object_behind(sentence, cue)  # It fell, or so *says Lee*
    joined = joined and syntax.child(sentence, cue, "cc") is None
    if not joined or before != ",":
        return None
    head = _object_behind(sentence, cue)
    person = head is not None and lexicon.noun_class(sentence.words[head].text) in lexicon.PEOPLE
    return head if person and cue_lexicon.is_saying(word.lemma.lower()) else None


def _ends_clause(sentence: Sentence, head: int) -> bool:
    """Return whether nothing but punctuation follows the noun phrase."""
    last = max(syntax.subtree(sentence, head))
    return last + 1 >= len(sentence.words) or sentence.words[last + 1].upos == "PUNCT"


def _nominal_before(sentence: Sentence, cue: int) -> int | None:
    """Return the nominal right before a finite cue that the parser attached elsewhere."""
    place = cue - 1
    while place > 0 and sentence.words[place].upos in {"ADV", "AUX"}:
        place -= 1
    word = sentence.words[cue]
    past = word.deprel == "root" and word.xpos == "VBN" and not syntax.auxiliaries(sentence, cue)
    if place < 0 or not (past or word.xpos in syntax.FINITE):
        return None
    closed = place > 0 and sentence.words[place].text == ","
    apposed = _apposed_before(sentence, place - closed)
    if apposed is not None and not closed:
        return apposed
    if closed:  # … a probe, *the spokesman*, Ade Bello, said
        named = apposed is not None and syntax.child(sentence, apposed, "appos") is not None
        return apposed if named else None
    top = place
    while (
        sentence.words[top].deprel in {"flat", "compound", "nmod:desc"}
        and sentence.words[top].head < cue
    ):
        top = sentence.words[top].head
    word = sentence.words[top]
    # No verb has a noun compounded to it: that is a subject before what looks like a noun.
    apart = word.deprel in ROLES_ELSEWHERE and (word.deprel, word.head) != ("compound", cue)
    if word.text.lower() not in NOMINATIVES and (
        word.upos not in syntax.NOUNS or word.head < 0 or apart
    ):
        return None
    return top


def _apposed_before(sentence: Sentence, last: int) -> int | None:
    """Return who was read as an apposition: ``400 jobs, *a person familiar with it* said``.

    Or as one to another name: ``Turning to Olga Frey, *Senator Marcus Tull* asked``. Of several,
    the first.
    """
    found = None
    for head in (last, *syntax.ancestors(sentence, last)):
        if sentence.words[head].deprel != "appos":
            continue
        below = syntax.subtree(sentence, head)
        first = below[0] + (sentence.words[below[0]].text == ",")
        set_off = sentence.words[first - 1].text == "," if first else False
        person = lexicon.noun_class(sentence.words[head].text) in lexicon.PEOPLE
        person = person or is_titled_beside_name(sentence, head)
        if below[-1] == last and set_off and person:
            found = head
    return found


# --- past a participle or a conjunction ---------------------------------------------------

CLAUSAL_PREPOSITIONS = frozenset("after before since until".split())
"""Prepositions that are conjunctions too, which the parser confuses."""


def after_conjunction(sentence: Sentence, verb: int) -> int | None:
    """Return the subject behind a conjunction that was read as a preposition.

    ``The suit came after *Ghent and Bruges* asked …``: the parser attached it to the verb or, where
    no ``and`` joins the two verbs, on the one above.
    """
    word, words = sentence.words[verb], sentence.words
    if word.xpos not in syntax.FINITE or syntax.child(sentence, verb, "cc") is not None:
        return None
    holders = {"advcl": verb, "conj": word.head, "parataxis": verb}
    holder = holders.get(word.deprel)
    if holder is None:
        return None
    for head in syntax.children(sentence, holder, "obl", "nmod"):
        below = syntax.subtree(sentence, head)
        clausal = syntax.marker(sentence, head) in CLAUSAL_PREPOSITIONS
        apposed = syntax.child(sentence, head, "appos") is not None  # her boss, Ann Lee, said
        ends = words[below[-1]].text != "," or apposed
        if clausal and below[-1] == verb - 1 and ends:
            return head
    return None


def _before_insertion(sentence: Sentence, cue: int) -> int | None:
    """Return the subject that the parser attached to a participle between it and the cue.

    ``*Amy Tan*, asked about the threat, said …``
    """
    words = sentence.words
    for clause in syntax.children(sentence, cue, "advcl", "acl", "ccomp"):
        subject = syntax.child(sentence, clause, "nsubj")
        participle = words[clause].xpos in {"VBN", "VBG", "VBD"} and clause < cue
        if not participle or subject is None or subject > clause:
            continue
        below = syntax.subtree(sentence, clause)
        set_off = words[clause - 1].text == "," and words[below[-1]].text == ","
        if set_off and not syntax.auxiliaries(sentence, clause):
            return subject
        described = described_speaker(sentence, cue, clause)
        if described is not None:
            return described
    return None


def described_speaker(sentence: Sentence, cue: int, clause: int) -> int | None:
    """Return the speaker whose participle the parser took for a report in front of the cue.

    ``*Two diplomats* briefed on the talks, who spoke …, said the gap had narrowed`` and ``*Her
    son-in-law*, reached by phone, said it fell``: the cue has a clause behind it too, and nothing
    but a comma stands between.
    """
    words = sentence.words
    behind = any(c > cue for c in syntax.children(sentence, cue, "ccomp"))
    subject = syntax.child(sentence, clause, "nsubj")
    if not behind or clause > cue or subject is None or words[clause].deprel != "ccomp":
        return None
    bare = syntax.child(sentence, clause, "aux", "mark", "obj", "ccomp") is None
    adjoins = subject < clause and (
        words[clause - 1].upos in syntax.NOMINAL or words[clause - 1].text == ","
    )
    participle = words[clause].xpos in {"VBN", "VBD"} and words[cue - 1].text == ","
    return subject if bare and adjoins and participle else None


def before_participle(sentence: Sentence, cue: int) -> int | None:
    """Return the noun whose participle was read as a verb: ``*A post* shared 40 times claims …``.

    A clause stands behind the cue, and nothing that joins or parts two clauses before it.
    """
    words = sentence.words
    notes = syntax.children(sentence, cue, "obl")  # wrote in a note *that it leaks*
    clauses = (c for n in (cue, *notes) for c in syntax.children(sentence, n, "ccomp", "acl"))
    behind = any(
        c > cue and (words[c].head == cue or syntax.marker(sentence, c) == "that") for c in clauses
    )
    alone = syntax.child(sentence, cue, "nsubj", "mark", "aux", "cc") is None
    if not (behind and alone and words[cue].xpos in syntax.FINITE):
        return None
    for clause in (*syntax.children(sentence, cue, "ccomp"), words[cue].head):
        subject = syntax.child(sentence, clause, "nsubj") if 0 <= clause < cue else None
        if subject is None or subject > clause or words[clause].xpos not in {"VBN", "VBD"}:
            continue
        bare = syntax.child(sentence, clause, "aux", "mark", "ccomp") is None
        plain = all(word.upos not in {"PUNCT", "CCONJ"} for word in words[subject:cue])
        if bare and plain and lexicon.noun_class(words[subject].text) is not None:
            return subject
    return None


# --- before a relative clause --------------------------------------------------------------

PERSONAL_RELATIVES = frozenset({"who", "whose", "whom"})
INSIDE = frozenset({"xcomp", "ccomp", "advcl"})
LOOSE_RELATIONS = frozenset({"parataxis", "dep", "list"})


def before_relative(sentence: Sentence, cue: int) -> int | None:
    """Return the noun whose relative clause ends right before a finite *cue*, if it has no other.

    Only where the tree is plainly wrong: it shows one of the pictures above.
    """
    word = sentence.words[cue]
    finite = word.xpos in {*syntax.FINITE, "VBN"}  # told, misread as a participle
    if not finite or syntax.child(sentence, cue, "nsubj", "mark", "aux") is not None:
        return None
    for noun, clause in _relatives_before(sentence, cue):
        if _is_second_subject(sentence, noun, cue) or _is_loose(sentence, noun):
            return noun
        if syntax.child(sentence, cue, "ccomp") is None:
            continue
        second_clause = word.deprel == "acl:relcl" and word.head == noun
        inside = word.deprel in INSIDE and word.head in syntax.subtree(sentence, clause, {cue})
        if second_clause or inside:
            return noun
    return None


def read_as_apposition(sentence: Sentence, cue: int) -> int | None:
    """Return the subject of a clause about a noun, read as apposed to it: ``a claim *Lee* called``.

    *cue* is then a clause about the subject, right behind it or what is apposed to it in turn.
    """
    word = sentence.words[cue]
    if word.deprel != "acl" or word.xpos not in {"VBD", "VBZ"} or word.head > cue:
        return None
    for head in (word.head, *syntax.children(sentence, word.head, "appos")):
        noun = sentence.words[head]
        person = noun.upos == "PROPN" or lexicon.noun_class(noun.text) in lexicon.PEOPLE
        apposed = noun.deprel == "appos" and sentence.words[noun.head].upos == "NOUN"
        last = syntax.subtree(sentence, head, {cue})[-1]
        near = all(w.upos == "PUNCT" for w in sentence.words[last + 1 : cue])
        if person and apposed and last < cue and near:
            return head
    return None


def _relatives_before(sentence: Sentence, cue: int) -> Iterator[tuple[int, int]]:
    """Yield each relative clause about a person that ends right before *cue*, and its noun."""
    words = sentence.words
    for clause in reversed(words[:cue]):
        if clause.deprel != "acl:relcl" or clause.head > clause.index:
            continue
        below = [p for p in syntax.subtree(sentence, clause.index, {cue}) if p < cue]
        person = any(words[p].text.lower() in PERSONAL_RELATIVES for p in below)
        if person and all(word.upos == "PUNCT" for word in words[below[-1] + 1 : cue]):
            yield clause.head, clause.index


def _is_second_subject(sentence: Sentence, noun: int, cue: int) -> bool:
    """Return whether a noun is a subject of a verb that has another on its other side."""
    word = sentence.words[noun]
    if not syntax.is_relation(word.deprel, ("nsubj",)) or word.head == cue:
        return False
    others = [s for s in syntax.children(sentence, word.head, "nsubj") if s != noun]
    content = word.head > cue and any(s > cue for s in others)
    return content or (word.head < noun and any(s < word.head for s in others))


def _is_loose(sentence: Sentence, noun: int) -> bool:
    """Return whether a name or a noun for people depends loosely on a verb before a comma."""
    words, word = sentence.words, sentence.words[noun]
    first = next(p for p in syntax.subtree(sentence, noun) if words[p].upos != "PUNCT")
    behind = 0 <= word.head < noun and first > 0 and words[first - 1].text == ","
    noun = word.upos == "NOUN" and lexicon.noun_class(word.text) in lexicon.PEOPLE
    return behind and (noun or word.upos == "PROPN") and word.deprel in LOOSE_RELATIONS


def behind_preposition(sentence: Sentence, clause: int) -> int | None:
    """Return the noun between ``of`` or ``with`` and a participle: ``think of *Lee* saying``.

    The parser made it an oblique, with or without the word before it.
    """
    words, mark = sentence.words, syntax.child(sentence, clause, "mark")
    gerund = words[clause].xpos == "VBG" and words[clause].deprel in {"advcl", "acl"}
    if mark is None or not gerund or words[mark].text.lower() not in {"of", "about", "with"}:
        return None
    for noun in (clause - 1, *syntax.ancestors(sentence, clause - 1)):
        below = syntax.subtree(sentence, noun)
        fills = below[0] == mark + 1 and below[-1] == clause - 1
        if fills and words[noun].deprel == "obl":
            return noun
    return None
