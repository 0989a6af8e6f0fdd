"""A request as it came -> a checked QuoteRequest or BatchRequest; everything else is refused.

A body must arrive within the time limit. All bodies together may hold `BODY_BYTES` in memory
while they arrive, so that many clients who send slowly cost nobody else anything.
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from mimetypes import types_map
from typing import Any, Final, NoReturn, TypeVar

from flask import Request
from marshmallow import ValidationError
from werkzeug.exceptions import RequestEntityTooLarge

from schemas import (
    BatchRequest,
    Options,
    QuoteRequest,
    from_batch,
    from_document,
    from_json,
    from_query,
    from_text,
)
from schemas.problem import Place, faults
from service.admission import busy
from service.problems import RefusalError

JSON: Final = "application/json"
TEXT: Final = "text/plain"
NDJSON: Final = "application/x-ndjson"
UTF_8: Final = ("utf-8", "utf8", "us-ascii")
TYPES: Final = frozenset(
    {*types_map.values(), "application/x-www-form-urlencoded", "multipart/form-data"}
)
"""Media types that a refusal may name; any other might be part of a text in the wrong place."""
PIECE: Final = 65_536
BODY_BYTES: Final = 64 << 20

T = TypeVar("T")


def read(request: Request, max_characters: int, seconds: float) -> QuoteRequest:
    """Return what a request for the quotations of one text asks; raises RefusalError."""
    if body_type(request, (JSON, TEXT)) == JSON:
        asked = _json(request, from_json, seconds)
    else:
        text = decoded(read_body(request, seconds))
        asked = _checked(lambda: from_text(text, _query(request)), "parameter")
    return _bounded(asked, max_characters)


def read_batch(request: Request, max_documents: int, seconds: float) -> BatchRequest:
    """Return what a batch in JSON asks, its documents as they came; raises RefusalError."""
    asked = _json(request, from_batch, seconds)
    if len(asked.documents) > max_documents:
        raise RefusalError(413, f"The batch has more than {max_documents} documents.")
    return asked


def read_options(request: Request) -> Options:
    """Return the options in the query of a stream; raises RefusalError."""
    return _checked(lambda: from_query(_query(request)), "parameter")


def read_document(document: Any, options: Options, max_characters: int) -> QuoteRequest:
    """Return what one document of a batch asks; raises RefusalError."""
    return _bounded(_checked(lambda: from_document(document, options), "pointer"), max_characters)


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
    if request.mimetype not in accepted:
        known = request.mimetype in TYPES
        refuse(
            f"The body is {request.mimetype}."
            if known
            else f"The Content-Type is {'not supported' if request.mimetype else 'missing'}."
        )
    if request.mimetype_params.get("charset", "utf-8").lower() not in UTF_8:
        refuse("The charset in the Content-Type is not supported.")
    return request.mimetype


def preferred(request: Request, offered: Sequence[str]) -> str:
    """Return the media type of *offered* that the client prefers, the first of equals.

    Parameters of a media type, such as a profile or a charset, do not count. Raises RefusalError
    if the client accepts none.
    """
    if not request.headers.get("Accept", "").strip():
        return offered[0]
    qualities: dict[str, float] = {}
    for name, quality in request.accept_mimetypes:
        bare = name.partition(";")[0].strip().lower()
        qualities[bare] = max(quality, qualities.get(bare, 0))

    def quality_of(media_type: str) -> float:
        ranges = (media_type, f"{media_type.partition('/')[0]}/*", "*/*")
        return next((qualities[each] for each in ranges if each in qualities), 0)

    best = max(offered, key=quality_of)
    if quality_of(best) <= 0:
        raise RefusalError(406, f"The answer is available as {', '.join(offered)}.")
    return best


def connection(request: Request) -> socket.socket | None:
    """Return the client's connection, where the server shows it and it is not encrypted."""
    found = request.environ.get("gunicorn.socket")
    plain = isinstance(found, socket.socket) and not hasattr(found, "cipher")
    return found if plain else None


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


class _Memory:
    """Bytes of bodies that are arriving."""

    def __init__(self, most: int) -> None:
        self._left = most
        self._lock = threading.Lock()

    def take(self, size: int) -> None:
        """Take so many bytes; raises RefusalError if there are not so many left."""
        with self._lock:
            if size > self._left:
                raise busy()
            self._left -= size

    def give_back(self, size: int) -> None:
        """Give so many bytes back."""
        with self._lock:
            self._left += size


_MEMORY: Final = _Memory(BODY_BYTES)


def read_body(request: Request, seconds: float) -> bytes:
    """Return the whole body; raises RefusalError if it is cut short or does not come in time."""
    body = bytearray()
    with deadline(request, seconds) as passed:
        try:
            while piece := request.stream.read(PIECE):
                _MEMORY.take(len(piece))
                body += piece
            # A body of no declared length ends quietly at the limit; reading on raises 413.
            request.stream.read(1)
            if len(body) < (request.content_length or 0):
                raise EOFError
        except (RefusalError, RequestEntityTooLarge):
            raise
        except Exception:  # each server has its own
            with suppress(AttributeError):  # so that gunicorn reads no more requests there
                request.environ["wsgi.input"].failed = True
            raise timed_out(seconds) if passed.is_set() else cut_short() from None
        finally:
            _MEMORY.give_back(len(body))
        if passed.is_set():
            raise timed_out(seconds)
    return bytes(body)


def timed_out(seconds: float) -> RefusalError:
    """Return the refusal of a request that did not arrive in time."""
    return RefusalError(408, f"The request did not arrive within {seconds:g} s.")


def cut_short() -> RefusalError:
    """Return the refusal of a body that ends early, or whose chunks are malformed."""
    return RefusalError(400, "The body is incomplete, or its chunks are malformed.")


def decoded(raw: bytes) -> str:
    """Return bytes of UTF-8 as text."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusalError(400, f"The body is not UTF-8 (byte {error.start + 1}).") from None


def parsed(body: str, line: int = 1) -> Any:
    """Return the value of a JSON document, which begins on that line."""
    try:
        return json.loads(body.removeprefix("\ufeff"), parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        where = f"line {line + error.lineno - 1}, column {error.colno}"
        raise RefusalError(400, f"The body is not JSON ({where}).") from None
    except (ValueError, RecursionError):
        detail = "The body is not JSON: NaN, Infinity, a number too long, or nested too deeply."
        raise RefusalError(400, detail) from None


def _refuse_constant(name: str) -> NoReturn:
    """Refuse NaN and Infinity, which Python reads and JSON does not have."""
    raise ValueError(name)


def _query(request: Request) -> Mapping[str, Sequence[str]]:
    return request.args.to_dict(flat=False)


def _json(request: Request, load: Callable[[Any], T], seconds: float) -> T:
    value = parsed(decoded(read_body(request, seconds)))
    options = _checked(lambda: from_query(_query(request)), "parameter")
    if options != Options():
        fault = {"detail": "With a JSON body, put the options into the body."}
        raise RefusalError(422, "The request has query parameters.", errors=(fault,))
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


def _bounded(asked: QuoteRequest, max_characters: int) -> QuoteRequest:
    if len(asked.text) > max_characters:
        detail = f"The text has {len(asked.text)} characters; the limit is {max_characters}."
        raise RefusalError(413, detail)
    return asked
