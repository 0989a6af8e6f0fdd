"""``serve``: works from any folder; errors before loading are one line."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

import cli
from tests.serving import ROOT, free_port, wait_until


def test_port_in_use(capsys: pytest.CaptureFixture[str]) -> None:
    """A port on which something listens already is one line, at once."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        bind = f"127.0.0.1:{taken.getsockname()[1]}"
        began = time.monotonic()
        status = cli.main(["serve", "--bind", bind])

    line = (
        f"quote-extractor: cannot listen on {bind}: Address already in use; choose another port\n"
    )
    assert (status, capsys.readouterr().err) == (1, line)
    assert time.monotonic() - began < 2


def test_wrong_setting(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong setting is one line that names it."""
    monkeypatch.setenv("EXTRACTOR_WORKERS", "many")

    assert cli.main(["serve"]) == 1
    assert capsys.readouterr().err.startswith("quote-extractor: EXTRACTOR_WORKERS: 'many' is not")


@pytest.mark.parametrize("bind", ["8000", "localhost", "localhost:http", "127.0.0.1:99999"])
def test_wrong_address(bind: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An invalid address is refused before anything starts."""
    with pytest.raises(SystemExit) as stopped:
        cli.main(["serve", "--bind", bind])

    assert stopped.value.code == 2
    assert "--bind: it must be HOST:PORT or unix:PATH" in capsys.readouterr().err


def test_port_out_of_range(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A port that cannot exist is one line too."""
    monkeypatch.setenv("EXTRACTOR_BIND", "127.0.0.1:99999")

    assert cli.main(["serve"]) == 1
    assert capsys.readouterr().err.startswith("quote-extractor: cannot listen on 127.0.0.1:99999: ")


@pytest.mark.model
@pytest.mark.slow
def test_serve_from_any_folder(tmp_path: Path) -> None:
    """Modules that lie in the working directory are not taken for ours."""
    for name in ("settings", "schemas", "service", "app", "extractor", "json"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('taken from the folder')\n")
    script = tmp_path / "bin" / "quote-extractor"
    script.parent.mkdir()
    script.write_text(
        "import sys\nfrom cli import main\nif __name__ == '__main__':\n    sys.exit(main())\n"
    )
    address = f"127.0.0.1:{free_port()}"
    with subprocess.Popen(
        [sys.executable, str(script), "serve", "--bind", address],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "EXTRACTOR_WORKERS": "1"},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:

        def ready() -> bool:
            assert process.poll() is None
            with suppress(OSError), urllib.request.urlopen(f"http://{address}/readyz", timeout=5):
                return True
            return False

        wait_until(ready)
        process.terminate()
        log = process.stderr.read() if process.stderr else ""

        assert process.wait(20) == 0
    assert "taken from the folder" not in log
