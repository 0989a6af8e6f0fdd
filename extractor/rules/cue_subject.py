"""A cue verb outside the quotation marks, and its subject.

"We will rebuild," said the mayor.
                   ^^^^     ^^^^^
                   cue -nsubj-> mention;   the passage stands beside the cue's clause
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor import lexicon
from extractor.domain import Passage, Sentence
from extractor.english import syntax
from extractor.rules.base import Found
from extractor.rules.parts import reporting
from extractor.rules.parts.addressees import addressee
from extractor.rules.parts.adjacency import Place, place_of
from extractor.rules.parts.beside import beside
from extractor.rules.parts.cue import cue_of, shown, subject_of
from extractor.rules.parts.scene import Scene


def find(scene: Scene) -> Iterator[Found]:
    """Yield, for each passage, each verb in the sentences it touches that may introduce it."""
    verbs = _reporting(scene)
    for k, passage in enumerate(scene.passages):
        places = [
            (place, sentence, verb)
            for sentence in scene.around(passage)
            for verb in verbs.get(sentence.index, ())
            if not _is_behind_another(scene, sentence, verb, passage)
            and (place := place_of(scene, sentence, verb, passage)) is not None
        ]
        gaps = sorted(place.gap for place, _, _ in places)
        linked = sum(place.link != "none" for place, _, _ in places)
        touching = {s.index for s in scene.sentences_of(passage)}
        for place, sentence, verb in places:
            own = _has_own_clause(scene, sentence, verb)
            apart = sentence.index not in touching
            if apart and (own or not _announces(scene, sentence, verb)):
                continue
            rivals = (
                f"rank={min(gaps.index(place.gap), 2)}",
                f"rivals={min(linked - (place.link != 'none'), 2)}",
                f"clause={own}",
                f"opens={_opens(scene, sentence, verb, passage, place)}",
            )
            yield _found(scene, sentence, verb, k, (*place.notes(), *rivals))


def _reporting(scene: Scene) -> dict[int, list[int]]:
    """Return the verbs that may report, by sentence."""
    found: dict[int, list[int]] = {}
    for sentence, verb in scene.tagged("VERB"):
        found.setdefault(sentence.index, []).append(verb)
    return found


def _is_behind_another(scene: Scene, sentence: Sentence, verb: int, passage: Passage) -> bool:
    start, _ = scene.positions(sentence, passage.inner[0])
    inside = start < len(sentence.words)
    return inside and reporting.is_nearer_another(sentence, verb, start)


def _found(scene: Scene, sentence: Sentence, verb: int, k: int, notes: tuple[str, ...]) -> Found:
    cue = cue_of(sentence, verb)
    subject = subject_of(scene, sentence, verb)
    if subject is None and not syntax.is_passive(sentence, verb):
        subject = beside(sentence, verb, scene.passages[k].end)
    return Found(
        sentence=sentence.index,
        cue=verb,
        cue_span=shown(sentence, cue),
        lemma=cue.lemma,
        frame="quotation",
        subject=subject,
        passages=(k,),
        addressee=addressee(sentence, verb),
        notes=notes,
    )


def _announces(scene: Scene, sentence: Sentence, verb: int) -> bool:
    """Return whether a sentence apart from the passage points to it: a verb of saying, a colon."""
    lemma = cue_of(sentence, verb).lemma
    ends = scene.text[sentence.start : sentence.end].rstrip()[-1:]
    return ends == ":" or lexicon.cue_class(lemma, "object") in reporting.REPORTS


def _opens(scene: Scene, sentence: Sentence, verb: int, passage: Passage, place: Place) -> bool:
    """Return whether nothing but a mark stands between a verb of saying and a passage's capital.

    ``…, saying on Monday, "We will rebuild."`` reads so however the tree hangs together.
    """
    beside = place.side == "before" and place.gap == 0 and place.sign in {",", ":"}
    if not beside or not passage.inner[0].of(scene.text).lstrip()[:1].isupper():
        return False
    lemma = cue_of(sentence, verb).lemma
    return lexicon.cue_class(lemma, "quotation") in reporting.REPORTS


def _has_own_clause(scene: Scene, sentence: Sentence, verb: int) -> bool:
    """Return whether the verb reports something outside marks: ``adding that it was late``."""
    return any(
        scene.outside(sentence, clause) and not reporting.is_participial(sentence, clause)
        for clause in syntax.children(sentence, verb, "ccomp", "xcomp")
    )
