"""The cue lexicon: classes of cues, and how often a lemma in a frame was an attribution.

There are three data files. ``data/cue_classes.txt``, written by hand: lemmas by class, and
the verbs of saying that take an infinitive. ``data/cues.json``, made by ``benchmarks/learn.py``
from a gold file: lemma -> frame -> [attributions, uses], and under ``*`` the same for rare lemmas
together. ``data/channels.txt``: the ways by which words come, statements, interviews, outlets.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final, get_args

from extractor.domain import CueClass
from extractor.english import inflection, lexicon

FLOOR: Final = 0.12
"""The lowest share of attributions among a cue's uses in a frame for which it is considered."""
PRIOR_WEIGHT: Final = 3.0
RARE: Final = "*"
ENOUGH: Final = 20
"""The number of uses of a class in a frame from which its share is reliable."""
NONE: Final = (0, 0)
REMEMBERED: Final = 4096
"""The size of the caches."""
LAYOUT_FRAMES: Final = frozenset(
    """layout colon continuation answer gesture script script-quotation transcript view
    back-reference inverted-quotation list-item block colon-quotation headline-colon
    noun-quotation inscription""".split()
)
CHANNEL_PREPOSITIONS: Final = frozenset("in on at during via through by over".split())
HEARD: Final = "heard"
"""The frame of what is said before a court, which hears it."""
QUESTIONING_VERBS: Final = frozenset("ask press question quiz grill challenge probe".split())
"""Verbs whose object is who is asked: ``*pressed* on the merger``."""
LABELLING_VERBS = frozenset("call name dub term title entitle know label nickname".split())
"""Verbs by which a thing gets its name: ``a law *dubbed* “…”``."""
INTERROGATIVE_VERBS: Final = frozenset("ask wonder inquire enquire question".split())
"""Verbs whose clause is a question: ``*wondered* if it would rain``."""
STANCE_FRAMES: Final = frozenset("object oblique complement gerund".split())

REPORTING_CLASSES: Final = frozenset({"speech", "writing"})
SPEECH_ACT_CLASSES: Final = REPORTING_CLASSES | {"demand", "denial"}
"""Cues under which a clause is somebody's words: denied that it leaked, demanded that he resign."""
QUOTING_CLASSES: Final = SPEECH_ACT_CLASSES | {"stance"}
"""Classes under which words in marks are somebody's, whatever the construction."""

Table = Mapping[str, Mapping[str, Sequence[int]]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The evidence table. ``table[lemma][frame]`` is (attributions, uses)."""

    table: Table
    _priors: dict[tuple[str, str], float] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        rare = {(RARE, frame): _share(*counts) for frame, counts in self._rare().items()}
        object.__setattr__(self, "_priors", self._by_frame() | rare | self._by_class())

    def _rare(self) -> Mapping[str, Sequence[int]]:
        return {frame: counts for frame, counts in self.table.get(RARE, {}).items() if counts[1]}

    def _by_frame(self) -> dict[tuple[str, str], float]:
        """Return the share of all lemmas together in each frame with enough uses."""
        sums: dict[str, tuple[int, int]] = {}
        for frames in self.table.values():
            for frame, (hits, uses) in frames.items():
                before = sums.get(frame, NONE)
                sums[frame] = before[0] + hits, before[1] + uses
        return {(RARE, f): _share(*counts) for f, counts in sums.items() if counts[1] >= ENOUGH}

    def _by_class(self) -> dict[tuple[str, str], float]:
        """Return the share of each class in each frame with enough uses."""
        sums: dict[tuple[str, str], tuple[int, int]] = {}
        for lemma, frames in self.table.items():
            name = listed_class(lemma)
            for frame, (hits, uses) in frames.items() if name and lemma != RARE else ():
                before = sums.get((name or "", frame), NONE)
                sums[name or "", frame] = before[0] + hits, before[1] + uses
        return {key: _share(*counts) for key, counts in sums.items() if counts[1] >= ENOUGH}

    def rate(self, lemma: str, frame: str) -> float:
        """Return the smoothed share of uses of *lemma* in *frame* that were attributions, 0 to 1.

        A rare lemma has the share of its class in that frame, else that of the rare lemmas or,
        where the frame has none (``left no doubt``), of all; layout cues, without lemma, have 1.
        """
        if frame in LAYOUT_FRAMES or frame == HEARD:
            return 1.0
        frames = self.table.get(lemma)
        hits, uses = frames.get(frame, NONE) if frames else NONE
        prior = self._priors.get((listed_class(lemma) or RARE, frame))
        if prior is None:
            prior = self._priors.get((RARE, frame), 0.0)
        return (hits + PRIOR_WEIGHT * prior) / (uses + PRIOR_WEIGHT)


def _share(hits: int, uses: int) -> float:
    return hits / uses


def read_data(name: str) -> Any:
    """Return the JSON value of a file in ``extractor/data``."""
    return json.loads(resources.files("extractor").joinpath("data", name).read_text("utf-8"))


@cache
def default() -> Lexicon:
    """Return the lexicon that ships with the package."""
    return Lexicon(read_data("cues.json"))


@cache
def _sections() -> dict[str, frozenset[str]]:
    """Return the lemmas of ``data/cue_classes.txt`` by section, without comments."""
    path = resources.files("extractor").joinpath("data", "cue_classes.txt")
    found: dict[str, set[str]] = {}
    lemmas: set[str] = set()
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("["):
            lemmas = found.setdefault(line.strip("[]").partition(":")[0], set())
        elif not line.startswith("#"):
            lemmas.update(lemma.replace("_", " ") for lemma in line.split())
    return {name: frozenset(lemmas) for name, lemmas in found.items()}


def classes() -> dict[CueClass, frozenset[str]]:
    """Return the lemmas that each class lists; ``layout`` lists none."""
    names: tuple[CueClass, ...] = get_args(CueClass)
    return {name: _sections()[name] for name in names if name in _sections()}


@cache
def _classes() -> dict[str, CueClass]:
    return {lemma: name for name, lemmas in classes().items() for lemma in lemmas}


def is_listed(lemma: str) -> bool:
    """Return whether a class of cues lists *lemma*."""
    return lemma in _classes()


@lru_cache(REMEMBERED)
def listed_class(lemma: str) -> CueClass | None:
    """Return the class that lists a cue by its lemma or its first word, or None."""
    classes = _classes()
    return classes.get(lemma) or classes.get(lemma.partition(" ")[0])


def is_saying(lemma: str) -> bool:
    """Return whether a cue is listed as one of saying or writing."""
    return listed_class(lemma) in REPORTING_CLASSES


@lru_cache(REMEMBERED)
def cue_class(lemma: str, frame: str = "") -> CueClass:
    """Return the class of a cue: as listed, else by its frame.

    A verb before a colon (``Judge Oso said: "…"``) has its own class; the mark alone is layout.
    """
    if frame == HEARD:
        return "speech"
    if frame in LAYOUT_FRAMES and frame != "view":
        return listed_class(lemma) or "layout"
    stance = frame.removeprefix("passive-").partition("-")[0] in STANCE_FRAMES
    return listed_class(lemma) or ("stance" if stance else "speech")


@lru_cache(REMEMBERED)
def base_of(text: str, lemma: str, xpos: str) -> str:
    """Return the lemma of a word, from the listed cues if the lemmatizer does not know it."""
    known = inflection.base(text, lemma, xpos)
    if is_listed(known) or not xpos.startswith("VB"):
        return known
    return next((form for form in inflection.bases(text) if is_listed(form)), known)


def is_directive(lemma: str) -> bool:
    """Return whether a verb takes a person and an infinitive as its content: ``urge``."""
    return lemma in _sections()["directive"]


def expresses(lemma: str) -> bool:
    """Return whether a verb says the thought that is its object: ``voiced fears that …``."""
    return lemma in _sections()["expressing"]


def takes_gerund(lemma: str) -> bool:
    """Return whether a verb's gerund is what is said or denied: ``admitted taking the money``."""
    return lemma in _sections()["gerund"]


def takes_addressee(lemma: str) -> bool:
    """Return whether a verb's object is the addressee: ``tell``."""
    return lemma in _sections()["addressing"]


def is_voiced(lemma: str) -> bool:
    """Return whether a verb says how words sound: ``yell``, ``whisper``."""
    return lemma in _sections()["voice"] or is_sound(lemma)


def is_sound(lemma: str) -> bool:
    """Return whether a verb tells of a sound that needs no words: ``howl``, ``roar``."""
    return lemma in _sections()["sound"]


# --- channels ------------------------------------------------------------------------------

_channels = lexicon.read_words("channels")
CHANNEL_NOUNS: Final = {
    kind: _channels[kind]
    for kind in (
        "statement interview speech post letter document testimony call broadcast other".split()
    )
}
"""Head nouns of channels, by kind."""
CHANNEL_VERBS: Final = dict(word.split(":") for word in _channels["verb"])
"""Cues that name a channel themselves, with its kind: ``tweet``."""
TELLING_VERBS: Final = _channels["telling"]
RELAYING_VERBS: Final = _channels["relaying"]
RECORDS: Final = _channels["record"]
CARRYING_VERBS: Final = _channels["carrying"]
PERCEIVING_VERBS: Final = _channels["perceiving"]
SPEAKING_VERBS: Final = _channels["speaking"]
PLATFORMS: Final = _channels["platform"]
WAYS: Final = frozenset().union(*CHANNEL_NOUNS.values(), PLATFORMS, _channels["way"])
"""Nouns for the ways by which words come, kinds of channels and others."""
ASSEMBLIES: Final = _channels["assembly"]
INSTITUTIONS: Final = _channels["institution"]
BENCHES: Final = _channels["bench"]
PRESS: Final = _channels["press"]
OUTLET_NOUNS: Final = _channels["outlet"]
OUTLET_NAMES: Final = _channels["outlet-name"]


def is_channel(noun: str, preposition: str) -> bool:
    """Return whether a preposition and a noun name a channel: ``in a statement``."""
    return preposition in CHANNEL_PREPOSITIONS and noun in WAYS


def is_bench(noun: str, before: str = "") -> bool:
    """Return whether a noun, with the word *before* it, is who hears testimony: ``Old Bailey``."""
    plain = inflection.plain_singular(noun)
    return plain in BENCHES or f"{before.lower()}_{plain}" in BENCHES
