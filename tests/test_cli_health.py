"""The health check of a container asks where the service listens."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

import cli
from cli.health import healthy

ROOT = Path(__file__).resolve().parents[1]


class Service(BaseHTTPRequestHandler):
    """Answers the one path that is to be asked."""

    def do_GET(self) -> None:
        """Answer 200 for ``/healthz``."""
        self.send_response(200 if self.path == "/healthz" else 404)
        self.end_headers()

    def address_string(self) -> str:
        """Return a name for the log: a Unix socket has no address."""
        return "caller"

    def log_message(self, *_: object) -> None:
        """Stay silent."""


class Sick(Service):
    """Answers, but not well."""

    def do_GET(self) -> None:
        """Answer 500."""
        self.send_error(500)


class OnPath(HTTPServer):
    """Listens on a Unix socket."""

    address_family = socket.AF_UNIX

    def server_bind(self) -> None:
        """Bind, without looking a host up."""
        self.socket.bind(self.server_address)


def asked(server: HTTPServer, bind: str) -> bool:
    """Return what the probe says of a server that answers one request."""
    server.timeout = 10
    thread = Thread(target=server.handle_request)
    thread.start()
    try:
        return healthy(bind)
    finally:
        thread.join()
        server.server_close()


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
@pytest.mark.parametrize(("handler", "well"), [(Service, True), (Sick, False)])
def test_port(host: str, handler: type[Service], well: bool) -> None:
    """A port is asked, on this machine where all addresses are listened on."""
    server = HTTPServer((host, 0), handler)

    assert asked(server, f"{host}:{server.server_port}") is well


def test_unix_socket(tmp_path: Path) -> None:
    """So is a Unix socket."""
    path = str(tmp_path / "socket")

    assert asked(OnPath(path, Service), f"unix:{path}")  # type: ignore[arg-type]


def test_another_address(tmp_path: Path) -> None:
    """The address may be given as for ``serve``; a healthy service is nothing to talk about."""
    server = HTTPServer(("127.0.0.1", 0), Service)
    thread = Thread(target=server.handle_request)
    thread.start()
    status = cli.main(["health", "--bind", f"127.0.0.1:{server.server_port}"])
    thread.join()
    server.server_close()

    assert status == 0


def test_nobody_listens(tmp_path: Path) -> None:
    """Without a listening service the check fails."""
    bind = f"unix:{tmp_path / 'socket'}"
    done = subprocess.run(
        [sys.executable, "-m", "cli", "health"],
        env=os.environ | {"EXTRACTOR_BIND": bind},
        cwd=ROOT,
        capture_output=True,
        check=False,
    )

    assert not healthy(bind)
    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        b"",
        f"quote-extractor: the service at {bind} does not answer\n".encode(),
    )
