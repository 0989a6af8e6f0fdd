"""The report on an archive: the result of a batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from report import plots
from report.archive import UNITS, Archive
from report.plots import Row, shortened
from report.sections import (
    LISTED,
    LONGEST_QUOTATION,
    NAMES,
    NO_QUOTATIONS,
    NOT_FOUND,
    Plot,
    Report,
    Section,
    Table,
    by_channel,
    by_kind,
    fact,
    percent,
    plural,
    reasons,
)
from report.sourcing import KINDS

TOP: Final = 20
DRAWN: Final = 6
"""Labels that are drawn over time."""


def of_archive(archive: Archive, name: str, filtered: Sequence[str] = ()) -> Report:
    """Return the report on the result of a batch."""
    documents, undated, first, last = archive.one(
        "SELECT count(*), count(*) FILTER (day IS NULL), min(day), max(day) FROM documents"
    )
    (failed,) = archive.one("SELECT count(*) FROM failures")
    periods = _periods(archive, first, last)
    over_time = [*_labels_over_time(archive, periods), *_sourcing_over_time(archive, periods)]
    return Report(
        name,
        plural(documents, "document")
        + (f", {first} to {last}" if first else "")
        + (f"; {failed:,} more failed in the batch" if failed else ""),
        tuple(_facts_of_archive(archive, documents)),
        (
            _kinds_of_archive(archive),
            _sources_a_document(archive, documents),
            _labels(archive),
            *over_time,
            _unnamed_of_archive(archive),
            _second_hand_of_archive(archive),
            by_channel(
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
    if not archive.is_whole:
        yield (
            "The files hold quotations only: documents without any are not in them, and are not "
            "counted."
        )
    if not archive.files.complete:
        yield "The batch is incomplete: only the documents that it has finished are counted."
    if failed:
        yield f"Not counted: {plural(failed, 'document')} that failed in the batch."
    if archive.date and undated:
        yield (
            f"{undated:,} of {plural(documents, 'document')} have no date in the column "
            f"{archive.date!r} and are left out over time."
        )
    if not archive.date:
        yield "There is no column with dates: nothing is shown over time."
    yield "Rules make mistakes: check each figure against the documents before you publish it."


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
    yield fact(documents, "document")
    yield fact(quotations, "quotation")
    yield fact(sources, "source")
    yield fact(unnamed, "anonymous source", reasons(unnamed, without))
    yield fact(second, "quotation", " from other outlets")
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
    return by_kind(counted, "A source counts once in each document.")


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
        drawing,
        shortened(heading, 60),
        (every[0][1], f"at most {percent(top)}" if top else "none", every[-1][1]),
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
        "Quotations of one source in a row, with nobody else quoted in between.",
        (),
        Table("Stretches, the longest first", head, rows, every - len(rows)),
        "No source is quoted twice in a row.",
    )


def _unnamed_of_archive(archive: Archive) -> Section:
    where = f"WHERE {ANONYMOUS} AND source_id IS NOT NULL"
    rows = tuple(
        (document, label, quotations, anonymity or NOT_FOUND, reason or NOT_FOUND)
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
        "Unnamed people, and whoever is granted anonymity in words; those with a reason first.",
        (Plot(picture),) if every else (),
        Table("Anonymous sources", head, rows, every - len(rows)),
        "No anonymous source was found.",
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
    head = ("Second source", "Quotations", "Documents")
    return Section(
        "Taken from other outlets",
        "Quotations that a second source passes on, or that were given to another outlet, by the "
        "words that name it.",
        (Plot(plots.rows("Quotations from other outlets", says, drawn)),) if drawn else (),
        Table("Quotations by second source", head, rows, len(found) - len(rows)),
        "No second source was found for any quotation.",
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
    found, every = archive.one(
        "SELECT count(*), count(*) FILTER (source_id IS NULL) FROM quotations"
    )
    return Section(
        "Quotations without a speaker",
        "Those for which no speaker was found, the longest first.",
        (),
        Table(
            "Quotations without a speaker",
            ("Document", "Quotation", "Type"),
            rows,
            every - len(rows),
        ),
        "Every quotation has a speaker." if found else NO_QUOTATIONS,
    )
