"""A quotation that continues without a new cue, in the same paragraph or the next.

"We lost the field," she said. "The barn still stands."
                     speaker    content

Or who was asked in between answers: ``Bisi Moe was asked about the penalty. "No comment."``
Or who makes a gesture right before it speaks: ``Ida Moe shook her head. "Not any more."``, or is
said to be blunt.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extractor import cue_lexicon
from extractor.domain import Passage, Sentence, Span, Word
from extractor.english import inflection, lexicon, syntax
from extractor.english.noun_phrases import mention_of
from extractor.rules.shared import cue_verbs, other_reports
from extractor.rules.shared.context import Context, Match, Source

CONNECTIVES = frozenset(
    "but and so then now instead still yet however also or because again later".split()
)
STOP = re.compile(r"[.!?][”’\"')\]]*(\s)\s*")
STOPS = re.compile(r"[.!?](?:\s|$)")
CLOSING = "”\"»'’"
MIN_IN_COMMENT = 4  # words: fewer are a term rather than a quotation
MAX_LEAD = 400  # characters; a word or two before a passage take far fewer


def find(context: Context) -> Iterator[Match]:
    """Yield each passage that opens a sentence, as what the last speaker goes on to say."""
    stops = list(STOP.finditer(context.text))
    for k, passage in enumerate(context.passages):
        paragraph = context.paragraph_of(passage.start)
        before = context.passages[k - 1] if k else None
        same = before is not None and before.end > paragraph.start
        opens = _opens_sentence(context, passage, stops)
        if k in context.names_in_marks or not (opens or (same and _is_in_comment(context, k))):
            continue
        if (same and _is_turn(context, k)) or context.is_led_on(passage):
            continue  # who speaks stands behind it, known or not
        asked = _who_was_asked(context, passage)
        if asked is not None:
            yield Match(-1, -1, None, "", "answer", asked, passages=(k,))
            continue
        gesturing = _who_gestures(context, passage)
        goes_on = gesturing is not None and same and _is_pronoun(context, gesturing)
        if gesturing is not None and not goes_on:
            yield Match(-1, -1, None, "", "gesture", gesturing, passages=(k,))
            continue
        if not same and (_replies(context, passage, before) or _is_put_to_speaker(context, k)):
            continue
        if _is_question(context, passage):
            continue
        notes = (*_within(context, passage, before), f"where={'same' if same else 'next'}")
        if not same:
            notes += tuple(_across(context, passage, before))
        yield Match(
            -1, -1, None, "", "continuation", None, passages=(k,), continues=True, notes=notes
        )


def _who_was_asked(context: Context, passage: Passage) -> Source | None:
    """Return who answers with a passage: ``Bisi Moe was asked about the penalty. “No comment.”``.

    Not after ``was asked to leave``.
    """
    sentence = context.sentence_at(passage.start - 2)
    if sentence is None or sentence.end > passage.start or not _is_all_in_marks(context, passage):
        return None
    verb = next(word for word in sentence.words if word.head < 0)
    subject = syntax.child(sentence, verb.index, "nsubj:pass")
    asked = verb.lemma.lower() in cue_lexicon.QUESTIONING_VERBS and verb.xpos == "VBN"
    if not asked or subject is None or not context.is_outside(sentence, verb.index):
        return None
    directed = syntax.child(sentence, verb.index, "xcomp") is not None
    unreal = syntax.is_negated(sentence, verb.index) or syntax.modal(sentence, verb.index)
    about = syntax.asks_about(sentence, verb.index)
    if directed or unreal or not about or context.passages_over(sentence.span):
        return None
    return Source(mention_of(sentence, subject), "own")


def _is_question(context: Context, passage: Passage) -> bool:
    """Return whether the narrator right before a passage tells what somebody wanted to know.

    ``Counsel asked what she had heard. “It was one cry.”``: who was asked answers, and may be
    anybody; a passage that asks goes on, and one in the same paragraph where nobody was asked.
    """
    sentences = context.document.sentences
    earlier = bisect_left(sentences, passage.start, key=lambda each: each.end)
    if earlier == 0 or context.passages_over(sentences[earlier - 1].span):
        return False
    sentence, said = sentences[earlier - 1], passage.inner[-1].of(context.text)
    verb = next(word for word in sentence.words if word.head < 0)
    about = syntax.asks_about(sentence, verb.index)
    asks = verb.lemma == "ask" and syntax.child(sentence, verb.index, "nsubj") is not None
    goes_on = said.rstrip().endswith("?")
    if not asks or not about or goes_on or not _is_all_in_marks(context, passage):
        return False
    apart = sentence.paragraph != context.paragraph_index(passage.start)
    return apart or other_reports.asks_another(sentence, verb.index, said)


def _who_gestures(context: Context, passage: Passage) -> Source | None:
    """Return who makes a gesture right before a passage in its paragraph, and nothing else.

    ``Ida Moe shook her head. “Not any more.”``; nobody else is in that sentence.
    """
    sentence = context.sentence_at(passage.start - 2)
    if sentence is None or sentence.end > passage.start or not _is_all_in_marks(context, passage):
        return None
    if sentence.start < context.paragraph_of(passage.start).start:
        return None
    verb = next(word for word in sentence.words if word.head < 0)
    subject = syntax.child(sentence, verb.index, "nsubj")
    finite = syntax.child(sentence, verb.index, "cop") if verb.upos == "ADJ" else verb.index
    told = finite is not None and sentence.words[finite].xpos in {"VBD", "VBZ"}
    held = syntax.is_negated(sentence, verb.index)
    told = _is_restraint(sentence, verb.index) if held else told or _puts_it(sentence, verb.index)
    if subject is None or not told or context.passages_over(sentence.span):
        return None
    moved = syntax.child(sentence, verb.index, "obj")
    inside = {*syntax.subtree(sentence, subject), moved}
    others = (w.index for w in sentence.words if _is_somebody(w))
    if not _is_somebody(sentence.words[subject]) or not inside.issuperset(others):
        return None
    return Source(mention_of(sentence, subject), "own") if _is_beat(sentence, verb.index) else None


def _is_pronoun(context: Context, source: Source) -> bool:
    """Return whether the last speaker may be meant: ``“We lost.” *He* sighed. “Again.”``."""
    mention = source.mention
    return context.document.sentences[mention.sentence].words[mention.head].upos == "PRON"


def _is_beat(sentence: Sentence, verb: int) -> bool:
    """Return whether a verb is a gesture, by itself or by what it moves: shook her head.

    Or an adjective says how somebody speaks: ``Ida Moe was *blunt*.``
    """
    word, moved = sentence.words[verb], syntax.child(sentence, verb, "obj")
    if word.upos == "ADJ":
        return word.text in lexicon.NARRATION["attitude"]
    lemmas = {word.lemma, *inflection.bases(word.text)}
    if syntax.is_negated(sentence, verb):
        return _is_restraint(sentence, verb)
    if _puts_it(sentence, verb):
        return True
    if moved is None:
        return not lemmas.isdisjoint(lexicon.NARRATION["beat"])
    part = sentence.words[moved].lemma.lower() in lexicon.NARRATION["body"]
    return part and not lemmas.isdisjoint(lexicon.NARRATION["movement"])


def _is_restraint(sentence: Sentence, verb: int) -> bool:
    """Return whether a verb means to keep words back, which one does *not*: ``hesitate``."""
    lemma = sentence.words[verb].lemma.lower()
    phrasal = {f"{lemma}-{word.text.lower()}" for word in sentence.words[verb + 1 : verb + 2]}
    return not {lemma, *phrasal}.isdisjoint(lexicon.NARRATION["restraint"])


def _puts_it(sentence: Sentence, verb: int) -> bool:
    """Return whether a clause says how words are put: ``Ida Moe *put it* bluntly``."""
    words = sentence.words
    thing = syntax.child(sentence, verb, "obj")
    it = thing == verb + 1 and words[verb + 1].text.lower() == "it"
    ends = all(word.upos in {"ADV", "PUNCT"} for word in words[verb + 2 :])
    return it and ends and words[verb].lemma == "put" and verb + 3 < len(words)


def _is_somebody(word: Word) -> bool:
    """Return whether a word may be one person: a name, a noun for one, *he* or *she*."""
    if word.upos == "NOUN":
        return lexicon.common_noun_class(word.text) in lexicon.PEOPLE
    return word.upos == "PROPN" or word.text.lower() in {"he", "she"}


def _replies(context: Context, passage: Passage, before: Passage | None) -> bool:
    """Return whether a paragraph replies to the question before it: ``“Have you?” ¶ “I have.”``."""
    if before is None or not before.closed or not _is_all_in_marks(context, passage):
        return False
    question = before.inner[-1].of(context.text).rstrip()
    asks = lexicon.SECOND_PERSON.search(question) is not None or _is_short(context, before)
    return asks and question.endswith("?")


def _is_put_to_speaker(context: Context, k: int) -> bool:
    """Return whether a paragraph asks whoever the narrator told of, and the next replies.

    ``Moe agreed that it was dark. ¶ “You saw no face?” ¶ “No.”``; nobody spoke in marks before.
    """
    passage, at = context.passages[k], context.paragraph_index(context.passages[k].start)
    above, below = (
        context.document.paragraphs[max(at - 1, 0)],
        context.document.paragraphs[at + 1 :],
    )
    if not below or context.passages_over(above) or not _is_all_in_marks(context, passage):
        return False
    return any(
        reply.start == below[0].start and reply.closed and _replies(context, reply, passage)
        for reply in context.passages[k + 1 : k + 2]
    )


def _is_short(context: Context, question: Passage) -> bool:
    """Return whether a question has no verb, which only who is asked can supply: ``“When?”``."""
    words = (word for last in context.sentences_of(question)[-1:] for word in last.words)
    inside = (word for word in words if question.start <= word.start < question.end)
    return not any(word.upos in {"VERB", "AUX"} for word in inside)


def _is_all_in_marks(context: Context, passage: Passage) -> bool:
    """Return whether no words of the narrator's stand in the sentences of a passage."""
    return not any(
        word.upos != "PUNCT" and context.is_outside(sentence, word.index)
        for sentence in context.sentences_of(passage)
        for word in sentence.words
    )


def _is_turn(context: Context, k: int) -> bool:
    """Return whether a passage answers the one before it, or is a question answered at once."""
    return context.takes_turn(k) or context.is_answered(k)


def _opens_sentence(context: Context, passage: Passage, stops: Sequence[re.Match[str]]) -> bool:
    """Return whether a passage begins a sentence, but for ``Then,`` or ``But`` before it."""
    start = context.paragraph_of(passage.start).start
    before = bisect_left(stops, passage.start, key=_blank) - 1
    if before >= 0:
        start = max(start, min(stops[before].end(), passage.start))
    if passage.start - start > MAX_LEAD:
        return False
    if context.is_said_next(passage):
        return True
    lead = context.text[start : passage.start].rsplit(maxsplit=2)
    opens = passage.inner[0].of(context.text).lstrip()[:1]
    if not lead:
        return not opens.islower()
    return len(lead) <= 2 and lead[-1].lower().strip(",:") in CONNECTIVES


def _is_in_comment(context: Context, k: int) -> bool:
    """Return whether a passage ends a sentence of the narrator's that reports nothing else.

    ``“We lost,” he said. For small firms, “you don’t take growth for granted.”`` Behind a colon
    stands what the words before it name: ``Next up: “Who Left?”``.
    """
    passage, sentence = context.passages[k], context.sentence_at(context.passages[k].start)
    colon = context.text[: passage.start].rstrip().endswith(":")
    if sentence is None or colon or context.word_counts[k] < MIN_IN_COMMENT:
        return False
    ends = passage.inner[-1].of(context.text).rstrip()[-1:] in {".", "!", "?"}
    ends = ends or context.text[passage.end : passage.end + 1] in {".", "!", "?"}
    alone = context.passages_over(Span(sentence.start, max(sentence.end, passage.end))) == [k]
    return ends and alone and not _reports(context, sentence)


def _reports(context: Context, sentence: Sentence) -> bool:
    """Return whether a verb or noun of saying stands outside the marks of a sentence."""
    return any(
        cue_verbs.says(sentence, word.index)
        for word in sentence.words
        if word.upos in {"VERB", "NOUN"} and context.is_outside(sentence, word.index)
    )


def _blank(stop: re.Match[str]) -> int:
    """Return where the blank after a full stop begins."""
    return stop.start(1)


def _within(context: Context, passage: Passage, before: Passage | None) -> tuple[str, ...]:
    """Say how far apart two passages of one paragraph are, and what leads to the second."""
    paragraph = context.paragraph_of(passage.start)
    since = max(before.end if before else 0, paragraph.start)
    between = context.text[since : passage.start]
    return (
        f"gap={min(len(STOPS.findall(between)), 3)}",
        f"words={min((len(between.split()) + 3) // 4, 5)}",
        f"lead={_lead(context, paragraph, passage.start)}",
    )


def _lead(context: Context, paragraph: Span, start: int) -> str:
    """Say what stands right before the passage: nothing, a full stop, words."""
    end = start
    while end > paragraph.start and context.text[end - 1].isspace():
        end -= 1
    if end == paragraph.start:
        return "none"
    last = context.text[end - 1]
    return "stop" if last in ".!?" + CLOSING else "colon" if last in ":," else "words"


def _across(context: Context, passage: Passage, before: Passage | None) -> Iterator[str]:
    """Say how the paragraph before ends, and whether this one is all quotation."""
    at = context.paragraph_index(passage.start)
    yield f"all={passage.end >= context.document.paragraphs[at].end - 1}"
    if at == 0:
        yield "above=none"
        return
    above = context.document.paragraphs[at - 1]
    text = above.of(context.text)
    end = "quote" if text[-1] in CLOSING else "colon" if text[-1] == ":" else "words"
    yield f"above-quoted={before is not None and before.end > above.start}"
    yield f"above-ends={end}"
    yield f"above-opens={text[0] in '“«' or text[0] in CLOSING}"
    yield f"above-words={min(len(text.split()) // 15, 5)}"
