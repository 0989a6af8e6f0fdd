"""A request as it came -> a checked QuoteRequest or BatchRequest; everything else is refused.

A body must arrive within the time limit. All bodies together may hold `BODY_BYTES` in memory
while they arrive, so that many clients who send slowly cost nobody else anything.
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from mimetypes import types_map
from typing import Any, Final, NoReturn, TypeVar

from flask import Request
from marshmallow import ValidationError
from werkzeug.exceptions import RequestEntityTooLarge

import schemas
from schemas import BatchRequest, Options, QuoteRequest
from schemas.forms import best_form
from schemas.problem import Place, faults
from service.admission import busy
from service.problems import RefusalError

JSON: Final = "application/json"
TEXT: Final = "text/plain"
NDJSON: Final = "application/x-ndjson"
UTF_8: Final = ("utf-8", "utf8", "us-ascii")
FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")
TYPES: Final = frozenset([*types_map.values(), *FORMS])
"""Media types that a refusal may name; any other might be part of a text in the wrong place."""
PIECE: Final = 65_536
BODY_BYTES: Final = 64 << 20

T = TypeVar("T")


def read(request: Request, max_characters: int, seconds: float) -> QuoteRequest:
    """Return what a request for the quotations of one text asks; raises RefusalError."""
    if body_type(request, (JSON, TEXT)) == JSON:
        asked = _json(request, schemas.from_json, seconds)
    else:
        text, query = decoded(read_body(request, seconds)), request.args.to_dict(flat=False)
        asked = _checked(lambda: schemas.from_text(text, query), "parameter")
    return _bounded(asked, max_characters)


def read_batch(request: Request, most: int, seconds: float) -> BatchRequest:
    """Return what a batch in JSON asks, its documents as they came; raises RefusalError."""
    asked = _json(request, schemas.from_batch, seconds)
    if (n := len(asked.documents)) > most:
        raise RefusalError(413, f"The batch has {n} documents; the limit is {most}. Split it.")
    return asked


def read_options(request: Request) -> Options:
    """Return the options in the query of a stream; raises RefusalError."""
    query = request.args.to_dict(flat=False)
    return _checked(lambda: schemas.from_query(query), "parameter")


def read_document(document: Any, options: Options, max_characters: int) -> QuoteRequest:
    """Return what one document of a batch asks; raises RefusalError."""
    return _bounded(
        _checked(lambda: schemas.from_document(document, options), "pointer"), max_characters
    )


def body_type(request: Request, accepted: Sequence[str]) -> str:
    """Return the media type of the body, one of *accepted*, in UTF-8 and not compressed."""
    headers = (("Accept-Post", ", ".join(accepted)), ("Accept-Encoding", "identity"))

    def refuse(what: str) -> NoReturn:
        wanted = " or ".join(accepted)
        raise RefusalError(415, f"{what} Send {wanted} in UTF-8.", headers=headers)

    coding = request.environ.get("HTTP_TRANSFER_ENCODING", "chunked").lower()
    if coding.replace(" ", "") not in ("chunked", "identity,chunked", "identity"):
        raise RefusalError(501, "The only transfer coding supported is chunked.")
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        refuse("The body is compressed, which is not supported.")
    if not request.mimetype:
        refuse("The Content-Type is missing.")
    if request.mimetype not in accepted:
        known = request.mimetype in TYPES
        refuse(f"The body is {request.mimetype if known else 'of another type'}.")
    if request.mimetype_params.get("charset", "utf-8").lower() not in UTF_8:
        refuse("The charset in the Content-Type is not supported.")
    return request.mimetype


def preferred(request: Request, offered: Sequence[str]) -> str:
    """Return the media type of *offered* that the client prefers; raises RefusalError for none."""
    best = best_form(request.accept_mimetypes, offered)
    if best is None:
        raise RefusalError(406, f"The answer is available as {', '.join(offered)}.")
    return best


def connection(request: Request) -> socket.socket | None:
    """Return the client's connection, where the server shows it and it is not encrypted."""
    found = request.environ.get("gunicorn.socket")
    encrypted = hasattr(found, "cipher")
    return found if isinstance(found, socket.socket) and not encrypted else None


@contextmanager
def deadline(request: Request, seconds: float) -> Iterator[threading.Event]:
    """Stop receiving from the client after so many seconds; the event tells that it happened.

    Shutting the receiving half ends a read that waits, whatever the server.
    """
    passed = threading.Event()
    client = connection(request)
    if client is None:
        yield passed
        return

    def stop() -> None:
        passed.set()
        with suppress(OSError):
            client.shutdown(socket.SHUT_RD)

    timer = threading.Timer(max(0.0, seconds), stop)
    timer.daemon = True
    timer.start()
    try:
        yield passed
    finally:
        timer.cancel()


_LEFT: Final = threading.BoundedSemaphore(BODY_BYTES // PIECE)
"""Pieces of bodies that may still be held."""


def read_body(request: Request, seconds: float) -> bytes:
    """Return the whole body; raises RefusalError if it is cut short or does not come in time."""
    body, held = bytearray(), 0
    with deadline(request, seconds) as passed:
        try:
            while piece := request.stream.read(PIECE):
                body += piece
                while held * PIECE < len(body):
                    if not _LEFT.acquire(blocking=False):
                        raise busy()
                    held += 1
            # A body of no declared length ends quietly at the limit; reading on raises 413.
            request.stream.read(1)
            if passed.is_set() or len(body) < (request.content_length or 0):
                raise EOFError
        except (RefusalError, RequestEntityTooLarge):
            raise
        except Exception:  # each server has its own
            with suppress(AttributeError):  # so that gunicorn reads no more requests there
                request.environ["wsgi.input"].failed = True
            raise timed_out(seconds) if passed.is_set() else cut_short() from None
        finally:
            for _ in range(held):
                _LEFT.release()
    return bytes(body)


def timed_out(seconds: float) -> RefusalError:
    """Return the refusal of a request that did not arrive in time."""
    return RefusalError(408, f"The request did not arrive within {seconds:g} s.")


def cut_short() -> RefusalError:
    """Return the refusal of a body that ends early, or whose chunks are malformed."""
    return RefusalError(400, "The body is incomplete, or its chunks are malformed.")


def decoded(raw: bytes, line: int | None = None) -> str:
    """Return bytes of UTF-8 as text; *line* is their number in a body of lines."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        where = "" if line is None else f"line {line}, "
        raise RefusalError(400, f"The body is not UTF-8 ({where}byte {error.start + 1}).") from None


def parsed(body: str, line: int = 1) -> Any:
    """Return the value of a JSON document, which begins on that line."""
    if not body.strip():
        raise RefusalError(400, "The body is empty; send JSON.")
    try:
        return json.loads(body.removeprefix("\ufeff"), parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        where = f"line {line + error.lineno - 1}, column {error.colno}"
        raise RefusalError(400, f"The body is not JSON ({where}).") from None
    except RecursionError:
        raise RefusalError(400, "The body cannot be read: it is nested too deeply.") from None
    except ValueError:
        detail = "The body cannot be read: a number in it has too many digits."
        raise RefusalError(400, detail) from None


def _refuse_constant(name: str) -> NoReturn:
    """Refuse NaN and Infinity, which Python reads and JSON does not have."""
    raise RefusalError(400, f"The body is not JSON: {name} is not a number in JSON.")


def _json(request: Request, load: Callable[[Any], T], seconds: float) -> T:
    value = parsed(decoded(read_body(request, seconds)))
    if read_options(request) != Options():
        why = "With a JSON body, put the options into the body."
        errors = [{"detail": why, "parameter": name} for name in request.args]
        raise RefusalError(422, f"The request has query parameters. {why}", errors=errors)
    return _checked(lambda: load(value), "pointer")


def _checked(load: Callable[[], T], place: Place) -> T:
    try:
        return load()
    except ValidationError as error:
        errors = faults(error.messages, place)
        first = errors[0]
        where = first.get("pointer", "#")[2:] or first.get("parameter", "")
        detail = f"The request is not valid. {where}: {first['detail']}".replace(" : ", " ")
        raise RefusalError(422, detail, errors=errors) from None


def _bounded(asked: QuoteRequest, most: int) -> QuoteRequest:
    if (n := len(asked.text)) > most:
        raise RefusalError(413, f"The text has {n} characters; the limit is {most}. Split it.")
    return asked
