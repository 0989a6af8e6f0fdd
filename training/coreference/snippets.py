"""Made-up news in which somebody speaks, others come up, and a pronoun speaks on.

GUM and LitBank have hardly any ``he said`` of the news. So short texts are put together from parts
at random, each with its speaker: a person newly named as the subject of a sentence speaks next; one
who is only an object or inside a clause leaves the word to the speaker before, and so does a firm.
Of some nothing shows whether they are people, as of many in the news. The parts are our own; marks
around a mention (``[A he]``) say whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from typing import Final

from extractor import marks
from extractor.domain import Parser
from training.coreference.corpora import GoldDocument, mentions_at

COUNT: Final = 1500
SEED: Final = 17

GIVEN: Final = {
    "he": "Adam Oscar Leon Victor Hugo Martin Felix Simon Ralph Gerald Colin Neil".split(),
    "she": "Clara Ruth Irene Martha Elsa Judith Paula Nora Diana Sonia Vera Joan".split(),
}
SPOKESMEN: Final = {"he": "spokesman", "she": "spokeswoman"}
POSSESSIVES: Final = {"he": "his", "she": "her"}
SURNAMES: Final = """Abbott Barlow Carver Dalton Eaton Fowler Garner Harlan Ingram Jarvis Keller
Lambert Mercer Norwood Osborne Palmer Quigley Radford Sawyer Thorne Upton Vickers Whitaker Yates
""".split()
UNLISTED: Final = """Thandolwe Mokgosi;Yaretzi Quispay;Enkhtuul Bataar;Mosesi Uluaki;Dzhamil Tsarev
Hyunok Baek;Xiaolan Zhou;Ngawang Tsomo;Kaimana Poaha;Tserenpil Ganz;Nyokorom Deng;Iluka Waru
Meilin Chow;Okwuchi Nwadi;Sørwen Kvaal;Tuapou Latu;Zhansaya Abdik;Quyen Trinh""".replace(
    "\n", ";"
).split(";")
"""Names of people whose given names no list has: they may be men or women."""
FIRMS: Final = """Norrkom Qantel Zentralux Petrosur Halvex Slavoj Rovik Tarmex Orbicon Veltra
Kvarner Sentrum Dynaco Albatel""".split()
"""Names of firms and clubs that no list has."""
ROLES: Final = "engineer; lawyer; nurse; farmer; shop owner; union leader; professor".split("; ")
UNNAMED: Final = (
    "nurse; farmer; shop owner; taxi driver in the city; retired teacher; neighbour; diplomat; "
    "former colleague; student; pilot; prosecutor; passenger; lawyer for the family; "
    "second guard; senior official; volunteer; goalkeeper; waiter; member of the crew; judge"
).split("; ")
"""Descriptions of people of whom nothing shows whether they are men or women."""
CLAUSES: Final = (
    "the plan was ready; nobody had been hurt; the money was gone; it would take years; "
    "the vote was a mistake; the road had to close; the figures were wrong"
).split("; ")

QUOTES: Final = (
    "It was the worst day of my life; We did what we could; I never saw it coming; "
    "They would not listen; We will try again; It makes no sense; I was very lucky"
).split("; ")

SPEAKS: Final = """[A {A}] said {clause}.
[A {A}], a {role}, said that {clause}.
"{quote}," said [A {A}].
"{quote}," [A {A}], the {role}, said on Tuesday.
[A {A}] told reporters that {clause}.
According to [A {A}], {clause}.
[A {A}] warned on Friday that {clause}.""".split("\n")
ACTS: Final = """[B {B}] lost everything in the fire.
[B {B}] was at home when the roof fell in.
[B {B}], a {role}, has lived near the harbour for ten years.
[B {B}] drove north before the snow began.
[B {B}] won the race by a second.
On Sunday morning [B {B}] walked down to the river.
[B {B}] did not expect a call from the hospital.
[B {B}] works at the mill and has two sons.
When the doors opened, [B {B}] was the first in line.
[B {B}] knows the valley well.""".split("\n")
IS_ACTED_ON: Final = """[B {B}] was arrested on Monday.
[B {B}] was taken to a hospital in the city.
[B {B}] was named in the report.
[B {B}] died in the crash.""".split("\n")
COMES_UP: Final = """The court fined [B {B}] last year.
A study by [B {B}] had come to the same end.
The land belongs to [B {B}].
The company that [B {B}] founded paid nothing.
It is the third such case since the arrest of [B {B}].
The committee had heard [B {B}] in June.
The painting was sold to [B {B}], a {role}.
A friend of [B {B}] found the letters.
The club has offered [B {B}] a new contract.
The bill, which [B {B}] opposes, passed in May.""".split("\n")
REPORTS: Final = """[A {A}] said that [B {B}] had left the country.
[A {A}] said [B {B}] should resign.
"[B {B}] was right," said [A {A}].
[A {A}] told the court that [B {B}] had never called.
[A {A}] accused [B {B}] of lying.
[A {A}] met [B {B}] on Thursday and said {clause}.""".split("\n")
INSIDE: Final = """The case went to the court, where [A a {spokesman}] said that {clause}.
The letters were sent to the office, whose manager, [A {A}], said {clause}.
It was a bad week, [A {A}] said.
As [A {A}] put it, {clause}.
Asked about the plan, [A {A}] said that {clause}.
When the meeting was over, [A a {spokesman}] told reporters that {clause}.
The men were held for a day, and [A {A}] said {clause}.""".split("\n")
RETURNS: Final = """[A {a}] was not convinced.
[A {a}] has led the office since March.
[A {a}] will speak again next week.""".split("\n")
FIRM_ACTS: Final = """[C {C}] won the contract in May.
[C {C}] has sued the ministry.
[C {C}] bought the mill ten years ago.
[C {C}] did not pay its bills.
On Friday [C {C}] closed two of its offices.
[C {C}] led until the second half.""".split("\n")
UNNAMED_SPEAKS: Final = """[W A {someone}] said {clause}.
[W A {someone}] said that {clause}.
"{quote}," said [W a {someone}].
"{quote}," [W a {someone}] said on Tuesday.
[W A {someone}] told reporters that {clause}.
According to [W a {someone}], {clause}.
[W One {someone}] complained that {clause}.""".split("\n")
UNNAMED_ACTS: Final = """[W A {someone}] stood at the gate with two bags.
[W A {someone}] lost everything in the fire.
[W A {someone}] swept the floor of the shop.
[W A {someone}] was waiting in the rain.
On the other side of the road, [W a {someone}] looked up.
[W A {someone}] did not want to talk about it.
[W One {someone}] ran into the street when the roof fell in.
[W A {someone}] has lived near the harbour for ten years.
[W A {someone}] put down [W {his}] bag and looked up.
[W A {someone}] said [W {he}] had heard a shout.
[W A {someone}], speaking at the market, was blunt.""".split("\n")
SOMEBODYS_ACTS: Final = """[A {His}] [W neighbour], a retired {role}, was not surprised.
[A {His}] [W lawyer] came out of the court.
[A {His}] [W deputy] has led the office since March.
[A {His}] old [W teacher] was at the gate.
[A {His}] [W coach] watched from the bench.""".split("\n")
ASKS: Final = """[W One {someone}] asked why the road was closed.
[W A {someone}] asked about the money.
[W A {someone}] asked whether {clause}.
[B {B}] asked who had paid for it.
[W One {someone}] in the room asked how long it would take.""".split("\n")
UNNAMED_COMES_UP: Final = """The money was paid to [W a {someone}].
The court fined [W a {someone}] last year.
It is the third such case since the arrest of [W a {someone}].
The letters were found by [W a {someone}].
The plan, which [W a {someone}] had opposed, passed in May.
[A {a}] lives with [W a {someone}] in a small flat.""".split("\n")
REPORTS_OF_UNNAMED: Final = """[A {A}] said that [W a {someone}] had left the country.
"[W A {someone}] was here," said [A {A}].
[A {A}] told the court that [W a {someone}] had never called.
[A {A}] met [W a {someone}] on Thursday and said {clause}.""".split("\n")
GOES_ON: Final = """The work began in spring.
It was a cold night.
The inquiry will last until autumn.""".split("\n")
SPEAKS_ON: Final = """"{quote}," [X {he}] said.
[X {He}] said {clause}.
"{quote}," [X {he}] added.
"{quote}," [X {he}] told the radio. "{quote}."
[X {He}] said that {clause}.
[X {He}] told a local paper {clause}.""".split("\n")

KINDS: Final = (
    (6, ("speaks", "acts"), "B"),
    (2, ("speaks", "goes on", "acts"), "B"),
    (2, ("speaks", "acts", "goes on"), "B"),
    (1, ("speaks", "is acted on"), "B"),
    (1, ("speaks", "is acted on"), "A"),
    (6, ("speaks", "comes up"), "A"),
    (3, ("comes up", "speaks"), "A"),
    (3, ("acts", "speaks"), "A"),
    (4, ("reports",), "A"),
    (2, ("speaks", "acts", "returns"), "A"),
    (2, ("comes up", "speaks", "goes on"), "A"),
    (4, ("other speaks", "inside"), "A"),
    (2, ("other speaks", "inside", "goes on"), "A"),
    (3, ("other speaks", "speaks"), "A"),
    (2, ("other speaks", "goes on", "goes on", "inside"), "A"),
    (3, ("acts", "speaks", "goes on"), "A"),
    (3, ("speaks", "unclear acts"), "U"),
    (1, ("speaks", "unclear acts", "goes on"), "U"),
    (2, ("speaks", "unclear comes up"), "A"),
    (3, ("speaks", "unlisted acts"), "V"),
    (1, ("speaks", "goes on", "unlisted acts"), "V"),
    (2, ("speaks", "unlisted comes up"), "A"),
    (3, ("speaks", "firm acts"), "A"),
    (2, ("firm acts", "speaks"), "A"),
    (4, ("speaks", "unnamed acts"), "W"),
    (1, ("speaks", "unnamed acts", "goes on"), "W"),
    (2, ("acts", "unnamed acts"), "W"),
    (3, ("speaks", "unnamed speaks"), "W"),
    (2, ("acts", "unnamed speaks"), "W"),
    (2, ("unnamed acts",), "W"),
    (1, ("goes on", "unnamed acts"), "W"),
    (2, ("unnamed speaks",), "W"),
    (4, ("speaks", "unnamed comes up"), "A"),
    (2, ("acts of the first", "somebody's acts"), "A"),
    (3, ("speaks", "asks"), "A"),
    (2, ("acts of the first", "asks"), "A"),
    (2, ("acts of the first", "somebody's acts"), "W"),
    (1, ("speaks", "somebody's acts"), "A"),
    (3, ("reports of unnamed",), "A"),
    (2, ("unnamed acts", "speaks"), "A"),
    (2, ("unnamed speaks", "speaks"), "A"),
)
"""How often each kind of text is made, its sentences, and who speaks on."""
PARTS: Final = {
    "speaks": SPEAKS,
    "other speaks": [template.replace("[A {A}]", "[B {B}]") for template in SPEAKS],
    "inside": INSIDE,
    "acts": ACTS,
    "unclear acts": [template.replace("[B {B}]", "[U {U}]") for template in ACTS],
    "unclear comes up": [template.replace("[B {B}]", "[U {U}]") for template in COMES_UP],
    "unlisted acts": [template.replace("[B {B}]", "[V {V}]") for template in ACTS],
    "unlisted comes up": [template.replace("[B {B}]", "[V {V}]") for template in COMES_UP],
    "firm acts": FIRM_ACTS,
    "unnamed speaks": UNNAMED_SPEAKS,
    "unnamed acts": UNNAMED_ACTS,
    "somebody's acts": SOMEBODYS_ACTS,
    "asks": ASKS,
    "acts of the first": [template.replace("[B {B}]", "[A {A}]") for template in ACTS],
    "unnamed comes up": UNNAMED_COMES_UP,
    "reports of unnamed": REPORTS_OF_UNNAMED,
    "is acted on": IS_ACTED_ON,
    "comes up": COMES_UP,
    "reports": REPORTS,
    "returns": RETURNS,
    "goes on": GOES_ON,
}
TYPES: Final = {**dict.fromkeys("ABVW", "person"), **dict.fromkeys("CU", "unclear")}
"""What is known of those mentioned."""
_MARKED: Final = re.compile(r"\[([ABCUVW]) ([^\]]+)\]")


def snippets(parser: Parser) -> Iterator[GoldDocument]:
    """Yield the texts, parsed by *parser*; the same ones each time."""
    random = Random(SEED)
    for number in range(COUNT):
        text, spans = _plain(_marked(random))
        document = parser(marks.find(text))
        mentions = mentions_at(document, spans)
        yield GoldDocument(f"snippet {number}", "snippet", document, mentions)


def _marked(random: Random) -> str:
    """Return a text with its mentions marked."""
    _, parts, speaker = random.choices(KINDS, [kind[0] for kind in KINDS])[0]
    pronoun = random.choice(tuple(GIVEN))
    first, second = random.sample(GIVEN[pronoun], 2), random.sample(SURNAMES, 2)
    known = {"A": f"{first[0]} {second[0]}", "B": f"{first[1]} {second[1]}", "a": second[0]}
    known |= {"U": random.choice(UNLISTED), "V": random.choice(UNLISTED)}
    known["C"] = random.choice(FIRMS)
    pronouns = {"he": pronoun, "He": pronoun.capitalize(), "spokesman": SPOKESMEN[pronoun]}
    pronouns |= {"his": POSSESSIVES[pronoun], "His": POSSESSIVES[pronoun].capitalize()}
    closings = random.choices(SPEAKS_ON, k=random.choice((1, 1, 2)))
    closings = [closing.replace("[X", f"[{speaker}") for closing in closings]
    made = ""
    for template in (*(random.choice(PARTS[part]) for part in parts), *closings):
        said = {kind: random.choice(words) for kind, words in _WORDS.items()}
        gap = random.choice((" ", " ", "\n\n")) if made else ""
        made += gap + template.format(**known, **pronouns, **said)
    return made


_WORDS: Final = {"role": ROLES, "someone": UNNAMED, "clause": CLAUSES, "quote": QUOTES}


def _plain(marked: str) -> tuple[str, dict[tuple[int, int], tuple[str, str]]]:
    """Return a text without its marks, and the ranges that they held with cluster and type."""
    text, spans, after = "", {}, 0
    for found in _MARKED.finditer(marked):
        text += marked[after : found.start()]
        spans[len(text), len(text) + len(found[2])] = (found[1], TYPES[found[1]])
        text, after = text + found[2], found.end()
    return text + marked[after:], spans
