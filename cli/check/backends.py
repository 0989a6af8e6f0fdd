"""A text's answer: from the extractor in this process, or from a running service."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import schemas
from cli.inputs import InputError
from extractor import __version__

Answer = Callable[[str], Any]
TIMEOUT: Final = 120
KEY: Final = "QUOTES_API_KEY"
"""The environment variable with the service's API key."""
OPTIONS: Final = schemas.Options(explain=True)


def local(load: Callable[[str | None], Any], model: str | None) -> Answer:
    """Return a function that answers in this process; the model is loaded with the first text."""
    extractor: Any = None

    def answer(text: str) -> Any:
        nonlocal extractor
        extractor = extractor or load(model)
        software = schemas.Software(__version__, getattr(extractor, "model", ""))
        return schemas.dump(extractor(text), text, software, None, OPTIONS)

    return answer


def _key() -> dict[str, str]:
    key = os.environ.get(KEY)
    return {"Authorization": f"Bearer {key}"} if key else {}


def _told(error: HTTPError) -> str:
    try:
        detail = json.load(error)["detail"]
    except (OSError, ValueError, LookupError, TypeError):
        return str(error.code)
    return f"{error.code}: {detail}"


def remote(url: str) -> Answer:
    """Return a function that asks the service at *url*; it raises InputError on failure."""
    address = f"{url.rstrip('/')}/v1/quotes"
    if not address.startswith(("http://", "https://")):
        address = f"http://{address}"

    def answer(text: str) -> Any:
        body = json.dumps({"text": text, "explain": True}).encode("utf-8")
        request = Request(address, body, {"Content-Type": "application/json", **_key()})
        try:
            with urlopen(request, timeout=TIMEOUT) as response:
                return json.load(response)
        except HTTPError as error:
            with error:
                raise InputError(f"the service answered {_told(error)}") from None
        except (URLError, OSError, ValueError) as error:
            reason = getattr(error, "reason", error)
            raise InputError(f"{address} does not answer ({reason})") from None

    return answer
