"""Fetch an official package of Stanza's into the image, in place of the embedded models.

    python deploy/image/models.py FOLDER [PACKAGE [SOURCE]]

Without a package only the empty folder is made. Whatever the package asks for besides, such as
a transformer, is fetched too; then it is loaded as the service will load it, without network.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

LOAD = "import sys; from extractor import Extractor; print(Extractor.load(sys.argv[1]).model)"


def fetch(folder: Path, package: str, source: str) -> None:
    """Fetch *package* from *source*, a folder over HTTP, or from where Stanza looks itself."""
    import stanza

    from extractor.parsing import pipeline

    where = {"resources_url": source, "model_url": f"{source}/{{filename}}"} if source else {}
    stanza.download(
        "en",
        model_dir=str(folder),
        package="default" if package == "en" else package,
        processors=",".join(pipeline.PROCESSORS),
        **where,
    )
    for name in sorted(set(transformers(folder))):
        from transformers import AutoModel, AutoTokenizer

        AutoModel.from_pretrained(name)
        AutoTokenizer.from_pretrained(name)


def transformers(folder: Path) -> Iterator[str]:
    """Yield the names of the transformers that the models in *folder* ask for."""
    import torch

    for path in folder.rglob("*.pt"):
        name = torch.load(path, weights_only=True).get("config", {}).get("bert_model")
        if name:
            yield name


def main(folder: Path, package: str = "", source: str = "") -> None:
    """Make the folder; with a package fill it, drop the embedded models, try what is there."""
    folder.mkdir(parents=True, exist_ok=True)
    if not package:
        return
    os.environ["STANZA_RESOURCES_DIR"] = str(folder)
    os.environ["HF_HOME"] = str(folder / "transformers")
    fetch(folder, package, source)
    import extractor

    shutil.rmtree(Path(extractor.__file__).parent / "models")
    subprocess.run([sys.executable, "-c", LOAD, f"stanza:{package}"], check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
