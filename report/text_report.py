"""The report on one text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from report import plots, sections
from report.plots import Row, shortened
from report.sourcing import KINDS, Source, Sourcing, is_second_hand, is_unnamed, relay, said

STRIPS: Final = 15
"""Sources that are drawn along the text; the table holds all."""


def of_text(found: Sourcing, name: str, filtered: Sequence[str] = ()) -> sections.Report:
    """Return the report on one text; *filtered* says in words what quotations were left out."""
    heading = next((line for line in found.text.splitlines() if line.strip()), "")
    software = found.answer["software"]
    return sections.Report(
        shortened(heading.strip("\ufeff"), 90) or name,
        f"{name}: {sections.plural(found.words, 'word')}",
        tuple(_facts_of_text(found)),
        (
            _along(found),
            _stretches_of_text(found),
            _unnamed_of_text(found),
            _second_hand_of_text(found),
            _unattributed_of_text(found),
            _kinds_of_text(found),
            _channels_of_text(found),
        ),
        (
            *filtered,
            "Speakers are matched within this text only. Nothing is looked up elsewhere.",
            "A source is whoever the text quotes: a person, an organization, a document. Nothing "
            "is guessed: what was not found stays empty.",
            f"Found by {software['name']} {software['version']}, {software['model']}. Rules make "
            "mistakes: check each figure against the text before you publish it.",
        ),
    )


def _facts_of_text(found: Sourcing) -> Iterator[tuple[str, str]]:
    quotes = found.answer["quotes"]
    unnamed = [source for source in found.sources if _is_anonymous(source)]
    nobody = found.nobody.quotations if found.nobody else 0
    without = sum(source.reason is None for source in unnamed)
    yield sections.fact(len(quotes), "quotation")
    yield sections.fact(len(found.sources), "source")
    yield sections.percent(found.quoted / max(1, found.words)), "of the words are quoted"
    yield sections.fact(len(unnamed), "anonymous source", sections.reasons(len(unnamed), without))
    yield sections.fact(sum(map(is_second_hand, quotes)), "quotation", " from other outlets")
    yield sections.fact(nobody, "quotation", " without a speaker")


def _is_anonymous(source: Source) -> bool:
    return source.kind == "anonymous" or source.anonymity is not None


def _every(found: Sourcing) -> list[Source]:
    """Return the sources, and nobody if there are quotations of nobody."""
    return [*found.sources, *([found.nobody] if found.nobody else [])]


def _along(found: Sourcing) -> sections.Section:
    every = _every(found)
    shown = [*found.sources[:STRIPS], *([found.nobody] if found.nobody else [])]
    drawn = [_strip(source, found) for source in shown]
    about = (
        "Where each source is quoted, from the beginning of the text (left) to its end (right); "
        "the number of its quotations, and its share of all quoted words."
    )
    pale = " Pale: a stretch that rests on this source alone." * bool(found.stretches)
    says = " ".join(
        f"{source.label}: {sections.plural(source.quotations, 'quotation')}, "
        f"{sections.percent(source.share)}."
        for source in shown
    )
    rows = tuple(
        (
            source.label,
            sections.NAMES[source.kind] if source.id else "",
            source.quotations,
            source.words,
            sections.percent(source.share),
            "; ".join(source.descriptions),
        )
        for source in every
    )
    head = ("Source", "Kind", "Quotations", "Words", "Share", "Described as")
    picture = plots.rows("Sources along the text", says, drawn, ("beginning", "end"))
    return sections.Section(
        "Sources and their share",
        about + pale,
        (sections.Plot(picture),) if every else (),
        sections.Table("Sources and their share of the quoted words", head, rows),
        "No quotations were found.",
    )


def _colour(source: Source) -> str:
    """Return the class of a source's colour: by its number in the text, as on the page."""
    return f"s{(int(source.id.removeprefix('s')) - 1) % 10}" if source.id else "nobody"


def _strip(source: Source, found: Sourcing) -> Row:
    length = max(1, len(found.text))
    alone = (stretch.place for stretch in found.stretches if stretch.source is source)
    return Row(
        source.label,
        f"{source.quotations:,} · {sections.percent(source.share)}",
        _colour(source),
        tuple((start / length, end / length) for start, end in source.places),
        tuple((start / length, end / length) for start, end in alone),
    )


def _kinds_of_text(found: Sourcing) -> sections.Section:
    every = _every(found)
    counted = []
    for kind in (*KINDS, ""):
        own = [source for source in every if source.kind == kind]
        quotations, words = sum(s.quotations for s in own), sum(s.words for s in own)
        if own:
            counted.append((kind, len(own), quotations, words, sum(s.share for s in own)))
    return sections.by_kind(counted, "A source counts once, however often it is quoted.")


def _stretches_of_text(found: Sourcing) -> sections.Section:
    rows = tuple(
        (
            each.source.label,
            "–".join(map(str, dict.fromkeys(each.paragraphs))),
            each.quotations,
            each.words,
            sections.percent(each.share),
        )
        for each in sorted(found.stretches, key=lambda each: -each.words)
    )
    head = ("Source", "Paragraphs", "Quotations", "Words", "Share of the text")
    return sections.Section(
        "Stretches that rest on one source",
        "At least 100 words (in a short text, a fifth of it) from the first to the last word of a "
        "source's quotations, with nobody else quoted in between.",
        (),
        sections.Table("Stretches, the longest first", head, rows),
        "There is no such stretch.",
    )


def _unnamed_of_text(found: Sourcing) -> sections.Section:
    unnamed = [source for source in found.sources if is_unnamed(source)]
    rows = tuple(
        (
            source.label,
            sections.NAMES[source.kind],
            source.quotations,
            source.anonymity or sections.NOT_FOUND,
            source.reason or sections.NOT_FOUND,
            "; ".join(source.descriptions),
        )
        for source in sorted(unnamed, key=lambda source: not _is_anonymous(source))
    )
    head = ("Source", "Kind", "Quotations", "Anonymity", "Reason", "Described as")
    return sections.Section(
        "Anonymous sources and groups",
        "First the anonymous sources that are counted above: people whom the text does not name, "
        "and whoever is granted anonymity in words, named or not. Then groups. Anonymity and "
        "reason are the words of the text.",
        (),
        sections.Table("Anonymous sources and groups", head, rows),
        "No anonymous source was found.",
    )


def _second_hand_of_text(found: Sourcing) -> sections.Section:
    rows = tuple(
        (
            shortened(said(quote), sections.LONGEST_QUOTATION),
            quote["speaker"]["label"] if quote["speaker"] else "no speaker",
            relay(quote),
            found.paragraph(quote["segments"][0]["start"]),
        )
        for quote in found.answer["quotes"]
        if is_second_hand(quote)
    )
    head = ("Quotation", "Source", "Second source", "Paragraph")
    return sections.Section(
        "Taken from other outlets",
        "Quotations that a second source passes on, or that were given to another outlet.",
        (),
        sections.Table("Second-hand quotations", head, rows),
        "No second source was found for any quotation.",
    )


def _channels_of_text(found: Sourcing) -> sections.Section:
    kinds = [(quote.get("channel") or {}).get("kind") for quote in found.answer["quotes"]]
    return sections.by_channel([(kind, kinds.count(kind)) for kind in dict.fromkeys(kinds)])


def _unattributed_of_text(found: Sourcing) -> sections.Section:
    rows = tuple(
        (
            shortened(said(quote), sections.LONGEST_QUOTATION),
            quote["type"],
            found.paragraph(quote["segments"][0]["start"]),
        )
        for quote in found.answer["quotes"]
        if quote["speaker"] is None
    )
    return sections.Section(
        "Quotations without a speaker",
        "No speaker was found for these.",
        (),
        sections.Table("Quotations without a speaker", ("Quotation", "Type", "Paragraph"), rows),
        "Every quotation has a speaker." if found.answer["quotes"] else sections.NO_QUOTATIONS,
    )
