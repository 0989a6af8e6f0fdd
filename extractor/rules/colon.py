"""A colon that introduces a quotation, or stands behind one in a headline.

Her advice was simple: "Do not wait."
^^^                  ^
mention             cue
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from extractor import cue_lexicon
from extractor.domain import NounPhrase, Sentence, Span, Word
from extractor.english import inflection, lexicon, syntax
from extractor.english.noun_phrases import mention_of
from extractor.rules.shared import cue_verbs
from extractor.rules.shared.context import Context, CuePhrase, Match, Source, match_of
from extractor.rules.shared.names import is_office, kind_of_name
from extractor.rules.shared.subjects import phrase_behind

FEW_WORDS = 5
MOST_BLANK = 12
"""Characters between a colon and the marks: an empty line and an indent."""
BEFORE_NAMES = ("-", "–", "—", " from", " From", " was", " is", " came", " comes")
"""What stands before a name that has the words behind the colon: ``First to speak *was* Ek:``."""
POSSESSIVES = frozenset("' ’ 's ’s".split())
REPLIES = frozenset("answer order question reply response retort riposte verdict".split())
"""Nouns that say that somebody spoke, and do not speak: ``The *reply* came at once: “No.”``."""
READ = "read"
"""What documents do, a past that looks like the infinitive and is read as a noun."""
ON_SUBJECTS = frozenset("on after about to".split())
"""What stands behind a name in a headline: ``Fox *on* the ward: “We will fight”``."""


def find(context: Context) -> Iterator[Match]:
    """Yield each passage right after a colon, with the subject of the clause before it."""
    for k, passage in enumerate(context.passages):
        lead = context.text[max(0, passage.start - MOST_BLANK) : passage.start].rstrip()
        if not lead.endswith(":") or context.is_said_next(passage):
            continue
        colon = context.text.rindex(":", 0, passage.start)
        sentence = context.sentence_at(colon)
        misread = _cue_read_as_noun(context, sentence, colon, k) if sentence is not None else None
        if misread is not None:
            yield misread
        elif sentence is not None:
            source = _speaker(context, sentence, colon)
            frame = "headline-colon" if _is_headline(context, sentence, source) else "colon"
            yield _match(sentence, colon, frame, source, k)
    yield from _headlines(context)


def _cue_read_as_noun(context: Context, sentence: Sentence, colon: int, k: int) -> Match | None:
    """Return ``Kelly Watts, 34, *fumed*: ‘…’`` where the tagger took the cue for a noun."""
    before = [w for w in sentence.words if w.end <= colon]
    if not before or before[-1].upos == "VERB" or not before[-1].text.islower():
        return None
    word = before[-1]
    lemma = inflection.base(word.text, word.text, "VBD")
    subject = syntax.child(sentence, word.index, "nsubj")
    says = lemma != word.text and cue_lexicon.is_saying(lemma)
    if word.text == READ:  # A sign *read*: “…”
        subject, lemma = syntax.child(sentence, word.index, "compound"), READ
        says = subject is not None and _is_document(sentence.words[subject])
    if not says or subject is None:
        return None
    source = Source(mention_of(sentence, subject), "own")
    cue = CuePhrase(word.index, lemma, (word.index,))
    return replace(match_of(sentence, cue, "colon-quotation", (), source), passages=(k,))


def _is_headline(context: Context, sentence: Sentence, source: Source | None) -> bool:
    """Return whether a headline names who speaks: ``MAYOR BELL: “NO NEW TAXES” AS …``."""
    first = context.paragraph_index(sentence.start) == 0 < len(context.document.paragraphs) - 1
    if source is None or not first or source.path != "named" or sentence.words[0].upos == "VERB":
        return False
    named = source.mention.span
    known = kind_of_name(named.of(context.text)) != "label"
    return known and named.start == sentence.start and _speaks(sentence, source)


def _match(sentence: Sentence, colon: int, frame: str, source: Source | None, k: int) -> Match:
    """Return the match of passage *k* behind the colon at the offset *colon*."""
    span = Span(colon, colon + 1)
    return Match(sentence.index, -1, span, ":", frame, source, passages=(k,))


def _headlines(context: Context) -> Iterator[Match]:
    """Yield ``‘I was robbed’: Ek on the penalty`` where a headline opens the text."""
    for k, passage in enumerate(context.passages[:1]):
        colon = passage.end
        sentence = context.sentence_at(colon)
        first = context.paragraph_index(passage.start) == 0
        opens = first and passage.start == context.paragraph_of(passage.start).start
        if sentence is None or not opens or not context.text.startswith(": ", colon):
            continue
        at, _ = context.positions_in(sentence, Span(colon, sentence.end))
        source = _office_behind(sentence, at)
        if source is None and at + 1 < len(sentence.words):
            source = phrase_behind(sentence, at)
        if source is not None and _speaks(sentence, source):
            yield _match(sentence, colon, "headline-colon", source, k)


def _office_behind(sentence: Sentence, colon: int) -> Source | None:
    """Return ``fans`` of ``“Sack them all”: *fans* turn on board``, whatever the parser reads."""
    words = sentence.words[colon + 1 : colon + 1 + FEW_WORDS]
    for count, word in enumerate(words, 1):
        after = words[count].text if count < len(words) else ""
        if word.upos in {"VERB", "AUX"} or (word.upos == "PUNCT" and word.text not in POSSESSIVES):
            return None
        felt = [w.text for w in words[count + 1 : count + 2]]  # *widow*’s fury at road deaths
        whose = after not in POSSESSIVES or not lexicon.LAYOUT["felt"].isdisjoint(felt)
        if is_office([word.text]) and whose and not is_office([after]):
            return Source(
                NounPhrase(Span(words[0].start, word.end), sentence.index, word.index), "named"
            )
    return None


def _speaks(sentence: Sentence, source: Source) -> bool:
    """Return whether a noun phrase is a name or an office."""
    head = sentence.words[source.mention.head]
    return head.upos == "PROPN" or is_office([head.text])


def _speaker(context: Context, sentence: Sentence, colon: int) -> Source | None:
    """Return the name right before the colon, else the possessor or subject of the last clause."""
    named = (
        _named(context, sentence, colon)
        or _from(sentence, colon)
        or _from_document(sentence, colon)
        or _on_subject(sentence, colon)
    )
    if named is not None:
        return named
    asked = next(
        (w.index for w in sentence.words if cue_verbs.is_put_to_subject(sentence, w.index)), None
    )
    if asked is not None:
        return Source(mention_of(sentence, next(syntax.children(sentence, asked, "nsubj"))), "own")
    last = next((w for w in reversed(sentence.words) if w.end <= colon), None)
    if last is not None and last.upos == "VERB":
        source = context.source(sentence, last.index)
        subject = syntax.child(sentence, last.index, "nsubj")
        owner = None if subject is None else syntax.child(sentence, subject, "nmod:poss")
        if source is not None and (owner is None or cue_verbs.says(sentence, last.index)):
            return source
    for word in sentence.words:
        if word.end > colon or not context.is_outside(sentence, word.index):
            continue
        owned = sentence.words[word.head]
        owns = word.deprel == "nmod:poss" and syntax.is_relation(owned.deprel, ("nsubj", "root"))
        if owns and lexicon.common_noun_class(owned.text) != "person":  # not: its chief was blunt
            return Source(mention_of(sentence, word.index), "possessor")
    for word in reversed(sentence.words):
        if (
            word.end <= colon
            and word.deprel.startswith("nsubj")
            and context.is_outside(sentence, word.index)
        ):
            if _cannot_speak(sentence, word):
                return None
            if word.lemma.lower() in REPLIES:
                return _author(sentence, word.index)
            return Source(mention_of(sentence, word.index), "own")
    return None


def _author(sentence: Sentence, noun: int) -> Source | None:
    """Return who stands behind ``from`` at a noun: ``The answer *from the club* was short:``."""
    for author in syntax.modifiers(sentence, noun, "from", "by"):
        word = sentence.words[author]
        if word.upos != "NOUN" or lexicon.noun_class(word.text) is not None:  # no place
            return Source(mention_of(sentence, author), "possessor")
    return None


def _cannot_speak(sentence: Sentence, subject: Word) -> bool:
    """Return whether a thing has a verb that is none of saying: ``Wait, *it gets* better:``.

    Nor does who is told something speak: ``*Aides* were told:``.
    """
    lemma = sentence.words[subject.head].lemma.lower()
    if subject.deprel == "nsubj:pass" and cue_lexicon.takes_addressee(lemma):
        return True
    if cue_verbs.says(sentence, subject.head):
        return False
    thing = subject.upos == "NOUN" and lexicon.noun_class(subject.text) is None
    return thing or subject.text.lower() in {"it", "there"}


def _named(context: Context, sentence: Sentence, colon: int) -> Source | None:
    """Return the noun that ends at the colon where a dash, ``from`` or nothing stands before it."""
    before = [w for w in sentence.words if w.end <= colon and w.upos != "PUNCT"]
    if not before or before[-1].upos not in syntax.NOUNS:
        return None
    top = before[-1].index
    while (
        sentence.words[top].deprel in {"flat", "compound", "appos", "conj"}
        and sentence.words[top].head >= 0
    ):
        top = sentence.words[top].head
    if syntax.child(sentence, top, "nsubj") is not None:
        return None  # Her reply was one word: “Never.”
    told = (c for c in syntax.children(sentence, top, "nmod") if syntax.marker(sentence, c) == "to")
    mention = mention_of(sentence, _owner(sentence, top), frozenset(told))
    start = mention_of(sentence, top).span.start
    lead = context.text[:start].rstrip()
    opens = start == sentence.start or lead.endswith(BEFORE_NAMES)
    return Source(mention, "named") if opens and mention.span.end <= colon else None


def _from(sentence: Sentence, colon: int) -> Source | None:
    """Return who ends at the colon with what is said of them: ``from *Ann Lee, of the Trust*:``."""
    before = [w.index for w in sentence.words if w.end <= colon and w.upos != "PUNCT"]
    for head in syntax.ancestors(sentence, before[-1]) if before else ():
        below = [p for p in syntax.subtree(sentence, head) if p <= before[-1]]
        named = sentence.words[head].upos == "PROPN" or is_office([sentence.words[head].text])
        if named and sentence.words[below[0]].text.lower() == "from" and head < before[-1]:
            mention = mention_of(sentence, head)
            return Source(mention, "named") if mention.span.end <= colon else None
    return None


def _from_document(sentence: Sentence, colon: int) -> Source | None:
    """Return whose words they are in ``From *the club's* website:``, ``From a letter by *Ek*:``."""
    before = [w.index for w in sentence.words if w.end <= colon and w.upos != "PUNCT"]
    if not before or sentence.words[before[0]].text.lower() != "from":
        return None
    document = sentence.words[before[0]].head
    written = _is_document(sentence.words[document]) and document <= before[-1]
    owner = syntax.child(sentence, document, "nmod:poss") if written else None
    for author in syntax.children(sentence, document, "nmod") if written else ():
        if owner is None and syntax.marker(sentence, author) == "by":
            owner = author
    return None if owner is None else Source(mention_of(sentence, owner), "possessor")


def _is_document(word: Word) -> bool:
    """Return whether a noun is a document or a way by which words come: ``letter``, ``website``."""
    named = lexicon.noun_class(word.text) == "document"
    return word.upos == "NOUN" and (named or word.lemma.lower() in cue_lexicon.WAYS)


def _on_subject(sentence: Sentence, colon: int) -> Source | None:
    """Return who speaks in a headline like ``Fox *on the ward*: “We will fight”``."""
    before = [w for w in sentence.words if w.end <= colon]
    parts = list(takewhile(lambda w: w.upos == "PROPN", before))
    behind = before[len(parts)] if len(parts) < len(before) else None
    if not parts or behind is None or behind.text.lower() not in ON_SUBJECTS:
        return None
    if any(w.upos in {"VERB", "AUX"} for w in before) or parts[0].index:
        return None
    name = Span(parts[0].start, parts[-1].end)
    inside = {word.index for word in parts}
    top = next(word for word in parts if word.head not in inside)
    return Source(NounPhrase(name, sentence.index, top.index), "named")


def _owner(sentence: Sentence, noun: int) -> int:
    """Return whose noun it is, where it is somebody's: ``the coach's verdict:``."""
    owner = syntax.child(sentence, noun, "nmod:poss")
    return noun if owner is None or sentence.words[noun].upos == "PROPN" else owner
