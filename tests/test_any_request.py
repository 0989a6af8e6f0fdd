"""Thousands of valid and invalid requests generated from the OpenAPI document, with all checks."""

from __future__ import annotations

from typing import Any, Final

import schemathesis
from hypothesis import HealthCheck, assume, settings
from schemathesis.config import SchemathesisConfig

from app import create_app
from schemas.forms import FORMS
from service.settings import Settings
from tests.fake_extractor import StandIn

EACH: Final = 500
"""For each of the two routes that take anything; the others have few cases there could be."""

CHECKS: Final = {
    "positive_data_acceptance": {"expected-statuses": ["200"]},
    "negative_data_rejection": {"expected-statuses": ["400", "405", "406", "413", "415", "422"]},
}


@schemathesis.serializer("application/x-ndjson")
def lines(context: Any, value: object) -> bytes:
    """Send lines as they are."""
    return str(value).encode("utf-8", "surrogatepass")


schema = schemathesis.openapi.from_wsgi(
    "/openapi.json",
    create_app(StandIn(), Settings(max_characters=1000, max_documents=20)),
    config=SchemathesisConfig.from_dict({"checks": CHECKS}),
)
counted: list[str] = []


@schema.parametrize()
@settings(
    max_examples=EACH,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_any_request(case: Any) -> None:
    """Whatever is asked is answered as the document says."""
    if case.media_type == "application/json":
        case.query = {}  # OpenAPI has no words for: with JSON the options go into the body
    # A number sent as text is the text of its digits: over the wire nothing would be wrong.
    assume(case.media_type != "text/plain" or isinstance(case.body, str))
    if case.path == "/v1/quotes":
        case.headers["Accept"] = (*FORMS, "*/*")[len(repr(case.body)) % (len(FORMS) + 1)]
    counted.append(case.path)
    case.call_and_validate()


def test_there_were_enough() -> None:
    """Nothing kept the cases from being made."""
    assert len(counted) >= EACH
