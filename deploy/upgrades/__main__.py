"""Keep today's OpenAPI document as that of the version about to be released."""

from __future__ import annotations

import json

from deploy.upgrades import RELEASED
from extractor import __version__
from service.openapi import describe
from service.settings import Settings

if __name__ == "__main__":
    path = RELEASED / f"openapi-{__version__}.json"
    document = json.dumps(describe(Settings()), ensure_ascii=False, indent=1)
    path.write_text(f"{document}\n", "utf-8")
    print(path)
