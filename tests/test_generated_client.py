"""A client that openapi-python-client makes of the OpenAPI document calls every route at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.serving import serving

TOOLS = Path(sys.prefix, "client", "bin")
"""The generator in an environment of its own, which ``make test`` sets up."""
CALLS = """
import sys
sys.path.insert(0, {folder!r})
from generated import Client
from generated.api.about import docs, limits, openapi, page, rules
from generated.api.operation import healthz, metrics, readyz
from generated.api.quotations import batch, quotes
from generated.models import BatchRequest, Document, QuoteRequest, QuoteRequestTypesItem

client = Client({url!r}, raise_on_unexpected_status=True)
for route in (docs, limits, openapi, page, rules, healthz, metrics, readyz):
    answer = route.sync_detailed(client=client)
    assert answer.status_code == 200, (route.__name__, answer.content)

request = QuoteRequest("It rained.", id="a", types=[QuoteRequestTypesItem.DIRECT])
answer = quotes.sync(client=client, body=request)
assert (answer.id, answer.quotes, answer.offsets.value) == ("a", [], "codepoint"), answer
several = BatchRequest([Document("It rained.", id="b"), Document("")])
answer = batch.sync(client=client, body=several)
assert [each.id for each in answer.results] == ["b", None], answer
answer = quotes.sync(client=client, body=QuoteRequest("x" * 200_000))
assert (answer.status, answer.title) == (413, "Content Too Large"), answer
print("all routes")
"""


@pytest.mark.slow
def test_generated_client(client: FlaskClient, tmp_path: Path) -> None:
    """Every route works from the generated client as it is, and every answer can be read."""
    if not (TOOLS / "openapi-python-client").exists():
        if "BROWSER_EXPECTED" in os.environ:
            pytest.fail("the generator is not installed")
        pytest.skip("needs openapi-python-client, which make test installs")
    document = tmp_path / "openapi.json"
    document.write_bytes(client.get("/openapi.json").data)
    made = subprocess.run(
        [
            TOOLS / "openapi-python-client",
            *("generate", "--path", document, "--meta", "none"),
            *("--output-path", tmp_path / "generated"),
        ],
        env=os.environ | {"PATH": f"{TOOLS}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout
    printed = f"{made.stdout}{made.stderr}".splitlines()
    warnings = [line for line in printed if line.startswith("Unsupported")]
    assert sorted(warnings) == [
        "Unsupported content type application/x-ndjson",
        "Unsupported content type text/plain",
    ]
    with serving(tmp_path, EXTRACTOR_WAITING="8") as server:
        url = f"http://127.0.0.1:{server.port}"
        code = CALLS.format(folder=str(tmp_path), url=url)
        done = subprocess.run(
            [TOOLS / "python", "-c", code], capture_output=True, text=True, check=False
        )

    assert (done.stdout, done.stderr) == ("all routes\n", "")
