"""What speaks for and against a pairing, as named features for the scorer.

A feature is a string that is present or absent. They say what an editor would look at: the
form of the cue, who its subject is, how the content is framed. None names a person or a topic.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor import lexicon
from extractor.domain import QuotationType, Sentence
from extractor.english import syntax
from extractor.rules.base import Found
from extractor.rules.parts.scene import QUOTE_END, Scene


def features(scene: Scene, rule: str, found: Found, kind: QuotationType) -> tuple[str, ...]:
    """Return the features of *found*, each once, in a fixed order.

    The scorer weighs each by itself and, but for the first three, together with the frame.
    """
    names = [f"rule={rule}", f"frame={found.frame}", f"type={kind}"]
    names.append(f"class={lexicon.cue_class(found.lemma, found.frame)}")
    names += [f"{rule}:{note}" for note in found.notes]
    if found.cue >= 0:
        place = found.sentence, found.cue
        if place not in scene.forms:
            scene.forms[place] = tuple(_cue(scene.sentences[found.sentence], found.cue))
        names += scene.forms[place]
    names += _subject(scene, found)
    names += _quoted(scene, found.passages[0]) if found.passages else _content(scene, found)
    return tuple(dict.fromkeys(names))


def _cue(sentence: Sentence, cue: int) -> Iterator[str]:
    word = sentence.words[cue]
    yield f"xpos={word.xpos}"
    yield f"deprel={word.deprel}"
    modal = syntax.modal(sentence, cue)
    if modal:
        yield f"modal={modal}"
    if syntax.is_negated(sentence, cue):
        yield "negated"
    marker = syntax.marker(sentence, cue)
    if marker:
        yield f"marked={marker}"
    if syntax.is_passive(sentence, cue):
        yield "passive"
    if word.text[:1].isupper() and cue > 0:
        yield "capital"
    yield f"depth={min(sum(1 for _ in syntax.ancestors(sentence, cue)), 4)}"


def _subject(scene: Scene, found: Found) -> Iterator[str]:
    if found.subject is None:
        yield "subject=none"
        return
    phrase = found.subject.phrase
    word = scene.sentences[phrase.sentence].words[phrase.head]
    yield f"path={found.subject.path}"
    yield f"subject={word.upos}"
    if word.upos == "PRON":
        yield f"pronoun={word.text.lower()}"
    if word.upos == "NOUN":
        yield f"number={word.xpos}"
        yield f"noun={word.lemma.lower()}"
    if scene.inside[phrase.sentence][phrase.head] >= 0:
        yield "subject-quoted"


def _quoted(scene: Scene, k: int) -> tuple[str, ...]:
    if k not in scene.shapes:
        passage = scene.passages[k]
        scene.shapes[k] = (
            f"size={_bucket(scene.sizes[k])}",
            f"stop={bool(QUOTE_END.search(passage.inner[-1].of(scene.text)))}",
            f"upper={passage.inner[0].of(scene.text).lstrip()[:1].isupper()}",
        )
    return scene.shapes[k]


def _content(scene: Scene, found: Found) -> Iterator[str]:
    if found.content and found.cue >= 0:
        yield from _head(scene.sentences[found.sentence], found)
    words = sum(len(s.of(scene.text).split()) for s in found.content)
    yield f"size={_bucket(words)}"
    yield f"pieces={min(len(found.content), 3)}"


def _bucket(words: int) -> int:
    return next(b for b in (1, 2, 3, 5, 8, 13, 21, 34, 10**9) if words <= b)


def _head(sentence: Sentence, found: Found) -> Iterator[str]:
    """Tell what kind of word heads the content, and whether it stands before the cue."""
    start, end = found.content[-1].start, found.content[-1].end
    inside = [w for w in sentence.words if start <= w.start < end]
    held = {w.index for w in inside}
    top = next((w for w in inside if w.head not in held and w.upos != "PUNCT"), None)
    if top is not None:
        yield f"content={top.upos}"
        yield f"content-tag={top.xpos}"
        yield f"before={top.index < found.cue}"
        if top.upos == "NOUN":
            yield f"thing={top.lemma.lower()}"
