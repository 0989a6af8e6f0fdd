"""Worst-case texts within the limits, of any length in characters."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Final

from benchmarks.load.texts import articles

SHORT: Final = 5_000
"""Characters of the texts that long ones are compared with."""
SEED: Final = 7
NEST: Final = "“‘" * 500 + "a" + "’”" * 500
TABLE: Final = "Lund\t14\t3.5%\t“no”\n"
TURN: Final = "LUND: We said no.\nOKAFOR: “You” did.\n"


def news(characters: int) -> str:
    """Return concatenated articles of our own, cut at a space."""
    text = "\n\n".join(articles(1 + characters // 3000))[:characters]
    return text[: text.rfind(" ")]


def one_sentence(characters: int) -> str:
    """Return one sentence of words of a letter each: 50,000 of them in 100,000 characters."""
    choice = random.Random(SEED)
    return " ".join(choice.choice("aitwsb") for _ in range(characters // 2)) + "."


def long_words(characters: int) -> str:
    """Return one sentence of usual words without an end."""
    return ("it rained and she said that the bridge is old and " * (characters // 50 + 1))[
        :characters
    ]


def random_unicode(characters: int) -> str:
    """Return random Unicode characters without surrogates."""
    choice = random.Random(SEED)
    codes = (choice.randrange(0x11_0000) for _ in range(2 * characters))
    return "".join(chr(code) for code in codes if not 0xD800 <= code < 0xE000)[:characters]


def no_spaces(characters: int) -> str:
    """Return only letters."""
    choice = random.Random(SEED)
    return "".join(choice.choice("etaoinshrdlu") for _ in range(characters))


def repeated(piece: str) -> Callable[[int], str]:
    """Return a function that repeats a piece up to a number of characters."""
    return lambda characters: (piece * (characters // len(piece) + 1))[:characters]


KINDS: Final[Mapping[str, Callable[[int], str]]] = {
    "news": news,
    "opening marks": repeated("“"),
    "straight marks": repeated('"'),
    "both marks": repeated("\"'"),
    "marks, said, no spaces": repeated("“a”,said-b."),
    "straight, no spaces": repeated('"a",said-b.'),
    "one sentence": one_sentence,
    "long sentence": long_words,
    "nested 1,000 deep": repeated(NEST),
    "no spaces": no_spaces,
    "random unicode": random_unicode,
    "unclosed lines": repeated("“It rained.\n"),
    "table": repeated(TABLE),
    "transcript": repeated(TURN),
    "right to left": repeated("قال “مرحبا” ثم "),
    "emoji": repeated("👩\u200d👩\u200d👧 said “😀”. "),
    "digits": repeated("3.5 14 “7” "),
    "full stops": repeated("He said. "),
    "marked words": repeated("“a” "),
    "said": repeated('"said "'),
    "initials": repeated("A. "),
    "unspaced Arabic": repeated("قالمرحباثم"),
}
