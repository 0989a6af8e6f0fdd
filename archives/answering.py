"""From a text to its answer: what every engine does with a document."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pkgutil import resolve_name
from typing import Any, Final

from archives.job import Job
from extractor import Extraction, __version__
from extractor.gc_tuning import tune_gc
from schemas import Software, dump, select, to_json

# What the models make at their first use is then there, and shared by processes forked later.
FIRST_TEXT: Final = "“It works,” she said."

FAILURE: Final = b'{"error":'

Answer = Callable[[bytes], bytes]
"""From a text in UTF-8 to JSON: the service's answer, or ``{"error": why}``."""


def answerer(job: Job) -> Answer:
    """Load the models and return what answers a text; raises ModelError where that fails."""
    extractor = load(job.loader, job.model)
    software = Software(__version__, extractor.model)

    def answer(raw: bytes) -> bytes:
        text = raw.decode("utf-8", "surrogatepass")
        try:
            found: Extraction = select(extractor(text, scope=job.options.scope), job.options)
            return to_json(dump(found, text, software, options=job.options))
        except Exception as fault:  # one document must not end the work on the others
            return failure(f"the extractor failed: {type(fault).__name__}")

    return answer


def failure(why: str) -> bytes:
    """Return the answer to a document that has none; *why* holds nothing of its text."""
    return to_json({"error": why})


def failed(answer: bytes) -> bool:
    """Return whether an answer is an error."""
    return answer.startswith(FAILURE)


@cache
def load(loader: str, model: str | None) -> Any:
    """Load an extractor and try it; the same names give the same one in this process."""
    extractor = resolve_name(loader)(model)
    extractor(FIRST_TEXT)
    tune_gc()
    return extractor
