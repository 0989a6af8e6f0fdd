"""What a report says, section by section: plots, a table below each, a sentence on what is counted.

of_text     one text
of_archive  the result of a batch
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from markupsafe import Markup

from report import plots
from report.archive import UNITS, Archive
from report.plots import Row, shortened
from report.sourcing import CHANNELS, KINDS, Source, Sourcing, is_second_hand, is_unnamed, relay

NAMES: Final = {
    "person": "named person",
    "organization": "organization",
    "document": "document",
    "group": "group without names",
    "anonymous": "unnamed person",
    "unknown": "kind unknown",
    "": "no speaker given",
}
"""What kinds are called in words."""
NOT_SAID: Final = "not said"
STRIPS: Final = 15
"""Sources that are drawn along the text; the table holds all."""
LONGEST_QUOTATION: Final = 240
LISTED: Final = 20
"""Rows of a list of single cases; the CSV holds all."""
TOP: Final = 20
DRAWN: Final = 6
"""Labels that are drawn over time."""

Cells = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its caption, the names of its columns, its rows, and how many are left out."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[Cells, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot as SVG; a small one of several has a heading of its own and words at its ends."""

    drawing: Markup
    heading: str = ""
    ends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a report. Where the table has no rows, ``nothing`` is said instead.

    ``is_narrow`` tells that its table has short cells.
    """

    title: str
    about: str
    plots: tuple[Plot, ...] = ()
    table: Table = Table("", (), ())
    nothing: str = ""
    is_narrow: bool = False

    @property
    def is_half(self) -> bool:
        """Whether it leaves room for another beside it, on a wide page."""
        return self.is_narrow or not self.table.rows


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report: what it is about, its main figures with their words, sections and notes."""

    title: str
    of: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = field(default=())


def percent(share: float) -> str:
    """Return a share from 0 to 1 in words."""
    return f"{100 * share:.0f}%"


def plural(count: int, word: str) -> str:
    """Return a number with its noun."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


# ---- one text ----


def of_text(found: Sourcing, name: str, filtered: Sequence[str] = ()) -> Report:
    """Return the report on one text; *filtered* says in words what quotations were left out."""
    heading = next((line for line in found.text.splitlines() if line.strip()), "")
    software = found.answer["software"]
    return Report(
        shortened(heading.strip("\ufeff"), 90) or name,
        f"{name}: {plural(found.words, 'word')}",
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
            "A source is whoever the text quotes: a person, an organization, a document. What the "
            "text does not say is left empty, never guessed.",
            "A stretch rests on one source from the first to the last quoted word of quotations "
            "in a row that have the same speaker, with nobody else quoted in between.",
            f"Found by {software['name']} {software['version']}, {software['model']}. Rules make "
            "mistakes: check a figure in the text before you publish it.",
        ),
    )


def _facts_of_text(found: Sourcing) -> Iterator[tuple[str, str]]:
    quotes = found.answer["quotes"]
    unnamed = [source for source in found.sources if _is_anonymous(source)]
    without = sum(source.reason is None for source in unnamed)
    yield _fact(len(quotes), "quotation")
    yield _fact(len(found.sources), "source")
    yield percent(found.quoted / found.words if found.words else 0), "of the words are quoted"
    yield _fact(len(unnamed), "anonymous source", _reasons(len(unnamed), without))
    yield _fact(sum(map(is_second_hand, quotes)), "quotation", " from other outlets")
    yield _fact(found.nobody.quotations if found.nobody else 0, "quotation", " without a speaker")


def _fact(count: int, word: str, more: str = "") -> tuple[str, str]:
    number, _, noun = plural(count, word).partition(" ")
    return number, noun + more


def _reasons(sources: int, without: int) -> str:
    return f", {f'{without:,}' if without else 'none'} without a reason" if sources else ""


def _is_anonymous(source: Source) -> bool:
    return source.kind == "anonymous" or source.anonymity is not None


def _every(found: Sourcing) -> list[Source]:
    """Return the sources, and nobody if there are quotations of nobody."""
    return [*found.sources, *([found.nobody] if found.nobody else [])]


def _along(found: Sourcing) -> Section:
    every = _every(found)
    drawn = [
        _strip(source, n, found)
        for n, source in enumerate(every)
        if n < STRIPS or source.id is None
    ]
    about = (
        "A row for each source: where its quotations stand in the text, from its beginning (left) "
        "to its end (right), how many there are, and their share of all quoted words."
    )
    pale = " The pale ground is a stretch that rests on this source alone." * bool(found.stretches)
    says = " ".join(f"{row.label}: {row.value.replace(' ·', ' quotations,')}." for row in drawn)
    rows = tuple(
        (
            source.label,
            NAMES[source.kind] if source.id else "",
            source.quotations,
            source.words,
            percent(source.share),
            "; ".join(source.descriptions),
        )
        for source in every
    )
    head = ("Source", "Kind", "Quotations", "Words", "Share", "Described as")
    picture = plots.rows("Sources along the text", says, drawn, ("beginning", "end"))
    return Section(
        "Sources and their share",
        about + pale,
        (Plot(picture),) if every else (),
        Table("Sources and their share of the quoted words", head, rows),
        "No quotations were found.",
    )


def _strip(source: Source, number: int, found: Sourcing) -> Row:
    length = max(1, len(found.text))
    alone = (stretch.place for stretch in found.stretches if stretch.source is source)
    return Row(
        source.label,
        f"{source.quotations:,} · {percent(source.share)}",
        f"s{number % 10}" if source.id else "nobody",
        tuple((start / length, end / length) for start, end in source.places),
        tuple((start / length, end / length) for start, end in alone),
    )


def _kinds_of_text(found: Sourcing) -> Section:
    every = _every(found)
    counted = []
    for kind in (*KINDS, ""):
        own = [source for source in every if source.kind == kind]
        quotations, words = sum(s.quotations for s in own), sum(s.words for s in own)
        if own:
            counted.append((kind, len(own), quotations, words, sum(s.share for s in own)))
    return _by_kind(counted, "A source counts once, however often it is quoted.")


def _by_kind(counted: Sequence[tuple[str, int, int, int, float]], about: str) -> Section:
    drawn = [
        Row(NAMES[kind], percent(share), f"k-{kind or 'nobody'}", ((0, share),))
        for kind, _, _, _, share in counted
    ]
    says = ", ".join(f"{row.label} {row.value}" for row in drawn)
    picture = plots.rows("Share of quoted words by kind of source", says, drawn)
    rows = tuple(
        (NAMES[kind], sources if kind else "", quotations, words, percent(share))
        for kind, sources, quotations, words, share in counted
    )
    head = ("Kind of source", "Sources", "Quotations", "Words", "Share")
    return Section(
        "Kinds of source",
        f"The share of the quoted words for each kind. {about}",
        (Plot(picture),) if drawn else (),
        Table("Sources, quotations and words by kind", head, rows),
        "No quotations were found.",
        is_narrow=True,
    )


def _stretches_of_text(found: Sourcing) -> Section:
    rows = tuple(
        (
            each.source.label,
            "–".join(map(str, dict.fromkeys(each.paragraphs))),
            each.quotations,
            each.words,
            percent(each.share),
        )
        for each in sorted(found.stretches, key=lambda each: -each.words)
    )
    head = ("Source", "Paragraphs", "Quotations", "Words", "Share of the text")
    return Section(
        "Stretches that rest on one source",
        "Where nobody else is quoted for 100 words or more, or for a fifth of a short text. Words "
        "are those of the text from the first quoted word to the last.",
        (),
        Table("Stretches, the longest first", head, rows),
        "There is no such stretch.",
    )


def _unnamed_of_text(found: Sourcing) -> Section:
    unnamed = [source for source in found.sources if is_unnamed(source)]
    rows = tuple(
        (
            source.label,
            NAMES[source.kind],
            source.quotations,
            source.anonymity or NOT_SAID,
            source.reason or NOT_SAID,
            "; ".join(source.descriptions),
        )
        for source in sorted(unnamed, key=lambda source: not _is_anonymous(source))
    )
    head = ("Source", "Kind", "Quotations", "Anonymity", "Reason", "Described as")
    return Section(
        "Sources without a name",
        "People whom the text does not name, with the words that grant anonymity and the reason, "
        "where the text has them.",
        (),
        Table("Sources without a name", head, rows),
        "Every person who is quoted has a name.",
    )


def _second_hand_of_text(found: Sourcing) -> Section:
    rows = tuple(
        (
            shortened(quote["text"], LONGEST_QUOTATION),
            quote["speaker"]["label"] if quote["speaker"] else "no speaker given",
            relay(quote),
            found.paragraph(quote["segments"][0]["start"]),
        )
        for quote in found.answer["quotes"]
        if is_second_hand(quote)
    )
    head = ("Quotation", "Source", "By way of", "Paragraph")
    return Section(
        "Taken from other outlets",
        "Quotations that somebody else passed on, or that were given to another outlet.",
        (),
        Table("Quotations at second hand", head, rows),
        "The text names no second source for any quotation.",
    )


def _channels_of_text(found: Sourcing) -> Section:
    kinds = [(quote.get("channel") or {}).get("kind") for quote in found.answer["quotes"]]
    return _by_channel([(kind, kinds.count(kind)) for kind in dict.fromkeys(kinds)])


def _by_channel(counted: Sequence[tuple[str | None, int]]) -> Section:
    order = {kind: n for n, kind in enumerate(CHANNELS)}
    said = sorted(
        (each for each in counted if each[0]), key=lambda e: (-e[1], order.get(str(e[0]), 99))
    )
    every = [*said, *(each for each in counted if not each[0])]
    total = sum(count for _, count in every) or 1
    drawn = [
        Row(kind or NOT_SAID, f"{count:,}", "s2" if kind else "none", ((0, count / total),))
        for kind, count in every
    ]
    says = ", ".join(f"{row.label} {row.value}" for row in drawn)
    rows = tuple((kind or NOT_SAID, count, percent(count / total)) for kind, count in every)
    return Section(
        "By what way the words came",
        "Quotations by the channel that the text names: a statement, an interview, a post.",
        (Plot(plots.rows("Quotations by channel", says, drawn)),) if said else (),
        Table("Quotations by channel", ("Channel", "Quotations", "Share"), rows if said else ()),
        "The text names no channel." if every else "No quotations were found.",
        is_narrow=True,
    )


def _unattributed_of_text(found: Sourcing) -> Section:
    rows = tuple(
        (
            shortened(quote["text"], LONGEST_QUOTATION),
            quote["type"],
            found.paragraph(quote["segments"][0]["start"]),
        )
        for quote in found.answer["quotes"]
        if quote["speaker"] is None
    )
    return Section(
        "Quotations without a speaker",
        "The text does not say who speaks.",
        (),
        Table("Quotations without a speaker", ("Quotation", "Type", "Paragraph"), rows),
        "Every quotation has a speaker.",
    )


# ---- an archive ----


def of_archive(archive: Archive, name: str, filtered: Sequence[str] = ()) -> Report:
    """Return the report on the result of a batch."""
    documents, failed, undated, first, last = archive.one(
        "SELECT count(*), count(*) FILTER (failed), count(*) FILTER (day IS NULL), "
        "min(day), max(day) FROM documents"
    )
    periods = _periods(archive, first, last)
    over_time = [*_labels_over_time(archive, periods), *_sourcing_over_time(archive, periods)]
    return Report(
        name,
        plural(documents, "document") + (f", {first} to {last}" if first else ""),
        tuple(_facts_of_archive(archive, documents)),
        (
            _kinds_of_archive(archive),
            _sources_a_document(archive, documents),
            _labels(archive),
            *over_time,
            _unnamed_of_archive(archive),
            _second_hand_of_archive(archive),
            _by_channel(
                archive.ask("SELECT channel_kind, count(*) FROM quotations GROUP BY 1 ORDER BY 1")
            ),
            _in_a_row(archive),
            _unattributed_of_archive(archive),
        ),
        (*filtered, *_notes_of_archive(archive, documents, failed, undated)),
    )


def _notes_of_archive(archive: Archive, documents: int, failed: int, undated: int) -> Iterator[str]:
    yield (
        "Names are matched within a document only. Across documents, equal labels are counted "
        "together: two people of the same name are one row here, and one person under two names "
        "is two."
    )
    yield (
        "A source is whoever a document quotes; somebody who is quoted in ten documents is ten "
        "sources."
    )
    if archive.is_flat:
        yield (
            "The result has a row for each quotation (batch --flat, or CSV): documents without "
            "quotations are not in it, and are not counted."
        )
    if not archive.files.complete:
        yield "The batch was not finished: only the documents that it has answered are counted."
    if failed:
        yield f"{plural(failed, 'document')} failed in the batch and count as without quotations."
    if archive.date and undated:
        yield (
            f"{undated:,} of {plural(documents, 'document')} have no date in the column "
            f"{archive.date!r} and are left out over time."
        )
    if not archive.date:
        yield "There is no column with dates: nothing is shown over time."
    yield "Rules make mistakes: check a figure in the documents before you publish it."


def _facts_of_archive(archive: Archive, documents: int) -> Iterator[tuple[str, str]]:
    quotations, nobody, second = archive.one(
        "SELECT count(*), count(*) FILTER (source_id IS NULL), count(*) FILTER (second_hand) "
        "FROM quotations"
    )
    sources, unnamed, without = archive.one(
        f"SELECT count(*), count(*) FILTER ({ANONYMOUS}), "
        f"count(*) FILTER ({ANONYMOUS} AND reason IS NULL) FROM sources "
        "WHERE source_id IS NOT NULL"
    )
    yield _fact(documents, "document")
    yield _fact(quotations, "quotation")
    yield _fact(sources, "source")
    yield _fact(unnamed, "anonymous source", _reasons(unnamed, without))
    yield _fact(second, "quotation", " from other outlets")
    yield percent(nobody / quotations if quotations else 0), "of quotations without a speaker"


ANONYMOUS: Final = "(kind = 'anonymous' OR anonymity IS NOT NULL)"
NAMED: Final = "coalesce(source, '') || '\x1f' || coalesce(kind, '')"


def _kinds_of_archive(archive: Archive) -> Section:
    found = {
        kind or "": (sources, quotations, words)
        for kind, sources, quotations, words in archive.ask(
            "SELECT kind, count(*), CAST(sum(quotations) AS BIGINT), CAST(sum(words) AS BIGINT) "
            "FROM sources GROUP BY kind"
        )
    }
    total = sum(words for *_, words in found.values()) or 1
    counted = [
        (kind, *found[kind], found[kind][2] / total) for kind in (*KINDS, "") if kind in found
    ]
    return _by_kind(counted, "A source counts once in each document.")


def _sources_a_document(archive: Archive, documents: int) -> Section:
    counted = dict(
        archive.ask(
            "SELECT least(sources, 6) AS n, count(*) FROM (SELECT doc, count(s.source_id) "
            "AS sources FROM documents LEFT JOIN sources s USING (doc) GROUP BY doc) GROUP BY n"
        )
    )
    names = ["none", "1 source", *(f"{n} sources" for n in range(2, 6)), "6 or more"]
    drawn = [
        Row(
            name,
            f"{counted.get(n, 0):,} · {percent(counted.get(n, 0) / max(1, documents))}",
            "s1" if n == 1 else "s0" if n else "none",
            ((0, counted.get(n, 0) / max(1, documents)),),
        )
        for n, name in enumerate(names)
    ]
    says = ", ".join(f"{row.label}: {row.value.partition(' ·')[0]}" for row in drawn)
    rows = tuple(
        (name, counted.get(n, 0), percent(counted.get(n, 0) / max(1, documents)))
        for n, name in enumerate(names)
    )
    return Section(
        "Sources in a document",
        "How many documents quote how many sources. A document with one source rests on it alone.",
        (Plot(plots.rows("Documents by number of sources", says, drawn)),),
        Table("Documents by number of sources", ("Sources", "Documents", "Share"), rows),
        is_narrow=True,
    )


def _top(archive: Archive, count: int) -> list[tuple[Any, ...]]:
    return archive.ask(
        "SELECT source, kind, count(*) AS documents, CAST(sum(quotations) AS BIGINT) AS q, "
        "CAST(sum(words) AS BIGINT) AS w FROM sources WHERE source_id IS NOT NULL "
        "GROUP BY source, kind ORDER BY documents DESC, q DESC, w DESC, source, kind LIMIT ?",
        count,
    )


def _labels(archive: Archive) -> Section:
    found = _top(archive, TOP)
    most = max((row[2] for row in found), default=0) or 1
    drawn = [
        Row(label, f"{documents:,}", f"k-{kind}", ((0, documents / most),), is_share=False)
        for label, kind, documents, _, _ in found[:10]
    ]
    says = ", ".join(f"{row.label} {row.value}" for row in drawn)
    rows = tuple((label, NAMES[kind], *figures) for label, kind, *figures in found)
    (different,) = archive.one(
        f"SELECT count(DISTINCT {NAMED}) FROM sources WHERE source_id IS NOT NULL"
    )
    head = ("Label", "Kind", "Documents", "Quotations", "Words")
    return Section(
        "Most quoted labels",
        "By the number of documents that quote a source under this label. Equal labels in two "
        "documents need not be the same person.",
        (Plot(plots.rows("Documents that quote each label", says, drawn)),) if drawn else (),
        Table("Labels by documents", head, rows, different - len(rows)),
        "No source was found.",
    )


Periods = Sequence[tuple[date, str]]
"""The first day of each period, and its name."""


def _periods(archive: Archive, first: date | None, last: date | None) -> tuple[str, Periods]:
    """Return the unit of time and all periods from the first date to the last."""
    if first is None or last is None:
        return "", ()
    days = (last - first).days + 1
    unit = next((unit for most, unit in UNITS if days <= most), "year")
    found = archive.ask(
        f"SELECT CAST(day AS DATE) FROM (SELECT unnest(generate_series("
        f"CAST(date_trunc('{unit}', ?::DATE) AS TIMESTAMP), ?::TIMESTAMP, INTERVAL 1 {unit})) "
        "AS day) ORDER BY day",
        first,
        last,
    )
    return unit, [(day, _called(day, unit)) for (day,) in found]


def _called(day: date, unit: str) -> str:
    match unit:
        case "year":
            return f"{day.year}"
        case "quarter":
            return f"{day.year} Q{(day.month + 2) // 3}"
        case "month":
            return f"{day.year}-{day.month:02}"
    return day.isoformat()


def _labels_over_time(archive: Archive, periods: tuple[str, Periods]) -> Iterator[Section]:
    unit, every = periods
    top = _top(archive, DRAWN)
    if len(every) < 2 or not top:
        return
    documents = dict(archive.ask(f"SELECT {_period(unit)}, count(*) FROM documents GROUP BY 1"))
    found = {
        tuple(key): count
        for *key, count in archive.ask(
            f"SELECT {_period(unit)}, source, kind, count(*) FROM sources JOIN documents "
            "USING (doc) WHERE source_id IS NOT NULL GROUP BY ALL"
        )
    }
    shares = {
        (label, kind): [
            found.get((day, label, kind), 0) / max(1, documents.get(day, 0)) for day, _ in every
        ]
        for label, kind, *_ in top
    }
    rows = tuple(
        (
            name,
            documents.get(day, 0),
            *(found.get((day, label, kind), 0) for label, kind, *_ in top),
        )
        for day, name in every
    )
    head = (unit.capitalize(), "Documents", *(shortened(label, 40) for label, *_ in top))
    yield Section(
        f"The most quoted labels, {ADVERBS[unit]}",
        "The share of the documents of a period that quote this label; all on one scale.",
        tuple(
            _small(label, shares[label, kind], _most(shares.values()), every, f"k-{kind}")
            for label, kind, *_ in top
        ),
        Table(f"Documents that quote each label, by {unit}", head, rows),
    )


def _most(series: Iterable[Sequence[float]]) -> float:
    return max((value for values in series for value in values), default=0)


def _sourcing_over_time(archive: Archive, periods: tuple[str, Periods]) -> Iterator[Section]:
    unit, every = periods
    if len(every) < 2:
        return
    found = {
        day: counts
        for day, *counts in archive.ask(
            f"SELECT {_period(unit)}, CAST(sum(quotations) AS BIGINT), "
            f"CAST(sum(quotations) FILTER ({ANONYMOUS}) AS BIGINT), "
            "CAST(sum(relayed) AS BIGINT), "
            "CAST(sum(quotations) FILTER (source_id IS NULL) AS BIGINT) "
            "FROM sources JOIN documents USING (doc) GROUP BY 1"
        )
    }
    names = ("Of anonymous sources", "From other outlets", "Without a speaker")
    colours = ("k-anonymous", "s2", "k-nobody")
    counts = [[each or 0 for each in found.get(day, [0] * 4)] for day, _ in every]
    shares = [[row[n] / max(1, row[0]) for row in counts] for n in range(1, 4)]
    rows = tuple((name, *row) for (_, name), row in zip(every, counts, strict=True))
    yield Section(
        f"Sourcing, {ADVERBS[unit]}",
        "The share of the quotations of a period; all on one scale.",
        tuple(
            _small(name, values, _most(shares), every, css)
            for name, values, css in zip(names, shares, colours, strict=True)
        ),
        Table(f"Quotations by {unit}", (unit.capitalize(), "Quotations", *names), rows),
    )


ADVERBS: Final = {
    "day": "day by day",
    "week": "week by week",
    "month": "month by month",
    "quarter": "quarter by quarter",
    "year": "year by year",
}


def _period(unit: str) -> str:
    return f"CAST(date_trunc('{unit}', day) AS DATE)"


def _small(heading: str, values: Sequence[float], most: float, every: Periods, css: str) -> Plot:
    """Return a small plot over time; its largest value stands beside its heading."""
    top = max(values, default=0)
    when = every[values.index(top)][1] if values else ""
    says = f"At most {percent(top)}, in {when}; {percent(values[-1])} in {every[-1][1]}"
    drawing = plots.columns(heading, says, values, most, css)
    return Plot(
        drawing, shortened(heading, 60), (every[0][1], f"at most {percent(top)}", every[-1][1])
    )


def _in_a_row(archive: Archive) -> Section:
    rows = tuple(
        archive.ask(
            "SELECT document, s.source, r.quotations, CAST(r.words AS BIGINT) AS w "
            "FROM runs r JOIN documents USING (doc) JOIN sources s USING (doc, source_id) "
            "WHERE r.quotations > 1 ORDER BY w DESC, r.quotations DESC, doc, r.first LIMIT ?",
            TOP,
        )
    )
    (every,) = archive.one(
        "SELECT count(*) FROM runs WHERE quotations > 1 AND source_id IS NOT NULL"
    )
    head = ("Document", "Source", "Quotations in a row", "Words quoted")
    return Section(
        "Stretches that rest on one source",
        "Quotations in a row of one source, with nobody else quoted in between: where a document "
        "lets one side speak at length.",
        (),
        Table("Stretches, the longest first", head, rows, every - len(rows)),
        "No source is quoted twice in a row.",
    )


def _unnamed_of_archive(archive: Archive) -> Section:
    where = f"WHERE {ANONYMOUS} AND source_id IS NOT NULL"
    rows = tuple(
        (document, label, quotations, anonymity or NOT_SAID, reason or NOT_SAID)
        for document, label, quotations, anonymity, reason in archive.ask(
            "SELECT document, source, quotations, anonymity, reason FROM sources JOIN documents "
            f"USING (doc) {where} ORDER BY reason IS NULL, anonymity IS NULL, doc, first LIMIT ?",
            LISTED,
        )
    )
    every, granted, reasons = archive.one(
        f"SELECT count(*), count(anonymity), count(reason) FROM sources {where}"
    )
    counted = ((every, "all"), (granted, "granted in words"), (reasons, "with a reason"))
    drawn = [
        Row(name, f"{count:,}", "k-anonymous", ((0, count / max(1, every)),))
        for count, name in counted
    ]
    says = ", ".join(f"{row.label}: {row.value}" for row in drawn)
    picture = plots.rows("Anonymous sources, and what the text says of it", says, drawn)
    head = ("Document", "Source", "Quotations", "Anonymity", "Reason")
    return Section(
        "Anonymous sources",
        "Unnamed persons, and whoever was granted anonymity in words. Those with a reason first.",
        (Plot(picture),) if every else (),
        Table("Anonymous sources", head, rows, every - len(rows)),
        "Every person who is quoted has a name.",
    )


def _second_hand_of_archive(archive: Archive) -> Section:
    found = archive.ask(
        "SELECT coalesce(relay, ''), count(*) AS n, count(DISTINCT doc) FROM quotations "
        "WHERE second_hand GROUP BY 1 ORDER BY n DESC, 1"
    )
    most = max((count for _, count, _ in found), default=0) or 1
    drawn = [
        Row(relay, f"{count:,}", "s2", ((0, count / most),), is_share=False)
        for relay, count, _ in found[:10]
    ]
    says = ", ".join(f"{row.label} {row.value}" for row in drawn)
    rows = tuple(found[:LISTED])
    head = ("By way of", "Quotations", "Documents")
    return Section(
        "Taken from other outlets",
        "Quotations that somebody else passed on, or that were given to another outlet, by the "
        "words that name it.",
        (Plot(plots.rows("Quotations from other outlets", says, drawn)),) if drawn else (),
        Table("Quotations by second source", head, rows, len(found) - len(rows)),
        "No second source is named for any quotation.",
        is_narrow=True,
    )


def _unattributed_of_archive(archive: Archive) -> Section:
    rows = tuple(
        (document, shortened(text, LONGEST_QUOTATION), type)
        for document, text, type in archive.ask(
            "SELECT document, text, type FROM quotations JOIN documents USING (doc) "
            "WHERE source_id IS NULL ORDER BY words DESC, doc, n LIMIT ?",
            LISTED,
        )
    )
    (every,) = archive.one("SELECT count(*) FROM quotations WHERE source_id IS NULL")
    return Section(
        "Quotations without a speaker",
        "Those whose text does not say who speaks, the longest first.",
        (),
        Table(
            "Quotations without a speaker",
            ("Document", "Quotation", "Type"),
            rows,
            every - len(rows),
        ),
        "Every quotation has a speaker.",
    )
