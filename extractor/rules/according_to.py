"""A source named by a preposition: ``according to``, ``per``, ``in the words of``.

Also by ``to hear the mayor tell it``.

According to the report, sales fell.
                 ^^^^^^        ^^^^
cue <-case-      mention <-obl-  content
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractor.domain import NounPhrase, Sentence, Span
from extractor.english import lexicon, syntax
from extractor.english.noun_phrases import mention_of
from extractor.english.orthography import DASHES
from extractor.rules.shared import cue_verbs, sourced_clause
from extractor.rules.shared.clause_extent import ranges
from extractor.rules.shared.context import Context, CuePhrase, Match, Source, cue_at, match_of

TALE = "tell it"
FRAMES = {"in": "view", "tell": "heard"}
"""Frames by the first word of a cue; the others are prepositions."""
TALES = frozenset("it story tale".split())
VIEWS = frozenset("word view opinion telling account mind estimation eye reckoning".split())
ACCOUNTS = frozenset(
    "account admission telling testimony confession estimate reckoning count".split()
)
"""Nouns for what somebody says of their own: ``by her own *admission*``."""
POINTERS = frozenset("that this it".split())


def find(context: Context) -> Iterator[Match]:
    """Yield each clause with ``according to X``, ``in X's words`` or ``as reported by X`` below."""
    for sentence, verb in context.tagged("VERB"):
        if sentence.words[verb].text.lower() == "according":
            yield from _according(context, sentence, verb)
        else:
            yield from _as_reported(context, sentence, verb)
    for tag in ("ADP", "PROPN"):  # per TMZ, read as a name
        for sentence, word in context.tagged(tag):
            if sentence.words[word].text.lower() == "per":
                yield from _per(context, sentence, word)
    for sentence, verb in context.tagged("VERB"):
        if sentence.words[verb].deprel in {"xcomp", "ccomp"}:
            yield from _to_hear(context, sentence, verb)
    for sentence, noun in context.tagged("NOUN"):
        if sentence.words[noun].lemma.lower() in VIEWS | ACCOUNTS:
            yield from _in_view_of(context, sentence, noun)


def _per(context: Context, sentence: Sentence, per: int) -> Iterator[Match]:
    """Yield ``…, per the sheriff's office``: behind a mark, or in front; not ``$5 per person``."""
    word = sentence.words[per]
    apart = per == 0 or (sentence.words[per - 1].upos == "PUNCT" and word.text.islower())
    name = word.deprel in {"compound", "nmod:poss", "flat"} and word.text.islower()
    if (word.deprel == "case" or name) and word.head >= 0 and apart:
        cue = CuePhrase(per, "per", (per,))
        for match in _report(context, sentence, cue, word.head, word.head):
            yield _with_whole_name(sentence, match, per, word.head)


def _with_whole_name(sentence: Sentence, match: Match, per: int, head: int) -> Match:
    """Return *match* with the whole name behind the cue: ``per *Variety Daily*``."""
    match = _without_cue(sentence, match, per)
    words, end = sentence.words, per + 1
    while end < len(words) and words[end].text[:1].isupper():
        end += 1
    ends = end == len(words) or words[end].upos == "PUNCT"
    part = per < head < end - (words[per].deprel == "case")
    if not ends or not part or match.source is None:
        return match
    name = NounPhrase(Span(words[per + 1].start, words[end - 1].end), sentence.index, head)
    content = tuple(s for s in match.content if not s.overlaps(name.span))
    return replace(match, content=content, source=replace(match.source, mention=name))


def _without_cue(sentence: Sentence, match: Match, per: int) -> Match:
    """Return *match* with a source that does not begin with the cue, read as a part of it."""
    source = match.source
    if source is None or source.mention.span.start != sentence.words[per].start:
        return match
    span = Span(sentence.words[per + 1].start, source.mention.span.end)
    return replace(match, source=replace(source, mention=replace(source.mention, span=span)))


def _according(context: Context, sentence: Sentence, according: int) -> Iterator[Match]:
    """Yield the clause that ``according to X`` stands by, or what it points to or announces."""
    word = sentence.words[according]
    if word.head < 0 or not _followed_by_to(sentence, according):
        return
    cue = CuePhrase(according, "according to", (according, according + 1))
    clause = syntax.child(sentence, word.head, "nsubj", "obl", "obj")
    if clause is not None and _is_described(sentence, according, clause):
        source = clause
    elif word.deprel == "case":
        source = word.head
    else:
        below = syntax.child(sentence, according, "obl", "obj", "nmod")
        if below is None:
            return
        source = below
    group = word.head if word.deprel == "case" or source == clause else according
    if _is_manner(sentence, according, source):
        return
    yield from _pointing_back(context, sentence, cue, source)
    colon = _colon_behind(sentence, source)
    if colon is None:
        yield from _report(context, sentence, cue, source, group)
    else:
        yield from _announced(context, sentence, cue, source, colon)


def _is_manner(sentence: Sentence, according: int, source: int) -> bool:
    """Return whether a phrase says how, not who said so: ``seated *according to height*``.

    Nor do the rules of a game say anything, but rules that somebody has published may.
    """
    word = sentence.words[source]
    if word.upos == "NOUN" and word.lemma.lower() in lexicon.NARRATION["norm"]:
        return syntax.child(sentence, source, "acl") is None
    silent = word.lemma.lower() in lexicon.NARRATION["measure"]
    bare = syntax.child(sentence, source, "det", "nmod:poss", "compound", "nmod", "acl") is None
    close = according > 0 and sentence.words[according - 1].upos != "PUNCT"
    return silent and bare and close


def _pointing_back(
    context: Context, sentence: Sentence, cue: CuePhrase, source: int
) -> Iterator[Match]:
    """Yield the sentence before ``That is according to X``, which no cue of its own reports."""
    pointer = syntax.child(sentence, source, "nsubj")
    copula = syntax.child(sentence, source, "cop")
    points = pointer == 0 and sentence.words[0].text.lower() in POINTERS
    before = context.sentences[sentence.index - 1] if sentence.index else sentence
    if copula is None or not points or before.paragraph != sentence.paragraph or before is sentence:
        return
    cued = (w.index for w in before.words if w.upos == "VERB" and w.xpos in syntax.FINITE)
    if any(cue_verbs.says(before, p) for p in cued):
        return
    held = tuple(context.passages_over(before.span))
    if any(context.passages[k].end > before.end for k in held):
        return
    subject = Source(mention_of(sentence, source), "preposition")
    match = match_of(sentence, cue, "preposition", (), subject)
    words = [w.index for w in before.words]
    yield replace(match, content=ranges(before, words))


def _colon_behind(sentence: Sentence, source: int) -> int | None:
    """Return the colon that ends ``According to Jan Kos, writing for the Echo:``, no clause."""
    colon = next((w.index for w in sentence.words[source:] if w.text == ":"), None)
    before = sentence.words[source:colon]
    finite = sum(word.xpos in syntax.FINITE_OR_MODAL for word in before)
    relative = any(word.text.lower() == "who" for word in before)  # Kos, who writes for the Echo:
    return colon if finite <= relative else None


def _announced(
    context: Context, sentence: Sentence, cue: CuePhrase, source: int, colon: int
) -> Iterator[Match]:
    """Yield what stands behind a colon: a passage, also in the next paragraph, or a clause."""
    end = sentence.words[colon].end
    opening = end + len(context.text[end:]) - len(context.text[end:].lstrip())
    held = tuple(k for k, passage in enumerate(context.passages) if passage.start == opening)
    behind = () if held else range(colon + 1, len(sentence.words))
    avoid = frozenset(range(colon, len(sentence.words)))
    subject = Source(mention_of(sentence, source, avoid), "preposition")
    if held or behind:
        match = match_of(sentence, cue, "preposition", behind, subject)
        yield replace(match, passages=held)


def _as_reported(context: Context, sentence: Sentence, verb: int) -> Iterator[Match]:
    """Yield ``*As first reported by the Echo*, both clerks left``, in front or at the end."""
    words, word = sentence.words, sentence.words[verb]
    if word.xpos != "VBN" or word.deprel != "advcl" or not cue_verbs.says(sentence, verb):
        return
    below = [p for p in syntax.subtree(sentence, verb) if words[p].upos != "PUNCT"]
    source = syntax.child(sentence, verb, "obl:agent")
    source = _document_of(sentence, verb) if source is None else source
    bare = syntax.child(sentence, verb, "nsubj", "ccomp", "obj") is None
    in_front = below[0] == 0 and [w.text for w in words[below[-1] + 1 :][:1]] == [","]
    at_end = words[below[0] - 1].text == "," and all(
        w.upos == "PUNCT" for w in words[below[-1] + 1 :]
    )
    if (
        source is not None
        and bare
        and words[below[0]].text.lower() == "as"
        and (in_front or at_end)
    ):
        yield from _report(context, sentence, cue_at(sentence, verb), source, verb)


def _document_of(sentence: Sentence, verb: int) -> int | None:
    """Return the document of ``As noted in *the minutes*, nobody objected``."""
    for group in syntax.children(sentence, verb, "obl"):
        document = lexicon.noun_class(sentence.words[group].text) == "document"
        if document and syntax.marker(sentence, group) == "in":
            return group
    return None


def _is_described(sentence: Sentence, according: int, source: int) -> bool:
    """Return whether the source depends on its participle: ``to *a man* briefed on it``."""
    participle = sentence.words[sentence.words[source].head]
    inside = [p for p in syntax.subtree(sentence, source) if p > according + 1]
    bare = participle.xpos in {"VBN", "VBD", "VBG"} and participle.index == source + 1
    above = sentence.words[according].head == participle.index
    return bare and above and inside[:1] == [according + 2]


def _followed_by_to(sentence: Sentence, position: int) -> bool:
    """Return whether the next word is ``to``."""
    return position + 1 < len(sentence.words) and sentence.words[position + 1].text.lower() == "to"


def _in_view_of(context: Context, sentence: Sentence, noun: int) -> Iterator[Match]:
    """Yield the clause of ``in X's words``, ``in the view of X`` and ``by X's own account``."""
    marker, lemma = syntax.marker(sentence, noun), sentence.words[noun].lemma.lower()
    if marker not in {"in", "to", "by"} or sentence.words[noun].head < 0:
        return
    if lemma == "word" and not _is_set_off(sentence, noun):
        return  # summed up *in the words of Lincoln*
    source = syntax.child(sentence, noun, "nmod:poss")
    if marker == "by":
        if source is not None and lemma in ACCOUNTS and _is_between_marks(sentence, noun):
            cue = CuePhrase(noun, f"by {lemma}", (noun,))
            yield from _report(context, sentence, cue, _named_behind(sentence, source), noun)
        return
    if lemma not in VIEWS:
        return
    if source is None:
        of = syntax.child(sentence, noun, "nmod")
        definite = syntax.child(sentence, noun, "det") is not None  # not ``in view of the rain``
        source = of if definite and of is not None and syntax.marker(sentence, of) == "of" else None
    if source is not None:
        cue = CuePhrase(noun, "in " + lemma, (noun,))
        yield from _report(context, sentence, cue, _named_behind(sentence, source), noun)


def _is_between_marks(sentence: Sentence, noun: int) -> bool:
    """Return whether a phrase opens the sentence or stands between marks."""
    words = sentence.words
    last = [p for p in syntax.subtree(sentence, noun) if words[p].upos != "PUNCT"][-1]
    closed = all(word.upos == "PUNCT" for word in words[last + 1 : last + 2])
    return syntax.subtree(sentence, noun)[0] == 0 or (_is_set_off(sentence, noun) and closed)


def _named_behind(sentence: Sentence, owner: int) -> int:
    """Return the subject that an owner in front of it stands for: ``By *its* own count, *Brim* …``.

    Where both are singular or plural and both a person or not; else the owner.
    """
    words = sentence.words
    noun = words[owner].head
    subject = syntax.child(sentence, words[noun].head, "nsubj")
    own = any(words[c].text.lower() == "own" for c in syntax.children(sentence, noun, "amod"))
    if subject is None or subject < noun or words[owner].upos != "PRON" or not own:
        return owner
    word, pronoun = words[subject], words[owner].text.lower()
    many = word.xpos in {"NNS", "NNPS"} or syntax.child(sentence, subject, "conj") is not None
    person = lexicon.common_noun_class(word.text) == "person"
    fits = {"their": many, "its": not many and not person}.get(pronoun, person and not many)
    return subject if word.upos in syntax.NOUNS and fits else owner


def _is_set_off(sentence: Sentence, noun: int) -> bool:
    """Return whether a phrase opens the sentence, or stands behind a mark."""
    first = min(syntax.subtree(sentence, noun))
    return first == 0 or "PUNCT" in {sentence.words[p].upos for p in (first - 1, first)}


def _to_hear(context: Context, sentence: Sentence, verb: int) -> Iterator[Match]:
    """Yield ``To *hear* the mayor *tell it*, …``."""
    hear = sentence.words[verb].head
    before = sentence.words[min(syntax.subtree(sentence, hear)) - 1]
    apart = _is_set_off(sentence, hear) or before.upos == "CCONJ"
    to_hear = sentence.words[hear].lemma == "hear" and syntax.marker(sentence, hear) == "to"
    if not (to_hear and apart):
        return
    source = syntax.child(sentence, verb, "nsubj")
    source = source if source is not None else syntax.child(sentence, hear, "obj")
    tale = syntax.child(sentence, verb, "obj", "iobj")
    known = tale is not None and sentence.words[tale].lemma.lower() in TALES
    if source is not None and tale is not None and known and sentence.words[hear].head >= 0:
        cue = CuePhrase(verb, TALE, (verb, *syntax.subtree(sentence, tale)))
        for match in _report(context, sentence, cue, source, hear):
            yield replace(match, addressee=None)  # nobody is told *it*


def _report(
    context: Context, sentence: Sentence, cue: CuePhrase, source: int, group: int
) -> Iterator[Match]:
    """Yield the clause above *group*, less the group itself, as what *source* says."""
    if sentence.words[group].head < 0:
        return
    top = sourced_clause.clause_above(sentence, group)
    subject = Source(mention_of(sentence, source), "preposition")
    without = {group, *sourced_clause.not_of_source(sentence, top, group)}
    grants = context.granting_words[sentence.index]
    below = [p for p in syntax.subtree(sentence, top, without) if p not in grants]
    below += _before_comma(sentence, group, cue.head)
    below += _second_half_in_marks(context, sentence, group, subject.mention)
    frame = FRAMES.get(cue.lemma.split()[0], "preposition")
    below = _marked_words_in_aside(context, sentence, group) or below
    yield match_of(sentence, cue, frame, below, subject)


def _second_half_in_marks(
    context: Context, sentence: Sentence, group: int, mention: NounPhrase
) -> list[int]:
    """Return the second half of words in marks, read as the source's: ``“It is,” to Ek, *“over”*``.

    The first half stands in front; else it says who the source is.
    """
    row = context.passage_of_word[sentence.index]
    first = syntax.subtree(sentence, group)[0]
    goes_on = any(k >= 0 for k in row[:first])
    inside = [p for p in syntax.subtree(sentence, group) if row[p] >= 0] if goes_on else []
    behind = [p for p in inside if sentence.words[p].start >= mention.span.end]
    before = sentence.words[behind[0] - 1] if behind else None
    return behind if before is not None and before.text == "," else []


def _marked_words_in_aside(context: Context, sentence: Sentence, group: int) -> list[int]:
    """Return the words in marks between a dash and a source: ``— *“a joke,”* according to Ek``."""
    words, row = sentence.words, context.passage_of_word[sentence.index]
    last = min(syntax.subtree(sentence, group)) - 1
    while last > 0 and row[last] < 0 and words[last].upos == "PUNCT":
        last -= 1
    inside = [p for p, k in enumerate(row) if k == row[last] >= 0] if last > 0 else []
    opened = inside and inside[0] > 0 and words[inside[0] - 1].text in {*DASHES, "("}
    return inside if opened else []


def _before_comma(sentence: Sentence, group: int, cue: int) -> list[int]:
    """Return what depends on the source but stands before the comma in front of the cue.

    ``took bribes *while chairman of the port*, according to two people``.
    """
    apart = cue > 0 and sentence.words[cue - 1].text == ","
    return [p for p in syntax.subtree(sentence, group) if p < cue - 1] if apart else []
