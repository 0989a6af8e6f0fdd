"""``he said`` in the middle or at the end of reported words that are not in marks.

Acts of protest, he said, are acts of love.
                    ^^^^      ^^^^
                    cue  <-parataxis-  content;   cue -nsubj-> he
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from extractor import cue_lexicon
from extractor.domain import Sentence, Word
from extractor.english import lexicon, syntax
from extractor.english.noun_phrases import mention_of
from extractor.english.orthography import DASHES
from extractor.rules.shared import (
    clause_extent,
    cue_adjuncts,
    cue_verbs,
    misread_clauses,
    narration,
    other_reports,
)
from extractor.rules.shared.context import Context, Match, Source, cue_at, match_of
from extractor.rules.shared.misread_clauses import remark_behind
from extractor.rules.shared.subjects import can_speak

ASIDES = ("parataxis", "advcl", "acl:relcl", "discourse", "dep", "conj", "ccomp")
MAX_ASIDE = 25
MAX_INSERTED = 6
MAX_NAMED = 12
MAX_TOLD = 12
HABITS = frozenset("use like love".split())
TURNS = frozenset(",?!…")
MAX_GOVERNING = 6
RELATIVES = frozenset("WP WDT WP$".split())


def find(context: Context) -> Iterator[Match]:
    """Yield each verb set off as an aside in the clause that it reports."""
    for sentence, verb in context.tagged("VERB"):
        share = other_reports.share_of(sentence, verb)
        if share:
            yield from context.matches(sentence, cue_at(sentence, verb), "medial", share, "half")
            continue
        split = _between_commas(context, sentence, verb) or _in_dialogue(context, sentence, verb)
        if split is not None:
            yield from _split(context, sentence, verb, *split)
            continue
        word = sentence.words[verb]
        if word.head < 0 or not syntax.is_relation(word.deprel, ASIDES):
            continue
        if word.deprel == "acl:relcl" and cue_verbs.second_relative(sentence, verb) is not None:
            continue  # a check *which*, he said, *found rust*: a clause of the noun, no aside
        subject = _subject(context, sentence, verb)
        grants = context.granting_words[sentence.index]
        if not (subject and _is_aside(sentence, verb, subject, grants)):
            continue
        top = _clause_above(sentence, verb)
        below = syntax.subtree(sentence, top, {verb})
        below += clause_extent.attached_to_cue(sentence, verb, top)
        remark = remark_behind(sentence, verb)
        below += [] if remark is None else _said_behind(sentence, remark)
        if not any(p < verb for p in below) and syntax.marker(sentence, verb) != "as":
            continue
        if _denies(sentence, verb, top):
            continue
        below = _in_brackets(sentence, verb) or _in_dashes(context, sentence, verb) or below
        if syntax.marker(sentence, verb) == "as":
            below = _in_marks_before(context, sentence, verb) or below
            below = _marked_words_behind(context, sentence, verb, below) or below
        narrated = narration.narrators_words(sentence, verb, below)
        below = [p for p in below if p not in narrated]
        below += [*clause_extent.around_cue_before_colon(sentence, verb, below)]
        it = (syntax.child(sentence, verb, "obj"),) if _puts_it(sentence, verb) else ()
        said = _habitually_said(sentence, verb)
        cue = cue_at(sentence, verb if said is None else said, *(p for p in it if p is not None))
        yield from context.matches(sentence, cue, "medial", below, word.deprel)


def _subject(context: Context, sentence: Sentence, verb: int) -> list[int]:
    """Return the words of the subject, also where the parser attached it to another word."""
    own = syntax.child(sentence, verb, "nsubj")
    if own is not None:
        word = sentence.words[own]
        if word.text.lower() in lexicon.RELATIVE_PRONOUNS and word.upos == "PRON":
            return []  # the critic, *who* writes
        return syntax.subtree(sentence, own)
    source = context.source(sentence, verb)
    marked = any(k >= 0 for k in context.passage_of_word[sentence.index])
    behind = cue_verbs.says(sentence, verb) and not marked
    apart = source is not None and source.path in {"adjacent", *(("misparsed",) if behind else ())}
    return syntax.subtree(sentence, source.mention.head) if source and apart else []


def _said_behind(sentence: Sentence, remark: int) -> list[int]:
    """Return the words of a remark behind the cue, none where it is the narrator's comment.

    ``Profits fell, he says, *the worst result since May*``, but not ``…, a claim others doubt``.
    """
    noun = sentence.words[remark].upos == "NOUN"
    commented = noun and syntax.child(sentence, remark, "acl:relcl") is not None
    return [] if commented else syntax.subtree(sentence, remark)


def _in_marks_before(context: Context, sentence: Sentence, verb: int) -> list[int]:
    """Return the words in marks right before ``*as he recalled*``: the rest is the narrator's."""
    row = context.passage_of_word[sentence.index]
    first = min(syntax.subtree(sentence, verb)) - 1
    while first >= 0 and row[first] < 0 and sentence.words[first].upos == "PUNCT":
        first -= 1
    return [p for p, k in enumerate(row) if k == row[first]] if first >= 0 <= row[first] else []


def _marked_words_behind(
    context: Context, sentence: Sentence, verb: int, below: list[int]
) -> list[int]:
    """Return the words in marks right behind ``*as Li puts it*,`` if *below* has none of them."""
    row = context.passage_of_word[sentence.index]
    behind = verb + 1 + any(w.text.lower() == "it" for w in sentence.words[verb + 1 : verb + 2])
    while behind < len(row) and row[behind] < 0 and sentence.words[behind].upos == "PUNCT":
        behind += 1
    found = [p for p, k in enumerate(row) if behind < len(row) and k == row[behind] >= 0]
    return found if set(found).isdisjoint(below) else []


def _in_dashes(context: Context, sentence: Sentence, verb: int) -> list[int]:
    """Return the words in marks between dashes with their cue: ``It — *“a joke,”* he said — fell``.

    The narrator goes on behind the second dash.
    """
    words, row = sentence.words, context.passage_of_word[sentence.index]
    dashes = [w.index for w in words if w.text in DASHES and row[w.index] < 0]
    around = [(a, b) for a, b in pairwise(dashes) if a < verb < b]
    inside = range(around[0][0] + 1, around[0][1]) if around else range(0)
    marked = [p for p in inside if row[p] >= 0]
    opens = bool(marked) and marked[0] == inside[0]
    return marked if opens and len({row[p] for p in marked}) == 1 else []


def _in_brackets(sentence: Sentence, verb: int) -> list[int]:
    """Return the words that share brackets with an aside: ``profits (*up 3%*, he says) rose``."""
    words, aside = sentence.words, syntax.subtree(sentence, verb)
    opening = max((p for p in range(verb) if words[p].text == "("), default=-1)
    closing = next((p for p in range(verb, len(words)) if words[p].text == ")"), -1)
    if opening < 0 or any(words[p].text == ")" for p in range(opening, verb)):
        return []
    inside = [p for p in range(opening + 1, closing) if p not in aside]
    return inside if any(words[p].upos != "PUNCT" for p in inside) else []


def _is_aside(sentence: Sentence, verb: int, subject: list[int], grants: frozenset[int]) -> bool:
    """Return whether the clause of *verb* stands between punctuation and has no content of its own.

    *subject* are the words of its subject. Words of *grants* of anonymity are no content.
    """
    remark = remark_behind(sentence, verb)
    below = [c for c in syntax.children(sentence, verb, "ccomp", "xcomp", "obj") if c != remark]
    below = [c for c in below if cue_verbs.commented_by(sentence, c) is None]
    below = [c for c in below if not misread_clauses.is_absolute(sentence, c)]
    told = [c for c in below if misread_clauses.is_participle_of_noun(sentence, verb, c)]
    below = [c for c in below if c not in told and not (told and c < told[0] and c > verb)]
    if _is_hearsay(sentence, verb, subject) or narration.is_narrators_own(sentence, verb):
        return False
    if _is_so_said(sentence, verb):
        return True
    inner = next((p for p in below if p not in grants and p not in subject), None)
    if inner is not None and inner != _habitually_said(sentence, verb):
        return _puts_it(sentence, verb)
    if _has_object_behind_semicolon(sentence, verb):
        return False
    if syntax.marker(sentence, verb) not in {"", "as"}:
        return False
    if sentence.words[verb].deprel == "conj" and syntax.child(sentence, verb, "cc") is not None:
        return False  # it rained, *and Lapid thanked the crowd*
    content = set(clause_extent.attached_to_cue(sentence, verb, sentence.words[verb].head))
    content.update(p for c in _reasons(sentence, verb) for p in syntax.subtree(sentence, c))
    content.update(() if remark is None else syntax.subtree(sentence, remark))
    for clause in syntax.children(sentence, verb, "ccomp"):  # It fell, Ek said, a claim *Moe calls*
        content.update(syntax.subtree(sentence, clause) if clause not in told else ())
    words = sentence.words
    aside = sorted({*syntax.subtree(sentence, verb), *subject} - content)
    if len(aside) > MAX_ASIDE:
        return False
    spoken = [p for p in aside if words[p].upos != "PUNCT"]
    before, after = spoken[0] - 1, spoken[-1] + 1
    opened = before < 0 or (words[before].upos == "PUNCT" and words[before].text != ";")
    opened = opened or (before == 0 and words[0].upos == "CCONJ")  # But *as he says*, …
    closed = after >= len(words) or words[after].upos == "PUNCT"
    return opened and closed


def _has_object_behind_semicolon(sentence: Sentence, verb: int) -> bool:
    """Return whether a clause stands by itself and is whole: ``…; *she calls for ten*``."""
    apart = syntax.is_behind_semicolon(sentence, verb)
    about = (
        group
        for group in syntax.children(sentence, verb, "obl")
        if group > verb and not cue_adjuncts.is_circumstance(sentence, group)
    )
    return apart and next(about, None) is not None


def _reasons(sentence: Sentence, verb: int) -> Iterator[int]:
    """Yield the clauses after a cue and a comma: ``he said, *because he thought it over*``."""
    for clause in syntax.children(sentence, verb, "advcl"):
        if clause > verb and syntax.follows_comma(sentence, clause):
            yield clause


def _denies(sentence: Sentence, verb: int, top: int) -> bool:
    """Return whether what is claimed is denied: ``It is not, *as he claims*, a fraud``."""
    below = syntax.subtree(sentence, verb)
    before = (c for c in sentence.children[top] if c < below[0])
    negated = any(sentence.words[c].lemma.lower() in syntax.NEGATING for c in before)
    behind = any(
        c > below[-1] and sentence.words[c].upos != "PUNCT" for c in (top, *sentence.children[top])
    )
    return syntax.marker(sentence, verb) == "as" and negated and behind


def _clause_above(sentence: Sentence, verb: int) -> int:
    """Return the clause that the aside interrupts: its head, up to the nearest full clause."""
    top = sentence.words[verb].head
    while sentence.words[top].deprel in {"nmod", "nsubj", "obj", "obl", "amod", "appos", "advmod"}:
        top = sentence.words[top].head
    return top


def _puts_it(sentence: Sentence, verb: int) -> bool:
    """Return whether a clause is like ``as the foreman put it``."""
    thing = syntax.child(sentence, verb, "obj")
    puts = sentence.words[verb].lemma == "put" and syntax.marker(sentence, verb) == "as"
    return puts and thing is not None and sentence.words[thing].text.lower() == "it"


def _is_so_said(sentence: Sentence, verb: int) -> bool:
    """Return whether a clause is like ``…, *or so the ministry says*``."""
    joined = syntax.child(sentence, verb, "cc")
    behind = sentence.words[joined + 1 : joined + 2] if joined is not None else ()
    own = syntax.child(sentence, verb, "ccomp", "xcomp") is not None
    so = [word.text.lower() for word in behind] == ["so"]
    return so and not own and cue_verbs.says(sentence, verb)


def _is_hearsay(sentence: Sentence, verb: int, subject: list[int]) -> bool:
    """Return whether nobody in particular says so: ``…, or so *they say*``, ``as *they say*``."""
    they = [sentence.words[p].text.lower() for p in subject] == ["they"]
    said = _is_so_said(sentence, verb) or syntax.marker(sentence, verb) == "as"
    return they and sentence.words[verb].xpos == "VBP" and said


def _habitually_said(sentence: Sentence, verb: int) -> int | None:
    """Return the verb ``say`` of ``as my grandmother *used to say*``, or None."""
    said = syntax.child(sentence, verb, "xcomp")
    habit = sentence.words[verb].lemma in HABITS and syntax.marker(sentence, verb) == "as"
    if said is None or not habit or not cue_verbs.says(sentence, said):
        return None
    return None if syntax.child(sentence, said, "ccomp", "xcomp", "obj") is not None else said


def _between_commas(context: Context, sentence: Sentence, verb: int) -> tuple[int, range] | None:
    """Return where a clause begins, and the aside that cuts it in two; None if there is no aside.

    ``The plan, *he told Sky*, is dead``. Tags decide, not the tree: before the aside stands a noun
    phrase, perhaps with an auxiliary, and after it the rest of the predicate. An aside whose verb
    is governed may also end the sentence: ``It is dead, *he likes to say*.``
    """
    words, lead = sentence.words, _lead(sentence, verb)
    if lead is None or not cue_verbs.says(sentence, verb):
        return None
    (start, _), (_, end) = _edges_of_cue(sentence, lead), _edges_of_cue(sentence, verb)
    longest = MAX_INSERTED
    if start == lead:
        start, longest = _start_of_named(sentence, lead), MAX_NAMED
    if start == verb and any(word.upos == "ADP" for word in words[verb + 1 : verb + 2]):
        return None  # Moe, *told of it*, smiled
    described = _start_of_described(sentence, lead) if lead == verb else lead
    if described < lead:
        start, longest = described, MAX_NAMED
    inserted = start < end and lead - start <= longest and end - verb <= MAX_TOLD
    end = _end_of_apposition(sentence, end)
    if not inserted or start < 2 or (lead < verb and start == lead):
        return None
    if words[start - 1].text != "," or any(w.xpos in RELATIVES for w in words[start:verb]):
        return None  # Ruiz, *who wrote the plan*, said …
    outside = all(context.is_outside(sentence, p) for p in range(min(end + 2, len(words))))
    ends = all(word.upos == "PUNCT" for word in words[end + 1 :])
    if ends and (lead < verb or described < lead) and outside:
        whole = any(word.xpos in syntax.FINITE_OR_MODAL for word in words[: start - 1])
        return (0, range(start, end + 1)) if whole else None
    if end + 2 >= len(words) or words[end + 1].text != ",":
        return None
    behind = next((word for word in words[end + 2 :] if word.upos != "ADV"), words[end + 2])
    begin = _start_of_subject(sentence, start - 1)
    helped = start < verb or any(word.upos == "AUX" for word in words[: start - 1])
    goes_on = behind.xpos in syntax.FINITE_OR_MODAL or (helped and _is_predicate(behind))
    found = goes_on and outside
    return (begin, range(start, end + 1)) if begin is not None and found else None


def _in_dialogue(context: Context, sentence: Sentence, verb: int) -> tuple[int, range] | None:
    """Return the same of a line of dialogue that is no clause: ``— Nobody, *said the cook*.``."""
    words = sentence.words
    if words[0].text not in DASHES or words[verb].xpos not in syntax.FINITE:
        return None
    start, end = _edges_of_cue(sentence, verb)
    if context.paragraph_of(sentence.start).start != sentence.start:
        return None
    said = words[1 : start - 1]
    bare = bool(said) and all(w.xpos not in syntax.FINITE_OR_MODAL for w in said)
    apart = words[start - 1].text in TURNS and all(w.upos == "PUNCT" for w in words[end + 1 :])
    spoken = bare and apart and start < end and cue_verbs.says(sentence, verb)
    return (1, range(start, end + 1)) if spoken else None


def _lead(sentence: Sentence, verb: int) -> int | None:
    """Return the finite verb over a verb of saying: ``he *likes* to say``, ``she *is* fond of it``.

    That is *verb* itself where it is finite, and None where it is not or a mark stands between.
    """
    words = sentence.words
    if words[verb].xpos in syntax.FINITE:
        return verb
    to = words[verb].xpos == "VB" and words[verb - 1].text.lower() == "to"
    of = words[verb].xpos == "VBG" and words[verb - 1].upos in {"ADP", "SCONJ", "VERB"}
    over = range(verb - 1, max(verb - MAX_GOVERNING, -1), -1) if to or of else range(0)
    for p in over:
        if words[p].upos == "PUNCT":
            return None
        if words[p].xpos in syntax.FINITE_OR_MODAL:
            return p
    return None


def _edges_of_cue(sentence: Sentence, verb: int) -> tuple[int, int]:
    """Return the first and the last word of a verb's noun phrases, by their tags.

    Behind a verb that addresses somebody also the addressee, and where and when.
    """
    words, start, end = sentence.words, verb, verb
    addresses = cue_lexicon.takes_addressee(words[verb].lemma.lower())

    def is_in_phrase(word: Word) -> bool:
        return word.upos in syntax.NOUN_PHRASE_TAGS or word.xpos == "POS"

    while start > 0 and (is_in_phrase(words[start - 1]) or words[start - 1].text == "of"):
        start -= 1
    while end + 1 < len(words) and (
        is_in_phrase(words[end + 1])
        or (words[end + 1].deprel, words[end + 1].head) == ("compound:prt", verb)
        or (addresses and (words[end + 1].upos == "ADP" or words[end + 1].deprel == "amod"))
    ):
        end += 1
    if end + 2 < len(words) and words[end + 1].upos == "ADP":  # said *on Tuesday*
        end += 2 * (words[end + 2].text.lower() in lexicon.WEEKDAYS)
    return start, end


def _start_of_named(sentence: Sentence, verb: int) -> int:
    """Return where the noun begins whose name stands in commas: ``*the mayor*, Ida Holm, said``.

    Return *verb* where no name stands so before it.
    """
    words = sentence.words
    if verb < 2 or words[verb - 1].text != "," or words[verb - 2].upos != "PROPN":
        return verb
    name, _ = _edges_of_cue(sentence, verb - 1)
    if name < 2 or words[name - 1].text != ",":
        return verb
    noun, _ = _edges_of_cue(sentence, name - 1)
    called = lexicon.noun_class(words[name - 2].text) in lexicon.PEOPLE
    return noun if called and noun < name - 1 else verb


def _start_of_described(sentence: Sentence, verb: int) -> int:
    """Return where people begin whose participle was read as a verb: ``*two aides briefed* said``.

    The verb of saying has no subject in the tree. Return *verb* where there are no such people.
    """
    words = sentence.words
    comma = next((p for p in range(verb - 1, 1, -1) if words[p].upos == "PUNCT"), 0)
    nouns = (w.index for w in words[comma + 1 : verb] if w.upos not in {"DET", "NUM", "ADJ"})
    noun = next(nouns, verb)
    bare = syntax.child(sentence, verb, *syntax.SUBJECTS, "cc", "mark") is None
    told = words[comma].text == "," and bare and words[noun].upos == "NOUN" and noun + 1 < verb
    if not told or lexicon.noun_class(words[noun].text) not in lexicon.PEOPLE:
        return verb
    participle = words[noun + 1].xpos in {"VBD", "VBN"}
    others = any(w.xpos in syntax.FINITE_OR_MODAL for w in words[noun + 2 : verb])
    return comma + 1 if participle and not others else verb


def _start_of_subject(sentence: Sentence, end: int) -> int | None:
    """Return where a subject that ends before *end* begins.

    It begins the sentence or follows a mark and a conjunction: ``- and``. None where these words
    are a whole clause, with a finite verb that is no auxiliary.
    """
    words = sentence.words
    joints = (p for p in range(1, end) if words[p].upos == "CCONJ" or words[p].text == ";")
    breaks = (p for p in joints if words[p].text == ";" or words[p - 1].upos == "PUNCT")
    begin = max((p + 1 for p in breaks), default=0)
    before = words[begin:end]
    helped = any(w.upos == "AUX" for w in before)
    whole = any(w.upos == "VERB" and (helped or w.xpos in syntax.FINITE) for w in before)
    whole |= any(w.deprel == "cop" and w.head < end for w in before)  # It is late, he said, adding
    nominal = any(w.upos in syntax.NOUN_PHRASE_TAGS for w in before)
    return begin if nominal and not whole else None


def _end_of_apposition(sentence: Sentence, end: int) -> int:
    """Return the end of the apposition to a name that ends at *end*: ``said Ek, *a baker*, is …``.

    Where there is no apposition, return *end*.
    """
    words = sentence.words
    first = end + 2
    if first >= len(words) or words[end + 1].text != "," or _is_predicate(words[first]):
        return end
    for place in range(first, min(first + MAX_ASIDE, len(words) - 1)):
        if words[place].text == ",":
            return place - 1 if _is_predicate(words[place + 1]) else end
        if _is_predicate(words[place]):
            return end
    return end


def _is_predicate(word: Word) -> bool:
    return word.xpos in syntax.FINITE_OR_MODAL | {"VBN", "VBG", "VB"}


def _end_of_report(sentence: Sentence, verb: int) -> int:
    """Return where another report in commas begins behind a semicolon; the length if none does.

    ``The food, they say, is bad; *the beds, they say, are worse*``.
    """
    words = sentence.words
    apart = next((w.index for w in words[verb:] if w.text == ";"), len(words))
    asides = (p for p in range(apart, len(words)) if words[p].xpos in syntax.FINITE)
    closed = (p for p in asides if words[p + 1 : p + 2] and words[p + 1].text == ",")
    return apart if any(cue_verbs.says(sentence, p) for p in closed) else len(words)


def _split(
    context: Context, sentence: Sentence, verb: int, begin: int, aside: range
) -> Iterator[Match]:
    """Yield the clause from *begin* on without the aside, which names the speaker."""
    words = sentence.words
    lead = _lead(sentence, verb)
    subjects = [p for p in aside if p < (verb if lead is None else lead)]
    subjects = subjects or [p for p in aside if p > verb]
    tops = [
        p for p in subjects if words[p].head not in subjects and words[p].upos in syntax.NOMINAL
    ]
    tops = tops or [p for p in subjects if words[p].upos == "NOUN"][:1]  # people, read with a verb
    if not tops:
        return
    counted = syntax.modifiers(sentence, tops[0], "of")  # an array of *economists*
    if not any(can_speak(words[p], document=False) for p in (tops[0], *counted)):
        return
    outside = frozenset(range(len(words))) - frozenset(subjects)
    source = Source(mention_of(sentence, tops[0], outside), "own")
    cue = cue_at(sentence, verb)
    if context.is_cue(cue.lemma, "medial"):
        content = {p for p in range(begin, _end_of_report(sentence, verb)) if p not in aside}
        content -= narration.narrators_words(sentence, verb, content)
        yield match_of(sentence, cue, "medial", content, source, "between-commas")
