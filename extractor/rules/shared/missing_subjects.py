"""The subject of a clause that has none of its own in the tree.

Because it shares the subject of another clause:

conj        conj -> nsubj                          *He* nodded and said …
shared      advcl/ccomp/xcomp/parataxis -> nsubj   *She* spoke, adding …
            xcomp -> obj                           The leak led *her* to say …
            acl:relcl, past another's noun         *She* issued a letter after Ek's talk that said …
            acl -> noun -obj-> verb -> nsubj       *He* issued a letter saying …
noun        acl -> noun                            *a letter* saying …

Because a relative clause follows it, and the parser made it part of something else:

*The donor*, who was not named, said the aide wept    one subject more of *wept*
*A clerk* who gave no name said it is shut            *said* is one clause more about it
*A nurse* who, it seems, is afraid says it is shut    *says* belongs to that clause
It will shut, *a clerk* who gave no name told Sky     one subject more of *shut*, or loose

Because it is a name set off beside the cue:

It's “a start,” *Lewis Hart*, the former chair, argued   read with the words in marks
It isn't “a plan,” *Hart* added                          one subject more of the verb before
As *Ida Moe*, the deputy leader, put it: …               an oblique, after ``as``
In the July 9, 2012, cable, *Moe* reported …             joined to the noun before
The trouble with it, says *Moe*, a historian, is …       the subject of the verb behind
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from extractor import cue_lexicon
from extractor.domain import NounPhrase, Sentence, Word, value
from extractor.english import lexicon, syntax
from extractor.english.noun_phrases import mention_of
from extractor.rules.shared.complements import (
    follows_comma,
    is_in_chain,
    is_second_cue,
    is_trailing_report,
    says,
)

CLIMB = ("advcl", "xcomp", "ccomp", "parataxis", "dep")
BELOW_REPORT = frozenset("conj xcomp acl obj obl nmod appos".split())
CAUSING_VERBS = frozenset(
    """
    lead prompt cause force allow enable get push drive compel inspire move spur provoke oblige
    permit
    """.split()
)
ISSUING_VERBS = frozenset(
    """
    issue release send post publish write sign make give put deliver file run air tweet pass
    """.split()
)
CLAUSAL_PREPOSITIONS = frozenset("after before since until".split())
"""Prepositions that are conjunctions too, which the parser confuses."""
SPEAKING_NOUNS = frozenset("website company group organization team".split())
"""Nouns besides those for people and documents whose participle speaks for them.

Others leave it to the subject of the main clause.
"""


@value()
class Source:
    """The mention that a cue leads to and the path that led there (``own``, ``conj``, ...)."""

    mention: NounPhrase
    path: str


def borrowed_source(sentence: Sentence, cue: int) -> Source | None:
    """Climb from *cue* to the word that shares its subject; None if it shares none."""
    at = cue
    path = ""
    while sentence.words[at].head >= 0:
        word = sentence.words[at]
        apart = _subject_behind_with(sentence, at)
        apart = _utterer(sentence, at) if apart is None else apart
        if apart is not None:
            return _source(sentence, apart, "shared", cue)
        if word.deprel == "acl" and sentence.words[word.head].upos in syntax.NOMINAL:
            return _of_noun(sentence, word.head, cue, path)
        if at == cue and _follows_document(sentence, cue):
            return _of_noun(sentence, cue - 1, cue, path)
        degree = at != cue and word.deprel == "advmod"  # went so *far* as to say
        if word.deprel != "conj" and not degree and not _shares(sentence, at):
            return None
        made = _made_to(sentence, at)
        if made is not None:
            return _source(sentence, made, path or "shared", cue)
        path = path or ("conj" if word.deprel == "conj" else "shared")
        outer = _subject_of_outer_report(sentence, cue) if at == cue else None
        if outer is not None:
            return _source(sentence, outer, "shared", cue)
        above = _own_subject(sentence, word.head, cue)
        if above is not None:
            return _source(sentence, _who_can_speak(sentence, word.head, above, cue), path, cue)
        at = word.head
    return None


def _source(sentence: Sentence, head: int, path: str, cue: int) -> Source:
    return Source(mention_of(sentence, head, frozenset({cue})), path)


def _shares(sentence: Sentence, cue: int) -> bool:
    """Return whether *cue* is a clause without subject that borrows its governor's."""
    word = sentence.words[cue]
    if word.deprel == "acl:relcl" or not syntax.is_relation(word.deprel, CLIMB):
        return False
    if is_in_chain(sentence, cue):
        return True
    if word.xpos == "VBN" and not syntax.auxiliaries(sentence, cue):
        return False
    return word.xpos not in syntax.FINITE or word.deprel == "xcomp"


def _subject_behind_with(sentence: Sentence, clause: int) -> int | None:
    """Return the subject of ``ended with *Ann Lee* asking``, which the parser hung on *ended*.

    Not of ``She met with Ann Lee, the chair, saying``: a person has who speaks as a subject.
    """
    words, word = sentence.words, sentence.words[clause]
    if word.xpos != "VBG" or word.deprel != "advcl":
        return None
    for noun in syntax.children(sentence, word.head, "obl"):
        marks = [syntax.child(sentence, each, "mark", "case") for each in (clause, noun)]
        mark = next((each for each in marks if each is not None), noun)
        if words[mark].text.lower() != "with" or not mark < noun < clause:
            continue
        subject = syntax.child(sentence, word.head, "nsubj")
        event = subject is not None and not _is_person(sentence, subject)
        if words[clause - 1].text != ",":
            return noun
        if event and syntax.child(sentence, noun, "appos") is not None:
            return noun
    return None


def _utterer(sentence: Sentence, clause: int) -> int | None:
    """Return who made a remark that a participle quotes: ``cited comments *Lee* made saying``."""
    words, word = sentence.words, sentence.words[clause]
    comma = words[min(syntax.subtree(sentence, clause)) - 1].text == ","
    if word.xpos != "VBG" or word.deprel not in {"advcl", "acl"} or comma:
        return None
    nouns = (word.head,) if word.deprel == "acl" else syntax.children(sentence, word.head, "obj")
    for noun in nouns:
        for relative in syntax.children(sentence, noun, "acl:relcl"):
            who = syntax.child(sentence, relative, "nsubj")
            named = who is not None and words[who].text.lower() not in lexicon.RELATIVE_PRONOUNS
            if named and noun < relative < clause and _issues(sentence, relative, noun):
                return who
    return None


def _made_to(sentence: Sentence, clause: int) -> int | None:
    """Return the object that does what the open clause at *clause* says; None if none does.

    It is made to, ``led *her* to say``, or judged for it: ``mocked *her* for saying``.
    """
    word = sentence.words[clause]
    mark, loose = syntax.marker(sentence, clause), word.deprel in {"xcomp", "advcl"}
    above = sentence.words[word.head].lemma.lower()
    made = above in CAUSING_VERBS and (word.deprel == "xcomp" or mark == "to")
    judged = cue_lexicon.listed_class(above) == "stance" and mark == "for" and word.xpos == "VBG"
    if not loose or not (made or judged):
        return None
    # What the parser takes for a second subject, after the verb, is its object too.
    objects = syntax.children(sentence, word.head, "obj", "iobj", "nsubj")
    between = (each for each in objects if word.head < each < clause)
    return next((each for each in between if made or _is_person(sentence, each)), None)


def _is_person(sentence: Sentence, noun: int) -> bool:
    word = sentence.words[noun]
    return word.upos != "NOUN" or lexicon.noun_class(word.text) in {"person", "crowd"}


def _own_subject(sentence: Sentence, governor: int, cue: int) -> int | None:
    own = syntax.child(sentence, governor, "nsubj")
    if own is None:
        behind = after_conjunction(sentence, governor)
        return name_before(sentence, governor) if behind is None else behind
    if own == cue or sentence.words[own].text.lower() in {"there", "what"}:
        return None
    last = syntax.subtree(sentence, own)[-1]
    for name in syntax.children(sentence, governor, "nsubj"):  # read apart: *teacher* | *Ann Lee*
        if name == last + 1 < governor and sentence.words[name].upos == "PROPN":
            return name
    return own


def _who_can_speak(sentence: Sentence, governor: int, subject: int, cue: int) -> int:
    """Return *subject*, or who speaks further above where it is a thing that cannot.

    ``*Lee* rejected the idea that changes amounted to a purge and *said* …``: the parser joined the
    cue to the nearest verb in its form.
    """
    word = sentence.words[subject]
    can = word.upos != "NOUN" or lexicon.common_noun_class(word.text) is not None
    if can or sentence.words[cue].deprel != "conj" or not says(sentence, cue):
        return subject
    for above in syntax.ancestors(sentence, governor):
        own = syntax.child(sentence, above, "nsubj")
        alike = sentence.words[above].xpos == sentence.words[cue].xpos
        if alike and own is not None and _is_person(sentence, own):
            return own
    return subject


def after_conjunction(sentence: Sentence, verb: int) -> int | None:
    """Return the subject behind a conjunction that was read as a preposition.

    ``The suit came after *Ghent and Bruges* asked …``: the parser hung it on the verb or, where
    no ``and`` joins the two verbs, on the one above.
    """
    word, words = sentence.words[verb], sentence.words
    if word.xpos not in syntax.FINITE or syntax.child(sentence, verb, "cc") is not None:
        return None
    holders = {"advcl": verb, "conj": word.head}
    holder = holders.get(word.deprel)
    if holder is None:
        return None
    for head in syntax.children(sentence, holder, "obl", "nmod"):
        below = syntax.subtree(sentence, head)
        clausal = syntax.marker(sentence, head) in CLAUSAL_PREPOSITIONS
        if clausal and below[-1] == verb - 1 and words[below[-1]].text != ",":
            return head
    return None


def _subject_of_outer_report(sentence: Sentence, cue: int) -> int | None:
    """Return the subject of the cue that reports the clause of *cue*, if *cue* shares it.

    ``Ek said it might close, *adding* …``, and ``Ek said they feared that it would close and
    *predicted* …``, which the parser joins to the nearest verb, however deep.
    """
    inner = sentence.words[cue].head
    joined = syntax.enclosing(sentence, inner, "ccomp")
    if joined is not None and is_second_cue(sentence, sentence.words[joined].head, cue):
        return _own_subject(sentence, sentence.words[joined].head, cue)
    if not is_trailing_report(sentence, cue):
        return None
    while sentence.words[inner].deprel in BELOW_REPORT:
        inner = sentence.words[inner].head
    word = sentence.words[inner]
    return _own_subject(sentence, word.head, cue) if word.deprel == "ccomp" else None


# --- participles below a noun -------------------------------------------------------------


def _of_noun(sentence: Sentence, noun: int, cue: int, path: str) -> Source:
    """Return the noun that a participle modifies, or the main clause's subject.

    The latter past a comma, and where the noun is neither a name nor a thing that speaks.
    """
    issuer = _issuer(sentence, noun, cue)
    if issuer is not None:
        return issuer
    named = _name_below(sentence, noun, cue)
    if named is not None:
        return _source(sentence, named, "noun", cue)
    word = sentence.words[noun]
    speaks = word.upos != "NOUN" or _is_speaking(word.lemma.lower())
    speaks = speaks or syntax.marker(sentence, noun) == "with"  # ended *with both sides* claiming
    past_comma = follows_comma(sentence, cue)
    aim = sentence.words[cue].xpos == "VB" and not _is_person(sentence, noun)  # a call *to say*
    if not speaks or past_comma or aim:
        main = _subject_of_outer_report(sentence, cue)
        main = _subject_of_main_clause(sentence, noun, cue) if main is None else main
        if main is not None:
            return _source(sentence, main, "shared", cue)
    return _source(sentence, noun, path or "noun", cue)


def _is_speaking(noun: str) -> bool:
    return noun in SPEAKING_NOUNS or lexicon.noun_class(noun) in {"person", "document", "crowd"}


def _follows_document(sentence: Sentence, cue: int) -> bool:
    """Return whether a participle stands right after a document: ``with *a poster* arguing``."""
    word, before = sentence.words[cue], sentence.words[cue - 1]
    beside = cue > 0 and word.deprel == "advcl" and word.xpos == "VBG"
    document = before.upos == "NOUN" and lexicon.noun_class(before.text) == "document"
    return beside and document and before.deprel in {"obj", "obl"} and before.head == word.head


def _issuer(sentence: Sentence, noun: int, cue: int) -> Source | None:
    """Return who put out the words at *noun*: ``*the mayor* released a statement saying …``."""
    verb = sentence.words[noun].head
    if sentence.words[noun].deprel != "obj" or not _issues(sentence, verb, noun):
        return None
    own = _own_subject(sentence, verb, cue)
    if own is None:
        return borrowed_source(sentence, verb)
    return _source(sentence, own, "shared", cue)


def _issues(sentence: Sentence, verb: int, noun: int) -> bool:
    """Return whether a verb and a noun say that words were put out: ``released``, ``letter``."""
    document = lexicon.noun_class(sentence.words[noun].text) == "document"
    return document and sentence.words[verb].lemma.lower() in ISSUING_VERBS


def issuer_of_relative(sentence: Sentence, cue: int) -> Source | None:
    """Return who put out what speaks in a relative clause that stands behind somebody's words.

    ``*She* issued a letter a day after Ek's talk that said …``: a noun with a possessor takes no
    clause that says which it is, so that the clause is about the letter.
    """
    words = sentence.words
    that = syntax.child(sentence, cue, "nsubj")
    relative = words[cue].deprel == "acl:relcl" and that is not None
    if that is None or not relative or words[that].text.lower() != "that":
        return None
    noun = words[that - 1]
    owned = syntax.child(sentence, noun.index, "nmod:poss") is not None
    if not owned or syntax.marker(sentence, noun.index) not in CLAUSAL_PREPOSITIONS:
        return None
    for verb in syntax.ancestors(sentence, cue):
        things = (c for c in syntax.children(sentence, verb, "obj") if c < noun.index)
        issued = any(_issues(sentence, verb, thing) for thing in things)
        own = _own_subject(sentence, verb, cue) if issued else None
        if own is not None:
            return _source(sentence, own, "shared", cue)
    return None


def source_at_document(sentence: Sentence, document: int, participle: int) -> Source:
    """Return who speaks at a participle of a document that was read as a compound noun.

    That is who put the document out, or else the document.
    """
    words, verb = sentence.words, sentence.words[participle].head
    if words[participle].deprel == "obj" and _issues(sentence, verb, document):
        own = _own_subject(sentence, verb, participle)
        if own is not None:
            return _source(sentence, own, "shared", participle)
    below = syntax.subtree(sentence, participle)
    phrase = [p for p in below if p <= document and words[p].deprel not in {"case", "punct"}]
    return Source(NounPhrase(syntax.span(sentence, phrase), sentence.index, document), "noun")


def _name_below(sentence: Sentence, noun: int, cue: int) -> int | None:
    """Return the name right before the participle: ``footage of *Ann Lee* saying …``."""
    for inner in syntax.children(sentence, noun, "nmod"):
        word = sentence.words[inner]
        if word.upos in {"PROPN", "PRON"} and noun < inner < cue:
            last = max(syntax.subtree(sentence, inner, {cue}))
            if last == cue - 1:
                return inner
    return None


def _subject_of_main_clause(sentence: Sentence, noun: int, cue: int) -> int | None:
    """Return the subject of the verb above *noun*; None if *noun* is in it itself."""
    for head in (noun, *syntax.ancestors(sentence, noun)):
        if syntax.is_relation(sentence.words[head].deprel, ("nsubj",)):
            return None
        own = sentence.words[head].deprel != "xcomp" or sentence.words[cue - 1].text != ","
        if sentence.words[head].upos == "VERB" and own:
            return _own_subject(sentence, head, cue)
    return None


# --- before a relative clause --------------------------------------------------------------

PERSONAL_RELATIVES = frozenset({"who", "whose", "whom"})
INSIDE = frozenset({"xcomp", "ccomp", "advcl"})
LOOSE = frozenset({"parataxis", "dep", "list"})


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
    """Return whether a noun for people hangs loosely on a verb before it, behind a comma."""
    words, word = sentence.words, sentence.words[noun]
    first = next(p for p in syntax.subtree(sentence, noun) if words[p].upos != "PUNCT")
    behind = 0 <= word.head < noun and first > 0 and words[first - 1].text == ","
    person = word.upos == "NOUN" and lexicon.noun_class(word.text) in {"person", "crowd"}
    return behind and person and word.deprel in LOOSE


# --- names set off beside a cue ------------------------------------------------------------

JOINED = frozenset({"flat", "appos"})
OWNED = frozenset({"nmod:poss", "compound", "flat", "case"})


def name_before(sentence: Sentence, cue: int, barred: Collection[int] = frozenset()) -> int | None:
    """Return the name that a finite *cue* without a subject must have, though the tree has it not.

    It stands behind a closing mark, behind ``as``, or behind a clause that opens the sentence,
    where the tree makes it an apposition: ``Asked about the fee, *Hart*, …``. What is said of it in
    commas may stand between: ``…,” *Hart*, the former chair, argued``. *barred* are positions
    inside quotation marks.
    """
    words = sentence.words
    if words[cue].xpos not in syntax.FINITE or syntax.child(sentence, cue, "nsubj") is not None:
        return None
    for word in reversed(words[:cue]):
        if word.upos != "PROPN" or word.deprel in OWNED or word.index in barred:
            continue
        below = [p for p in syntax.subtree(sentence, word.index) if p not in barred]
        while words[below[0]].upos == "PUNCT":
            del below[0]
        first = below[0]
        gap = words[below[-1] + 1 : cue]
        if below[-1] > cue or any(w.upos not in {"PUNCT", "ADV"} for w in gap):
            continue
        mark = words[first - 1] if first > 0 else word
        closed = mark.text in syntax.QUOTE_MARKS and mark.xpos != "``"
        as_put = words[first].text.lower() == "as" and word.head == cue
        if closed or as_put or _is_behind_losing(mark, cue):
            return word.index
    return _behind_opener(sentence, cue)


def _is_asked_first(sentence: Sentence, clause: int) -> bool:
    """Return whether it is ``*Questioned about the loan*, Hart, …, replied``, not what was said."""
    own = syntax.child(sentence, clause, "nsubj", "nsubj:pass", "aux", "aux:pass")
    return sentence.words[clause].xpos == "VBN" and own is None


def _is_behind_losing(mark: Word, cue: int) -> bool:
    """Return whether a sentence opens with a participle about its subject: ``*Losing* captain``."""
    return mark.index == 0 and mark.xpos == "VBG" and mark.deprel == "csubj" and mark.head == cue


def _behind_opener(sentence: Sentence, cue: int) -> int | None:
    """Return the name apposed to the end of a clause that opens the sentence of *cue*, or None."""
    words = sentence.words
    if words[cue - 1].text != "," or words[cue].head >= 0:
        return None
    for opener in syntax.children(sentence, cue, "advcl", "obl", "ccomp"):
        if words[opener].deprel == "ccomp" and not _is_asked_first(sentence, opener):
            continue
        below = [p for p in syntax.subtree(sentence, opener) if words[p].upos != "PUNCT"]
        if below[0] > 1 or below[-1] != cue - 2:
            continue
        for position in below:
            word, first = words[position], syntax.subtree(sentence, position)[0]
            first += words[first].text == ","
            apposed = word.deprel in {"appos", "obj"} and words[first - 1].text == ","
            if apposed and (word.upos == "PROPN" or lexicon.noun_class(word.text) == "person"):
                return position
    return None


def name_instead(sentence: Sentence, cue: int, subject: int) -> int:
    """Return the name that speaks at *cue* rather than its *subject* in the tree, or that.

    A common noun is not the subject where a comma parts it from a name right beside the cue; nor
    is a name in commas: ``After meeting the envoy, Ravi Sen, *President Ada Cole* said``.
    """
    words = sentence.words
    noun = words[subject]
    set_off = noun.text[:1].isupper() and subject > 0 and words[subject - 1].text == ","
    if noun.upos == "PRON" or not (noun.text[:1].islower() or set_off) or subject > cue:
        return subject
    joined = (c for c in sentence.children[subject] if words[c].deprel in JOINED)
    for name in joined:
        if set_off and not is_titled_beside_name(sentence, name):
            continue
        below = [p for p in syntax.subtree(sentence, name) if words[p].text != ","]
        apart = words[below[0] - 1].text == "," and below[-1] == cue - 1
        apart = apart and words[below[-1]].text not in {")", "]"}
        if apart and words[name].upos == "PROPN" and words[cue].xpos in syntax.FINITE:
            return name
    behind = None if set_off else _behind_comma(sentence, cue)
    if behind is None or lexicon.noun_class(noun.text) is not None:
        return subject
    return behind


def is_titled_beside_name(sentence: Sentence, head: int) -> bool:
    """Return whether a name with a title hangs on another name: somebody else."""
    word = sentence.words[head]
    names = word.upos == sentence.words[word.head].upos == "PROPN"
    return names and syntax.child(sentence, head, "nmod:desc") is not None


def _behind_comma(sentence: Sentence, cue: int) -> int | None:
    """Return the name behind a cue in commas, read as a later verb's subject: ``, says Moe,``."""
    words = sentence.words
    if words[cue].xpos not in syntax.FINITE or words[cue - 1].text != ",":
        return None
    for word in words[cue + 1 : cue + 2]:
        end = syntax.subtree(sentence, word.index)[-1] + 1
        named = word.upos == "PROPN" and word.head > end
        if named and syntax.is_relation(word.deprel, ("nsubj",)) and words[end - 1].text == ",":
            return word.index
        if named and end < len(words) and words[end].text == ",":
            return word.index
    return None
