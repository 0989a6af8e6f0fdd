"""Which of the forms that an answer can have the caller prefers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Request

from service.problems import RefusalError


def form(request: Request, offered: Sequence[str]) -> str:
    """Return the media type of *offered* that is liked best, the first of equals.

    Parameters of a media type, such as a profile or a charset, do not count. Raises RefusalError
    where the caller would understand none.
    """
    if not request.headers.get("Accept", "").strip():
        return offered[0]
    liking = _liking(request)
    best = max(offered, key=lambda each: _quality(each, liking))
    if _quality(best, liking) <= 0:
        raise RefusalError(406, f"The answer can be had as {', '.join(offered)}.")
    return best


def _liking(request: Request) -> Mapping[str, float]:
    """Return the best quality that is given for each range of media types."""
    liking: dict[str, float] = {}
    for name, quality in request.accept_mimetypes:
        bare = name.partition(";")[0].strip().lower()
        liking[bare] = max(quality, liking.get(bare, 0))
    return liking


def _quality(media_type: str, liking: Mapping[str, float]) -> float:
    ranges = (media_type, f"{media_type.partition('/')[0]}/*", "*/*")
    return next((liking[each] for each in ranges if each in liking), 0)
