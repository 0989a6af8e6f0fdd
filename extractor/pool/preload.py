"""Imported by the fork server before it forks any process: loads the models."""

import json
import os
from contextlib import suppress

from extractor.domain import ExtractorError
from extractor.pool.process import PRELOAD
from extractor.pool.worker import ignore_signals, load, set_process_name

ignore_signals()
set_process_name("quotes-forker")
with suppress(ExtractorError):  # each process tries again, and reports the error
    load(*json.loads(os.environ.pop(PRELOAD)))
