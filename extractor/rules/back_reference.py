"""A sentence after a quotation that refers back to it and names the speaker.

"It came from nowhere." So said Piet Vos.
                           ^^^^ ^^^^^^^^
                           cue -nsubj-> mention;   the passage stands right before the sentence

Also ``Those were the words of Piet Vos`` and ``That is how Piet Vos put it``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.domain import Passage, Sentence, Span, Word
from extractor.english import inflection, syntax
from extractor.english.noun_phrases import mention_of
from extractor.rules.shared.context import Context, CuePhrase, Match, Source, cue_at, match_of
from extractor.rules.shared.cue_verbs import says
from extractor.rules.shared.subjects import can_speak

COMPLEMENTS = frozenset("how what all".split())
POINTERS = frozenset("that this those these such so thus".split())
VOICES = frozenset("speaker voice author writer".split())
WORDS = frozenset(
    """
    word verdict view message assessment plea cry thought sentiment conclusion opinion warning
    response reaction answer reply advice comment remark statement appeal testimony account quote
    quotation line order demand request instruction promise motto mantra slogan
    """.split()
)
"""Nouns that stand for what somebody said: ``the words of Piet Vos``."""
MARKERS_OF_OWNERS = frozenset(["of", "from", "", "'s", "’s", "'", "’"])
DESCRIBING_VERBS = frozenset("describe put remember recall sum see explain phrase express".split())


def find(context: Context) -> Iterator[Match]:
    """Yield each passage with a sentence right after it that points back to its speaker."""
    for k, passage in enumerate(context.passages):
        sentence = _behind(context, passage)
        if sentence is not None and sentence.words[0].text.lower() in POINTERS | {"the"}:
            for cue, source in _sources(context, sentence):
                yield _match(sentence, cue, source, k)
            if _is_first(context, passage):
                for cue, source in _from_whom(sentence):
                    yield _match(sentence, cue, source, k)
        yield from _was_how(context, k, passage)


def _is_first(context: Context, passage: Passage) -> bool:
    """Return whether no other passage stands before one in its paragraph: nobody goes on."""
    return not context.passages_over(Span(context.paragraph_of(passage.start).start, passage.start))


def _match(sentence: Sentence, cue: CuePhrase, source: Source | None, k: int) -> Match:
    """Return the match of passage *k* as what *source* said."""
    return replace(match_of(sentence, cue, "back-reference", (), source), passages=(k,))


def _was_how(context: Context, k: int, passage: Passage) -> Iterator[Match]:
    """Yield ``“A disgrace” was how the MP described it`` and ``“No,” was all he would say``."""
    sentence = context.sentence_at(passage.start)
    if sentence is None or sentence.end < passage.end:
        return
    start, _ = context.positions_in(sentence, Span(passage.end, sentence.end))
    words = sentence.words[start:]
    if len(words) > 3 and words[0].lemma == "be":
        yield from _were_words_of(sentence, words[1:], k)
    pointed = len(words) > 3 and words[0].lemma == "be" and words[1].text.lower() in COMPLEMENTS
    for word in words[2:] if pointed else ():
        describes = _describes(word) or says(sentence, word.index)
        if describes and word.xpos.startswith("VB"):
            yield _match(
                sentence, cue_at(sentence, word.index), context.source(sentence, word.index), k
            )
            return


def _were_words_of(sentence: Sentence, words: Sequence[Word], k: int) -> Iterator[Match]:
    """Yield ``“A disgrace” were the words of the coroner``."""
    for word in words:
        if word.upos == "NOUN" and word.lemma.lower() in WORDS and word.deprel in {"root", "nsubj"}:
            of = syntax.child(sentence, word.index, "nmod")
            owner = syntax.child(sentence, word.index, "nmod:poss")
            whose = owner if owner is not None else of
            if whose is None or not can_speak(sentence.words[whose]):
                return  # the motto of the games
            if syntax.marker(sentence, whose) in MARKERS_OF_OWNERS:
                cue = CuePhrase(word.index, word.lemma.lower(), (word.index,))
                yield _match(sentence, cue, Source(mention_of(sentence, whose), "possessor"), k)
            return


def _behind(context: Context, passage: Passage) -> Sentence | None:
    """Return the sentence that begins right after a passage, except for blanks."""
    at = passage.end
    while at < len(context.text) and context.text[at].isspace():
        at += 1
    sentence = context.sentence_at(at)
    return sentence if sentence is not None and sentence.start == at else None


def _sources(context: Context, sentence: Sentence) -> Iterator[tuple[CuePhrase, Source]]:
    """Yield the cue and whose words they were."""
    yield from _of_those(sentence)
    if sentence.words[0].text.lower() not in POINTERS:
        return
    inverted = _inverted(sentence)
    if inverted is not None:
        yield inverted
        return
    for word in sentence.words:
        if word.xpos.startswith("VB") and (says(sentence, word.index) or _describes(word)):
            source = context.source(sentence, word.index)
            if source is not None and _points(sentence, word.index, source):
                yield cue_at(sentence, word.index), source
                return
        if word.upos == "NOUN" and word.lemma.lower() in WORDS:
            of = syntax.child(sentence, word.index, "nmod")
            subject = syntax.child(sentence, word.index, "nsubj")
            owner = syntax.child(sentence, word.index, "nmod:poss")
            whose = owner if owner is not None else of
            if whose is None or not can_speak(sentence.words[whose]):
                return  # This is the mantra of growth
            if subject == 0 and syntax.marker(sentence, whose) != "for":
                cue = CuePhrase(word.index, word.lemma.lower(), (word.index,))
                yield cue, Source(mention_of(sentence, whose), "possessor")
                return


def _of_those(sentence: Sentence) -> Iterator[tuple[CuePhrase, Source]]:
    """Yield the cue and the speaker of ``The words are *those of X*``, ``The speaker is *X*``."""
    words = sentence.words
    noun = next((w for w in words[1:3] if w.deprel == "nsubj"), None)
    if noun is not None and noun.text.lower() in VOICES and words[noun.head].upos == "PROPN":
        cue = CuePhrase(noun.index, noun.lemma.lower(), (noun.index,))
        yield cue, Source(mention_of(sentence, noun.head, frozenset({noun.index})), "own")
    if noun is None or noun.lemma.lower() not in WORDS:
        return
    if words[noun.head].text.lower() not in {"those", "that"}:
        return
    whose = syntax.child(sentence, noun.head, "nmod")
    if whose is not None and syntax.marker(sentence, whose) == "of":
        cue = CuePhrase(noun.index, noun.lemma.lower(), (noun.index,))
        yield cue, Source(mention_of(sentence, whose), "possessor")


def _from_whom(sentence: Sentence) -> Iterator[tuple[CuePhrase, Source]]:
    """Yield the cue and the speaker of ``*That remark from X* appeared in the Herald``."""
    words = sentence.words
    noun = next((w for w in words[1:3] if w.deprel.startswith("nsubj")), None)
    points = noun is not None and words[0].head == noun.index
    points = points and words[0].text.lower() in POINTERS
    if noun is None or not points or noun.lemma.lower() not in WORDS:
        return
    for whose in syntax.children(sentence, noun.index, "nmod"):
        if whose > noun.index and syntax.marker(sentence, whose) in {"from", "by", "of"}:
            cue = CuePhrase(noun.index, noun.lemma.lower(), (noun.index,))
            yield cue, Source(mention_of(sentence, whose), "possessor")
            return


def _describes(word: Word) -> bool:
    """Return whether a verb says how it was put, whatever lemma it was given: ``summed``."""
    return not DESCRIBING_VERBS.isdisjoint({word.lemma, *inflection.bases(word.text)})


def _inverted(sentence: Sentence) -> tuple[CuePhrase, Source] | None:
    """Return the cue and the speaker of ``So said X``, which the parser may read as a noun's."""
    words = sentence.words
    if len(words) < 3 or words[0].text.lower() not in {"so", "thus"} or not says(sentence, 1):
        return None
    phrase = syntax.child(sentence, 1, "nsubj", "obj", "obl", "ccomp")
    head = phrase if phrase is not None else words[1].head
    if head < 2 or words[head].upos not in syntax.NOMINAL:
        return None
    return cue_at(sentence, 1), Source(mention_of(sentence, head, frozenset({1})), "own")


def _points(sentence: Sentence, verb: int, source: Source) -> bool:
    """Return whether a sentence points back as in ``That is how X put it``."""
    words = sentence.words
    before = {word.text.lower() for word in words[:verb]}
    if words[0].text.lower() in {"so", "thus"} and words[verb].head < 0:
        return 0 < source.mention.head < verb  # Thus X summed up her holiday
    copula = any(word.lemma == "be" for word in words[1:3])
    return copula and not before.isdisjoint(COMPLEMENTS) and source.mention.head < verb
