"""The sourcing of an archive: what ``batch`` has written, counted by DuckDB.

Everything is loaded once, into four tables: documents, quotations, sources, which are the
speakers of one document each, or nobody, and failures: the documents that the batch could not
process, which nothing else counts. Beyond a limit of memory DuckDB continues on the disk.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from batch.job import BatchError
from batch.storage import NEEDED, Location
from report.result import Files, check_table, separator_of
from report.sourcing import COLUMNS
from schemas.forms.table import cell

MEMORY: Final = "256MB"
DATES: Final = tuple(
    """date published published_at published_on publication_date date_published datepublished
    published_date pub_date pubdate issued created created_at timestamp""".split()
)
"""Columns that hold the date of a document, the first that there is, whatever their case."""
QUOTES: Final = (
    'STRUCT(type VARCHAR, text VARCHAR, segments STRUCT(start BIGINT, "end" BIGINT, text VARCHAR)[]'
    ", confidence DOUBLE, relayed_by STRUCT(text VARCHAR), "
    "speaker STRUCT(id VARCHAR, label VARCHAR, kind VARCHAR), "
    "channel STRUCT(text VARCHAR, kind VARCHAR))[]"
)
SPEAKERS: Final = (
    "STRUCT(id VARCHAR, anonymity STRUCT(text VARCHAR, reason STRUCT(text VARCHAR)))[]"
)
FLAT: Final = tuple(
    """document file row quote_id type text speaker_id speaker kind confidence error channel
    channel_kind relayed_by anonymity anonymity_reason""".split()
)
PATTERNS: Final = [
    "%Y%m%d",
    "%Y-%m",
    "%Y",
    "%Y/%m/%d",
    "%d %B %Y",
    "%d %b %Y",
    "%B %d, %Y",
    "%b %d, %Y",
]
NO_ROWS: Final = ["quotes", "speakers"]
"""Columns of the result of a batch of no documents, where it has no rows that say them."""
UNITS: Final = ((31, "day"), (183, "week"), (740, "month"), (2200, "quarter"))
"""Days that are shown in periods of this unit at most; above it is years."""
FETCH: Final = 5000
EVERY: Final = 0.3
"""Seconds between two looks at how far the work is."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which quotations count: their types, and how sure they are at least."""

    types: frozenset[str]
    least: float = 0.0


class Archive:
    """The result of a batch, loaded; use it in a ``with``.

    Raises BatchError where the files are not what ``batch`` writes.
    """

    def __init__(
        self,
        files: Files,
        wanted: Filter,
        date: str | None = None,
        progress: Callable[[float], None] = lambda share: None,
    ) -> None:
        """Load the files; *progress* is told what share is done, from 0 to 1, now and then."""
        self.files = files
        self.wanted = wanted
        self._progress = progress
        self._folder = tempfile.TemporaryDirectory(prefix="quote-extractor-report-")
        try:
            self._database = _connect(self._folder.name)
            with _plain_errors(files):
                self._load(date)
        except BaseException:
            self._folder.cleanup()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()
        self._folder.cleanup()

    def ask(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return the rows that answer a question in SQL."""
        with _plain_errors(self.files):
            rows: list[tuple[Any, ...]] = self._database.execute(question, values).fetchall()
        return rows

    def one(self, question: str, *values: Any) -> tuple[Any, ...]:
        """Return the one row that answers a question."""
        return self.ask(question, *values)[0]

    def rows(self) -> Iterator[list[Any]]:
        """Yield the rows of the CSV form, a row for each source of a document, in order."""
        shown = ", ".join(COLUMNS)
        question = f"SELECT {shown} FROM sources JOIN documents USING (doc) ORDER BY doc, first"
        with _plain_errors(self.files):
            cursor = self._database.execute(question)
            while some := cursor.fetchmany(FETCH):
                for row in some:
                    yield list(map(cell, row))

    def _load(self, date: str | None) -> None:
        names, is_flat, rest = self._columns()
        self.is_flat, self.is_whole = is_flat, not is_flat or "error" in names
        self.date, self.is_date_given = _date_column(date, [*names, *rest]), date is not None
        at = "NULL"
        if self.date:
            at = _name(self.date) if self.date in names else f"rest ->> {_word(_path(self.date))}"
        macro = "CREATE MACRO counted(words) AS len(regexp_extract_all(words, {}))"
        self._database.execute(macro.format(_word(r"[^\s\p{Z}]*[\p{L}\p{N}][^\s\p{Z}]*")))
        types = ", ".join(map(_word, sorted(self.wanted.types))) or "NULL"
        condition = f"type IN ({types}) AND confidence >= {self.wanted.least}"
        self._work(
            self._raw(names, at),
            FROM_FLAT if is_flat else FROM_NESTED,
            COUNTED.format(condition),
            "DROP TABLE raw; DROP TABLE found",
        )
        if self.is_date_given and not self.one("SELECT count(day) FROM documents")[0]:
            raise BatchError(f"the column {self.date!r} holds no dates such as 2026-03-14")

    def _work(self, *steps: str) -> None:
        """Take steps that may take long, telling how far they are; Ctrl-C ends them."""
        with ThreadPoolExecutor(1) as thread:
            for number, step in enumerate(steps):
                work = thread.submit(self._database.execute, step)
                try:
                    while not wait([work], timeout=EVERY).done:
                        within = max(0.0, self._database.query_progress()) / 100
                        self._progress((number + within) / len(steps))
                except BaseException:
                    self._database.interrupt()
                    raise
                work.result()

    def _columns(self) -> tuple[list[str], bool, list[str]]:
        """Return the columns of the files, whether rows are quotations, and what is in ``rest``."""
        if not self.files.paths:
            names = NO_ROWS
        elif self.files.format.module == "jsonl":
            names = self._members()
        else:
            self._refuse_empty()
            found = self._database.execute(f"DESCRIBE SELECT * FROM {self._read()}").fetchall()
            names = [row[0] for row in found]
        is_flat = "quote_id" in names
        if not is_flat and "quotes" not in names:
            has = ", ".join(names[:12]) or "none"
            raise BatchError(
                f"{self.files.first.shown}: not a result of `batch`: no column quotes or quote_id, "
                f"only {has}"
            )
        rest: list[str] = []
        if "rest" in names and self.files.format.module != "jsonl":
            first = self._database.execute(f"SELECT rest FROM {self._read()} LIMIT 1").fetchone()
            rest = list(json.loads(first[0])) if first and first[0] else []
        return names, is_flat, rest

    def _members(self) -> list[str]:
        """Return the members of the first line of JSON, those of a failed document as well.

        A batch of no documents writes no line.
        """
        name, line = self._first_line()
        if not line:
            return NO_ROWS
        try:
            first = json.loads(line)
        except ValueError:
            first = None
        if not isinstance(first, dict):
            raise BatchError(f"{name.shown}: the first line is not an object of JSON")
        answer = ["quotes", "speakers"] if "error" in first else []  # it may have failed
        return list(dict.fromkeys([*first, *answer]))

    def _refuse_empty(self) -> None:
        """Raise BatchError for a file without a header, which no batch has written."""
        file = self.files.first
        with file.reading(self.files.format.compression) as stream:
            if not self.files.head and not stream.read(1):
                raise BatchError(f"{file.shown}: the file is empty")

    def _first_line(self) -> tuple[Location, bytes]:
        """Return the first line that there is and its file, or nothing of the first."""
        for file in map(Location.of, self.files.paths):
            with file.reading(self.files.format.compression) as stream:
                if line := stream.readline():
                    return file, line
        return self.files.first, b""

    def _read(self, names: Sequence[str] = ()) -> str:
        """Return the call that reads the files, for a FROM."""
        literal = (re.sub(r"([\[*?])", r"[\1]", path) for path in self.files.paths)  # no globs
        paths = f"[{', '.join(map(_word, literal))}]"
        match self.files.paths and self.files.format.module:
            case "parquet":
                return f"read_parquet({paths}, union_by_name = true, hive_partitioning = false)"
            case "csv":
                head = self.files.head
                table = CSV.format(_word(separator_of(self.files)))
                named = f"names = [{', '.join(map(_word, head))}], " if head else ""
                header = f"header = {'false' if head else 'true'}, {named}"
                return f"read_csv({paths}, {header}all_varchar = true, {table})"
        types = dict.fromkeys(names, "VARCHAR") | {"quotes": QUOTES, "speakers": SPEAKERS}
        if not self.files.paths:
            none = ", ".join(f"CAST(NULL AS {types[name]}) AS {_name(name)}" for name in names)
            return f"(SELECT {none} WHERE false)"
        listed = ", ".join(f"{_word(name)}: {_word(types[name])}" for name in names)
        form = "format = 'newline_delimited'"
        return f"read_json({paths}, {form}, columns = {{{listed}}})"

    def _raw(self, names: Sequence[str], at: str) -> str:
        wanted = FLAT if self.is_flat else ("id", "file", "row", "error", "quotes", "speakers")
        types = {"quotes": QUOTES, "speakers": SPEAKERS, "row": "BIGINT", "confidence": "DOUBLE"}
        is_csv = self.files.format.module == "csv"
        shown = []
        for name in wanted:
            value = "NULL" if name not in names else _name(name)
            if is_csv and value != "NULL":
                value = UNQUOTED.format(value)
                value = f"replace({value}, ',', '.')" if name == "confidence" else value
            cast = "TRY_CAST" if name in ("row", "confidence") else "CAST"
            shown.append(f"{cast}({value} AS {types.get(name, 'VARCHAR')}) AS {name}")
        words = f"trim(CAST({at} AS VARCHAR))"
        parsed = f"CAST(try_strptime({words}, {PATTERNS}) AS TIMESTAMP)"
        dated = f"coalesce(TRY_CAST({words} AS TIMESTAMP), {parsed})"
        read = self._read(
            [*dict.fromkeys([*(n for n in wanted if n in names), *self._also(names)])]
        )
        return (
            f"CREATE TABLE raw AS SELECT row_number() OVER () AS line, {', '.join(shown)}, "
            f"CAST({dated} AS DATE) AS day FROM {read}"
        )

    def _also(self, names: Sequence[str]) -> list[str]:
        return [self.date] if self.date and self.date in names else []


CSV: Final = """delim = {}, quote = '"', escape = '"', skip = 0, hive_partitioning = false"""
UNQUOTED: Final = (
    "nullif(CASE WHEN regexp_matches({0}, '^''\\s*[=+\\-@\\t\\r]') "
    "THEN substr({0}, 2) ELSE {0} END, '')"
)
"""A cell of CSV without the apostrophe that keeps a spreadsheet from taking it for a formula."""
NAMED: Final = (
    "coalesce({0}, CASE WHEN file IS NOT NULL THEN file || coalesce(':' || \"row\", '') END, "
    "'document ' || doc)"
)
SAID: Final = """coalesce(array_to_string(list_transform(range(1, len(q.segments) + 1), lambda i:
    CASE WHEN i = 1 THEN '' WHEN q.segments[i].start > q.segments[i - 1]."end" + 1 THEN ' … '
    ELSE ' ' END || q.segments[i].text), ''), q.text)"""
"""The words of a quotation as the flat form has them, with a mark between its segments."""
FROM_NESTED: Final = f"""
CREATE TABLE documents AS
SELECT line AS doc, {NAMED.format("id")} AS document, day, error IS NOT NULL AS failed
FROM (SELECT *, line AS doc FROM raw);
CREATE TABLE found AS
SELECT doc, n, q.type, {SAID} AS text, coalesce(q.confidence, 1) AS confidence,
  q.speaker.id AS source_id, q.speaker.label AS source, q.speaker.kind AS kind,
  q.channel.text AS channel, q.channel.kind AS channel_kind, q.relayed_by.text AS relayed_by
FROM (SELECT line AS doc, unnest(quotes) AS q, generate_subscripts(quotes, 1) AS n FROM raw);
CREATE TABLE granted AS
SELECT doc, s.id AS source_id, s.anonymity.text AS anonymity, s.anonymity.reason.text AS reason
FROM (SELECT line AS doc, unnest(speakers) AS s FROM raw) WHERE s.anonymity IS NOT NULL;
"""
FROM_FLAT: Final = f"""
CREATE TABLE lines AS
SELECT *, dense_rank() OVER (ORDER BY start) AS doc
FROM (SELECT *, min(line) OVER (PARTITION BY file, "row", document) AS start FROM raw);
CREATE TABLE documents AS
SELECT doc, {NAMED.format("any_value(document)")} AS document, any_value(day) AS day,
  bool_or(error IS NOT NULL) AS failed
FROM (SELECT doc, document, file, "row", day, error FROM lines) GROUP BY doc, file, "row";
CREATE TABLE found AS
SELECT doc, line AS n, type, text, coalesce(confidence, 1) AS confidence, speaker_id AS source_id,
  speaker AS source, kind, channel, channel_kind, relayed_by
FROM lines WHERE quote_id IS NOT NULL;
CREATE TABLE granted AS
SELECT DISTINCT ON (doc, speaker_id) doc, speaker_id AS source_id, anonymity,
  anonymity_reason AS reason
FROM lines WHERE anonymity IS NOT NULL;
DROP TABLE lines;
"""
COUNTED: Final = """
CREATE TABLE quotations AS
SELECT doc, n, type, counted(text) AS words, source_id, source, kind, channel_kind,
  relayed_by IS NOT NULL OR coalesce(channel_kind = 'outlet', false) AS second_hand,
  coalesce(relayed_by, CASE WHEN channel_kind = 'outlet' THEN channel END) AS relay,
  CASE WHEN source_id IS NULL OR second_hand THEN left(text, 400) END AS text
FROM found WHERE {};
CREATE TABLE runs AS
SELECT doc, source_id, count(*) AS quotations, sum(words) AS words, min(n) AS first
FROM (
  SELECT *, n_in_document - row_number() OVER (PARTITION BY doc, source_id ORDER BY n) AS run
  FROM (SELECT *, row_number() OVER (PARTITION BY doc ORDER BY n) AS n_in_document FROM quotations)
) GROUP BY doc, source_id, run;
CREATE TABLE sources AS
SELECT q.doc, min(q.n) AS first, q.source_id, any_value(q.source) AS source,
  any_value(q.kind) AS kind, count(*) AS quotations,
  count(*) FILTER (type = 'direct') AS direct, count(*) FILTER (type = 'mixed') AS mixed,
  count(*) FILTER (type = 'indirect') AS indirect, CAST(sum(words) AS BIGINT) AS words,
  round(coalesce(sum(words) / nullif(sum(sum(words)) OVER (PARTITION BY q.doc), 0), 0), 4) AS share,
  any_value(r.in_a_row) AS in_a_row,
  any_value(g.anonymity) AS anonymity, any_value(g.reason) AS reason,
  coalesce(array_to_string(list_sort(list_distinct(list(channel_kind))), '; '), '') AS channels,
  count(*) FILTER (second_hand) AS relayed,
  coalesce(array_to_string(list_sort(list_distinct(list(relay))), '; '), '') AS relayed_by
FROM quotations q
LEFT JOIN granted g ON g.doc = q.doc AND g.source_id = q.source_id
LEFT JOIN (
  SELECT doc, source_id, max(quotations) AS in_a_row FROM runs GROUP BY doc, source_id
) r ON r.doc = q.doc AND r.source_id IS NOT DISTINCT FROM q.source_id
GROUP BY q.doc, q.source_id;
ALTER TABLE documents ADD COLUMN date VARCHAR;
UPDATE documents SET date = strftime(day, '%Y-%m-%d');
CREATE TABLE failures AS SELECT doc, document FROM documents WHERE failed;
DELETE FROM documents WHERE failed;
ALTER TABLE documents DROP COLUMN failed;
"""


def _connect(folder: str) -> Any:
    try:
        import duckdb
    except ImportError:
        raise BatchError(NEEDED.format("a report on an archive", "duckdb", "duckdb")) from None
    config = {
        "memory_limit": MEMORY,
        "temp_directory": folder,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    database = duckdb.connect(str(Path(folder) / "archive.duckdb"), config=config)
    database.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")
    return database


@contextmanager
def _plain_errors(files: Files) -> Iterator[None]:
    """Turn DuckDB's errors into BatchError: why the files are no table, or without its hints."""
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        if "interrupt" in str(error).lower():
            raise KeyboardInterrupt from None
        if files.format.module == "csv":
            check_table(files)
        line = re.sub(r"^\w+(?: \w+)? Error: ", "", str(error).partition("\n")[0])
        raise BatchError(f"the result cannot be read: {line}") from error


def _date_column(wanted: str | None, names: Sequence[str]) -> str | None:
    if wanted is not None:
        if wanted not in names:
            raise BatchError(f"no column {wanted!r}; there are {', '.join(names)}")
        return wanted
    lower = {name.lower(): name for name in reversed(names)}
    return next((lower[name] for name in DATES if name in lower), None)


def _word(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def _name(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _path(name: str) -> str:
    return f'$."{name}"'
