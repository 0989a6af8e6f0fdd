"""Imported by the process that forks workers, before it forks any: loads the models."""

import os
from contextlib import suppress

from archives.answering import load
from archives.engines.nursery import LOADER, MODEL
from extractor import ExtractorError

if LOADER in os.environ:
    with suppress(ExtractorError):  # each worker tries again, and tells
        load(os.environ[LOADER], os.environ[MODEL] or None)
