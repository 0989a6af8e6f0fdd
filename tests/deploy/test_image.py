"""The parts of ``make image-test`` that need no image."""

from __future__ import annotations

from pathlib import Path

import pytest

from deploy import lock, tables
from deploy.image import checks, report, sources, trim

ROOT = Path(__file__).resolve().parents[2]


def test_pip_options() -> None:
    """Variables go before files, several values stay, what is for other commands is left out."""
    listed = (
        ":env:.timeout='9'\nglobal.timeout='5'\nglobal.find-links='/a\\n/b'\ndownload.pre='yes'\n"
    )
    found = sources.options(listed)

    assert found == {"timeout": "9", "find-links": "/a /b"}
    assert sources.configuration(found) == "[global]\ntimeout = 9\nfind-links = /a /b\n"


def test_pip_folders(tmp_path: Path) -> None:
    """What is on this machine's disk is found: of an index the folder around it, each once."""
    (tmp_path / "index" / "simple").mkdir(parents=True)
    (tmp_path / "wheels").mkdir()
    (tmp_path / "ca.crt").touch()
    found = {
        "index-url": "https://a.example/simple",
        "extra-index-url": f"file://{tmp_path}/index/simple",
        "find-links": f"{tmp_path}/wheels {tmp_path}/gone {tmp_path}/wheels",
        "cert": f"{tmp_path}/ca.crt",
        "timeout": "9",
    }

    assert list(sources.folders(found)) == [
        tmp_path / each for each in ("index", "wheels", "ca.crt")
    ]


def test_trim(tmp_path: Path) -> None:
    """Folders of tests and headers go, what is imported stays, and so does what torch looks for."""
    kept = ["torch/bin/torch_shm_manager", "torch/lib/libtorch.so", "sympy/core/tests.py"]
    gone = ["torch/bin/protoc", "torch/test/a/b", "torch/include/a.h", "sympy/core/tests/a.py"]
    for name in [*kept, *gone]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"12345")
    saved = sum(size for _, size in trim.trim(tmp_path))
    left = [p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()]

    assert (sorted(left), saved) == (sorted(kept), 5 * len(gone))


@pytest.mark.parametrize(("version", "needs"), [("None", False), ("'13.0'", True)])
def test_torch_for_graphics_cards(tmp_path: Path, version: str, needs: bool) -> None:
    """A torch built for GPUs, which takes gigabytes, is recognised."""
    (tmp_path / "torch").mkdir()
    (tmp_path / "torch" / "version.py").write_text(f"cuda: Optional[str] = {version}\n")

    assert trim.needs_graphics(tmp_path) is needs


def test_lock_is_of_the_pins() -> None:
    """Every pin but torch's is locked, in the version pinned, with at least one hash."""
    pins = lock.pins(lock.PINS.read_text("utf-8"))
    locked = lock.LOCK.read_text("utf-8")
    blocks = locked.replace("\\\n", "").splitlines()

    assert sorted(lock.pins(locked)) == sorted(pin for pin in pins if "torch==" not in pin[:7])
    assert [line for line in blocks if "--hash=sha256:" not in line] == []


def test_lock_leaves_torch_out() -> None:
    """Torch goes with its hashes, what stands around it stays."""
    text = "a==1 \\\n    --hash=x\ntorch==2 \\\n    --hash=y \\\n    --hash=z\n"

    assert lock.without_torch(f"{text}typer==3 \\\n    --hash=v\n") == (
        "a==1 \\\n    --hash=x\ntyper==3 \\\n    --hash=v\n"
    )
    assert lock.without_torch(text) == "a==1 \\\n    --hash=x\n"


SIZES = {
    "/": 1000,
    "/opt": 800,
    "/opt/models": 0,
    "/opt/service": 100,
    "/opt/venv": 700,
    "/opt/venv/lib/python3.11/site-packages/torch": 400,
    "/opt/venv/lib/python3.11/site-packages/numpy": 200,
    "/opt/venv/lib/python3.11/site-packages/numpy/core": 150,
}


def test_parts_of_the_image() -> None:
    """The parts make up the whole; the largest packages are named."""
    parts = report.largest(SIZES, count=1)

    assert parts == {
        "Debian and Python": 200,
        "torch": 400,
        "other packages": 300,
        "the service and its models": 100,
        "other models": 0,
    }
    assert sum(parts.values()) == SIZES["/"]


def test_image_has_to_be_small() -> None:
    """An image over the limit is refused."""
    assert report.small_enough({"/": report.LARGEST}) == "1,400 MB of 1,400"
    with pytest.raises(checks.FailedError, match="1,400,000,001 bytes"):
        report.small_enough({"/": report.LARGEST + 1})


def test_tables() -> None:
    """A table takes the place of the one before, and only in a page that has a place for it."""
    page = "a\n<!-- size: made by x -->\nold\n<!-- end of size -->\nb\n"

    assert tables.replaced(page, "size", "new") == (
        "a\n<!-- size: made by x -->\n\nnew\n\n<!-- end of size -->\nb\n"
    )
    with pytest.raises(KeyError, match="no place for other"):
        tables.replaced(page, "other", "new")


def test_page_has_its_tables() -> None:
    """The page has places for what the commands write, and the image's is filled."""
    page = tables.PAGE.read_text("utf-8")

    assert tables.replaced(page, report.PAGE, "x").count("\nx\n") == 1
    assert "| **all of it** |" in page
