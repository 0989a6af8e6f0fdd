"""Rows as lines of JSON."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from archives.forms import Form
from archives.job import Job
from archives.places import Place
from archives.shaping import own
from archives.shaping.answers import Row
from schemas import to_json


def write(stream: Any, job: Job, file: str, table: pa.Table, rows: Sequence[list[Row]]) -> None:
    """Write the rows of each document of a table that was read from *file*."""
    for document, its_rows in zip(own.plain_rows(table, file, job.flat), rows, strict=True):
        for row in its_rows:
            stream.write(to_json(document | row))


def join(form: Form, parts: Sequence[Place], result: Place, schema: pa.Schema) -> None:
    """Write all parts into one file, compressed as one stream."""
    with result.writing(form.compression) as out:
        for part in parts:
            with part.reading(form.compression) as stream:
                shutil.copyfileobj(stream, out, 1 << 20)
