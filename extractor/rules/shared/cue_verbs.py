"""Verbs as cues: which report, which are a second cue, and what they report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor import cue_lexicon
from extractor.domain import Sentence, remembered
from extractor.english import inflection, lexicon, syntax
from extractor.english.syntax import SUBJECTS, follows_comma, is_participial

TRAILING = ("advcl", "ccomp", "xcomp", "conj", "parataxis", "acl")
ASPECTUAL_VERBS = frozenset("begin continue finish".split())
"""Verbs that report only words in marks beside them: not ``began *with a film, “Up North”*``."""
UTTERING_VERBS = frozenset("make have raise offer voice express issue give".split())
"""Verbs whose object is what was said: ``*voiced* the fear that it would fail``."""
UNREAL_MODALS = frozenset("can could may might must should would".split())
"""Modals under which a cue need not have been used: ``*could* say that it was a joke``."""
GESTURES = lexicon.NARRATION["gesture"]
"""Participles that say what a speaker does while speaking."""
COMMENTS = lexicon.NARRATION["comment"]
"""Nouns by which the narrator comments on what was said: ``– something the city disputes``."""
OBJECT_FORMS = frozenset("him her them".split())
"""Pronouns for whom somebody else does something to."""
NEAR = 20
"""Words between a participle and what it reports."""


@remembered
def reports(sentence: Sentence, verb: int) -> bool:
    """Return whether *verb* is listed as a verb of saying, thinking, demanding and the like."""
    return sentence.words[verb].upos == "VERB" and any(
        map(cue_lexicon.is_listed, _lemmas(sentence, verb))
    )


@remembered
def says(sentence: Sentence, verb: int) -> bool:
    """Return whether *verb*, with its particle, is listed as a verb of saying or writing."""
    return any(map(cue_lexicon.is_saying, _lemmas(sentence, verb)))


def particles(sentence: Sentence, verb: int) -> tuple[int, ...]:
    """Return the particles of a verb. In the treebanks ``back`` is an adverb: ``shot *back*``."""
    found = tuple(syntax.children(sentence, verb, "compound:prt"))
    behind = sentence.words[verb + 1 : verb + 2]
    if found or not behind or behind[0].text.lower() != "back":
        return found
    modifies = verb + 1 in syntax.children(sentence, verb, "advmod")
    listed = modifies and cue_lexicon.is_listed(lemma_of(sentence, verb, verb + 1))
    return (verb + 1,) if listed else ()


def lemma_of(sentence: Sentence, *positions: int) -> str:
    """Return the lemma of a verb with its particles, as listed: ``piped up``, *pipe* is no cue."""
    words = [sentence.words[position] for position in positions]
    first, *rest = [cue_lexicon.base_of(word.text, word.lemma, word.xpos) for word in words]
    lemma = " ".join((first, *rest)) if rest else first
    if not rest or cue_lexicon.is_listed(lemma):
        return lemma
    forms = (" ".join((form, *rest)) for form in inflection.bases(words[0].text))
    return next(filter(cue_lexicon.is_listed, forms), lemma)


def _lemmas(sentence: Sentence, verb: int) -> Iterator[str]:
    """Yield the lemma of a verb alone, and with its particles where it has any."""
    yield lemma_of(sentence, verb)
    found = particles(sentence, verb)
    if found:
        yield lemma_of(sentence, verb, *found)


def is_second_cue(sentence: Sentence, cue: int, verb: int) -> bool:
    """Return whether *verb*, which the parser joined to the content of *cue*, is a cue itself.

    ``She noted that the audit was unfinished and *warned* further losses could emerge``: it has no
    subject of its own, and it has the form of *cue*, which the verb of the content has not.
    """
    words, word = sentence.words, sentence.words[verb]
    if word.deprel != "conj" or word.upos != "VERB":
        return False
    bare = syntax.child(sentence, verb, *SUBJECTS, "aux", "mark") is None
    if bare and word.xpos == "VBG" and _is_unlike_participle(sentence, cue, verb):
        return True
    if bare and (_says_now(sentence, cue, verb) or _is_in_series(sentence, cue, verb)):
        return True
    if word.xpos != words[cue].xpos:
        mistagged = word.xpos == "VBN" and words[cue].xpos == "VBD" and word.text.endswith("ed")
        return mistagged and _is_misread_past(sentence, verb)
    complement = syntax.child(sentence, verb, "ccomp", "xcomp") is not None
    speaks = _speaks_or_asks(sentence, verb) or _is_speech_act(sentence, verb)
    if not bare or not speaks or not (complement or asks_by_preposition(sentence, verb)):
        return False
    first = words[word.head]
    helped = bool(syntax.auxiliaries(sentence, word.head))
    if first.upos != "VERB" or first.xpos != word.xpos or helped:
        return True
    if is_of_thing(sentence, word.head):  # said demand was weak *and warned that …*
        return True
    conjunction = syntax.child(sentence, verb, "cc")  # argued it rained, *but suggested* …
    comma = conjunction is not None and words[conjunction - 1].text == ","
    return comma and says(sentence, verb) and not says(sentence, word.head)


def _is_in_series(sentence: Sentence, cue: int, verb: int) -> bool:
    """Return whether *verb* is one of the cue's: ``warned that it fell, *demanded* cuts and left``.

    It stands behind a comma without a conjunction, and the last of the series has one. All have the
    cue's form; what was said has another subject's verb in front, or all the others are speech
    acts of who spoke: ``said he felt ill, *blamed* himself and *promised* to rest``.
    """
    words, first = sentence.words, sentence.words[verb].head
    alike = words[verb].xpos == words[cue].xpos and words[verb - 1].text == ","
    later = [c for c in syntax.children(sentence, first, "conj") if c > verb]
    later += syntax.children(sentence, verb, "conj")
    act = _is_act_of_speaker(sentence, cue, verb) and all(
        _is_speech_act(sentence, c) for c in later
    )
    unlike = words[first].upos != "VERB" or act
    bare = syntax.child(sentence, verb, "cc") is None and unlike
    ends = any(
        syntax.child(sentence, c, "cc") is not None and words[c].xpos == words[cue].xpos
        for c in later
    )
    lemma = cue_lexicon.base_of(*_word_of(sentence, verb))
    judges = act and cue_lexicon.listed_class(lemma) == "stance"  # *blamed* himself
    return alike and bare and ends and (judges or _is_speech_act(sentence, verb))


def _is_act_of_speaker(sentence: Sentence, cue: int, verb: int) -> bool:
    """Return whether a verb joined to what ``he`` felt is the speaker's: ``*blamed* the heat``.

    What somebody else did is content: ``said *she knew his name, praised him and left*``. All that
    follows has to go with the verb: the last of the series depends on it.
    """
    words, first = sentence.words, sentence.words[verb].head
    subject, speaker = (syntax.child(sentence, p, "nsubj") for p in (first, cue))
    if subject is None or speaker is None or _is_speech_act(sentence, first):
        return False
    own = lexicon.PRONOUN_SET_OF.get(words[subject].text.lower())
    if own is None or own.person != 3 or own.gender == "neuter":
        return False
    of_source = [words[p].text for p in syntax.subtree(sentence, speaker)]
    genders = (lexicon.noun_gender(t.lower()) or lexicon.given_name_gender(t) for t in of_source)
    gender = next((g for g in genders if g is not None), own.gender)
    inside = [words[p] for p in syntax.subtree(sentence, first) if words[p].upos == "PRON"]
    others = (lexicon.PRONOUN_SET_OF.get(w.text.lower()) for w in inside)
    alone = all(o is None or o.person != 3 or o.gender == "neuter" or o == own for o in others)
    done_to = any(w.deprel in {"obj", "iobj"} and w.text.lower() in OBJECT_FORMS for w in inside)
    last = max(syntax.children(sentence, first, "conj"))
    return gender == own.gender and alone and not done_to and last == verb


def _says_now(sentence: Sentence, cue: int, verb: int) -> bool:
    """Return whether a report in the present follows one in the past: ``said …, but *now says* …``.

    An adverb parts the two times.
    """
    words, now = sentence.words, syntax.children(sentence, verb, "advmod")
    tags = words[cue].xpos, words[verb].xpos
    later = any(words[p].text.lower() == "now" for p in now)
    own = syntax.child(sentence, verb, "ccomp") is not None
    return tags in {("VBD", "VBZ"), ("VBD", "VBP")} and later and own and says(sentence, verb)


def second_predicate(sentence: Sentence, verb: int, position: int) -> int | None:
    """Return a verb past a comma that has the cue's form and subject: ``…, but *cut* costs``.

    A clause's second predicate has no comma before it, and the form of its first.
    """
    words, word = sentence.words, sentence.words[position]
    if word.deprel != "conj":
        return None
    helped = syntax.auxiliaries(sentence, position)
    finite = words[helped[0]] if helped and words[helped[0]].lemma == "do" else word
    conjunction = syntax.child(sentence, position, "cc")
    bare = syntax.child(sentence, position, *SUBJECTS, "mark") is None
    if not bare or conjunction is None:
        return None
    first, speaks = words[word.head], is_of_speakers(sentence, position)
    if helped and _has_form_of_cue(sentence, verb, position):
        return position if speaks else None
    if finite.xpos != words[verb].xpos or helped not in ([], [finite.index]):
        return None
    if finite.xpos == "VB":
        return position if first.xpos != "VB" and speaks else None
    inside = {"ccomp"} if not speaks else {"ccomp", "advcl", "acl:relcl", "xcomp"}
    if finite.xpos not in syntax.FINITE or first.deprel not in inside:
        return None
    comma = words[conjunction - 1].text == "," and words[conjunction - 2].upos != "PUNCT"
    before = syntax.auxiliaries(sentence, word.head)
    series = (c for c in syntax.children(sentence, word.head, "conj") if c < position)
    if before and any(words[c].xpos == "VBN" for c in series):
        return None  # said they had searched it, spoken to all *and found nothing*
    perfect = any(words[aux].text.lower() in {"has", "have"} for aux in before)
    helped_otherwise = bool(before) and not perfect
    unlike = finite.xpos == "VBD" and (helped_otherwise or first.xpos in {"VBZ", "VBP"})
    cue_class = cue_lexicon.listed_class(word.lemma.lower())
    thing = cue_class == "thought" and not is_of_thing(sentence, word.head)
    judges = cue_class is not None and not thing  # said she had sold *and planned to move*
    then = any(
        words[c].text.lower() == "then" for c in syntax.children(sentence, position, "advmod")
    )
    return position if comma or then or (unlike and judges) else None


def is_of_speakers(sentence: Sentence, verb: int) -> bool:
    """Return whether *verb* is what a speaker does: it reports, or utters something."""
    word = sentence.words[verb]
    listed = cue_lexicon.listed_class(word.lemma.lower()) not in {None, "thought", "evidence"}
    return listed or word.lemma.lower() in UTTERING_VERBS


def _has_form_of_cue(sentence: Sentence, verb: int, position: int) -> bool:
    """Return whether a verb has the form of the cue, which the content's own verb has not.

    ``*has said* she wants peace and *has voiced* support``.
    """

    def form(place: int) -> list[str]:
        words = [sentence.words[aux] for aux in syntax.auxiliaries(sentence, place)]
        return [word.lemma for word in words] + [sentence.words[place].xpos]

    return form(position) == form(verb) != form(sentence.words[position].head)


def is_in_chain(sentence: Sentence, verb: int) -> bool:
    """Return whether *verb* is one of several predicates: ``called it “dull,” *mocked* it and …``.

    It depends loosely on the one before, whose form it has; the last stands behind a conjunction.
    """
    word = sentence.words[verb]
    loose = word.deprel in {"parataxis", "advcl"} and 0 <= word.head < verb
    if not loose or word.xpos not in syntax.FINITE or word.xpos != sentence.words[word.head].xpos:
        return False
    bare = syntax.child(sentence, verb, *SUBJECTS, "mark", "aux", "cc") is None
    joined = (c for p in (verb, word.head) for c in syntax.children(sentence, p, "conj"))
    last = (c for c in joined if c > verb and syntax.child(sentence, c, "cc") is not None)
    return bare and any(sentence.words[c].xpos == word.xpos for c in last)


def has_subjunctive(sentence: Sentence, verb: int) -> bool:
    """Return whether the clause of *verb* says what should be: ``suggested he *be freed*``."""
    for clause in syntax.children(sentence, verb, "ccomp", "xcomp"):
        parts = (clause, *syntax.children(sentence, clause, "aux", "cop"))
        first = min(p for p in parts)
        own = syntax.child(sentence, clause, *SUBJECTS, "obj") is not None
        bare = sentence.words[first].xpos == "VB" and not syntax.is_infinitive(sentence, clause)
        if clause > verb and own and bare:
            return True
    return False


def is_of_thing(sentence: Sentence, verb: int, before: bool = False) -> bool:
    """Return whether the subject of *verb* cannot speak: it is a thing, or ``there``.

    Nor *before* something else can ``it``, or a document that is told what it is.
    """
    subject = syntax.child(sentence, verb, *SUBJECTS)
    if subject is None:
        return False
    word = sentence.words[subject]
    told_of = word.deprel == "nsubj:pass" or (before and sentence.words[verb].upos != "VERB")
    silent = {None, "document"} if told_of else {None}
    thing = word.upos == "NOUN" and lexicon.common_noun_class(word.text) in silent
    return thing or word.deprel == "expl" or (before and word.text.lower() == "it")


def asks_by_preposition(sentence: Sentence, verb: int) -> bool:
    """Return whether *verb* asks those after its preposition: ``called on chiefs``."""
    lemma = cue_lexicon.base_of(*_word_of(sentence, verb))
    cases = (syntax.marker(sentence, group) for group in syntax.children(sentence, verb, "obl"))
    return any(cue_lexicon.is_directive(f"{lemma} {case}") for case in cases)


def asks_to(sentence: Sentence, verb: int) -> bool:
    """Return whether *verb* has somebody do something: ``urging them to wait``."""
    lemma = cue_lexicon.base_of(*_word_of(sentence, verb))
    told = syntax.child(sentence, verb, "obj", "iobj") is not None
    asks = (told and cue_lexicon.is_directive(lemma)) or asks_by_preposition(sentence, verb)
    return asks and syntax.child(sentence, verb, "xcomp", "advcl") is not None


def _is_unlike_participle(sentence: Sentence, cue: int, verb: int) -> bool:
    """Return whether a participle is joined to a verb that is none, so that it is a second cue.

    The cue is a participle too: ``claiming it is bogus and *questioning* hers``. Or the second one
    has a clause of its own: ``said in a post that it might close and *adding* that …``.
    """
    if sentence.words[sentence.words[verb].head].xpos == "VBG":
        return False
    own = syntax.child(sentence, verb, "ccomp") is not None and says(sentence, verb)
    return sentence.words[cue].xpos == "VBG" or own


def _is_misread_past(sentence: Sentence, verb: int) -> bool:
    """Return whether a second cue in the past was read as a participle of the content.

    It reports: ``said mistakes were made and *promised that* they would pay``. Or it asks somebody,
    after a comma: ``lamented that it had failed, and *called on* chiefs to help``.
    """
    words, word = sentence.words, sentence.words[verb]
    conjunction = syntax.child(sentence, verb, "cc")
    bare = syntax.child(sentence, verb, *SUBJECTS, "aux", "mark") is None
    if conjunction is None or not bare:
        return False
    lemma = cue_lexicon.base_of(*_word_of(sentence, verb))
    asks = asks_by_preposition(sentence, verb) or cue_lexicon.is_directive(lemma)
    if asks and (words[conjunction - 1].text == "," or is_of_thing(sentence, word.head)):
        return True
    clause = syntax.child(sentence, verb, "ccomp")
    clause = clause_joined_bare(sentence, verb) if clause is None else clause
    unlike = words[word.head].xpos not in {"VBN", "VBD"}
    apart = unlike or syntax.is_passive(sentence, word.head)
    return apart and clause is not None and _is_speech_act(sentence, verb)


def clause_joined_bare(sentence: Sentence, verb: int) -> int | None:
    """Return a clause joined to *verb* without a conjunction: ``warned *it may rain*``."""
    for clause in syntax.children(sentence, verb, "conj"):
        own = syntax.child(sentence, clause, *SUBJECTS) is not None
        if own and syntax.child(sentence, clause, "cc") is None:
            return clause
    return None


def _is_speech_act(sentence: Sentence, verb: int) -> bool:
    """Return whether *verb* is listed as a verb of saying, writing, denying or demanding."""
    lemma = cue_lexicon.base_of(*_word_of(sentence, verb))
    return cue_lexicon.listed_class(lemma) in cue_lexicon.SPEECH_ACT_CLASSES


def _speaks_or_asks(sentence: Sentence, verb: int) -> bool:
    """Return whether *verb* is listed as a verb of saying or of telling somebody to act."""
    lemma = cue_lexicon.base_of(*_word_of(sentence, verb))
    return says(sentence, verb) or cue_lexicon.is_directive(lemma)


def _word_of(sentence: Sentence, position: int) -> tuple[str, str, str]:
    """Return text, lemma and tag of a word."""
    word = sentence.words[position]
    return word.text, word.lemma, word.xpos


def is_trailing_report(sentence: Sentence, clause: int) -> bool:
    """Return whether a participle after a comma reports for the outer subject: ``…, adding …``."""
    word = sentence.words[clause]
    if not is_participial(sentence, clause) or not syntax.is_relation(word.deprel, TRAILING):
        return False
    lemma = cue_lexicon.base_of(*_word_of(sentence, clause))
    directs = (
        cue_lexicon.is_directive(lemma) and syntax.child(sentence, clause, "xcomp") is not None
    )
    return follows_comma(sentence, clause) and (directs or says(sentence, clause))


def trailing_reports(sentence: Sentence, positions: list[int]) -> set[int]:
    """Return the positions of trailing reports within *positions*, with all below them."""
    return _trees(sentence, (p for p in positions if is_trailing_report(sentence, p)))


def reporting_participles(sentence: Sentence, positions: list[int]) -> set[int]:
    """Return the positions of participles that report by themselves: ``a spot *saying that …*``."""
    tops = (
        p
        for p in positions
        if sentence.words[p].deprel == "acl" and is_participial(sentence, p) and says(sentence, p)
    )
    return _trees(sentence, tops)


def reporting_relatives(sentence: Sentence, positions: list[int]) -> set[int]:
    """Return the positions of relative clauses that report: ``*which she says is dead*``."""
    relatives = (p for p in positions if sentence.words[p].deprel == "acl:relcl")
    said = [p for p in relatives if says(sentence, p) and _has_own_subject(sentence, p)]
    beside = {p: second_relative(sentence, p) for p in said}
    tops = {p for p in said if beside[p] or syntax.child(sentence, p, "ccomp") is not None}
    tops.update(clause for clause in beside.values() if clause is not None)
    return _trees(sentence, tops)


def _has_own_subject(sentence: Sentence, verb: int) -> bool:
    """Return whether a verb has a subject that is no relative pronoun."""
    subject = syntax.child(sentence, verb, "nsubj")
    return subject is not None and sentence.words[subject].xpos not in {"WP", "WDT"}


def second_relative(sentence: Sentence, verb: int) -> int | None:
    """Return ``steps that he said *helped the poor*``, read as another clause of the noun.

    Also behind a comma: ``a check which, he said, *found rust*``.
    """
    behind = verb + 1 + any(word.text == "," for word in sentence.words[verb + 1 : verb + 2])
    for clause in syntax.children(sentence, sentence.words[verb].head, "acl:relcl"):
        below = [p for p in syntax.subtree(sentence, clause) if p > verb]
        finite = bool(below) and sentence.words[below[0]].xpos in syntax.FINITE_OR_MODAL
        if clause > verb and finite and below[0] == behind:
            return clause
    return None


def is_put_to_subject(sentence: Sentence, verb: int) -> bool:
    """Return whether a participle was read as a verb: ``*Ek, asked* if he would stay: “…”``.

    A comma alone parts no subject from its verb.
    """
    word, subject = sentence.words[verb], syntax.child(sentence, verb, "nsubj")
    if subject is None or word.lemma.lower() not in cue_lexicon.QUESTIONING_VERBS:
        return False
    below = syntax.subtree(sentence, subject)
    around = sentence.words[below[0] : below[-1] + 2]
    commas = [word.index for word in around if word.text == ","]
    return word.xpos in {"VBD", "VBN"} and commas == [verb - 1]


def commented_by(sentence: Sentence, verb: int) -> int | None:
    """Return who judges in the narrator's comment: ``It fell, a claim *Ek* calls “a lie.”``.

    The parser takes the noun for the subject, and who judges for an apposition or a second one.
    """
    words = sentence.words
    subjects = [c for c in syntax.children(sentence, verb, "nsubj") if c < verb]
    if not subjects or not reports(sentence, verb) or words[subjects[0]].upos != "NOUN":
        return None
    noun = subjects[0]
    first = syntax.subtree(sentence, noun)[0]
    first += words[first].text == ","
    indefinite = words[first].text.lower() in {"a", "an"} and words[first - 1].text == ","
    told = words[noun].lemma.lower() in COMMENTS and first > 0
    judges = (*subjects[1:], *syntax.children(sentence, noun, "appos"))
    beside = (c for c in judges if syntax.subtree(sentence, c)[0] == noun + 1)
    return next(beside, None) if told and indefinite else None


def _trees(sentence: Sentence, tops: Iterable[int]) -> set[int]:
    """Return the positions of all that stands below the words at *tops*, themselves included."""
    return {below for top in tops for below in syntax.subtree(sentence, top)}


def is_nearer_another(sentence: Sentence, verb: int, start: int) -> bool:
    """Return whether a participle such as ``saying`` stands between *verb* and *start*.

    ``It ends with footage of Lee *saying* last week, “We won”``: the words are Lee's, wherever the
    parser attached them. A participle that has its content before *start* does not count.
    """
    return any(
        sentence.words[p].xpos == "VBG"
        and says(sentence, p)
        and all(c >= start for c in syntax.children(sentence, p, "ccomp", "xcomp", "obj"))
        for p in range(max(verb + 1, start - NEAR), start)
    )


def _is_in_front(sentence: Sentence, verb: int, group: int) -> bool:
    """Return whether the subject of *verb* follows *group*: ``*As governor*, he signed it``."""
    subject = syntax.child(sentence, verb, *SUBJECTS)
    return subject is not None and group < subject


def predicate_of_object(sentence: Sentence, verb: int) -> int | None:
    """Return what *verb* says of its object: ``called it *a disgrace*``."""
    groups = list(syntax.children(sentence, verb, "obl", "advcl", "xcomp"))
    for clause in groups:
        word = sentence.words[clause]
        nominal = word.deprel == "xcomp" and word.upos in {"NOUN", "ADJ", "PROPN"}
        if nominal and syntax.marker(sentence, clause) != "to":
            return clause
    for group in groups:
        own = syntax.child(sentence, group, "ccomp", *SUBJECTS) is not None
        front = _is_in_front(sentence, verb, group)
        if syntax.marker(sentence, group) == "as" and not own and not front:
            return group
    return None
